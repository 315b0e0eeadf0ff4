"""Entries of a list that go on from 'disease progression' above them: 'on a CDK4/6 inhibitor', 'after adjuvant tamoxifen'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence

_WORSE = r"(?:progress(?:ion|ed)|recurr(?:ence|ed)|relapsed?)"
# 'Disease progression or recurrence either:'
_OPENS = gated(
    rf"\b(?P<worse>(?:disease\s+)?{_WORSE}(?:\s*(?:,|/|\bor\b|\band\b|\band/or\b)\s*{_WORSE})?)(?:,?\s+either)?(?:\s+of\s+the\s+following)?\s*:?\s*$",
    re.I,
)
_GOES_ON = gated(
    r"^\W*(?:while\s+(?:still\s+)?)?(?:on|after|during|following|under)\b(?!\s+(?:the\s+)?(?:study|screening))", re.I
)


def progression_above(sentence: Sentence) -> str:
    """The words from which the entry goes on; empty for other sentences."""
    above = sentence.item.parent if sentence.from_criteria and sentence.item else None
    if above is None or sentence.excludes or not _GOES_ON.match(sentence.text) or len(above.text) > 160:
        return ""
    opening = _OPENS.search(" ".join(above.text.split()))
    return opening["worse"] if opening else ""
