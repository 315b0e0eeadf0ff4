"""How the extents that the criteria ask for stand to the one that a title names."""

from __future__ import annotations

from collections.abc import Sequence

from data import axes
from data.criteria import AnyOf, Criterion, Evidence
from matcher.reading.gated import gated
from matcher.reading.record.masks import widest
from matcher.reading.record.phases import METASTATIC


def is_told_apart(side: int, known: Sequence[Criterion]) -> bool:
    """Whether the criteria list ways in of which one takes nobody whom the title names: it is the shorter form, then."""
    ways = [
        widest(way, axes.STATE_AXIS)
        for c in known
        if c.facet == "stage" and c.statement.startswith("Requires one of") and isinstance(c.requirement, AnyOf)
        if _stand_together(c.evidence)
        for way in c.requirement.parts
    ]
    return any(way and not way & side for way in ways)


_BETWEEN_POINTS = 12  # characters: a bullet or number, and space around it


def _stand_together(told: Sequence[Evidence]) -> bool:
    """Whether the ways are written one after the other; those from here and there were not meant as a list."""
    spans = sorted((e.start, e.end) for e in told)
    reach = spans[0][1]
    for start, end in spans[1:]:
        if start - reach > _BETWEEN_POINTS:
            return False
        reach = max(reach, end)
    return True


# Not: "advanced disease", nor several extents
_FIXES_THE_SPREAD = gated(r"\boligo|\bmetastatic disease$")
_THAT_IT_CAME_BACK = "Requires recurrent disease"


def narrows_a_return(title: Criterion, side: int, known: Sequence[Criterion]) -> bool:
    """'Recurrent disease' below a title on (oligo)metastatic disease: the criteria tell how she came to it, not that a local
    recurrence is enough. `side`: the states that the title may mean."""
    if side & ~METASTATIC or not _FIXES_THE_SPREAD.search(title.statement):
        return False
    asked = {c.statement for c in known if c.facet == "stage" and c.statement.startswith("Requires")}
    return asked == {_THAT_IT_CAME_BACK}
