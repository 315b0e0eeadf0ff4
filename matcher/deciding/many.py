"""One patient against all trials at once: the criteria compiled into columns.

The one-patient reference (`match.decide`) says what is right; this says the same, faster. Each distinct requirement of
all readings becomes a node of one graph, evaluated by Kleene's rules as numbers (FALSE 0, UNKNOWN 1, TRUE 2):

    Within      from the mask of the values still possible, all questions on one axis in one step
    Between     from the interval still possible, all questions on one quantity in one step
    all, any    the least, the greatest of the parts            not     2 - part

A trial's ways in (its open cohorts, or the trial itself) are rows of node numbers; what `match.py` concludes from the
truths of a way is concluded here for all ways together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.criteria import (
    AllOf,
    AnyOf,
    Between,
    Constant,
    Criterion,
    Negation,
    Reading,
    Requirement,
    Truth,
    Undecidable,
    Within,
)
from matcher.deciding.facts import Known
from matcher.deciding.match import asks_about_a_fact

Truths = NDArray[np.int8]
Numbers = NDArray[np.int64]


class Verdicts(NamedTuple):
    """Of each reading, in order: the verdict's code (its place in `match.VERDICTS`), and of its best way in, how many criteria
    about a fact are met and how many are unknown."""

    codes: NDArray[np.int8]
    met: Numbers
    unknown: Numbers


class _Questions(NamedTuple):
    """Questions on one axis or quantity: the nodes that hold the answers, and what each asks."""

    nodes: Numbers
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    allowed: NDArray[np.uint64]


class _Level(NamedTuple):
    """Nodes whose parts are all evaluated before: `parts[starts[i]:starts[i + 1]]` are the parts of `nodes[i]`."""

    nodes: Numbers
    parts: Numbers
    starts: Numbers
    combine: Callable[[Truths, Numbers], Truths]


class CompiledReadings:
    """The readings as columns. Immutable once made; may be shared by threads."""

    def __init__(self, readings: Sequence[Reading]):
        graph = _Graph()
        ways = [(i, way) for i, reading in enumerate(readings) for way in _ways_in(reading)]
        rows = [[graph.node(c.requirement) for c in way] for _, way in ways]
        self.readings = len(readings)
        self._start = graph.start()
        self._axes = {axis: _within_columns(found) for axis, found in graph.within.items()}
        self._quantities = {quantity: _between_columns(found) for quantity, found in graph.between.items()}
        self._levels = graph.levels()
        # A way without any criterion still needs a cell, as reduceat has no empty groups: the node that is TRUE.
        self._cells = np.array([n for row in rows for n in (row or [_TRUE])], dtype=np.int64)
        self._way_starts = _starts([max(1, len(row)) for row in rows])
        asked: dict[int, bool] = {}
        for row, (_, way) in zip(rows, ways, strict=True):
            for number, criterion in zip(row, way, strict=True):
                if number not in asked:
                    asked[number] = asks_about_a_fact(criterion)
        asks = [[asked[number] for number in row] or [False] for row in rows]
        self._asks = np.array([a for row in asks for a in row], dtype=bool)
        self._way_asks = np.array([any(row) for row in asks], dtype=bool)
        self._trial_of_way = np.array([i for i, _ in ways], dtype=np.int64)
        counts = np.bincount(self._trial_of_way, minlength=len(readings)) if ways else np.zeros(0, dtype=np.int64)
        self._trial_starts = _starts(counts.tolist())
        never_better = [not r.sentences and not r.cohorts for r in readings]
        self._capped = np.array(never_better, dtype=bool)

    def axes(self) -> tuple[str, ...]:
        """The axes that some reading asks about."""
        return tuple(self._axes)

    def verdicts(self, known: Known) -> Verdicts:
        """The verdict of each reading for this patient, as `match.decide` gives it."""
        if not self.readings:
            nothing = np.zeros(0, dtype=np.int64)
            return Verdicts(nothing.astype(np.int8), nothing, nothing)
        truths = self._truths(known)[self._cells]
        least = np.minimum.reduceat(truths, self._way_starts)
        codes = np.where(least == 0, 0, np.where((least == 2) & self._way_asks, 2, 1)).astype(np.int8)
        unsettled = np.add.reduceat((truths != 2).astype(np.int64), self._way_starts)
        met = np.add.reduceat(((truths == 2) & self._asks).astype(np.int64), self._way_starts)
        unknown = np.add.reduceat((truths == 1).astype(np.int64), self._way_starts)
        best = self._best_way(codes, unsettled)
        code = codes[best]
        code[self._capped & (code == 2)] = 1
        return Verdicts(code, met[best], unknown[best])

    def _best_way(self, codes: NDArray[np.int8], unsettled: Numbers) -> Numbers:
        """The number of each trial's best way: highest verdict, then fewest unsettled criteria, then the first."""
        worth = codes.astype(np.int64) * (1 << 32) - unsettled
        highest = np.maximum.reduceat(worth, self._trial_starts)
        order = np.arange(len(worth))
        is_best = worth == highest[self._trial_of_way]
        best: Numbers = np.minimum.reduceat(np.where(is_best, order, len(worth)), self._trial_starts)
        return best

    def _truths(self, known: Known) -> Truths:
        truths = self._start.copy()
        for axis, asked in self._axes.items():
            possible = np.uint64(known.possible(axis))
            inside, outside = (asked.allowed & possible) != 0, (~asked.allowed & possible) != 0
            truths[asked.nodes] = np.where(outside, inside.astype(np.int8), 2)
        for quantity, asked in self._quantities.items():
            least, most = known.interval(quantity)
            never = (most < asked.low) | (least > asked.high)
            surely = (least >= asked.low) & (most <= asked.high)
            truths[asked.nodes] = np.where(never, 0, np.where(surely, 2, 1))
        for level in self._levels:
            truths[level.nodes] = level.combine(truths[level.parts], level.starts)
        return truths


