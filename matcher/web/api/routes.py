"""REST under `/api/v1`: the same answers as the commands, as JSON. A patient is only ever in a request body."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Body, HTTPException, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BeforeValidator

from data.patient import BadPatient, Patient
from matcher.columns import Readable
from matcher.deciding.facts import Known, remarks
from matcher.kinds import kind_of
from matcher.places import UnknownPlace
from matcher.service import Matcher
from matcher.web.api import answers, examples
from matcher.web.api.questions import CohortQuestion, Facts, MatchQuestion, checked
from matcher.web.copies import Edition
from matcher.web.derived import derived
from matcher.web.filters import Filters, Narrowed
from matcher.web.logs import said
from matcher.web.render import pages_of


def _day(text: object) -> object:
    """A date as it is written; a number of seconds, which pydantic would take as well, is none. Raises ValueError."""
    if isinstance(text, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("a day such as 2026-11-01 is right")
    return text


NctId = Annotated[str, Path(pattern=r"^NCT[0-9]{8}$", examples=["NCT99900001"])]
Day = Annotated[date, BeforeValidator(_day)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=500)]
JSON = "application/json"

router = APIRouter(prefix="/api/v1", tags=["v1"])


def _edition(request: Request) -> Edition:
    edition: Edition = request.app.state.copy.edition()
    return edition


def _provenance(matcher: Matcher) -> dict[str, Any]:
    return {
        "data_timestamp": matcher.data_timestamp,
        "reader_version": matcher.reader_version,
        "sample": matcher.is_sample,
        "source": examples.PROVENANCE["source"],
    }


def _page(name: str, items: list[Any], total: int, offset: int) -> dict[str, Any]:
    """A page of a list, and where the next one begins."""
    end = offset + len(items)
    return {"total": total, "offset": offset, "next_offset": end if items and end < total else None, name: items}


@router.post("/match", responses=answers.answers(answers.MatchAnswer, 400, 413, 422, 429))
def match(request: Request, question: MatchQuestion) -> Response:
    """The trials one patient could join, best first, with counts of all and the facts that would settle more."""
    edition = _edition(request)
    matcher, patient = edition.matcher, Patient.from_facts(question.patient)
    narrowed = Narrowed(matcher.ranked, edition.shelf, patient, question.filters.filters())
    said(request, matcher, "match")
    order = narrowed.ranking.order
    found = list(narrowed.ranking.matches(question.offset, question.offset + question.limit))
    answer = _provenance(matcher) | {"counts": narrowed.counts} | _page("matches", found, len(order), question.offset)
    answer["remarks"] = list(remarks(narrowed.ranking.known))
    if question.settles:
        answer["settles"] = [s._asdict() for s in matcher.ranked.settles(patient, narrowed.marks)]
    return Response(msgspec.json.encode(answer), media_type=JSON)


@router.post("/cohort", responses=answers.answers(answers.CohortAnswer, 400, 413, 422, 429))
def cohort(request: Request, question: CohortQuestion) -> Response:
    """Many patients: the counts and best matches of each, and what was wrong with those that could not be judged."""
    edition = _edition(request)
    said(request, edition.matcher, "cohort", len(question.patients))
    return StreamingResponse(_cohort(edition, question), media_type=JSON)


def _cohort(edition: Edition, question: CohortQuestion) -> Iterator[bytes]:
    """The answer a patient at a time: it may be longer than the memory that a worker should take."""
    problems, opening = [], b'{"results":['
    filters = question.filters.filters()
    for place, facts in enumerate(question.patients):
        try:
            result = _judged(edition, facts, filters, question.limit)
        except (BadPatient, UnknownPlace) as bad:
            detail = str(bad).encode("utf-8", "backslashreplace").decode()
            problems.append({"index": place, "detail": detail})
            continue
        yield opening + msgspec.json.encode({"index": place} | result)
        opening = b","
    rest = msgspec.json.encode({"problems": problems} | _provenance(edition.matcher))
    yield (opening if opening != b"," else b"") + b"]," + rest[1:]


def _judged(edition: Edition, facts: dict[str, Any], filters: Filters, limit: int) -> dict[str, Any]:
    narrowed = Narrowed(edition.matcher.ranked, edition.shelf, Patient.from_facts(checked(facts)), filters)
    matches = list(narrowed.ranking.matches(0, limit))
    return {"patient_id": facts.get("patient_id"), "counts": narrowed.counts, "matches": matches}


def _unless_known(
    request: Request, edition: Edition, body: dict[str, Any] | None = None
) -> tuple[dict[str, str], bool]:
    """The headers of an answer that may be asked for again, and whether the caller's copy is still right."""
    text = repr((edition.tag, request.url.path, request.url.query, body))
    tag = f'"{hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:24]}"'
    held = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
    return {"etag": tag, "cache-control": "private, no-cache"}, tag in held


