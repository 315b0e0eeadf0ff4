"""Parts of an umbrella trial that go by their treatment: 'Additional criteria for the alpelisib combination (phase 1b and arm A)'.

A phase in the brackets is one of several that other combinations share; the combination with its brackets is the way in.
"""

from __future__ import annotations

import re

from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.gated import gated

_COMBINATION = (
    r"(?:the\s+)?[\w/+-]+(?:\s+(?:plus|and|with|\+)\s+[\w/+-]+){0,2}\s+(?:combination|treatment|therapy|monotherapy|regimen|doublet|triplet)s?"
    r"(?:\s+(?:arms?|cohorts?|groups?|parts?))?\s*\([^()]{1,60}\)"
)
_HEADED = gated(
    r"^\W*(?:(?:additional|specific|further|extra|key|main)\s+){0,2}(?:(?:inclusion|exclusion|eligibility)\s+)?criteria\s+(?:specific\s+)?(?:for|to)\s+"
    rf"(?P<names>{_COMBINATION}(?:\s*,?\s*(?:and\s+)?{_COMBINATION}){{0,6}})\s*(?P<colon>:|$)",
    re.I,
)
_EACH = gated(r"(?:,?\s*(?:and\s+)?(?:the\s+)?)(?P<name>[^()]{3,80}\([^()]{1,60}\))", re.I)
_OF_A_PART = gated(r"\(\s*(?:[^()]*\b)?(?:cohort|arm|group|part|phase|module)s?\s+\w", re.I)


def combinations_headed(body: str) -> tuple[CohortLabel, ...]:
    """The combinations whose criteria begin with the line; () where it heads none."""
    head = _HEADED.match(body)
    if head is None:
        return ()
    named = [" ".join(one["name"].split()) for one in _EACH.finditer(head["names"])]
    return tuple(CohortLabel("", name) for name in named) if all(map(_OF_A_PART.search, named)) else ()


def length_of_heading(body: str) -> int:
    """How far the heading goes of a line that begins with one and says something behind its colon; else 0."""
    head = _HEADED.match(body) if combinations_headed(body) else None
    return head.end() if head is not None and body[head.end() :].strip() else 0
