"""One patient against all trials at once: the criteria compiled into columns.

The one-patient reference (`match.decide`) says what is right; this says the same, faster. Each distinct requirement of
all readings is a node of one graph (`graph.py`), evaluated by Kleene's rules as numbers (FALSE 0, UNKNOWN 1, TRUE 2):

    Within      from the mask of the values still possible, all such questions in one step
    Between     from the interval still possible, all such questions in one step
    all, any    the least, the greatest of the parts            not     2 - part

A trial's ways in (its open cohorts, or the trial itself) are rows of node numbers; what `match.py` concludes from the
truths of a way is concluded here for all ways together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from data.criteria import Criterion, Reading
from matcher.deciding.facts import Known
from matcher.deciding.graph import TRUE_NODE, Graph, Level, Numbers, Questions, Truths, starts_of
from matcher.deciding.match import asks_about_a_fact, subject_of, ways_in

Codes = NDArray[np.int8]
Marks = NDArray[np.bool_]


class Verdicts(NamedTuple):
    """Of each reading, in order: the verdict's code (its place in `match.VERDICTS`), and of its best way in, how many subjects
    of her disease it asks for and finds met (`match.subjects_met`) and how many criteria are unknown."""

    codes: Codes
    met: Numbers
    unknown: Numbers


class Judged(NamedTuple):
    """The verdicts with what they rest on: the truth of every criterion of every way in, and each reading's best way."""

    verdicts: Verdicts
    truths: Truths  # of each cell; the cells of way `w` are those from `way_starts[w]`, in the order of its criteria
    best: Numbers  # of each reading: the number of its best way


class Possible(NamedTuple):
    """What the facts of a patient leave possible on each axis and quantity that some reading asks about."""

    masks: NDArray[np.uint64]
    bounds: NDArray[np.float64]  # a row a quantity: least, most


