"""The pages: the question, the answer, one trial, a cohort, how fresh the copy is. All work without script."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates
from starlette.datastructures import FormData, UploadFile

from data.patient import BadPatient, Patient
from matcher.deciding.facts import Known
from matcher.freshness import status_of
from matcher.kinds import KINDS, kind_of, stale
from matcher.patients import BadFile, patients_of
from matcher.places import UnknownPlace, distance_miles, is_recruiting, place_of
from matcher.reports import CsvWriter, XlsxWriter, guarded
from matcher.results import field_words
from matcher.service import Matcher
from matcher.web.api import said
from matcher.web.derived import derived
from matcher.web.fields import BLOCKS, Question, question_of, texts_of, unknown_therapies
from matcher.web.filters import PHASES, VERDICT_CHOICES, BadFilter, Filters
from matcher.web.marks import SIGNS, WORDS, marked
from matcher.web.safety import SESSION

PAGE = 25  # trials on one page of an answer
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
templates = Jinja2Templates(str(files("matcher.web") / "templates"))
templates.env.filters["words"] = field_words
templates.env.globals |= {
    "blocks": BLOCKS, "signs": SIGNS, "words": WORDS, "kinds": KINDS, "phases": PHASES, "verdicts": VERDICT_CHOICES,
}  # fmt: skip


def _page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    copy = request.app.state.copy
    values |= {"freshness": status_of(copy.store, copy.today()), "signed_in": request.app.state.guard.asks_for_keys}
    return templates.TemplateResponse(request, name, values, status_code=status)


def _matcher(request: Request) -> Matcher:
    matcher: Matcher = request.app.state.copy.matcher()
    return matcher


def _samples() -> list[dict[str, Any]]:
    lines = (files("data") / "sample" / "patients.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _texts(form: FormData) -> dict[str, str]:
    """The form's fields as texts; boxes ticked under one name are joined."""
    texts: dict[str, str] = {}
    for name in form:
        values = [v for v in form.getlist(name) if isinstance(v, str)]
        texts[name] = ";".join(v for v in values if v)
    return texts


# ---------------------------------------------------------------- the question


@router.get("/")
def ask(request: Request) -> HTMLResponse:
    """The empty form."""
    names = [patient["patient_id"] for patient in _samples()]
    return _page(request, "ask.html", texts={}, problems={}, samples=names)


@router.post("/ask")
async def change(request: Request) -> HTMLResponse:
    """The form filled in again: with what was asked, with a sample patient, or with pasted or uploaded JSON."""
    form = await request.form()
    names = [patient["patient_id"] for patient in _samples()]
    texts, problems = _texts(form), {}
    try:
        pasted = await _pasted(form)
        if pasted is not None:
            texts = texts_of(Patient.from_facts(pasted))
        elif texts.get("sample", "").isdigit() and int(texts["sample"]) < len(names):
            texts = texts_of(Patient.from_facts(_samples()[int(texts["sample"])]))
    except BadPatient as bad:
        problems[""] = str(bad)
    return _page(request, "ask.html", 422 if problems else 200, texts=texts, problems=problems, samples=names)


async def _pasted(form: FormData) -> object | None:
    """The JSON that was pasted or uploaded. Raises BadPatient."""
    upload, text = form.get("file"), form.get("json")
    if isinstance(upload, UploadFile) and upload.filename:
        text = (await upload.read()).decode("utf-8-sig", errors="replace")
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        given: object = json.loads(text)
        return given
    except (json.JSONDecodeError, RecursionError) as broken:
        raise BadPatient(
            f'the patient is not JSON: {broken}; give an object of facts, such as {{"stage": "IV"}}'
        ) from None


# ---------------------------------------------------------------- the answer


@router.post("/match")
async def answer(request: Request) -> Response:
    """The ranked trials, narrowed and a page at a time; or the form again with what is wrong beside the fields."""
    texts = _texts(await request.form())
    return _answer(request, texts)


