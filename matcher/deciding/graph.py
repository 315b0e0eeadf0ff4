"""The distinct requirements of many readings as one graph of numbered nodes, parts before the whole.

A node's truth is 0, 1 or 2 (FALSE, UNKNOWN, TRUE), so that Kleene's `all` is the least and `any` the greatest of its
parts, and `not` is 2 minus its part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.criteria import AllOf, AnyOf, Between, Constant, Negation, Requirement, Truth, Undecidable, Within

Truths = NDArray[np.int8]
Numbers = NDArray[np.int64]

TRUE_NODE = 0  # the node that is always TRUE


class Questions(NamedTuple):
    """Questions on axes (`allowed`) or quantities (`low`, `high`): the node of each and which axis or quantity it asks about."""

    names: tuple[str, ...]
    nodes: Numbers
    about: Numbers
    allowed: NDArray[np.uint64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


class Level(NamedTuple):
    """Nodes of one kind (`all`, `any`, `not`) whose parts are all evaluated before: `parts[starts[i]:starts[i + 1]]` are the
    parts of `nodes[i]`."""

    nodes: Numbers
    parts: Numbers
    starts: Numbers
    kind: str

    def truths(self, known: Truths) -> Truths:
        """The truths of `nodes`, from those of all nodes."""
        return _COMBINE[self.kind](known[self.parts], self.starts)


class Graph:
    """Grows by `node`; then `start`, `within`, `between` and `levels` are what evaluation needs."""

    def __init__(self) -> None:
        self._numbers: dict[Requirement, int] = {}
        self._truths: list[int] = [Truth.TRUE]
        self._depths: list[int] = [0]
        self._within: dict[str, dict[int, int]] = defaultdict(dict)
        self._between: dict[str, dict[int, tuple[float, float]]] = defaultdict(dict)
        self._wholes: dict[tuple[int, type], list[tuple[int, list[int]]]] = defaultdict(list)
        self.subjects: list[frozenset[str]] = [frozenset()]  # of each node: the axes and quantities it turns on

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
        subjects = frozenset().union(*(self.subjects[n] for n in inside))
        number = self._new(Truth.UNKNOWN, 1 + max(self._depths[n] for n in inside), subjects)
        self._wholes[self._depths[number], type(requirement)].append((number, inside))
        return number

    def _add_leaf(self, requirement: Requirement) -> int:
        match requirement:
            case Within(axis, allowed):
                number = self._new(Truth.UNKNOWN, 0, frozenset((axis,)))
                self._within[axis][number] = allowed
            case Between(quantity, low, high):
                number = self._new(Truth.UNKNOWN, 0, frozenset((quantity,)))
                bounds = (-np.inf if low is None else low, np.inf if high is None else high)
                self._between[quantity][number] = bounds
            case Constant(truth):
                number = self._new(truth)
            case Undecidable() | _:
                number = self._new(Truth.UNKNOWN)
        return number

    def _new(self, truth: int, depth: int = 0, subjects: frozenset[str] = frozenset()) -> int:
        self._truths.append(truth)
        self._depths.append(depth)
        self.subjects.append(subjects)
        return len(self._truths) - 1

    def start(self) -> Truths:
        return np.array(self._truths, dtype=np.int8)

    def within(self) -> Questions:
        rows = [(i, node, mask) for i, asked in enumerate(self._within.values()) for node, mask in asked.items()]
        none = np.zeros(0)
        allowed = np.array([mask for _, _, mask in rows], dtype=np.uint64)
        return Questions(tuple(self._within), _column(rows, 1), _column(rows, 0), allowed, none, none)

    def between(self) -> Questions:
        rows = [(i, node, *b) for i, asked in enumerate(self._between.values()) for node, b in asked.items()]
        low, high = (np.array([row[k] for row in rows], dtype=np.float64) for k in (2, 3))
        allowed = np.zeros(0, dtype=np.uint64)
        return Questions(tuple(self._between), _column(rows, 1), _column(rows, 0), allowed, low, high)

    def levels(self) -> tuple[Level, ...]:
        """The wholes by depth, so that parts are evaluated before them."""
        return tuple(
            Level(
                np.array([number for number, _ in wholes], dtype=np.int64),
                np.array([part for _, inside in wholes for part in inside], dtype=np.int64),
                starts_of([len(inside) for _, inside in wholes]),
                _KINDS[kind],
            )
            for (_, kind), wholes in sorted(self._wholes.items(), key=lambda entry: entry[0][0])
        )


def _column(rows: Sequence[tuple[int | float, ...]], place: int) -> Numbers:
    return np.array([row[place] for row in rows], dtype=np.int64)


def starts_of(lengths: Sequence[int]) -> Numbers:
    """Where each of consecutive stretches of these lengths begins."""
    return np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64) if lengths else np.zeros(0, dtype=np.int64)


def _least(parts: Truths, starts: Numbers) -> Truths:
    found: Truths = np.minimum.reduceat(parts, starts)
    return found


def _greatest(parts: Truths, starts: Numbers) -> Truths:
    found: Truths = np.maximum.reduceat(parts, starts)
    return found


def _opposite(parts: Truths, starts: Numbers) -> Truths:
    return (2 - parts).astype(np.int8)


_KINDS: dict[type, str] = {AllOf: "all", AnyOf: "any", Negation: "not"}
_COMBINE: dict[str, Callable[[Truths, Numbers], Truths]] = {"all": _least, "any": _greatest, "not": _opposite}
