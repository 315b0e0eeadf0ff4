"""What a status says of HER2: positive, low, ultralow, expressing, with the scores that stand beside it."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.receptors.masks import Description, her2, her2_scores
from matcher.reading.receptors.scores import scored_levels, scored_part, signs_are_scores
from matcher.reading.receptors.statuses import Status

_NO_EXPRESSION = gated(r"(?:not|no|without|lack\w*|absence)\b.*express\w*", re.I)  # 'not expressing HER2 (IHC 0)'
_SCORED = gated(r"[^.;()]{0,25}?(?:\(|\bby\b|\bat\b|\bdefined\b|\blevels?\b|\bof\b)[^.;0-9]{0,40}[123]\s?\+", re.I)

# 'HER2-positive tumours (IHC 1+ to 3+ or ISH positive)': the trial's own word for any expression
_FROM_ONE_ON = gated(
    r"(?:[^.;()]|\(s\)){0,40}\(\s*(?:defined\s+as\s+|i\.e\.?,?\s+)?(?:HER-?2\s+)?IHC\s*(?:score\s*)?(?:of\s+)?(?:1\s?\+\s*(?:to|-|,|/|or|through)|(?:>\s?=|\u2265|at least)\s*1\s?\+)",
    re.I,
)

# 'HER2-negative, defined as IHC 0' leaves out HER2-low; 'HER2-negative (IHC 0)' leaves open whether it does.
_DEFINED_AS_ZERO = gated(
    r"(?P<defined>\bdefined (?:as|by)\s+|,\s*i\.?e\.?,?\s+)?(?<![/\w])(?:(?:an?|the|HER-?2)\s+)*\bIHC(?:\s+(?:score|status))?(?:\s+(?:of|is))?[\s:=(]*0\b"
    r"(?!\s?(?:\+?\s?(?:,|-|/|to\b|or\b|and\b|through\b)[^.;]{0,20}[12]))",
    re.I,
)


# 'HER2-low or HER2-zero', 'HER2 1+ (HER2-low) or IHC 0'
_OR_ZERO = gated(
    r"[\s,]*(?:/|or|and)\s*(?:her2[- ]?)?(?:zero|0\b|null)"
    r"|(?:\s?\([^()]{0,60}\)|\))?(?:\s+(?:expression|status|tumou?rs?|disease))?,?\s+or\s+(?:with\s+)?IHC(?:\s+score)?(?:\s+of)?\s+0\b(?!\s?(?:-|to|or|/)\s?[123])",
    re.I,
)


def _low_with_more(level: str, text: str, at: int) -> Description:
    description = her2(level)
    following = text[at : at + 40].lower()
    if level != "ultralow" and gated(
        r"[\s,]*(?:(?:her-?2\s+)?(?:expression|tumou?rs?)[\s,]+)?(?:/|or|and|and/or)\s*(?:(?:may|can)\s+(?:also\s+)?be\s+)?(?:her2[- ]?)?ultra-?low"
    ).match(following):
        description = description.or_(her2("ultralow"))
    if level == "ultralow" and gated(r"[\s,]*(?:/|or|and|and/or|to)\s*(?:her-?2[- ]?)?low").match(following):
        description = description.or_(her2("low"))
    if _OR_ZERO.match(text, at):
        description = description.or_(her2("zero"))
    return description


def her2_of_level(status: Status, text: str, at: int, limit: int) -> Description | None:
    """What the status says of HER2, whose name ends at `at`; what stands from `limit` on is of the next receptor."""
    scores = scored_levels(scored_part(text, at, limit))
    if status.level == "scores":
        return scores
    if status.level in ("low", "ultralow", "null"):
        return _low_with_more(status.level, text, status.end)
    if scores is None:
        return _by_word(status.level)
    if signs_are_scores(text, status.start) or _told_by_scores(status, text, at, limit):
        return scores
    if status.level == "positive" and _FROM_ONE_ON.match(text, status.end, limit):
        return scores.or_(her2("positive"))
    if status.level == "negative" and (zero := _DEFINED_AS_ZERO.search(text, at, at + 100)):
        return scores if zero["defined"] else her2("negative")._replace(sure=scores.sure, ruled=scores.by_rule)
    return _by_word(status.level)


def _by_word(level: str) -> Description:
    if level == "expressing":  # some expression: positive surely, low by some readers
        return her2_scores({"positive"}, {"positive", "low", "ultralow"}, "HER2-expressing")
    return her2(level if level in ("positive", "negative") else "negative")


_SCORED_BEFORE = gated(r"[0-3]\s?\+\s\S+$")  # '3+ HER2 overexpression'
_WITH_ISH = gated(r"\b[CFS]?ISH\b|hybridi[sz]ation|amplif", re.I)


def _told_by_scores(status: Status, text: str, at: int, limit: int) -> bool:
    """'Expressing HER2 (1+ to 3+)', 'overexpression (2+ or 3+)', 'not expressing HER2 (IHC 0)'"""
    word = text[status.start : status.end].lower()
    if status.level in ("expressing", "positive") and word.startswith("express"):
        return True
    if _NO_EXPRESSION.match(word):
        return True
    if not word.startswith("over") or not _SCORED.match(text, status.end):
        return False
    # 'overexpression (3+, or 2+ and FISH-positive)' is HER2-positive
    return not (_SCORED_BEFORE.search(text[max(0, at - 20) : at]) or _WITH_ISH.search(scored_part(text, at, limit)))
