"""Sets of states of brain metastases, sure and wide, and the mention made of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from data import axes
from data.axes import BRAIN_AXIS
from data.criteria import AnyOf, Requirement, Within
from matcher.reading.mentions import Mention
from matcher.reading.stance import Stance

NONE = axes.mask(BRAIN_AXIS, ["none"])


STABLE = axes.mask(BRAIN_AXIS, ["treated_stable"])


ACTIVE = axes.mask(BRAIN_AXIS, ["untreated", "progressing"])


class States(NamedTuple):
    """Sets of states: those that are certainly meant, and those that some readers would take in as well."""

    sure: int
    wide: int

    def __or__(self, other: object) -> States:
        assert isinstance(other, States)
        return States(self.sure | other.sure, self.wide | other.wide)


_WORDS = {
    NONE: "no brain metastases",
    NONE | STABLE: "no brain metastases other than treated, stable ones",
    NONE | ACTIVE: "no treated, stable brain metastases",
    STABLE: "treated, stable brain metastases",
    STABLE | ACTIVE: "brain metastases",
    ACTIVE: "untreated or progressing brain metastases",
    axes.full(BRAIN_AXIS): "brain metastases of any kind allowed",
}


def brain_mention(requirement: Requirement, at: re.Match[str], stance: Stance) -> Mention:
    if isinstance(requirement, Within):
        words = _WORDS[requirement.allowed]
    else:
        within = (
            next(part for part in requirement.parts if isinstance(part, Within))
            if isinstance(requirement, AnyOf)
            else None
        )
        words = f"{_WORDS[within.allowed] if within else 'brain metastases'}, or an exception that needs reading"
    return Mention("brain_metastases", requirement, words, at.start(), at.end(), stance, settled=True)
