"""Where positive begins: the cut-offs that a text states, and ranges of percentages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from matcher.reading.gated import gated

_CUT_OFF = gated(
    r"(?P<sign><\s?/?\s?=|>\s?/?\s?=|=<|=>|<|>|less than or equal to|less than|fewer than|under|below|at least|greater than or equal to|"
    r"greater than|more than|not more than|equal to or greater than|exceed\w*|minimum of|\bor equal to)?\s*(?<![\d.])(?P<number>\d{1,2})\s?(?:%|percent)(?P<more>(?:\sof\s(?:the\s)?(?:(?:invasive|tumou?r|cancer)\s){0,2}(?:cells|nuclei)(?:\sstain(?:ed|ing))?)?,?\s(?:or|and)\s(?:more|greater|higher|above)\b)?",
    re.I,
)


_SIGNS = {
    "<=": "<=", "=<": "<=", "less than or equal to": "<=", "not more than": "<=", "<": "<", "less than": "<",
    "fewer than": "<", "under": "<", "below": "<", ">=": ">=", "=>": ">=", "at least": ">=", "minimum of": ">=",
    "greater than or equal to": ">=", "equal to or greater than": ">=", ">": ">", "greater than": ">", "more than": ">",
}  # fmt: skip


# 'TNBC, Karnofsky (>= 60 %)', 'HR-positive, Ki-67 > 20 %': a percentage of something else
_OF_ANOTHER_MEASURE = gated(
    r"\b(?:Karnofsky|KPS|Lansky|K[iI]-?\s?67|PD-?L1|CPS|TPS|TILs?|LVEF|ejection fraction|(?:weight|blast)s?)\b[^.;,%]{0,40}$",
    re.I,
)


def cut_off_in(text: str) -> str | None:
    for found in _CUT_OFF.finditer(text):
        if _OF_ANOTHER_MEASURE.search(text, 0, found.start()):
            continue
        sign = ">=" if found["more"] else _SIGNS.get(_written_together((found["sign"] or "").lower()))
        if sign and found["number"] != "0":
            return sign + found["number"]
        if found["number"] == "0" and (sign is None or sign == "<="):
            return "<1"
    return None


def _written_together(sign: str) -> str:
    """'>/=' and '> =' as '>='; words as they are."""
    return gated(r"[\s/]").sub("", sign) if sign[:1] in ("<", ">") else sign


class PercentRange(NamedTuple):
    """Whole percentages from `low` to `high`, both included."""

    low: int
    high: int


# '1-10 %', '>= 1 % and < 10 %', 'between 0 and 9 %'
_RANGE = gated(
    r"(?:>\s?/?\s?=\s?|between\s|from\s|of\s)?(?P<low>\d{1,2})\s?%?\s?(?:-|to|and|but|,)\s?(?:(?P<below><\s?/?\s?=|<|up to|less than)\s?)?(?P<high>\d{1,3})\s?(?:%|percent)",
    re.I,
)


def range_at(text: str, at: int) -> PercentRange | None:
    """The range of percentages that begins here."""
    found = _RANGE.match(text, at)
    if found is None:
        return None
    below = (found["below"] or "").lower() in ("<", "less than")
    low, high = int(found["low"]), int(found["high"]) - below
    return PercentRange(low, high) if low < high <= 100 else None


_USUAL_CUT_OFFS = frozenset(sign + number for sign in ("<", "<=", ">", ">=") for number in ("1", "10")) | {"<=9"}


_NAMES_HORMONE_RECEPTORS = gated(
    r"\b(?:ER|PR|PgR|HR|[Ee]strogen|[Pp]rogesterone|[Hh]ormone receptor|TNBC|[Tt]riple[- ][Nn]egative)\b"
)
_OF_ANOTHER_MARKER = gated(r"PD-?L1|K[Ii]-?\s?67|CPS|TPS")
_NEAR = 40  # letters behind a receptor in which a percentage is its own


@lru_cache(maxsize=64)
def trial_cut_off(criteria: str) -> str | None:
    """The cut-off that the trial states somewhere for ER or PR; per ASCO/CAP means 1 %. None where it calls two kinds of
    tumours negative: 'ER < 1 %, or ER and PR < 10 %'."""
    first = None
    for near in _NAMES_HORMONE_RECEPTORS.finditer(criteria):
        window = (
            criteria[near.end() : near.end() + 120].replace("\\", "").replace("\u2265", ">=").replace("\u2264", "<=")
        )
        if first is None:
            cut = cut_off_in(window)
            first = cut if cut in _USUAL_CUT_OFFS and not _OF_ANOTHER_MARKER.search(window) else None
        elif first not in _LOWEST:
            return first
        elif cut_off_in(window[:_NEAR]) in _HIGHER and not _ANOTHER_NAMED.search(window, 0, _NEAR):
            return None
    if first is None and gated(
        r"ASCO\s?[/-]?\s?(?:and\s+)?CAP|American Society of Clinical Oncology[^.]{0,60}College of American"
    ).search(criteria):
        return ">=1"
    return first


_LOWEST = ("<1", "<=1")
_HIGHER = ("<10", "<=10", "<=9")
_ANOTHER_NAMED = gated(r"\bHER|PD-?L1|K[Ii]-?\s?67|CPS|TPS")