def _answer(request: Request, texts: Mapping[str, str]) -> Response:
    question, matcher = question_of(texts), _matcher(request)
    try:
        if question.patient is None:
            return _again(request, question, question.problems)
        filters = Filters.of(texts)
        marks = filters.marks(matcher)
        ranking = matcher.ranked.rank(question.patient, with_ineligible=True, only=marks)
    except UnknownPlace as unknown:
        return _again(request, question, {str(unknown).partition(":")[0]: str(unknown)})
    except (BadPatient, BadFilter) as bad:
        return _again(request, question, {"": str(bad)})
    chosen = ranking.of(filters.verdicts)
    pages = max(1, -(-len(chosen.order) // PAGE))
    page = min(max(1, int(texts.get("page", "1")) if texts.get("page", "1").isdigit() else 1), pages)
    said(request, matcher, "match")
    if texts.get("as") in ("csv", "xlsx"):
        return _download(chosen.matches(), texts["as"])
    printed = texts.get("as") == "print"
    start, stop = (0, 12) if printed else ((page - 1) * PAGE, page * PAGE)
    return _page(
        request,
        "print.html" if printed else "answer.html",
        texts=question.texts, filters=filters._asdict(), counts=ranking.counts, total=len(chosen.order),
        matches=list(chosen.matches(start, stop)), page=page, pages=pages, start=start,
        derived=derived(question.patient, matcher.vocabulary),
        settles=[] if printed else matcher.ranked.settles(question.patient, marks)[:8],
        unknown=unknown_therapies(question.patient, matcher.vocabulary),
        view=texts.get("view", "cards"), considered=int(marks.sum()), reader=matcher.reader_version,
    )  # fmt: skip


def _again(request: Request, question: Question, problems: Mapping[str, str]) -> HTMLResponse:
    names = [patient["patient_id"] for patient in _samples()]
    return _page(request, "ask.html", 422, texts=question.texts, problems=dict(problems), samples=names)


def _download(matches: Any, kind: str) -> Response:
    """Exactly what the filters leave, as a file."""
    if kind == "csv":
        out = io.StringIO(newline="")
        writer = CsvWriter(out)
        for match in matches:
            writer.add(match)
        return _file(out.getvalue().encode("utf-8-sig"), "trials.csv", "text/csv; charset=utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trials.xlsx"
        book = XlsxWriter(path)
        for match in matches:
            book.add(match)
        book.close()
        return _file(path.read_bytes(), "trials.xlsx", XLSX)


def _file(content: bytes, name: str, media_type: str) -> Response:
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})


# ---------------------------------------------------------------- one trial


@router.get("/trials/{nct_id}")
def trial(request: Request, nct_id: str) -> HTMLResponse:
    """The trial and its reading, of no patient in particular."""
    return _trial(request, nct_id, {})


@router.post("/trials/{nct_id}")
async def trial_of(request: Request, nct_id: str) -> HTMLResponse:
    """The trial's text marked for the patient in the form."""
    return _trial(request, nct_id, _texts(await request.form()))


def _trial(request: Request, nct_id: str, texts: Mapping[str, str]) -> HTMLResponse:
    matcher = _matcher(request)
    i = matcher.ranked.place_of_id.get(nct_id)
    if i is None:
        raise HTTPException(404, f"{quote(nct_id)[:40]} is not in the copy: a wrong id, or newer than the copy")
    question = question_of(texts)
    patient = question.patient or Patient()
    readable, known = matcher.trials[i], Known(patient, matcher.vocabulary)
    place = place_of(patient)
    with request.app.state.copy.store.snapshot() as copy:
        history = list(copy.changes(None, nct_id))[-50:]
    return _page(
        request, "trial.html",
        trial=readable.trial, reading=readable.reading, texts=question.texts,
        match=matcher.ranked.match(i, known) if question.texts else None,
        pieces=marked(readable.trial, readable.reading, known), has_patient=bool(question.texts),
        sites=_sites(readable.trial, place), history=history, kind=kind_of(readable.trial),
        stale=stale(readable.trial, matcher.ranked.today),
    )  # fmt: skip


def _sites(trial: Any, place: Any) -> list[tuple[Any, float | None, bool]]:
    """Sites with their distance and whether they recruit; recruiting and near ones first."""
    found = []
    for site in trial.locations:
        located = place is not None and site.latitude is not None and site.longitude is not None
        miles = distance_miles(place, (site.latitude, site.longitude)) if located else None
        found.append((site, miles, is_recruiting(site, trial)))
    return sorted(found, key=lambda s: (not s[2], float("inf") if s[1] is None else s[1]))


# ---------------------------------------------------------------- cohort, freshness, sign-in


@router.get("/cohort")
def cohort(request: Request) -> HTMLResponse:
    """Where a coordinator hands in a list of patients."""
    return _page(request, "cohort.html", problem=None)


@router.post("/cohort")
async def cohort_report(request: Request) -> Response:
    """The report of a CSV or JSON Lines file. Rows that are wrong stand first in it, with their line and what would be right."""
    upload = (await request.form()).get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        return _page(request, "cohort.html", 422, problem="file: choose a CSV or JSON Lines file of patients")
    matcher = _matcher(request)
    ending = ".csv" if upload.filename.lower().endswith(".csv") else ".jsonl"
    out = io.StringIO(newline="")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"patients{ending}"
        path.write_bytes(await upload.read())
        try:
            rows = list(patients_of(path))
        except BadFile as bad:
            return _page(request, "cohort.html", 422, problem=str(bad).replace(str(path), "the file"))
    writer = CsvWriter(out)
    marks = Filters().marks(matcher)
    for row in rows:
        try:
            if row.problem is not None:
                raise BadPatient(row.problem)
            assert row.patient is not None
            for match in matcher.ranked.rank(row.patient, only=marks).matches():
                writer.add(match)
        except (BadPatient, UnknownPlace) as bad:
            writer.add_problem(f"line {row.line}", guarded(str(bad)))
    said(request, matcher, "cohort", len(rows))
    return _file(out.getvalue().encode("utf-8-sig"), "cohort.csv", "text/csv; charset=utf-8")


@router.get("/freshness")
def freshness(request: Request) -> HTMLResponse:
    """Runs, counts, coverage and what changed last night."""
    matcher = _matcher(request)
    sentences = sum(reading.sentences for _, reading in matcher.trials)
    unread = sum(len(reading.unread) for _, reading in matcher.trials)
    with request.app.state.copy.store.snapshot() as copy:
        good, failed, info = copy.last_good_run(), copy.last_failed_run(), copy.info()
        changes = list(copy.changes(info.published_at[:10] if info else None))
    return _page(
        request, "freshness.html", good=good, failed=failed, info=info, changes=changes[:200], changed=len(changes),
        coverage=1 - unread / sentences if sentences else None, sentences=sentences, reader=matcher.reader_version,
    )  # fmt: skip


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The REST interface, described from its OpenAPI document."""
    return _page(request, "docs.html", document=request.app.openapi())


@router.get("/health")
def health(request: Request) -> Response:
    """200 where the copy answers, 503 where there is none; for monitoring."""
    return Response("ok", media_type="text/plain") if _matcher(request).trials else Response("no trials", 503)


@router.get("/sign-in")
def sign_in_form(request: Request) -> HTMLResponse:
    return _page(request, "sign_in.html", problem=None)


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """A key for a session of this browser."""
    guard = request.app.state.guard
    label = guard.label_of(_texts(await request.form()).get("key", ""))
    if label is None:
        return _page(request, "sign_in.html", 401, problem="key: this is not one of the keys set for this server")
    response = RedirectResponse("/", status_code=303)
    secure = request.url.scheme == "https"
    response.set_cookie(
        SESSION, guard.session_of(label), httponly=True, samesite="strict", secure=secure, max_age=43_200
    )
    return response
