"""Conditions that every patient of the trial meets: in a trial for HER2-positive disease, 'HER2-positive patients must have
had trastuzumab' asks it of all. And what is asked in every case: 'HR-positive patients must have had a line of chemotherapy;
triple-negative ones, too' leaves nobody without one.

A criterion under a condition is `any of (the condition fails, what is asked)`. Where another criterion of the same way
in rules out that the condition fails, only what is asked is left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from data import axes
from data.axes import RECEPTORS_AXIS
from data.criteria import WHERE, AllOf, AnyOf, Criterion, Negation, Requirement, Within, either, every


@dataclass(frozen=True, slots=True)
class AskedOfAll:
    """The values that every patient of a way in has, by axis, as bit masks, and all that is asked of her."""

    allowed: Mapping[str, int]
    asked: frozenset[Requirement] = frozenset()

    def rules_out(self, requirement: Requirement) -> bool:
        """Whether no patient of this way in can meet a requirement."""
        match requirement:
            case Within(axis, allowed):
                return axis in self.allowed and not allowed & self.allowed[axis]
            case AllOf(parts):
                return any(self.rules_out(part) for part in parts)
            case AnyOf(parts):
                return all(self.rules_out(part) for part in parts)
            case Negation(part):
                return self.ensures(part)
        return False

    def ensures(self, requirement: Requirement) -> bool:
        """Whether every patient of this way in meets a requirement."""
        if requirement in self.asked:
            return True
        match requirement:
            case Within(axis, allowed):
                return axis in self.allowed and not self.allowed[axis] & ~allowed
            case AllOf(parts):
                return all(self.ensures(part) for part in parts)
            case AnyOf(parts):
                return any(self.ensures(part) for part in parts)
            case Negation(part):
                return self.rules_out(part)
        return False


def asked_of_all(criteria: Sequence[Criterion]) -> AskedOfAll:
    allowed: dict[str, int] = {}
    for criterion in criteria:
        parts = criterion.requirement.parts if isinstance(criterion.requirement, AllOf) else (criterion.requirement,)
        for part in parts:
            if isinstance(part, Within):
                both = allowed.get(part.axis, axes.full(part.axis)) & part.allowed
                if both:  # criteria that contradict each other ensure nothing
                    allowed[part.axis] = both
    return AskedOfAll(allowed, frozenset(criterion.requirement for criterion in criteria))


def without_conditions_met_by_all(
    criteria: Sequence[Criterion], of_the_same_way: Sequence[Criterion] = ()
) -> list[Criterion]:
    known = asked_of_all([*of_the_same_way, *criteria])
    return [_plain(criterion, known) for criterion in criteria]


def _plain(criterion: Criterion, known: AskedOfAll) -> Criterion:
    requirement = criterion.requirement
    if WHERE not in criterion.statement or not isinstance(requirement, AnyOf):
        return criterion
    if not known.rules_out(requirement.parts[0]):
        return criterion
    return msgspec.structs.replace(criterion, requirement=_demand(criterion), statement=_words(criterion))


_EARLIER_TREATMENT = frozenset({"lines_of_therapy", "prior_therapy"})


def asked_in_every_case(criteria: Sequence[Criterion], of_the_same_way: Sequence[Criterion] = ()) -> list[Criterion]:
    """What conditions on the receptors that leave nobody out ask together: one of their demands of everybody.

    Of every patient one condition is true, so that she must meet what is asked under it.
    """
    cases: dict[int, list[Criterion]] = {}
    for criterion in (*of_the_same_way, *criteria):
        receptors = _receptors_asked(criterion)
        if receptors is not None and criterion.facet in _EARLIER_TREATMENT:
            cases.setdefault(receptors, []).append(criterion)
    if len(cases) < 2 or not any(c in criteria for found in cases.values() for c in found):
        return []
    covered = 0
    for receptors in cases:
        covered |= receptors
    known = asked_of_all([*of_the_same_way, *criteria]).allowed.get(RECEPTORS_AXIS, axes.full(RECEPTORS_AXIS))
    if known & ~covered:
        return []
    demands = [every(_demand(criterion) for criterion in found) for found in cases.values()]
    found = [criterion for of_case in cases.values() for criterion in of_case]
    words = dict.fromkeys(
        " and ".join(_words(c).removeprefix("Requires ") for c in of_case) for of_case in cases.values()
    )
    evidence = tuple(dict.fromkeys(e for c in found for e in c.evidence))
    return [Criterion(found[0].facet, either(demands), f"Requires {' or '.join(words)}", evidence)]


def _receptors_asked(criterion: Criterion) -> int | None:
    """The receptors for which a criterion surely asks something, as a bit mask; None where it does not depend on them."""
    requirement = criterion.requirement
    if WHERE not in criterion.statement or not criterion.statement.startswith("Requires "):
        return None
    if not isinstance(requirement, AnyOf) or not isinstance(requirement.parts[0], Negation):
        return None
    condition = requirement.parts[0].part
    parts = condition.parts if isinstance(condition, AnyOf) else (condition,)
    sure = 0
    for part in parts:
        if isinstance(part, Within) and part.axis == RECEPTORS_AXIS:
            sure |= part.allowed
    return sure or None


def _words(criterion: Criterion) -> str:
    """What is asked under a condition, in words, without the condition."""
    return criterion.statement.rpartition(WHERE)[0]


def _demand(criterion: Criterion) -> Requirement:
    """What is asked under a condition, without the condition."""
    assert isinstance(criterion.requirement, AnyOf)
    return either(criterion.requirement.parts[1:])
