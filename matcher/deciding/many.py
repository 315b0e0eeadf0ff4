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

import numpy as np
from numpy.typing import NDArray

from data.criteria import Criterion, Reading
from matcher.deciding.facts import Known
from matcher.deciding.graph import TRUE_NODE, Graph, Numbers, Truths, starts_of
from matcher.deciding.match import asks_about_a_fact, subject_of, ways_in

Codes = NDArray[np.int8]


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


class CompiledReadings:
    """The readings as columns; each is looked at once and not kept. Immutable once made; may be shared by threads."""

    def __init__(self, readings: Iterable[Reading]):
        graph = _Rows()
        for reading in readings:
            graph.add(reading)
        nodes = graph.graph
        self.readings = len(graph.ways)
        self._start, self._within, self._between = nodes.start(), nodes.within(), nodes.between()
        self._levels = nodes.levels()
        self.cells = np.array(graph.cells, dtype=np.int64)
        self._asks = np.array(graph.asks, dtype=bool)
        self.way_starts = starts_of(graph.lengths)
        self._grouped = np.array(graph.grouped, dtype=np.int64)
        self._subject_starts, self._subject_counts = starts_of(graph.stretches), np.array(graph.counted, dtype=bool)
        self._subjects_of_way = starts_of(graph.subjects)
        self._way_asks = np.logical_or.reduceat(self._asks, self.way_starts) if graph.lengths else self._asks
        self._trial_of_way = np.repeat(np.arange(self.readings), graph.ways)
        self._trial_starts = starts_of(graph.ways)
        self._capped = np.array(graph.capped, dtype=bool)
        self._trials_about = self._by_subject(nodes)

    def _by_subject(self, nodes: Graph) -> dict[str, Numbers]:
        """Of each axis and quantity: the readings that ask about it."""
        trial_of_cell = np.repeat(self._trial_of_way, np.diff(np.append(self.way_starts, len(self.cells))))
        asking: dict[str, NDArray[np.bool_]] = {}
        for number, subjects in enumerate(nodes.subjects):
            for subject in subjects:
                asking.setdefault(subject, np.zeros(len(nodes.subjects), dtype=bool))[number] = True
        return {name: np.unique(trial_of_cell[marks[self.cells]]) for name, marks in asking.items()}

    def axes(self) -> tuple[str, ...]:
        """The axes that some reading asks about."""
        return self._within.names

    def possible(self, known: Known, before: Possible | None = None, narrowed: Iterable[str] = ()) -> Possible:
        """With `before`: the same but for the axes `narrowed`, where the facts are known to narrow no others."""
        if before is not None:
            changed = [(i, axis) for i, axis in enumerate(self._within.names) if axis in narrowed]
            masks = before.masks.copy()
            for i, axis in changed:
                masks[i] = known.possible(axis)
            return before._replace(masks=masks)
        masks = np.array([known.possible(axis) for axis in self._within.names], dtype=np.uint64)
        bounds = [known.interval(quantity) for quantity in self._between.names]
        return Possible(masks, np.array(bounds, dtype=np.float64).reshape(-1, 2))

    def asking_about_changes(self, before: Possible, after: Possible) -> NDArray[np.bool_]:
        """A mark for each reading that asks about an axis or a quantity on which the two differ."""
        changed = [self._within.names[i] for i in np.flatnonzero(before.masks != after.masks)]
        changed += [self._between.names[i] for i in np.flatnonzero((before.bounds != after.bounds).any(axis=1))]
        marks = np.zeros(self.readings, dtype=bool)
        for name in changed:
            marks[self._trials_about[name]] = True
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
        codes = _codes(np.minimum.reduceat(truths, self.way_starts), self._way_asks)
        unsettled = np.add.reduceat(truths != 2, self.way_starts, dtype=np.int64)
        meets = ((truths == 2) & self._asks)[self._grouped]
        subject_met = np.logical_or.reduceat(meets, self._subject_starts) & self._subject_counts
        met = np.add.reduceat(subject_met, self._subjects_of_way, dtype=np.int64)
        unknown = np.add.reduceat(truths == 1, self.way_starts, dtype=np.int64)
        best = self._best_way(codes, met, unsettled)
        code = codes[best]
        code[self._capped & (code == 2)] = 1
        return Judged(Verdicts(code, met[best], unknown[best]), truths, best)

    def codes_of(self, trials: Numbers, possible: Possible) -> Codes:
        """The codes of these readings alone (their places, ascending)."""
        if not len(trials):
            return np.zeros(0, dtype=np.int8)
        ways, way_starts = _members(trials, self._trial_starts, len(self.way_starts))
        cells, cell_starts = _members(ways, self.way_starts, len(self.cells))
        least = np.minimum.reduceat(self._truths(possible)[self.cells[cells]], cell_starts)
        codes: Codes = np.maximum.reduceat(_codes(least, self._way_asks[ways]), way_starts)
        codes[self._capped[trials] & (codes == 2)] = 1
        return codes

    def _best_way(self, codes: Codes, met: Numbers, unsettled: Numbers) -> Numbers:
        """The number of each trial's best way: highest verdict, then most of her disease met, then fewest unsettled
        criteria, then the first."""
        worth = ((codes.astype(np.int64) << 16) + met) * (1 << 32) - unsettled
        highest = np.maximum.reduceat(worth, self._trial_starts)
        order = np.arange(len(worth))
        is_best = worth == highest[self._trial_of_way]
        best: Numbers = np.minimum.reduceat(np.where(is_best, order, len(worth)), self._trial_starts)
        return best

    def _truths(self, possible: Possible) -> Truths:
        truths = self._start.copy()
        masks, asked = possible.masks[self._within.about], self._within
        inside, outside = (asked.allowed & masks) != 0, (~asked.allowed & masks) != 0
        truths[asked.nodes] = np.where(outside, inside.astype(np.int8), 2)
        least, most = possible.bounds[self._between.about].T
        never = (most < self._between.low) | (least > self._between.high)
        surely = (least >= self._between.low) & (most <= self._between.high)
        truths[self._between.nodes] = np.where(never, 0, np.where(surely, 2, 1))
        for level in self._levels:
            truths[level.nodes] = level.combine(truths[level.parts], level.starts)
        return truths


def _codes(least: Truths, asks: NDArray[np.bool_]) -> Codes:
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
        self.ways: list[int] = []
        self.capped: list[bool] = []
        self._asked: dict[int, bool] = {}

    def add(self, reading: Reading) -> None:
        ways = list(ways_in(reading))
        for _, way in ways:
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