def _ways_in(reading: Reading) -> Iterable[tuple[Criterion, ...]]:
    """The criteria of each way in: see the docstring of `match.py`."""
    if not reading.cohorts:
        return (reading.criteria,)
    ways = [c for c in reading.cohorts if not c.closed] or list(reading.cohorts)
    return [reading.criteria + way.criteria for way in ways]


def _starts(lengths: Sequence[int]) -> Numbers:
    return np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64) if lengths else np.zeros(0, dtype=np.int64)


def _within_columns(found: dict[int, int]) -> _Questions:
    nodes = np.array(list(found), dtype=np.int64)
    nothing = np.zeros(0)
    return _Questions(nodes, nothing, nothing, np.array(list(found.values()), dtype=np.uint64))


def _between_columns(found: dict[int, tuple[float, float]]) -> _Questions:
    nodes = np.array(list(found), dtype=np.int64)
    low, high = (np.array([bounds[i] for bounds in found.values()], dtype=np.float64) for i in (0, 1))
    return _Questions(nodes, low, high, np.zeros(0, dtype=np.uint64))


_TRUE = 0  # the node that is always TRUE


class _Graph:
    """The distinct requirements, numbered; parts before the whole."""

    def __init__(self) -> None:
        self._numbers: dict[Requirement, int] = {}
        self._truths: list[int] = [Truth.TRUE]
        self._depths: list[int] = [0]
        self.within: dict[str, dict[int, int]] = defaultdict(dict)
        self.between: dict[str, dict[int, tuple[float, float]]] = defaultdict(dict)
        self._wholes: dict[tuple[int, type], list[tuple[int, list[int]]]] = defaultdict(list)

    def node(self, requirement: Requirement) -> int:
        known = self._numbers.get(requirement)
        if known is None:
            known = self._numbers[requirement] = self._add(requirement)
        return known

    def _add(self, requirement: Requirement) -> int:
        match requirement:
            case AllOf(parts) | AnyOf(parts):
                inside = [self.node(part) for part in parts]
            case Negation(part):
                inside = [self.node(part)]
            case _:
                return self._add_leaf(requirement)
        if not inside:  # all of nothing is TRUE, any of nothing FALSE
            return self._new(Truth.TRUE if isinstance(requirement, AllOf) else Truth.FALSE)
        number = self._new(Truth.UNKNOWN, 1 + max(self._depths[n] for n in inside))
        self._wholes[self._depths[number], type(requirement)].append((number, inside))
        return number

    def _add_leaf(self, requirement: Requirement) -> int:
        number = self._new(Truth.UNKNOWN)
        match requirement:
            case Within(axis, allowed):
                self.within[axis][number] = allowed
            case Between(quantity, low, high):
                self.between[quantity][number] = (
                    -np.inf if low is None else low,
                    np.inf if high is None else high,
                )
            case Constant(truth):
                self._truths[number] = truth
            case Undecidable():
                pass
        return number

    def _new(self, truth: int, depth: int = 0) -> int:
        self._truths.append(truth)
        self._depths.append(depth)
        return len(self._truths) - 1

    def start(self) -> Truths:
        return np.array(self._truths, dtype=np.int8)

    def levels(self) -> tuple[_Level, ...]:
        """The wholes by depth, so that parts are evaluated before them."""
        return tuple(
            _Level(
                np.array([number for number, _ in wholes], dtype=np.int64),
                np.array([part for _, inside in wholes for part in inside], dtype=np.int64),
                _starts([len(inside) for _, inside in wholes]),
                _COMBINE[kind],
            )
            for (_, kind), wholes in sorted(self._wholes.items(), key=lambda entry: entry[0][0])
        )


def _least(parts: Truths, starts: Numbers) -> Truths:
    found: Truths = np.minimum.reduceat(parts, starts)
    return found


def _greatest(parts: Truths, starts: Numbers) -> Truths:
    found: Truths = np.maximum.reduceat(parts, starts)
    return found


def _opposite(parts: Truths, starts: Numbers) -> Truths:
    return (2 - parts).astype(np.int8)


_COMBINE: dict[type, Callable[[Truths, Numbers], Truths]] = {AllOf: _least, AnyOf: _greatest, Negation: _opposite}
