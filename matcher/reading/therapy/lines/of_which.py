"""A part of the lines counted that is told to be of metastatic disease: 'of which at least one in the metastatic setting'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.numbers import number
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.bounds import Bounds
from matcher.reading.therapy.lines.ranges import LEAST, MOST

_N = r"(?:one|two|three|[123])"
_THEM = r"of\s+(?:which|these|them|those),?"
_TO = rf"\s*(?:-|to|or(?:\s+more,?\s+(?:but|and)\s+{MOST})?)\s*"
_WORDS = r"(?:(?!may\b|might\b|can\b|could\b|not\b)\w+\s+){0,4}?"

_LATE_ONES = gated(
    rf"(?:(?:\b|(?=[>\u2265])){LEAST}\s*(?P<n>{_N})\s+(?:(?:of (?:which|these|them)|must|having|being|given|administered|received|prior|previous|regimens?|lines?|therap(?:y|ies)|treatments?|chemotherap\w+)\b[^.;]{{0,50}}?\b)?"
    # 'one of which in the metastatic setting', 'one or two of which', 'of which one to two were'
    rf"|\b(?P<some>{_N})(?:\s+or\s+more)?\s+{_THEM}\s+{_WORDS}"
    rf"|\b(?P<low>{_N}){_TO}(?P<high>{_N})\s+{_THEM}\s+{_WORDS}"
    rf"|\b{_THEM}\s+(?P<of_low>{_N}){_TO}(?P<of_high>{_N})\s+{_WORDS}"
    # 'of which no more than two were', 'no more than two of them in the metastatic setting'
    rf"|\b{_THEM}\s+{MOST}\s*(?P<of_most>{_N})\s+{_WORDS}"
    rf"|(?:\b|(?=[<\u2264])){MOST}\s*(?P<most>{_N})\s+{_THEM}\s+{_WORDS})"
    rf"(?:for|in|as treatment for|against|after|since)\b(?:(?!\b(?:adjuvant|neoadjuvant|pre-?operative|early)\b)[^.;]){{0,40}}\b(?:metasta\w+|advanced|{phrases.STAGE_IV})\b",
    re.I,
)


def late_ones(text: str, count: re.Match[str]) -> re.Match[str] | None:
    """Where a part of the lines of a count is told to be of metastatic disease."""
    return _LATE_ONES.search(text, count.end())


def bounds_of_late_ones(told: re.Match[str]) -> Bounds:
    least = told["n"] or told["some"] or told["low"] or told["of_low"]
    most = told["high"] or told["of_high"] or told["of_most"] or told["most"]
    return Bounds(number(least) if least else None, number(most) if most else None)
