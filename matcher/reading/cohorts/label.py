"""Labels of cohorts and arms: 'Cohort A', 'Phase Ib', 'Cohorts 1 and 2'.

Alternatives are ways into the trial, of which one is enough. Steps of one way (pre-registration, registration, step 1)
are not alternatives and are not labels.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from matcher.reading.gated import gated


class CohortLabel(NamedTuple):
    """kind: cohort, arm, group, part, phase, module ...; name: as written, upper case, Roman phases as digits."""

    kind: str
    name: str
    within: str = ""  # the label of the cohort that this one is a part of

    def __str__(self) -> str:
        own = f"{self.kind.capitalize()} {self.name}" if self.kind else self.name
        return f"{self.within}, {own}" if self.within else own


KIND_OF_PART = r"(?P<kind>cohort|arm|group|part|phase|module|sub-?study|population|stratum|strata|aim)s?"
NAME_OF_PART = r"(?:(?-i:[A-H]\d{0,2})(?:-\d)?|\d{1,2}[a-zA-Z]{0,2}(?:-\d)?|(?-i:I{1,3}|IV|V)[abAB]?)"
NAMES_OF_PARTS = rf"(?P<names>{NAME_OF_PART}(?:\s*(?:,|/|&|and|or|\+)\s*(?:and\s+)?(?:(?:cohort|arm|group|part|phase)s?\s+)?(?!0){NAME_OF_PART})*)"
# the end of a point, or the word that joins it to the next: '... (Cohort A), or'
POINT_ENDS = r"\W*(?:\b(?:and/or|and|or)\W*)?$"
LABEL = gated(rf"\b{KIND_OF_PART}\s*[#:]?\s*{NAMES_OF_PARTS}\b(?!\s*(?:trial|study|clinical|%))", re.I)
NOT_A_WAY_IN = gated(r"\b(?:pre-?registration|registration|screening|step)\b", re.I)
_CLOSED = gated(
    r"\b(?:closed|no longer (?:enrolling|recruiting|open)|enrol?lment (?:is )?(?:complete[d]?|closed)|"
    r"(?:completed|stopped) (?:enrol?lment|accrual|recruitment)|not (?:currently )?(?:open|enrolling|recruiting))\b|\(\s*(?:completed?|finished)\s*\)",
    re.I,
)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}


_EACH_NAME = gated(rf"(?:\b(cohort|arm|group|part|phase)s?\s+)?\b({NAME_OF_PART})\b", re.I)


def labels_of(kind: str, names: str) -> tuple[CohortLabel, ...]:
    """The label of each name; 'Phase 1b and Arm A' names the kind anew."""
    found: list[CohortLabel] = []
    for anew, name in _EACH_NAME.findall(names):
        kind = (anew or kind).lower().replace("-", "").replace("strata", "stratum")
        found.append(CohortLabel(kind, canonical(kind, name)))
    return tuple(dict.fromkeys(found))


def canonical(kind: str, name: str) -> str:
    roman = gated(r"(I{1,3}|IV)([abAB]?)").fullmatch(name)
    if kind == "phase" and roman:
        return _ROMAN[roman[1]] + roman[2].lower()
    return name.lower() if kind == "phase" else name.upper()


_PHASES = gated(rf"\bphases?\s+{NAMES_OF_PARTS}\b", re.I)


def phases_named(text: str) -> frozenset[str]:
    """The phases of trials that a text names: '1b' and '3' of 'phase Ib/III'."""
    return frozenset(label.name for found in _PHASES.finditer(text) for label in labels_of("phase", found["names"]))


def says_closed(text: str) -> bool:
    """Whether the words say that enrolment is over."""
    return bool(_CLOSED.search(text))
