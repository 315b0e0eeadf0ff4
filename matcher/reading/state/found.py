"""A meaning found in a sentence, as masks over the axis of disease states."""

from __future__ import annotations

from typing import NamedTuple

from data import axes
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within


class Found(NamedTuple):
    """A meaning at `start:end`; denied: the words say that it is not so."""

    name: str
    axis: str
    sure: int
    wide: int
    words: str
    start: int
    end: int
    denied: bool = False


def within(sure: int, wide: int) -> Requirement:
    if sure == wide:
        return Within(axes.STATE_AXIS, sure)
    open_part = AllOf((Within(axes.STATE_AXIS, wide), Undecidable("the definition of the setting")))
    return AnyOf((Within(axes.STATE_AXIS, sure), open_part)) if sure else open_part
