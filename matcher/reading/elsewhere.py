"""Treatment that was given in another hospital: of those who had it some, and no field tells which."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

# 'Chemotherapy received in another hospital', 'prior treatment elsewhere': of those who had it some
_GIVEN_ELSEWHERE = gated(
    r"(?:\s+(?:therap(?:y|ies)|treatments?|surger(?:y|ies)|for\s+(?:the\s+|this\s+|their\s+)?(?:breast\s+)?(?:cancer|tumou?r)|was|were|had|been|given|received|administered|started|performed|already|before)){0,5}"
    r",?\s+(?:(?:in|at|from|by)\s+(?:an?\s+|any\s+|the\s+)?(?:other|another|external|outside|different|non-study|non-participating)\s+(?:[\w-]+\s+){0,2}?(?:hospitals?|institut\w+|cent(?:er|re)s?|clinics?|facilit\w+|units?|sites?|providers?)"
    r"|elsewhere|abroad|outside\s+(?:of\s+)?(?:the|this|our|their)\s+(?:[\w-]+\s+){0,2}?(?:hospital|institut\w+|cent(?:er|re)|clinic|country))\b",
    re.I,
)


def given_elsewhere(text: str, end: int) -> bool:
    """Whether the words behind a treatment, from `end` on, tell so."""
    return _GIVEN_ELSEWHERE.match(text, end) is not None
