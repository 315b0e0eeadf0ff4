"""A trial is meant for somebody: criteria that together leave nobody were misread, or contradict each other.

On an axis of her disease, the fewest criteria without which somebody is left are left open; of several such sets all, but for
those of exclusions alone, which come first: what is excluded is some of those asked for ('the following subtypes of TNBC are
excluded'), never all of them. A cohort's own criteria are opened before those of the whole trial.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from data import axes
from data.criteria import AnyOf, Criterion, Undecidable
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.record.masks import widest

_MOST_AT_ONCE = 3  # criteria that are taken to be misread together

Families = Sequence[tuple[str, frozenset[str]]]


def for_somebody(
    common: Sequence[Criterion], by_cohort: Mapping[CohortLabel, Sequence[Criterion]], families: Families
) -> tuple[list[Criterion], dict[CohortLabel, list[Criterion]]]:
    """The criteria with those left open without which somebody could join, on each axis with its facets."""
    kept, cohorts = list(common), {label: list(found) for label, found in by_cohort.items()}
    for axis, facets in families:
        if not cohorts:
            kept = _opened(kept, [], axis, facets)
            continue
        cohorts = {label: _opened(found, kept, axis, facets) for label, found in cohorts.items()}
        if not any(_left([*kept, *found], axis, facets) for found in cohorts.values()):
            kept = _opened(kept, [], axis, facets)
    return kept, cohorts


def _opened(
    criteria: list[Criterion], beside: Sequence[Criterion], axis: str, facets: frozenset[str]
) -> list[Criterion]:
    """`criteria`, of which those are open that leave nobody beside each other and `beside`."""
    if _left([*criteria, *beside], axis, facets):
        return criteria
    narrowing = [c for c in criteria if c.facet in facets and widest(c.requirement, axis) != axes.full(axis)]
    for size in range(1, min(_MOST_AT_ONCE, len(narrowing)) + 1):
        sets = [
            chosen
            for chosen in combinations(narrowing, size)
            if _left([*(c for c in criteria if c not in chosen), *beside], axis, facets)
        ]
        if sets:
            of_exclusions = [chosen for chosen in sets if all(_excludes(c) for c in chosen)]
            misread = {c for chosen in of_exclusions or sets for c in chosen}
            return [_open(c) if c in misread else c for c in criteria]
    return criteria


def _left(criteria: Sequence[Criterion], axis: str, facets: frozenset[str]) -> int:
    left = axes.full(axis)
    for c in criteria:
        if c.facet in facets:
            left &= widest(c.requirement, axis)
    return left


def _excludes(criterion: Criterion) -> bool:
    return criterion.statement.startswith("Excludes ")


def _open(criterion: Criterion) -> Criterion:
    requirement = AnyOf((criterion.requirement, Undecidable("a contradiction")))
    statement = f"{criterion.statement}, which nobody could meet beside what other sentences ask"
    return Criterion(criterion.facet, requirement, statement, criterion.evidence)
