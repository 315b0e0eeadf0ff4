"""The answer: the patient's trials, narrowed and a page at a time, as a page, a print view or a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from data.patient import BadPatient, Patient
from matcher.deciding.facts import remarks
from matcher.kinds import KINDS
from matcher.places import UnknownPlace, place_of
from matcher.service import STATUSES, Matcher
from matcher.web.copies import Edition
from matcher.web.derived import derived
from matcher.web.downloads import report
from matcher.web.filters import SORTS, VERDICTS, BadFilter, Filters, Narrowed
from matcher.web.findings import led
from matcher.web.forms import problems_of, question_of, texts_of_form
from matcher.web.logs import said
from matcher.web.pages.ask import form_page
from matcher.web.render import pages_of
from matcher.web.shelf import PHASES

CARDS, ROWS, PRINTED = 20, 50, 7  # trials on a page of cards, of the table, of the print view
CLASSES = 40  # drug classes offered as filters
SETTLES = 6  # facts that would settle more

router = APIRouter(include_in_schema=False)


@router.post("/match")
async def answer(request: Request) -> Response:
    """The trials; or the form again, with what is wrong beside the fields."""
    texts = texts_of_form(await request.form())
    return await run_in_threadpool(_answer, request, texts)


def _answer(request: Request, texts: Mapping[str, str]) -> Response:
    words = pages_of(request).words
    question = question_of(texts, words)
    edition: Edition = request.app.state.copy.edition()
    if question.patient is None:
        return form_page(request, question.texts, question.problems, 422)
    try:
        filters = Filters.of(texts)
        narrowed = Narrowed(edition.matcher.ranked, edition.shelf, question.patient, filters)
    except (BadPatient, UnknownPlace) as bad:
        return form_page(request, question.texts, problems_of(str(bad), words), 422)
    except BadFilter as bad:
        return form_page(request, question.texts, {"": str(bad)}, 422)
    said(request, edition.matcher, "match")
    wanted = texts.get("as", "")
    if wanted in ("csv", "xlsx"):
        return report(narrowed.ranking.matches(), "trials", wanted)
    common = _common(request, question.texts, narrowed, edition)
    if wanted == "print":
        today = request.app.state.copy.today().isoformat()
        return pages_of(request).page(request, "print.html", matches=_led(narrowed, 0, PRINTED), today=today, **common)
    return _page(request, texts, question.patient, narrowed, edition, common)


def _common(request: Request, texts: Mapping[str, str], narrowed: Narrowed, edition: Edition) -> dict[str, Any]:
    matcher = edition.matcher
    return {
        "texts": texts, "filters": narrowed.filters, "filter_texts": narrowed.filters.texts(), "counts": narrowed.counts,
        "considered": narrowed.considered, "total": len(narrowed.ranking.order),
        "amounts": derived(narrowed.ranking.known, pages_of(request).words), "reader": matcher.reader_version,
    }  # fmt: skip


def _page(
    request: Request,
    texts: Mapping[str, str],
    patient: Patient,
    narrowed: Narrowed,
    edition: Edition,
    common: dict[str, Any],
) -> Response:
    table = texts.get("view") == "table"
    size = ROWS if table else CARDS
    pages = max(1, -(-common["total"] // size))
    page = min(max(1, _number(texts.get("page", "1"))), pages)
    matches = _led(narrowed, (page - 1) * size, page * size)
    settles = _settles(edition.matcher, patient, narrowed) if texts.get("settle") else None
    return pages_of(request).page(
        request, "answer.html",
        matches=matches, page=page, pages=pages, view="table" if table else "cards", verdict_choices=VERDICTS, sorts=SORTS,
        choices={
            "phase": narrowed.choices("phase", PHASES), "kind": narrowed.choices("kind", KINDS),
            "status": narrowed.choices("status", STATUSES),
        },
        distances=narrowed.distances() if place_of(patient) is not None else None, classes=narrowed.classes()[:CLASSES],
        remarks=remarks(narrowed.ranking.known), settles=settles, **common,
    )  # fmt: skip


def _led(narrowed: Narrowed, start: int, stop: int) -> list[dict[str, Any]]:
    """The matches with what a card leads with, and what it unfolds."""
    matches = list(narrowed.ranking.matches(start, stop))
    for match in matches:
        match["led"], match["unfolded"] = led(match)
    return matches


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


@router.post("/settle")
async def settle(request: Request) -> Response:
    """What would settle more, as the piece of the answer that a script puts into it."""
    texts = texts_of_form(await request.form())
    return await run_in_threadpool(_settle, request, texts)


def _settle(request: Request, texts: Mapping[str, str]) -> Response:
    pages, edition = pages_of(request), request.app.state.copy.edition()
    question = question_of(texts, pages.words)
    try:
        if question.patient is None:
            return pages.page(request, "settles.html", 422, settles=[])
        narrowed = Narrowed(edition.matcher.ranked, edition.shelf, question.patient, Filters.of(texts))
    except (BadPatient, UnknownPlace, BadFilter):
        return pages.page(request, "settles.html", 422, settles=[])
    return pages.page(request, "settles.html", settles=_settles(edition.matcher, question.patient, narrowed))


def _settles(matcher: Matcher, patient: Patient, narrowed: Narrowed) -> list[Any]:
    return list(matcher.ranked.settles(patient, narrowed.marks)[:SETTLES])
