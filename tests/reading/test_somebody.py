"""A trial is meant for somebody: what together leaves nobody is left open, as little of it as may be."""

from __future__ import annotations

from collections.abc import Sequence

from data import axes
from data.axes import STATE_AXIS
from data.criteria import Criterion, Evidence, Within
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.record.masks import widest
from matcher.reading.record.somebody import for_somebody

FAMILIES = ((STATE_AXIS, frozenset({"stage", "setting"})),)


def asks(facet: str, *kinds: str, verb: str = "Requires") -> Criterion:
    states = axes.states_where(lambda s: s.kind in kinds)
    return Criterion(facet, Within(STATE_AXIS, states), f"{verb} {kinds}", (Evidence("criteria", 0, 1),))


def opened(criteria: Sequence[Criterion]) -> list[str]:
    return [
        c.statement.partition(",")[0] for c in criteria if widest(c.requirement, STATE_AXIS) == axes.full(STATE_AXIS)
    ]


def test_criteria_that_leave_somebody_stay_as_they_are() -> None:
    criteria = [asks("stage", "primary", "regional"), asks("setting", "primary")]
    assert for_somebody(criteria, {}, FAMILIES) == (criteria, {})


def test_the_one_that_clashes_with_all_others_is_left_open() -> None:
    odd = asks("stage", "metastatic")
    criteria = [asks("stage", "primary", "regional"), asks("setting", "primary"), odd]
    kept, _ = for_somebody(criteria, {}, FAMILIES)
    assert kept[:2] == criteria[:2]
    assert widest(kept[2].requirement, STATE_AXIS) == axes.full(STATE_AXIS)
    assert kept[2].statement.startswith(odd.statement)


def test_of_two_that_clash_both_are_left_open() -> None:
    kept, _ = for_somebody([asks("stage", "primary"), asks("setting", "metastatic")], {}, FAMILIES)
    assert len(opened(kept)) == 2


def test_an_exclusion_gives_way_before_what_is_asked_for() -> None:
    excluding = asks("stage", "primary", verb="Excludes")  # what it leaves
    kept, _ = for_somebody([asks("stage", "metastatic"), excluding], {}, FAMILIES)
    assert opened(kept) == [excluding.statement.partition(",")[0]]


def test_three_that_clash_only_together_are_all_left_open() -> None:
    criteria = [
        asks("stage", "primary", "regional"),
        asks("setting", "regional", "metastatic"),
        asks("setting", "primary", "metastatic"),
    ]
    kept, _ = for_somebody(criteria, {}, FAMILIES)
    assert len(opened(kept)) == 3


def test_a_cohort_gives_way_before_the_trial_does() -> None:
    common, early, late = [asks("stage", "primary")], [asks("stage", "primary")], [asks("stage", "metastatic")]
    labels = CohortLabel("cohort", "A"), CohortLabel("cohort", "B")
    kept, cohorts = for_somebody(common, dict(zip(labels, (early, late), strict=True)), FAMILIES)
    assert kept == common
    assert cohorts[labels[0]] == early
    assert len(opened(cohorts[labels[1]])) == 1
