"""'Treatment-naive or previously treated with trastuzumab': never treated, or treated so, are two ways in."""

from __future__ import annotations

import re

from data.axes import NO, STATE_AXIS, states_where
from data.criteria import Between, Requirement, Undecidable, Within, either, every
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention

UNTREATED = "no earlier treatment of the cancer"
# 'Treatment-naive or previously treated with trastuzumab', '... or have received one prior line of chemotherapy'
_OR_HAD = gated(
    r"\W*(?:patients|participants|subjects|disease)?\W*(?:or|and/or)\W+(?:(?:who|those|patients|have|has|had|been|were|are|previously|already|received|treated|with|"
    r"exposed|to|only|progressed|on|after|following|up|at|most|a|one|prior|any)\W+){0,8}$",
    re.I,
)


def naive_or_treated(text: str, one: Mention, other: Mention) -> bool:
    """Whether the two are 'never treated' and a treatment that is the other way in."""
    if other.statement == UNTREATED and one.end >= other.end:  # the count of lines began before the words
        one, other = other, one
    if one.statement != UNTREATED or other.facet not in ("prior_therapy", "lines_of_therapy"):
        return False
    if other.statement.startswith("no "):
        return False  # the same told twice
    if other.start < one.end:  # the count of lines has taken in both: 'naive or one prior line' is up to one
        return _OR_WITHIN.match(text, one.end, other.end) is not None
    return other.start - one.end <= 80 and _OR_HAD.match(text[one.end : other.start]) is not None


_OR_WITHIN = gated(r"\W*(?:patients|participants|subjects|disease)?\W*(?:or|and/or)\b", re.I)

# Treated for early disease and not since it has spread: whether she is 'treatment-naive' a record seldom says. Whoever was
# never treated is, whatever her disease.
_NAIVE_SINCE = every(
    (
        Within(STATE_AXIS, states_where(lambda s: s.kind == "metastatic")),
        Between("lines_metastatic", None, 0),
        either(
            (
                Within("received:systemic therapy", NO),
                Undecidable("whether what was given for the first cancer counts"),
            )
        ),
    )
)
_NO_LINE = either(
    (Within(STATE_AXIS, states_where(lambda s: s.phase == "untreated")), Between("lines_metastatic", None, 0))
)


def naive_to_advanced_disease(never_treated: Requirement) -> Requirement:
    """What 'treatment-naive' asks of those whose disease may have spread: no line for it."""
    return either((every((never_treated, _NO_LINE)), _NAIVE_SINCE))
