"""The reference: one requirement against what is known of one patient, by Kleene's tables. Slow and obvious."""

from __future__ import annotations

from data.criteria import (
    NOT_TABLE,
    AllOf,
    AnyOf,
    Between,
    Constant,
    Negation,
    Requirement,
    Truth,
    Undecidable,
    Within,
    all_true,
    any_true,
)
from matcher.deciding.facts import Known


def judge(requirement: Requirement, known: Known) -> Truth:
    """TRUE, FALSE or UNKNOWN of this patient."""
    match requirement:
        case Within(axis, allowed):
            return _within(known.possible(axis), allowed)
        case Between(quantity, low, high):
            return _between(known.interval(quantity), low, high)
        case AllOf(parts):
            return all_true(judge(part, known) for part in parts)
        case AnyOf(parts):
            return any_true(judge(part, known) for part in parts)
        case Negation(part):
            return NOT_TABLE[judge(part, known)]
        case Constant(truth):
            return Truth(truth)
        case Undecidable():
            return Truth.UNKNOWN


def _within(possible: int, allowed: int) -> Truth:
    if not possible & ~allowed:
        return Truth.TRUE
    return Truth.UNKNOWN if possible & allowed else Truth.FALSE


def _between(interval: tuple[float, float], low: float | None, high: float | None) -> Truth:
    least, most = interval
    if (low is not None and most < low) or (high is not None and least > high):
        return Truth.FALSE
    inside = (low is None or least >= low) and (high is None or most <= high)
    return Truth.TRUE if inside else Truth.UNKNOWN
