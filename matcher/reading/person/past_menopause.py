"""Trials for women of 60 or more take none before the menopause (NCCN Guidelines, Breast Cancer, definition of menopause: age 60 or more)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.axes import PERSON_AXIS
from data.criteria import Between, Criterion, Negation, Within, atoms
from matcher.reading.person.menopausal_states import EVERYONE, PRE

AGE_OF_MENOPAUSE = 60


def past_menopause(criteria: Iterable[Criterion], known: Iterable[Criterion]) -> Iterator[Criterion]:
    """What a least age of 60 or more says of the menopause, with the sentence of the age; nothing where anything that is
    `known` speaks of a menopausal status."""
    ages = [c for c in criteria if c.facet == "age" and _least(c) >= AGE_OF_MENOPAUSE]
    told = any(
        isinstance(a, Within) and a.axis == PERSON_AXIS and PRE & ~a.allowed
        for c in known
        for a in atoms(c.requirement)
    )
    if ages and not told:
        words = f"Requires an age at which women are past the menopause ({AGE_OF_MENOPAUSE} years or more)"
        yield Criterion("menopausal_status", Within(PERSON_AXIS, EVERYONE & ~PRE), words, ages[0].evidence)


def _least(age: Criterion) -> float:
    """The least age in years that the criterion asks of everybody, 0 where it asks for none."""
    match age.requirement:
        case Between(low=low):
            return low or 0.0
        case Negation(part=Between(low=None, high=high)):
            return high or 0.0
        case _:
            return 0.0
