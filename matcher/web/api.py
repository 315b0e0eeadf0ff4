"""REST under `/api/v1`: the same answers as the commands, as JSON. A patient is only ever in a request body."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Body, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from data.patient import BadPatient, Patient
from matcher.freshness import status_of
from matcher.places import UnknownPlace
from matcher.service import Matcher
from matcher.web.filters import Filters
from matcher.web.safety import audit

MAX_PATIENTS = 1000
SOURCE = "ClinicalTrials.gov, eligibility text machine-read. Supports, and does not replace, a clinician's judgement."
NctId = Annotated[str, Path(pattern=r"^NCT\d{8}$", examples=["NCT06104020"])]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=500)]
EXAMPLE: dict[str, Any] = {
    "stage": "IV",
    "er_percent": 90,
    "pr_percent": 20,
    "her2_ihc": "1+",
    "ecog": 1,
    "biomarkers": {"ESR1": "positive"},
}

router = APIRouter(prefix="/api/v1")


class Narrowed(BaseModel):
    """What the answer is narrowed to; left out: trials that take patients, of every kind."""

    model_config = ConfigDict(extra="forbid", strict=True)

    verdicts: Literal["open", "eligible", "possible", "ineligible", "all"] = "open"
    status: Annotated[str, Field(max_length=60)] = ""
    kind: Annotated[str, Field(max_length=60)] = ""
    phase: Annotated[str, Field(max_length=60)] = ""
    sponsor: Annotated[str, Field(max_length=200)] = ""
    drug: Annotated[str, Field(max_length=200)] = ""


class MatchQuestion(BaseModel):
    """One patient. `patient` is an object of the published patient schema."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"examples": [{"patient": EXAMPLE, "limit": 10}]}
    )

    patient: dict[str, Any]
    filters: Narrowed = Narrowed()
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 50
    settles: bool = False


class CohortQuestion(BaseModel):
    """Many patients; a bad one is reported by its place in the list, and the rest goes on."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [{"patients": [EXAMPLE]}]})

    patients: Annotated[list[dict[str, Any]], Field(max_length=MAX_PATIENTS)]
    filters: Narrowed = Narrowed()
    limit: Annotated[int, Field(ge=1, le=500, description="Matches at most for each patient.")] = 20


def _matcher(request: Request) -> Matcher:
    matcher: Matcher = request.app.state.copy.matcher()
    return matcher


def _provenance(matcher: Matcher) -> dict[str, Any]:
    return {
        "data_timestamp": matcher.data_timestamp,
        "reader_version": matcher.reader_version,
        "sample": matcher.is_sample,
        "source": SOURCE,
    }


def said(request: Request, matcher: Matcher, what: str, patients: int = 1) -> None:
    """The line of audit: when (by the log), which key, which data and reader; nothing of the patient."""
    audit.info(
        "%s key=%s patients=%d data=%s reader=%s",
        what, getattr(request.state, "key", "-"), patients, matcher.data_timestamp, matcher.reader_version,
    )  # fmt: skip


@router.post("/match", responses={413: {}, 422: {}})
def match(request: Request, question: MatchQuestion) -> dict[str, Any]:
    """The trials one patient could join, best first, with counts of all and the facts that would settle more."""
    matcher = _matcher(request)
    patient = Patient.from_facts(question.patient)
    filters = Filters.of(question.filters.model_dump())
    marks = filters.marks(matcher)
    ranking = matcher.ranked.rank(patient, with_ineligible=True, only=marks)
    counts = ranking.counts
    chosen = ranking.of(filters.verdicts)
    said(request, matcher, "match")
    answer = _provenance(matcher) | {
        "counts": counts,
        "total": len(chosen.order),
        "offset": question.offset,
        "matches": list(chosen.matches(question.offset, question.offset + question.limit)),
        "unknown_therapies": list(matcher.unknown_therapies(patient)),
    }
    if question.settles:
        answer["settles"] = [s._asdict() for s in matcher.ranked.settles(patient, marks)]
    return answer


@router.post("/cohort", responses={413: {}, 422: {}})
def cohort(request: Request, question: CohortQuestion) -> dict[str, Any]:
    """Many patients: the counts and best matches of each, and what was wrong with those that could not be judged."""
    matcher = _matcher(request)
    filters = Filters.of(question.filters.model_dump())
    marks = filters.marks(matcher)
    results, problems = [], []
    for place, facts in enumerate(question.patients):
        try:
            ranking = matcher.ranked.rank(Patient.from_facts(facts), with_ineligible=True, only=marks)
        except (BadPatient, UnknownPlace) as bad:
            problems.append({"index": place, "detail": str(bad)})
            continue
        matches = list(ranking.of(filters.verdicts).matches(0, question.limit))
        results.append(
            {"index": place, "patient_id": facts.get("patient_id"), "counts": ranking.counts, "matches": matches}
        )
    said(request, matcher, "cohort", len(question.patients))
    return _provenance(matcher) | {"results": results, "problems": problems}


def _fresh(request: Request, response: Response, matcher: Matcher, *more: object) -> bool:
    """Sets the ETag; True where the caller's copy is still right."""
    text = repr((matcher.data_timestamp, matcher.reader_version, str(request.url.path), str(request.url.query), *more))
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
    response.headers["etag"] = tag
    response.headers["cache-control"] = "private, no-cache"
    return tag in [t.strip() for t in request.headers.get("if-none-match", "").split(",")]


