"""One trial: its text marked for the patient, the cohorts, the sites, and what changed in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from data.criteria import Reading
from data.patient import BadPatient
from data.trial import Location, Trial
from matcher.deciding.facts import Known
from matcher.deciding.judge import judge
from matcher.deciding.match import Finding, verdict_of
from matcher.kinds import kind_of, stale
from matcher.places import Point, UnknownPlace, distance_miles, is_recruiting, place_of
from matcher.reasons import Reasons
from matcher.web.filters import BadFilter, Filters
from matcher.web.findings import quoted
from matcher.web.forms import problems_of, question_of, texts_of_form
from matcher.web.logs import said
from matcher.web.marks import lines_of, marked
from matcher.web.pages.ask import form_page
from matcher.web.render import pages_of

CHANGES = 50  # of one trial, the latest

router = APIRouter(include_in_schema=False)


@router.get("/trials/{nct_id}")
def trial(request: Request, nct_id: str) -> HTMLResponse:
    """The trial and its reading, of no patient in particular."""
    return _trial(request, nct_id, {})


@router.post("/trials/{nct_id}")
async def trial_of(request: Request, nct_id: str) -> HTMLResponse:
    """The trial's text marked for the patient in the form."""
    texts = texts_of_form(await request.form())
    return await run_in_threadpool(_trial, request, nct_id, texts)


def _trial(request: Request, nct_id: str, texts: Mapping[str, str]) -> HTMLResponse:
    pages, copy = pages_of(request), request.app.state.copy
    matcher = copy.edition().matcher
    i = matcher.ranked.place_of_id.get(nct_id)
    if i is None:
        raise HTTPException(404, pages.words("trial.not_here", id=ascii(nct_id[:20])[1:-1]))
    question = question_of(texts, pages.words)
    if question.patient is None:
        return form_page(request, question.texts, question.problems, 422)
    try:
        known, place, filters = (
            Known(question.patient, matcher.vocabulary),
            place_of(question.patient),
            Filters.of(texts),
        )
    except (BadPatient, UnknownPlace) as bad:
        return form_page(request, question.texts, problems_of(str(bad), pages.words), 422)
    except BadFilter as bad:
        return form_page(request, question.texts, {"": str(bad)}, 422)
    if question.texts:
        said(request, matcher, "trial")
    trial, reading = matcher.trials[i]
    match = matcher.ranked.match(i, Reasons(known))
    with copy.store.snapshot() as view:
        stored, history = view.trial(nct_id), list(view.changes(None, nct_id))[-CHANGES:]
    return pages.page(
        request, "trial.html",
        trial=trial, reading=reading, texts=question.texts, filter_texts=_kept(texts, filters), has_patient=bool(question.texts),
        match=match, sites=_sites(trial, place), history=history,
        first_seen=stored.first_seen if stored else None, kind=kind_of(trial), stale=stale(trial, matcher.ranked.today),
        data_timestamp=matcher.data_timestamp, **_text(trial, reading, known, match),
    )  # fmt: skip


def _kept(texts: Mapping[str, str], filters: Filters) -> dict[str, str]:
    """What the way back to the answer needs."""
    return filters.texts() | {name: texts[name] for name in ("view", "page") if texts.get(name)}


def _text(trial: Trial, reading: Reading, known: Known, match: Mapping[str, Any]) -> dict[str, Any]:
    """The criteria by lines, how many sentences have each mark, the cohorts, and what was read elsewhere."""
    pieces = marked(trial, reading, known)
    tallied = Counter(piece.mark for piece in pieces if piece.mark and piece.text.strip())
    found = quoted(match["findings"])
    return {
        "lines": lines_of(pieces), "tally": tallied, "cohorts": _cohorts(reading, known),
        "elsewhere": [q for q in found if q.source != "criteria"],
        "deciding": [q for q in found if q.result == "not_met"] or [q for q in found if q.result == "unknown"],
    }  # fmt: skip


class CohortVerdict(NamedTuple):
    label: str
    closed: bool
    verdict: str
    criteria: int
    against: list[str]


def _cohorts(reading: Reading, known: Known) -> list[CohortVerdict]:
    """Each cohort with the verdict that its own criteria and the common ones come to."""
    common = tuple(Finding(c, judge(c.requirement, known)) for c in reading.criteria)
    found = []
    for cohort in reading.cohorts:
        own = tuple(Finding(c, judge(c.requirement, known)) for c in cohort.criteria)
        statements = [f.criterion.statement for f in own]
        found.append(CohortVerdict(cohort.label, cohort.closed, verdict_of(common + own), len(own), statements))
    return found


class Sites(NamedTuple):
    """Sites with their distance in miles (None: not known), the nearest first."""

    recruiting: list[tuple[Location, float | None]]
    others: list[tuple[Location, float | None]]


def _sites(trial: Trial, place: Point | None) -> Sites:
    found = Sites([], [])
    for site in trial.locations:
        located = place is not None and site.latitude is not None and site.longitude is not None
        miles = distance_miles(place, (site.latitude, site.longitude)) if located else None  # type: ignore[arg-type]
        (found.recruiting if is_recruiting(site, trial) else found.others).append((site, miles))
    for sites in found:
        sites.sort(key=lambda s: float("inf") if s[1] is None else s[1])
    return found