class CompiledReadings(msgspec.Struct, frozen=True, eq=False):
    """The readings as columns. May be shared by threads, and kept as bytes (`matcher.columns`).

    within, between, levels: the graph of the distinct requirements. cells: the node of each criterion of each way in, those
    of way `w` from `way_starts[w]`; asks: whether a fact could settle it. grouped has the cells again, those of one subject side by
    side (`subject_starts`; `subject_counts`: whether it is one of her disease; `subjects_of_way`: where each way's subjects begin).
    trials_about: of each axis and quantity the readings that ask about it.
    """

    readings: int
    start: Truths
    within: Questions
    between: Questions
    levels: tuple[Level, ...]
    cells: Numbers
    asks: Marks
    way_starts: Numbers
    grouped: Numbers
    subject_starts: Numbers
    subject_counts: Marks
    subjects_of_way: Numbers
    way_asks: Marks
    way_for_breast: Numbers
    trial_of_way: Numbers
    trial_starts: Numbers
    capped: Marks
    trials_about: dict[str, Numbers]

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> CompiledReadings:
        """The readings compiled; each is looked at once and not kept."""
        rows = _Rows()
        for reading in readings:
            rows.add(reading)
        nodes, asks = rows.graph, np.array(rows.asks, dtype=bool)
        cells, way_starts = np.array(rows.cells, dtype=np.int64), starts_of(rows.lengths)
        trial_of_way = np.repeat(np.arange(len(rows.ways)), rows.ways)
        trial_of_cell = np.repeat(trial_of_way, rows.lengths)
        return cls(
            readings=len(rows.ways),
            start=nodes.start(),
            within=nodes.within(),
            between=nodes.between(),
            levels=nodes.levels(),
            cells=cells,
            asks=asks,
            way_starts=way_starts,
            grouped=np.array(rows.grouped, dtype=np.int64),
            subject_starts=starts_of(rows.stretches),
            subject_counts=np.array(rows.counted, dtype=bool),
            subjects_of_way=starts_of(rows.subjects),
            way_asks=np.logical_or.reduceat(asks, way_starts) if rows.lengths else asks,
            way_for_breast=np.array(rows.for_breast, dtype=np.int64),
            trial_of_way=trial_of_way,
            trial_starts=starts_of(rows.ways),
            capped=np.array(rows.capped, dtype=bool),
            trials_about=_trials_about(nodes, cells, trial_of_cell),
        )

    def axes(self) -> tuple[str, ...]:
        """The axes that some reading asks about."""
        return self.within.names

    def possible(self, known: Known, before: Possible | None = None, narrowed: Iterable[str] = ()) -> Possible:
        """With `before`: the same but for the axes `narrowed`, where the facts are known to narrow no others."""
        if before is not None:
            changed = [(i, axis) for i, axis in enumerate(self.within.names) if axis in narrowed]
            masks = before.masks.copy()
            for i, axis in changed:
                masks[i] = known.possible(axis)
            return before._replace(masks=masks)
        masks = np.array([known.possible(axis) for axis in self.within.names], dtype=np.uint64)
        bounds = [known.interval(quantity) for quantity in self.between.names]
        return Possible(masks, np.array(bounds, dtype=np.float64).reshape(-1, 2))

    def asking_about_changes(self, before: Possible, after: Possible) -> NDArray[np.bool_]:
        """A mark for each reading that asks about an axis or a quantity on which the two differ."""
        changed = [self.within.names[i] for i in np.flatnonzero(before.masks != after.masks)]
        changed += [self.between.names[i] for i in np.flatnonzero((before.bounds != after.bounds).any(axis=1))]
        marks = np.zeros(self.readings, dtype=bool)
        for name in changed:
            marks[self.trials_about[name]] = True
        return marks

    def verdicts(self, known: Known) -> Verdicts:
        """The verdict of each reading for this patient, as `match.decide` gives it."""
        return self.judged(known).verdicts

    def judged(self, known: Known) -> Judged:
        """The same with the truths it rests on."""
        if not self.readings:
            nothing = np.zeros(0, dtype=np.int64)
            none = nothing.astype(np.int8)
            return Judged(Verdicts(none, nothing, nothing), none, nothing)
        truths = self._truths(self.possible(known))[self.cells]
        codes = _codes(np.minimum.reduceat(truths, self.way_starts), self.way_asks)
        unsettled = np.add.reduceat(truths != 2, self.way_starts, dtype=np.int64)
        meets = ((truths == 2) & self.asks)[self.grouped]
        subject_met = np.logical_or.reduceat(meets, self.subject_starts) & self.subject_counts
        met = np.add.reduceat(subject_met, self.subjects_of_way, dtype=np.int64)
        unknown = np.add.reduceat(truths == 1, self.way_starts, dtype=np.int64)
        best = self._best_way(codes, met, unsettled)
        code = codes[best]
        code[self.capped & (code == 2)] = 1
        return Judged(Verdicts(code, met[best], unknown[best]), truths, best)

    def codes_of(self, trials: Numbers, possible: Possible) -> Codes:
        """The codes of these readings alone (their places, ascending)."""
        if not len(trials):
            return np.zeros(0, dtype=np.int8)
        ways, way_starts = _members(trials, self.trial_starts, len(self.way_starts))
        cells, cell_starts = _members(ways, self.way_starts, len(self.cells))
        least = np.minimum.reduceat(self._truths(possible)[self.cells[cells]], cell_starts)
        codes: Codes = np.maximum.reduceat(_codes(least, self.way_asks[ways]), way_starts)
        codes[self.capped[trials] & (codes == 2)] = 1
        return codes

    def _best_way(self, codes: Codes, met: Numbers, unsettled: Numbers) -> Numbers:
        """The number of each trial's best way: highest verdict, then one meant for breast cancer, then most of her disease
        met, then fewest unsettled criteria, then the first."""
        worth = ((codes.astype(np.int64) << 18) + (self.way_for_breast << 16) + met) * (1 << 32) - unsettled
        highest = np.maximum.reduceat(worth, self.trial_starts)
        order = np.arange(len(worth))
        is_best = worth == highest[self.trial_of_way]
        best: Numbers = np.minimum.reduceat(np.where(is_best, order, len(worth)), self.trial_starts)
        return best

    def _truths(self, possible: Possible) -> Truths:
        truths = self.start.copy()
        masks, asked = possible.masks[self.within.about], self.within
        inside, outside = (asked.allowed & masks) != 0, (~asked.allowed & masks) != 0
        truths[asked.nodes] = np.where(outside, inside.astype(np.int8), 2)
        least, most = possible.bounds[self.between.about].T
        never = (most < self.between.low) | (least > self.between.high)
        surely = (least >= self.between.low) & (most <= self.between.high)
        truths[self.between.nodes] = np.where(never, 0, np.where(surely, 2, 1))
        for level in self.levels:
            truths[level.nodes] = level.truths(truths)
        return truths


