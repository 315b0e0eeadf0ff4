"""Requirements that no patient can meet together."""

from __future__ import annotations

from collections.abc import Sequence

from data import axes
from data.criteria import Criterion, Undecidable, Within


def distinct(criteria: Sequence[Criterion]) -> list[Criterion]:
    """The first of criteria that ask the same."""
    return list({(c.facet, c.requirement): c for c in reversed(criteria)}.values())[::-1]


def agrees(criterion: Criterion, known: Sequence[Criterion]) -> bool:
    """Whether some patient can meet the criterion beside each known one on the same axis."""
    if not isinstance(criterion.requirement, Within):
        return True
    axis, allowed = criterion.requirement.axis, criterion.requirement.allowed
    return all(
        bool(allowed & other.requirement.allowed)
        for other in known
        if isinstance(other.requirement, Within) and other.requirement.axis == axis
    )


def without_contradictions(criteria: Sequence[Criterion]) -> list[Criterion]:
    """Requirements on one axis that no patient can meet together, made into one undecidable criterion."""
    left: dict[str, int] = {}
    for c in criteria:
        if isinstance(c.requirement, Within):
            axis = c.requirement.axis
            left[axis] = left.get(axis, axes.full(axis)) & c.requirement.allowed
    broken = {axis for axis, allowed in left.items() if not allowed}
    kept = [c for c in criteria if not (isinstance(c.requirement, Within) and c.requirement.axis in broken)]
    for axis in sorted(broken):
        clash = [c for c in criteria if isinstance(c.requirement, Within) and c.requirement.axis == axis]
        statement = "The record contradicts itself: " + "; ".join(c.statement for c in clash)
        evidence = tuple(e for c in clash for e in c.evidence)
        kept.append(Criterion(clash[0].facet, Undecidable("a contradiction"), statement, evidence))
    return kept
