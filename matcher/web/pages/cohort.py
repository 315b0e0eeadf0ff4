"""A coordinator's list: the report as a page or a file, with the rows that could not be judged."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from data.patient import BadPatient, Patient
from matcher.patients import BadFile, rows_of
from matcher.places import UnknownPlace
from matcher.ranking import Ranking
from matcher.service import OPEN_STATUSES
from matcher.web.copies import Edition
from matcher.web.downloads import BadRow, Row, report
from matcher.web.forms import texts_of_form
from matcher.web.logs import said
from matcher.web.render import pages_of

MAX_PATIENTS = 1000
VERDICTS = ("open", "eligible", "all")
EXAMPLE = """patient_id,stage,er_percent,pr_percent,her2_ihc,ecog,prior_therapies,biomarkers
a,IV,90,20,1+,1,palbociclib;letrozole,ESR1:positive
b,IIA,0,0,0,0,,
"""

router = APIRouter(include_in_schema=False)


class ListedPatient(NamedTuple):
    """A row of the list: her trials ranked, or what is wrong with the row."""

    line: int
    patient_id: str | None
    ranking: Ranking | None
    problem: str


@router.get("/cohort")
def cohort(request: Request) -> HTMLResponse:
    """Where a coordinator hands in a list of patients."""
    return _form(request)


def _form(request: Request, problem: str = "", rows: str = "", status: int = 200) -> HTMLResponse:
    return pages_of(request).page(
        request, "cohort.html", status, problem=problem, rows=rows, example=EXAMPLE, most=MAX_PATIENTS,
        fields=list(Patient.model_fields), verdict_choices=VERDICTS, result=None,
    )  # fmt: skip


@router.post("/cohort")
async def cohort_report(request: Request) -> Response:
    """The report, on the page or as a file; rows that are wrong are named by line and field."""
    form = await request.form()
    texts = texts_of_form(form)
    upload, name, rows = form.get("file"), texts.get("name", ""), texts.get("rows", "")
    if isinstance(upload, UploadFile) and upload.filename:
        name, rows = upload.filename, (await upload.read()).decode("utf-8-sig", errors="replace")
    return await run_in_threadpool(_report, request, name, rows, texts.get("verdicts", "open"), texts.get("as", "page"))


def _report(request: Request, name: str, rows: str, verdicts: str, wanted: str) -> Response:
    words = pages_of(request).words
    if not rows.strip():
        return _form(request, words("cohort.choose"), status=422)
    verdicts = verdicts if verdicts in VERDICTS else "open"
    edition: Edition = request.app.state.copy.edition()
    try:
        patients = list(rows_of(name or "rows.csv", io.StringIO(rows, newline="")))
    except BadFile as bad:
        return _form(request, str(bad), rows, 422)
    if len(patients) > MAX_PATIENTS:
        return _form(request, words("cohort.too_many", n=MAX_PATIENTS), status=422)
    said(request, edition.matcher, "cohort", len(patients))
    listed = _ranked(edition, patients, verdicts)
    if wanted in ("csv", "xlsx"):
        return report(_rows(listed, words("cohort.line")), "cohort", wanted)
    found = [_shown(p) for p in listed]
    return pages_of(request).page(
        request, "cohort.html", problem="", rows=rows, example=EXAMPLE, most=MAX_PATIENTS, fields=list(Patient.model_fields),
        verdict_choices=VERDICTS, verdicts=verdicts, name=name, considered=int(edition.shelf.with_status(OPEN_STATUSES).sum()),
        result={"judged": [p for p in found if not p["problem"]], "bad": [p for p in found if p["problem"]]},
    )  # fmt: skip


def _ranked(edition: Edition, rows: list[Any], verdicts: str) -> Iterator[ListedPatient]:
    marks = edition.shelf.with_status(OPEN_STATUSES)
    for row in rows:
        try:
            if row.problem is not None:
                raise BadPatient(row.problem)
            ranking = edition.matcher.ranked.rank(row.patient, with_ineligible=True, only=marks)
            yield ListedPatient(row.line, row.patient.patient_id, ranking.of(verdicts), "")
        except (BadPatient, UnknownPlace) as bad:
            yield ListedPatient(row.line, row.patient.patient_id if row.patient else None, None, str(bad))


def _rows(listed: Iterator[ListedPatient], line: str) -> Iterator[Row]:
    for p in listed:
        if p.ranking is None:
            yield BadRow(f"{line.lower()} {p.line}", p.problem)
        else:
            yield from p.ranking.matches()


def _shown(p: ListedPatient) -> dict[str, Any]:
    """What the page tells of a patient: her counts and her best trial."""
    best = next(p.ranking.matches(0, 1), None) if p.ranking else None
    return {
        "line": p.line, "patient_id": p.patient_id, "problem": p.problem, "counts": p.ranking.counts if p.ranking else {},
        "best": best,
    }  # fmt: skip
