"""The rows of a cohort report, many at a time.

`reports.cells_of` makes one row of one match; this makes the same rows straight from the columns of `many.py`. What does
not change from patient to patient is made once a trial, and of one patient each outcome is put into words once, however
many trials ask the same. A test holds the two to the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from data.criteria import Criterion, Truth
from matcher.columns import Readable
from matcher.deciding.facts import Known
from matcher.deciding.match import POSSIBLE, VERDICT_CODE, VERDICTS, Finding, ways_in
from matcher.places import Point, nearest_site, place_of
from matcher.ranking import RankedTrials, Ranking
from matcher.reports import FINDINGS_BY, MISSING_BY, PHASES_BY, guarded
from matcher.results import (
    contact_words,
    most_named,
    open_fields,
    reason,
    rounded_miles,
    site_words,
    trial_url,
)

_POSSIBLE = VERDICT_CODE[POSSIBLE]


class _Way(NamedTuple):
    label: object
    start: int  # of its cells among the truths
    questions: tuple[int, ...]
    quotes: tuple[str, ...]


class _Static(NamedTuple):
    """The cells of a trial that are the same for every patient."""

    nct_id: str
    title: object
    phase: object
    status: object
    unread: int
    url: str
    reader_version: object


class ReportRows:
    """The trials of `ranked` made ready for reports. Holds every quote once: some 2 kB a trial."""

    def __init__(self, ranked: RankedTrials):
        self._ranked = ranked
        self._questions: list[Criterion] = []  # of the criteria that ask and say the same, the first
        self._numbers: dict[tuple[int, str, str], int] = {}
        self._place: Point | None = None
        self._sites: dict[int, tuple[object, float | None, object]] = {}  # of `_place`
        self._trials: list[_Static] = []
        self._ways: list[_Way] = []
        starts, nodes = ranked.compiled.way_starts.tolist(), ranked.compiled.cells.tolist()
        for readable in ranked.trials:
            self._add(readable, starts, nodes)

    def _add(self, readable: Readable, starts: list[int], nodes: list[int]) -> None:
        trial, reading = readable
        sources = trial.sources()
        for label, criteria in ways_in(reading):
            start = starts[len(self._ways)]
            spans = [criterion.evidence[0] for criterion in criteria]
            self._ways.append(
                _Way(
                    guarded(label),
                    start,
                    tuple(self._question(nodes[start + i], criterion) for i, criterion in enumerate(criteria)),
                    tuple(sources[span.source][span.start : span.end] for span in spans),
                )
            )
        self._trials.append(
            _Static(
                trial.nct_id,
                guarded(trial.brief_title),
                PHASES_BY.join(trial.phases),
                trial.overall_status,
                len(reading.unread),
                trial_url(trial.nct_id),
                reading.reader_version,
            )
        )

    def _question(self, node: int, criterion: Criterion) -> int:
        number = self._numbers.setdefault((node, criterion.facet, criterion.statement), len(self._questions))
        if number == len(self._questions):
            self._questions.append(criterion)
        return number

    def rows(self, ranking: Ranking) -> Iterator[list[object]]:
        """The rows of the ranking, in its order: what `cells_of` makes of its matches."""
        known = ranking.known
        judged = ranking.judged
        truths, best, codes = judged.truths.tobytes(), judged.best.tolist(), ranking.codes.tolist()
        patient_id, stamp, place = (
            guarded(known.patient.patient_id),
            self._ranked.data_timestamp,
            place_of(known.patient),
        )
        words = _Words(known, self._questions)
        for i in ranking.order.tolist():
            trial, way = self._trials[i], self._ways[best[i]]
            pattern = truths[way.start : way.start + len(way.questions)]
            order = _order(pattern)
            reasons = [words.reason(way.questions[k], pattern[k]) for k in order]
            quotes = dict.fromkeys([way.quotes[k] for k in order])
            missing = words.missing(way.questions, pattern) if codes[i] == _POSSIBLE else ""
            site, miles, contact = self._site(i, place)
            yield [
                patient_id, trial.nct_id, VERDICTS[codes[i]], way.label, trial.title, trial.phase, trial.status,
                guarded(FINDINGS_BY.join(reasons)), guarded(FINDINGS_BY.join(quotes)), missing,
                trial.unread, site, miles, contact, trial.url, stamp, trial.reader_version,
            ]  # fmt: skip

    def _site(self, i: int, place: Point | None) -> tuple[object, float | None, object]:
        """The nearest recruiting site of the trial at place `i`, how far it is, and whom to ask."""
        if place != self._place:
            self._place, self._sites = place, {}
        found = self._sites.get(i)
        if found is None:
            trial = self._ranked.trials[i].trial
            site = nearest_site(trial, place)
            found = self._sites[i] = (
                None if site is None else guarded(site_words(site.location)),
                rounded_miles(site),
                guarded(contact_words(site.location.contacts if site else (), trial.contacts)),
            )
        return found


class _Words:
    """What is said of one patient: each question put into words once for each truth."""

    def __init__(self, known: Known, questions: list[Criterion]):
        self._known = known
        self._questions = questions
        self._reasons: dict[tuple[int, int], str] = {}
        self._fields: dict[int, tuple[str, ...]] = {}

    def reason(self, question: int, truth: int) -> str:
        said = self._reasons.get((question, truth))
        if said is None:
            said = reason(Finding(self._questions[question], Truth(truth)), self._known)
            self._reasons[question, truth] = said
        return said

    def missing(self, questions: tuple[int, ...], pattern: bytes) -> str:
        return MISSING_BY.join(
            most_named(self._open(q) for q, truth in zip(questions, pattern, strict=True) if truth == Truth.UNKNOWN)
        )

    def _open(self, number: int) -> tuple[str, ...]:
        fields = self._fields.get(number)
        if fields is None:
            fields = self._fields[number] = open_fields(self._questions[number], self._known)
        return fields


@lru_cache(maxsize=1 << 16)
def _order(pattern: bytes) -> tuple[int, ...]:
    """The findings of a way in by their truths: those that decide first, then those that are open, then those met."""
    return tuple(sorted(range(len(pattern)), key=pattern.__getitem__))
