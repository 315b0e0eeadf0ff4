"""The question: the form, empty or filled in again, and what its facts amount to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from data.patient import BadPatient, Patient
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.web.derived import derived
from matcher.web.forms import (
    Question,
    pasted_patient,
    problems_of,
    question_of,
    shown_in_fields,
    texts_of,
    texts_of_form,
)
from matcher.web.render import pages_of

router = APIRouter(include_in_schema=False)


def samples() -> list[dict[str, Any]]:
    """The invented patients to try."""
    lines = (files("data") / "sample" / "patients.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def form_page(
    request: Request, texts: Mapping[str, str], problems: Mapping[str, str] | None = None, status: int = 200
) -> HTMLResponse:
    """The form with what was entered, and what is wrong beside its fields."""
    pages = pages_of(request)
    amounts = _amounts(request, question_of(texts, pages.words))
    return pages.page(
        request, "ask.html", status,
        texts=shown_in_fields(texts), problems=problems or {}, amounts=amounts["derived"],
        samples=[patient["patient_id"].partition(" ")[2] for patient in samples()],
    )  # fmt: skip


def _amounts(request: Request, question: Question) -> dict[str, Any]:
    """What the facts amount to, and what is wrong with them by field."""
    words, vocabulary = pages_of(request).words, request.app.state.copy.vocabulary
    if question.patient is None:
        return {"derived": {}, "problems": question.problems}
    try:
        return {"derived": derived(Known(question.patient, vocabulary), words), "problems": {}}
    except BadPatient as bad:
        return {"derived": {}, "problems": problems_of(str(bad), words)}


@router.get("/")
def ask(request: Request) -> HTMLResponse:
    """The empty form."""
    return form_page(request, {})


@router.get("/ask")
@router.get("/match")
def again() -> Response:
    """A page that is gone, as a patient is kept nowhere: back to the form."""
    return RedirectResponse("/", status_code=303)


@router.post("/ask")
async def fill_in(request: Request) -> HTMLResponse:
    """The form filled in again: with what was asked, with a sample patient, or with pasted or uploaded JSON."""
    form = await request.form()
    texts, known = texts_of_form(form), samples()
    try:
        pasted = await pasted_patient(form, pages_of(request).words)
    except BadPatient as bad:
        return form_page(request, {}, problems_of(str(bad), pages_of(request).words), 422)
    if pasted is not None:
        return form_page(request, texts_of(pasted))
    place = texts.get("sample", "")
    if place.isascii() and place.isdigit() and int(place) < len(known):
        return form_page(request, texts_of(Patient.from_facts(known[int(place)])))
    return form_page(request, question_of(texts, pages_of(request).words).texts)


@router.post("/derive")
async def amounts(request: Request) -> dict[str, Any]:
    """For the script of the form: lines by block, and what is wrong by field."""
    texts = texts_of_form(await request.form())
    return _amounts(request, question_of(texts, pages_of(request).words))


@router.get("/names")
def names(request: Request) -> Response:
    """The names that the form completes: no part of what is typed leaves the browser."""
    body = json.dumps(_names(request.app.state.copy.vocabulary), ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _names(vocabulary: Vocabulary) -> dict[str, list[list[Any]]]:
    """Of each kind: name, what it is, and the other names it goes by."""
    therapies = [
        [t.name, t.kind if t.kind == "class" else ", ".join(t.parents), [s for s in t.synonyms if len(s) < 40]]
        for t in vocabulary.therapies
    ]
    regimens = [[r.name, ", ".join(r.drugs), []] for r in vocabulary.regimens]
    markers = [
        [f"{m.name}:{result}", m.kind, list(m.synonyms)]
        for m in vocabulary.markers
        for result in ("positive", "negative")
    ]
    return {"therapies": therapies + regimens, "markers": markers}