def _listed(request: Request, headers: dict[str, str], body: dict[str, Any], limit: int) -> Response:
    """A page of a list with the address of the next one (RFC 8288)."""
    if body["next_offset"] is not None:
        following = request.url.include_query_params(offset=body["next_offset"], limit=limit)
        headers["link"] = f'<{following.path}?{following.query}>; rel="next"'
    return Response(msgspec.json.encode(body), media_type=JSON, headers=headers)


@router.get("/trials", responses=answers.answers(answers.TrialsAnswer, 422, cached=True))
def trials(request: Request, offset: Offset = 0, limit: Limit = 50) -> Response:
    """The trials of the copy by NCT id, in short."""
    edition = _edition(request)
    headers, known = _unless_known(request, edition)
    if known:
        return Response(status_code=304, headers=headers)
    shown = [_in_short(readable) for readable in edition.matcher.trials[offset : offset + limit]]
    page = _page("trials", shown, len(edition.matcher.trials), offset)
    return _listed(request, headers, _provenance(edition.matcher) | page, limit)


def _in_short(readable: Readable) -> dict[str, Any]:
    trial, reading = readable
    return {
        "nct_id": trial.nct_id, "title": trial.brief_title, "overall_status": trial.overall_status,
        "phases": list(trial.phases), "kind": kind_of(trial), "cohorts": [c.label for c in reading.cohorts],
        "unread": len(reading.unread), "last_update_date": trial.last_update_date,
    }  # fmt: skip


@router.get("/trials/{nct_id}", responses=answers.answers(answers.TrialAnswer, 404, 422, cached=True))
def trial(request: Request, nct_id: NctId) -> Response:
    """One trial with its reading: each criterion with the span of its quote."""
    edition = _edition(request)
    place = edition.matcher.ranked.place_of_id.get(nct_id)
    if place is None:
        raise HTTPException(404, f"{nct_id} is not in the copy")
    headers, known = _unless_known(request, edition)
    if known:
        return Response(status_code=304, headers=headers)
    readable = edition.matcher.trials[place]
    body = _provenance(edition.matcher) | {
        "trial": msgspec.to_builtins(readable.trial),
        "reading": _quoted(msgspec.to_builtins(readable.reading), readable.trial.sources()),
    }
    return Response(msgspec.json.encode(body), media_type=JSON, headers=headers)


def _quoted(value: Any, sources: dict[str, str]) -> Any:
    """The reading with each span's quote; masks of values as text, as they exceed what JavaScript's numbers hold."""
    if isinstance(value, dict):
        if set(value) == {"source", "start", "end"}:
            return value | {"quote": sources[value["source"]][value["start"] : value["end"]]}
        return {k: str(v) if k == "allowed" else _quoted(v, sources) for k, v in value.items()}
    return [_quoted(v, sources) for v in value] if isinstance(value, list | tuple) else value


@router.get("/changes", responses=answers.answers(answers.ChangesAnswer, 422, cached=True))
def changes(
    request: Request,
    since: Annotated[Day | None, Query(examples=["2026-11-01"])] = None,
    nct_id: Annotated[str | None, Query(pattern=r"^NCT[0-9]{8}$")] = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> Response:
    """What changed in the registry's records as we saw it, oldest first."""
    edition = _edition(request)
    with request.app.state.copy.store.snapshot() as copy:
        day = since.isoformat() if since else None
        total = sum(copy.count_changes(day, nct_id).values())
        shown = [msgspec.to_builtins(c) for c in copy.changes(day, nct_id, offset, limit)]
    headers, known = _unless_known(request, edition, {"total": total})
    if known:
        return Response(status_code=304, headers=headers)
    return _listed(request, headers, _provenance(edition.matcher) | _page("changes", shown, total, offset), limit)


@router.get("/status", responses=answers.answers(answers.StatusAnswer, cached=True))
def status(request: Request) -> Response:
    """How fresh the copy is, and what became of the last run."""
    edition = _edition(request)
    headers, known = _unless_known(request, edition, edition.freshness)
    if known:
        return Response(status_code=304, headers=headers)
    return Response(msgspec.json.encode(edition.freshness), media_type=JSON, headers=headers)


@router.post("/derive", responses=answers.answers(answers.DerivedAnswer, 400, 413, 422, 429))
def derive(request: Request, patient: Annotated[Facts, Body(examples=[examples.PATIENT])]) -> Response:
    """What the facts amount to: receptor categories, the state of the disease, the classes of the drugs."""
    known = Known(Patient.from_facts(checked(patient)), request.app.state.copy.vocabulary)
    found = derived(known, pages_of(request).words)
    return Response(msgspec.json.encode(found), media_type=JSON)