def _not_modified(response: Response) -> Response:
    return Response(status_code=304, headers={"etag": response.headers["etag"]})


@router.get("/trials", response_model=None, responses={304: {}, 422: {}})
def trials(request: Request, response: Response, offset: Offset = 0, limit: Limit = 50) -> dict[str, Any] | Response:
    """The trials of the copy by NCT id, in short."""
    matcher = _matcher(request)
    if _fresh(request, response, matcher):
        return _not_modified(response)
    shown = matcher.trials[offset : offset + limit]
    rows = [
        {"nct_id": t.nct_id, "title": t.brief_title, "overall_status": t.overall_status, "phases": list(t.phases),
         "cohorts": [c.label for c in r.cohorts], "unread": len(r.unread)}
        for t, r in shown
    ]  # fmt: skip
    return _provenance(matcher) | {"total": len(matcher.trials), "offset": offset, "trials": rows}


@router.get("/trials/{nct_id}", response_model=None, responses={304: {}, 404: {}, 422: {}})
def trial(request: Request, response: Response, nct_id: NctId) -> dict[str, Any] | Response:
    """One trial with its reading: each criterion with the span of its quote."""
    matcher = _matcher(request)
    place = matcher.ranked.place_of_id.get(nct_id)
    if place is None:
        raise HTTPException(404, f"{nct_id} is not in the copy")
    if _fresh(request, response, matcher):
        return _not_modified(response)
    readable = matcher.trials[place]
    return _provenance(matcher) | {
        "trial": msgspec.to_builtins(readable.trial),
        "reading": _reading(msgspec.to_builtins(readable.reading), readable.trial.sources()),
    }


def _reading(value: Any, sources: dict[str, str]) -> Any:
    """The reading with each span's quote; masks of values as text, as they exceed what JavaScript's numbers hold."""
    if isinstance(value, dict):
        if set(value) == {"source", "start", "end"}:
            return value | {"quote": sources[value["source"]][value["start"] : value["end"]]}
        return {k: str(v) if k == "allowed" else _reading(v, sources) for k, v in value.items()}
    return [_reading(v, sources) for v in value] if isinstance(value, list | tuple) else value


@router.get("/changes", responses={422: {}})
def changes(
    request: Request, since: date | None = None, nct_id: Annotated[str | None, Query(pattern=r"^NCT\d{8}$")] = None,
    offset: Offset = 0, limit: Limit = 50,
) -> dict[str, Any]:  # fmt: skip
    """What changed in the registry's records, oldest first."""
    matcher = _matcher(request)

    def found() -> Iterator[dict[str, Any]]:
        with request.app.state.copy.store.snapshot() as copy:
            yield from (msgspec.to_builtins(c) for c in copy.changes(since.isoformat() if since else None, nct_id))

    every = list(found())
    return _provenance(matcher) | {"total": len(every), "offset": offset, "changes": every[offset : offset + limit]}


@router.get("/status")
def status(request: Request) -> dict[str, Any]:
    """How fresh the copy is, and what became of the last run."""
    copy = request.app.state.copy
    return status_of(copy.store, copy.today())


@router.post("/derive", responses={422: {}})
def derive(request: Request, patient: Annotated[dict[str, Any], Body(examples=[EXAMPLE])]) -> dict[str, list[str]]:
    """What the facts amount to: receptor categories and the state of the disease."""
    from matcher.web.derived import derived

    return {"derived": derived(Patient.from_facts(patient), request.app.state.copy.vocabulary)}
