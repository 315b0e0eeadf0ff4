"""Conditions that only say again what is asked: 'provided that it is HER2-negative', 'if known'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blank

# 'Women with metastatic disease, provided that it is HER2-negative' asks for both. Not: '... or premenopausal women, provided
# that they ...', of those named last, and no duty: 'must have stopped it, provided that ...'
_PROVIDED_TOO = gated(
    r"(?P<before>\W*(?:(?:all|adult)\s+)?(?:patients?|participants?|subjects?|wom[ae]n|men|males?|females?|adults?|persons?|people|those|eligible)\b"
    r"(?:\([^()]*\)|(?!,\s+(?:or|and)\s|\b(?:must|should|required?|needs?|has to|have to|may|can|could|allowed|permitted|acceptable|accepted|also|if|unless|except)\b)[^.;(]){1,600}?,\s+(?:but\s+)?)"
    r"(?P<provided>(?:(?:always|only)\s+)?(?:provid(?:ed|ing)(?:\s+that)?|on\s+(?:the\s+)?condition\s+that|as\s+long\s+as)\b)",
    re.I,
)


# 'Breast cancer, if triple-negative', as one of the tumours wanted
_IF_OF_A_SUBTYPE = gated(
    r"(?P<before>(?:(?!\b(?:must|should)\s+have\b)[^.;]){0,300}?\bbreast\s+(?:cancer|carcinoma),?\s+(?:but\s+)?(?:only\s+)?)(?P<provided>if)"
    r"(?=\s+(?:it\s+is\s+)?(?:triple|TNBC|HER-?2|ER|HR|hormone)[\w +/-]{0,40}\W*$)",
    re.I,
)


def with_what_is_provided(text: str) -> str:
    """Of a text that describes the patients wanted: what they are wanted for, provided that it is so, without the condition;
    positions hold."""
    found = _PROVIDED_TOO.match(text) or _IF_OF_A_SUBTYPE.match(text)
    if found is None:
        return text
    return blank(text, *found.span("provided"))


# Among exclusions 'BRCA1 or BRCA2 positive (only if known)' shuts out whoever is known to be.
IF_KNOWN = gated(r"\(?\b(?:only\s+)?if\s+(?:already\s+)?known\b\)?", re.I)
