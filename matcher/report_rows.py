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
from matcher.reports import FINDINGS_BY, MISSING_BY, PHASES_BY, csv_cells, guarded
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
    label_csv: str
    start: int  # of its cells among the truths
    questions: tuple[int, ...]
    quotes: tuple[str, ...]


class _Static(NamedTuple):
    """The cells of a trial that are the same for every patient; those side by side also as CSV."""

    nct_id: str
    title: object
    phase: object
    status: object
    unread: int
    url: str
    reader_version: str
    title_to_status: str


class _Site(NamedTuple):
    """The nearest recruiting site, how far it is, and whom to ask; the three as CSV."""

    words: object
    miles: float | None
    contact: object
    csv: str


class _Told(NamedTuple):
    """What is told of one patient and one trial. Unguarded."""

    trial: _Static
    way: _Way
    code: int
    reasons: str
    quotes: str
    missing: str
    site: _Site


class ReportRows:
    """The trials of `ranked` made ready for reports. Holds every quote once: some 2 kB a trial."""

    def __init__(self, ranked: RankedTrials):
        self._ranked = ranked
        self._questions: list[Criterion] = []  # of the criteria that ask and say the same, the first
        self._numbers: dict[tuple[int, str, str], int] = {}
        self._place: Point | None = None
        self._sites: dict[int, _Site] = {}  # of `_place`
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
                    csv_cells([guarded(label)]),
                    start,
                    tuple(self._question(nodes[start + i], criterion) for i, criterion in enumerate(criteria)),
                    tuple(sources[span.source][span.start : span.end] for span in spans),
                )
            )
        title, phase, status = guarded(trial.brief_title), PHASES_BY.join(trial.phases), trial.overall_status
        url, unread = trial_url(trial.nct_id), len(reading.unread)
        together = csv_cells((title, phase, status))
        self._trials.append(_Static(trial.nct_id, title, phase, status, unread, url, reading.reader_version, together))

    def _question(self, node: int, criterion: Criterion) -> int:
        number = self._numbers.setdefault((node, criterion.facet, criterion.statement), len(self._questions))
        if number == len(self._questions):
            self._questions.append(criterion)
        return number

    def rows(self, ranking: Ranking) -> Iterator[list[object]]:
        """The rows of the ranking, in its order: what `cells_of` makes of its matches."""
        patient_id, stamp = guarded(ranking.known.patient.patient_id), self._ranked.data_timestamp
        for trial, way, code, reasons, quotes, missing, site in self._told(ranking):
            yield [
                patient_id, trial.nct_id, VERDICTS[code], way.label, trial.title, trial.phase, trial.status,
                guarded(reasons), guarded(quotes), missing,
                trial.unread, site.words, site.miles, site.contact, trial.url, stamp, trial.reader_version,
            ]  # fmt: skip

    def csv(self, ranking: Ranking) -> str:
        """The same rows as `csv_lines` writes them."""
        patient_id = csv_cells([guarded(ranking.known.patient.patient_id)])
        stamp = csv_cells([self._ranked.data_timestamp])
        return "".join(
            [
                f"{patient_id},{trial.nct_id},{VERDICTS[code]},{way.label_csv},{trial.title_to_status},"
                f"{csv_cells((guarded(reasons), guarded(quotes), missing))},{trial.unread},{site.csv},{trial.url},{stamp},"
                f"{trial.reader_version}\r\n"
                for trial, way, code, reasons, quotes, missing, site in self._told(ranking)
            ]
        )

    def _told(self, ranking: Ranking) -> Iterator[_Told]:
        judged = ranking.judged
        truths, best, codes = judged.truths.tobytes(), judged.best.tolist(), ranking.codes.tolist()
        place, words = place_of(ranking.known.patient), _Words(ranking.known, self._questions)
        for i in ranking.order.tolist():
            way = self._ways[best[i]]
            pattern = truths[way.start : way.start + len(way.questions)]
            order = _order(pattern)
            reasons = words.reasons(way.questions, pattern, order)
            quotes = dict.fromkeys([way.quotes[k] for k in order])
            missing = words.missing(way.questions, pattern) if codes[i] == _POSSIBLE else ""
            yield _Told(
                self._trials[i], way, codes[i], reasons, FINDINGS_BY.join(quotes), missing, self._site(i, place)
            )

    def _site(self, i: int, place: Point | None) -> _Site:
        if place != self._place:
            self._place, self._sites = place, {}
        found = self._sites.get(i)
        if found is None:
            trial = self._ranked.trials[i].trial
            site = nearest_site(trial, place)
            where = None if site is None else guarded(site_words(site.location))
            miles = rounded_miles(site)
            contact = guarded(contact_words(site.location.contacts if site else (), trial.contacts))
            found = self._sites[i] = _Site(where, miles, contact, csv_cells((where, miles, contact)))
        return found


class _Words:
    """What is said of one patient: each question put into words once for each truth."""

    def __init__(self, known: Known, questions: list[Criterion]):
        self._known = known
        self._questions = questions
        self._reasons: dict[int, str] = {}  # by three times the question, plus the truth
        self._fields: dict[int, tuple[str, ...]] = {}
        self._missing: dict[tuple[int, ...], str] = {}

    def reasons(self, questions: tuple[int, ...], pattern: bytes, order: tuple[int, ...]) -> str:
        said = self._reasons
        try:
            return FINDINGS_BY.join([said[3 * questions[k] + pattern[k]] for k in order])
        except KeyError:
            for question, truth in zip(questions, pattern, strict=True):
                if 3 * question + truth not in said:
                    finding = Finding(self._questions[question], Truth(truth))
                    said[3 * question + truth] = reason(finding, self._known)
            return self.reasons(questions, pattern, order)

    def missing(self, questions: tuple[int, ...], pattern: bytes) -> str:
        open_questions = tuple([q for q, truth in zip(questions, pattern, strict=True) if truth == 1])
        said = self._missing.get(open_questions)
        if said is None:
            said = self._missing[open_questions] = MISSING_BY.join(most_named(map(self._open, open_questions)))
        return said

    def _open(self, number: int) -> tuple[str, ...]:
        fields = self._fields.get(number)
        if fields is None:
            fields = self._fields[number] = open_fields(self._questions[number], self._known)
        return fields


@lru_cache(maxsize=1 << 16)
def _order(pattern: bytes) -> tuple[int, ...]:
    """The findings of a way in by their truths: those that decide first, then those that are open, then those met."""
    return tuple(sorted(range(len(pattern)), key=pattern.__getitem__))
