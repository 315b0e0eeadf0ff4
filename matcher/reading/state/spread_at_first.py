"""Metastases found within weeks of the first cancer: de novo metastatic disease, told by the time between two diagnoses.

Distant metastases found within four months of the diagnosis of the first cancer, before its treatment has begun, are those
of its own stage (AJCC 8, principles of staging): a longer time leaves it open."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.found import within

_SPREAD = r"(?:metasta\w+|mbc|stage (?:iv|4))\b"
_FIRST = r"(?:first|initial|primary|original)"
_AT_MOST = (
    r"(?:no longer than|no more than|not more than|not exceed\w*|at most|up to|less than|shorter than|under|within|<=?|\u2264)\W{0,3}(?:(?:of|the)\W+)?"
    r"(?P<number>\d{1,3}|one|two|three|four)\W{0,2}(?:\(\w+\)\W)?(?P<unit>days?|weeks?|months?)\b"
)
# 'The time between the first diagnosis of breast cancer and that of metastases is no longer than 30 days'
_BETWEEN = gated(
    rf"\b(?:time|interval|period)\b[^.;]{{0,20}}\bbetween\b[^.;]{{0,20}}\b(?:{_FIRST}\W+(?:\w+\W+){{0,3}}?diagnos|diagnos)\w*[^.;]{{0,50}}?\band\b[^.;]{{0,40}}?\b{_SPREAD}[^.;]{{0,50}}?{_AT_MOST}"
)
# 'Metastases found within 3 months of the first diagnosis of breast cancer'
_SOON_AFTER = gated(
    rf"\b{_SPREAD}(?:\W+(?:breast|cancer|disease|found|diagnosed|detected|identified|documented|presenting|that|was|were|is|at|or)){{0,5}}\W+{_AT_MOST}"
    rf"\W+(?:of|from|after|since|following)\W+(?:(?:the|their|her|date|of)\W+){{0,3}}(?:{_FIRST}\W+(?:\w+\W+){{0,3}}?diagnosis|diagnosis of (?:the |their |her )?{_FIRST}\b)"
)
_COME_BACK = gated(r"\b(?:recurr\w+|relaps\w+|or)\b")
_MOST = {"d": 123, "w": 17, "m": 4}


def spread_at_first(sentence: Sentence) -> Mention | None:
    """Of an inclusion that asks for it."""
    if not sentence.demands:
        return None
    told = _BETWEEN.search(sentence.lower) or _SOON_AFTER.search(sentence.lower)
    if told is None or number(told["number"]) > _MOST[told["unit"][0]] or _COME_BACK.search(sentence.lower):
        return None
    requirement = within(meanings.DE_NOVO, meanings.DE_NOVO)
    return Mention("recurrence", requirement, "de novo metastatic disease", *told.span())
