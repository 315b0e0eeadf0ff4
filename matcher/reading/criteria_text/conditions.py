"""Conditions that every patient of the trial meets: in a trial for HER2-positive disease, 'HER2-positive patients must have
had trastuzumab' asks it of all.

A criterion under a condition is `any of (the condition fails, what is asked)`. Where another criterion of the same way
in rules out that the condition fails, only what is asked is left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from data import axes
from data.criteria import WHERE, AllOf, AnyOf, Criterion, Negation, Requirement, Within, either


@dataclass(frozen=True, slots=True)
class AskedOfAll:
    """The values that every patient of a way in has, by axis, as bit masks."""

    allowed: Mapping[str, int]

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
    return AskedOfAll(allowed)


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
    return msgspec.structs.replace(
        criterion, requirement=either(requirement.parts[1:]), statement=criterion.statement.rpartition(WHERE)[0]
    )