def _trials_about(nodes: Graph, cells: Numbers, trial_of_cell: Numbers) -> dict[str, Numbers]:
    asking: dict[str, Marks] = {}
    for number, subjects in enumerate(nodes.subjects):
        for subject in subjects:
            asking.setdefault(subject, np.zeros(len(nodes.subjects), dtype=bool))[number] = True
    return {name: np.unique(trial_of_cell[marks[cells]]) for name, marks in asking.items()}


def _codes(least: Truths, asks: Marks) -> Codes:
    """The verdict's code of each way, from its least truth: the table in `match.py`."""
    return np.where(least == 0, 0, np.where((least == 2) & asks, 2, 1)).astype(np.int8)


def _members(chosen: Numbers, starts: Numbers, total: int) -> tuple[Numbers, Numbers]:
    """The members of the chosen stretches, and where each stretch begins among them."""
    lengths = np.diff(np.append(starts, total))[chosen]
    begins = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) + np.repeat(starts[chosen] - begins, lengths), begins


class _Rows:
    """The readings as they are added: a cell a criterion, a stretch of cells a way in, a stretch of ways a reading.

    `grouped` has the cells again, those of one subject side by side: `stretches` has the number of cells of each subject, `counted` whether
    it is one of her disease, `subjects` the number of them in each way.
    """

    def __init__(self) -> None:
        self.graph = Graph()
        self.cells: list[int] = []
        self.asks: list[bool] = []
        self.lengths: list[int] = []
        self.grouped: list[int] = []
        self.stretches: list[int] = []
        self.counted: list[bool] = []
        self.subjects: list[int] = []
        self.for_breast: list[int] = []
        self.ways: list[int] = []
        self.capped: list[bool] = []
        self._asked: dict[int, bool] = {}

    def add(self, reading: Reading) -> None:
        ways = ways_in(reading)
        for _, way, for_breast in ways:
            self.for_breast.append(for_breast)
            # A way without any criterion still needs a cell, as reduceat has no empty groups: the node that is TRUE.
            cells = [self._cell(criterion) for criterion in way] or [(TRUE_NODE, False)]
            by_subject: dict[str | None, list[int]] = {}
            for number, criterion in enumerate(way, len(self.cells)):
                by_subject.setdefault(subject_of(criterion), []).append(number)
            by_subject = by_subject or {None: [len(self.cells)]}
            self.cells += [node for node, _ in cells]
            self.asks += [asks for _, asks in cells]
            self.lengths.append(len(cells))
            for subject, numbers in by_subject.items():
                self.grouped += numbers
                self.stretches.append(len(numbers))
                self.counted.append(subject is not None)
            self.subjects.append(len(by_subject))
        self.ways.append(len(ways))
        self.capped.append(not reading.sentences and not reading.cohorts)

    def _cell(self, criterion: Criterion) -> tuple[int, bool]:
        node = self.graph.node(criterion.requirement)
        if node not in self._asked:
            self._asked[node] = asks_about_a_fact(criterion)
        return node, self._asked[node]
