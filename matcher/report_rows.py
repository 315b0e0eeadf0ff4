"""The rows of a cohort report, many at a time.

`reports.cells_of` makes one row of one match; this makes the same rows straight from the columns of `many.py`. What does
not change from patient to patient is made once a trial; `report_words` puts what does into words. A test holds the two to
the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from data.criteria import Criterion
from matcher.columns import Readable
from matcher.deciding.match import POSSIBLE, VERDICT_CODE, VERDICTS, ways_in
from matcher.places import Point, nearest_site, place_of
from matcher.ranking import RankedTrials, Ranking
from matcher.report_words import NOTHING_MISSING, Missing, Piece, Sayings, cells, joined, joined_csv, piece_of
from matcher.reports import PHASES_BY, guarded
from matcher.results import contact_words, rounded_miles, site_words, trial_url

_POSSIBLE = VERDICT_CODE[POSSIBLE]


class _Way(NamedTuple):
    label: object
    label_csv: bytes
    start: int  # of its cells among the truths
    questions: tuple[int, ...]
    quotes: tuple[Piece, ...]
    repeats: bool  # whether a quote stands among them twice


class _Static(NamedTuple):
    """The cells of a trial that are the same for every patient; those side by side also as CSV."""

    nct_id: str
    title: object
    phase: object
    status: object
    unread: int
    url: str
    reader_version: str
    nct_id_csv: bytes
    title_to_status: bytes
    unread_csv: bytes
    url_to_reader: bytes


class _Site(NamedTuple):
    """The nearest recruiting site, how far it is, and whom to ask; the three as CSV."""

    words: object
    miles: float | None
    contact: object
    csv: bytes


# What is told of one patient and one trial: its verdict's code, reasons and quotes in pieces, missing facts. Unguarded.
_Told = tuple[_Static, _Way, int, list[Piece], list[Piece], Missing, _Site]


class ReportRows:
    """The trials of `ranked` made ready for reports. Holds every quote twice: some 4 kB a trial."""

    def __init__(self, ranked: RankedTrials):
        self._ranked = ranked
        self._questions: list[Criterion] = []  # of the criteria that ask and say the same, the first
        self._numbers: dict[tuple[int, str, str], int] = {}
        self._quotes: dict[str, Piece] = {}
        self._sayings = Sayings(self._questions)
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
        for label, criteria, _ in ways_in(reading):
            start = starts[len(self._ways)]
            spans = [criterion.evidence[0] for criterion in criteria]
            questions = tuple(self._question(nodes[start + i], criterion) for i, criterion in enumerate(criteria))
            quotes = tuple(self._quote(sources[span.source][span.start : span.end]) for span in spans)
            repeats = len(set(quotes)) < len(quotes)
            self._ways.append(_Way(guarded(label), cells((guarded(label),)), start, questions, quotes, repeats))
        title, phase, status = guarded(trial.brief_title), PHASES_BY.join(trial.phases), trial.overall_status
        url, unread, version = trial_url(trial.nct_id), len(reading.unread), reading.reader_version
        self._trials.append(
            _Static(
                trial.nct_id, title, phase, status, unread, url, version,
                f",{trial.nct_id},".encode(),
                b"," + cells((title, phase, status)) + b",",
                f",{unread},".encode(),
                b"," + cells((url, self._ranked.data_timestamp, version)) + b"\r\n",
            )
        )  # fmt: skip

    def _question(self, node: int, criterion: Criterion) -> int:
        number = self._numbers.setdefault((node, criterion.facet, criterion.statement), len(self._questions))
        if number == len(self._questions):
            self._questions.append(criterion)
        return number

    def _quote(self, text: str) -> Piece:
        found = self._quotes.get(text)
        if found is None:
            found = self._quotes[text] = piece_of(text)
        return found

    def rows(self, ranking: Ranking) -> Iterator[list[object]]:
        """The rows of the ranking, in its order: what `cells_of` makes of its matches."""
        patient_id, stamp = guarded(ranking.known.patient.patient_id), self._ranked.data_timestamp
        for trial, way, code, reasons, quotes, missing, site in self._told(ranking):
            yield [
                patient_id, trial.nct_id, VERDICTS[code], way.label, trial.title, trial.phase, trial.status,
                guarded(joined(reasons)), guarded(joined(quotes)), missing.text,
                trial.unread, site.words, site.miles, site.contact, trial.url, stamp, trial.reader_version,
            ]  # fmt: skip

    def csv(self, ranking: Ranking) -> bytes:
        """The same rows as `csv_lines` writes them, in UTF-8: put together from pieces that were made ready once."""
        patient_id = cells((guarded(ranking.known.patient.patient_id),))
        parts: list[bytes] = []
        for trial, way, code, told, quoted, missing, site in self._told(ranking):
            reasons, around_reasons = joined_csv(told)
            quotes, around_quotes = joined_csv(quoted)
            parts += (
                patient_id, trial.nct_id_csv, _VERDICTS_CSV[code], way.label_csv, trial.title_to_status,
                around_reasons, reasons, around_reasons, b",", around_quotes, quotes, around_quotes, b",",
                missing.csv, trial.unread_csv, site.csv, trial.url_to_reader,
            )  # fmt: skip
        return b"".join(parts)

    def _told(self, ranking: Ranking) -> Iterator[_Told]:
        judged = ranking.judged
        truths, best, codes = judged.truths.tobytes(), judged.best.tolist(), ranking.codes.tolist()
        place, words = place_of(ranking.known.patient), self._sayings.about(ranking.known)
        for i in ranking.order.tolist():
            way = self._ways[best[i]]
            pattern = truths[way.start : way.start + len(way.questions)]
            order = _order(pattern)
            reasons = words.reasons(way.questions, pattern, order)
            quotes = [way.quotes[k] for k in order]
            if way.repeats:
                quotes = list(dict.fromkeys(quotes))
            missing = words.missing(way.questions, pattern) if codes[i] == _POSSIBLE else NOTHING_MISSING
            yield self._trials[i], way, codes[i], reasons, quotes, missing, self._site(i, place)

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
            found = self._sites[i] = _Site(where, miles, contact, cells((where, miles, contact)))
        return found


_VERDICTS_CSV = [f"{verdict},".encode() for verdict in VERDICTS]


@lru_cache(maxsize=1 << 16)
def _order(pattern: bytes) -> tuple[int, ...]:
    """The findings of a way in by their truths: those that decide first, then those that are open, then those met."""
    return tuple(sorted(range(len(pattern)), key=pattern.__getitem__))
