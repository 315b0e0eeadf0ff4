"""Receptors that share one status, and the levels that it may have: 'ER and/or PR positive', 'HER2 negative or low'."""

from __future__ import annotations

import re
from functools import reduce

from matcher.reading.gated import gated
from matcher.reading.receptors.her2_levels import her2_of_level
from matcher.reading.receptors.masks import (
    Description,
    hormone_receptors,
    low_staining,
    staining,
    staining_within,
)
from matcher.reading.receptors.statuses import Status, further_levels, range_of


def described_together(
    group: list[re.Match[str]], status: Status, text: str, limit: int, cut_off: str | None
) -> Description | None:
    """The markers of one status together. 'ER or PR negative' may mean one of them, or both: the latter is negative surely."""
    parts = [
        d
        for marker in group
        if (d := _one(str(marker.lastgroup), status, text, marker.end(), limit, cut_off)) is not None
    ]
    if not parts:
        return None
    between = text[group[0].end() : group[-1].start()].lower()
    either = status.level in ("positive", "expressing", "range") and (
        " or " in between
        or " nor " in between
        or "and/or" in between
        or ("/" in between and status.level == "positive")
    )
    result = parts[0]
    for part in parts[1:]:
        result = result.or_(part) if either else result.and_(part)
    if status.level == "negative" and status.start >= group[-1].end() and gated(r"\bor\b").search(between):
        any_of_them = reduce(Description.or_, parts)
        return result._replace(wide=any_of_them.wide, words=any_of_them.words, ruled=result.by_rule)
    return result


def _one(kind: str, status: Status, text: str, at: int, limit: int, cut_off: str | None) -> Description | None:
    result = _of_level(kind, status, text, at, limit, cut_off)
    joined = {status.level, *(str(m.lastgroup) for m in further_levels(text, status, limit))}
    if status.start >= at and {"positive", "negative"} <= joined:
        return None  # 'PR positive or negative'
    for level in further_levels(text, status, limit) if status.start >= at else ():
        more = _of_level(kind, status._replace(level=str(level.lastgroup)), text, at, limit, cut_off)
        result = more if result is None else result.or_(more) if more is not None else result
    return result


def _of_level(kind: str, status: Status, text: str, at: int, limit: int, cut_off: str | None) -> Description | None:
    if kind == "her2":
        return her2_of_level(status, text, at, limit)
    level = status.level
    percent = range_of(text, status.end, limit) if level in ("range", "positive", "negative") else None
    if percent is not None:
        return staining_within(kind, percent)
    if level in ("ultralow", "null", "scores"):
        return None
    if level == "low":
        return _low(kind, status, text, at)
    positive = level in ("positive", "expressing")
    return hormone_receptors(positive, cut_off) if kind == "hr" else staining(kind, positive, cut_off)


def _low(kind: str, status: Status, text: str, at: int) -> Description:
    low = low_staining(kind, bool(_BELOW_TEN.search(text[max(0, at - 40) : at + 60])))
    up_to = _UP_TO_TEN.match(text, status.end)
    return low._replace(wide=low.wide | hormone_receptors(False, "<=10").wide) if up_to else low


# 'low hormone receptor expression (ER/PR <= 10 %)' may hold those without any
_UP_TO_TEN = gated(
    r"[^.;,0-9]{0,40}\(\s?(?:(?:ER|PR|PgR|and|or|HR)[\s/,]{0,3}){0,4}(?:<\s?/?\s?=?|\u2264|less than|up to)\s?(?:9|10)\s?%",
    re.I,
)
_BELOW_TEN = gated(r"\b1\s?%?\s?(?:-|to|and)\s?(?:9\s?%|<\s?10)", re.I)
