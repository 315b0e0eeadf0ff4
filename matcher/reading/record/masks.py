"""The values on an axis that a requirement leaves."""

from __future__ import annotations

from functools import lru_cache

from data import axes
from data.criteria import NOT_TABLE, AllOf, AnyOf, Negation, Requirement, Truth, Within, all_true, any_true


@lru_cache(maxsize=4096)
def widest(requirement: Requirement, axis: str) -> int:
    """The values on `axis` with which a requirement can still be true, whatever else is the case."""
    return sum(1 << i for i in range(len(axes.values_of(axis))) if _truth_at(requirement, axis, i) is not Truth.FALSE)


def _truth_at(requirement: Requirement, axis: str, value: int) -> Truth:
    """What a requirement comes to where only the value on `axis` is known."""
    match requirement:
        case Within(its_axis, allowed):
            return Truth.UNKNOWN if its_axis != axis else Truth.TRUE if allowed >> value & 1 else Truth.FALSE
        case AllOf(parts):
            return all_true(_truth_at(part, axis, value) for part in parts)
        case AnyOf(parts):
            return any_true(_truth_at(part, axis, value) for part in parts)
        case Negation(part):
            return NOT_TABLE[_truth_at(part, axis, value)]
        case _:
            return Truth.UNKNOWN
