"""How much of a treatment, and how many of a class: 'no more than 4 weeks of tamoxifen', 'two or more CDK4/6 inhibitors'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.therapy.stances import is_denied
from matcher.reading.therapy.told import Told

# 'No more than 4 weeks of prior tamoxifen', 'prior tamoxifen must not exceed 4 weeks': a limit that whoever had none keeps
AMOUNT = r"(?:days?|weeks?|months?|years?|cycles?|courses?|doses?|infusions?|mg\S{0,5})"


def is_at_most_so_much(told: Told) -> bool:
    if told.progressed or is_denied(told):
        return False
    return bool(_AT_MOST_OF_IT.search(told.before) or _LIMITED_BEHIND.match(told.after))


_AT_MOST_OF_IT = gated(
    r"(?:\b(?:(?:no|not) (?:more|longer|greater) than|up to|at most|(?:less|fewer|shorter) than|max(?:imum)?(?: of)?|limited to)|[<\u2264]=?)"
    rf"\W*(?:[\w()/.]+\W+){{1,4}}?{AMOUNT}\s+(?:of|on|with)\s+(?:\w+\s+){{0,3}}$",
    re.I,
)

_LIMITED_BEHIND = gated(
    r"[^.;,]{0,40}?\b(?:must|should|may|can) ?not exceed\b|[^.;,]{0,25}?\b(?:dose|duration|exposure)\W{1,3}(?:(?:is|was|must be|should be|of)\s+)?(?:[<\u2264]=?|(?:no|not) (?:more|greater) than|less than|up to|at most|below)",
    re.I,
)


# 'A short course of letrozole', 'up to 3 cycles'
SO_MUCH = gated(
    r"\b(?:short|brief|limited)[ -](?:term\b|courses?\b|periods?\b|durations?\b|exposures?\b)"
    r"|(?:\b(?:up to|at most|(?:no|not) (?:more|longer|greater) than|max(?:imum)?(?: of)?|(?:less|fewer|shorter) than)|[<\u2264]=?)\s*(?:an?\s+)?"
    rf"(?:\d{{1,3}}|one|two|three|four|six|eight|twelve)(?:\s*\(\w+\))?\s*{AMOUNT}",
    re.I,
)


def is_at_most_so_many(told: Told) -> bool:
    """'Up to one CDK4/6 inhibitor': a limit on their number"""
    several = _SEVERAL.search(told.before)
    return several is not None and several["most"] is not None


def asks_for_more_than_one(told: Told) -> bool:
    """Whether so many of a class, or lines, are meant that no patient field counts them: 'one' and 'at least one' are but the
    class."""
    several = _SEVERAL.search(told.before)
    so_many = several is not None and not (several["n"].lower() in ("one", "1") and not several["more"])
    return so_many or _BEYOND_FIRST.search(told.after) is not None


# 'more than one', 'two or more prior', 'at least 2 different'
_SEVERAL = gated(
    r"(?<![\w.-])(?:(?P<most>(?:no|not) more than|up to|at most|maximum of|fewer than|less than|<=|\u2264)|(?P<least>at least|>=|\u2265)"
    r"|(?P<more>more than|greater than|>))?"
    r"\s*(?<![\w.-])(?P<n>one|two|three|four|[1-9])(?:\s*\(\w+\))?(?:\s+or\s+more)?\s+(?:prior\s+|previous\s+|different\s+|separate\s+)*$",
    re.I,
)

_BEYOND_FIRST = gated(r"\b(?:beyond|after)\s+(?:the\s+)?(?:first|1st)[- ]line\b", re.I)  # of more than one line
