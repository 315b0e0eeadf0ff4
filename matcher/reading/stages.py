"""AJCC stage lists in text ('stage IIA-IIIC', 'stages I, II or T3N1 III', 'clinical stage 2-3') as disease states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from data import axes

_NAME = r"(?:iv|i{1,3}|0|[1-4])(?:[abc]\d?(?:\s*[/,]\s*[abc](?![a-z]))*)?(?![a-z0-9])"
_JOIN = r"\s*(?:-|to|through|,|/|or|and|&|\+|,\s*or|,\s*and|and/or)\s*"
_STAGES = re.compile(
    rf"\bstages?\s*(?:groups?\s*)?:?\s*\(?(?P<list>{_NAME}\)?(?:{_JOIN}(?:stages?\s*)?{_NAME})*)"
    rf"(?![\w-]*\s*(?:ckd|kidney|lymphedema|hypertension|ulcer|of the (?:study|trial)|trial|study))"
)
_BEFORE = re.compile(rf"(?<![\w-])(?P<list>{_NAME}(?:{_JOIN}{_NAME})*)\s+stages?\b(?!\s*\d)")
# 'Stage 1' in Arabic digits may be a stage of the study: the disease must be named beside it.
_DISEASE = re.compile(
    r"\b(?:breast|cancers?|disease|carcinoma|tumou?rs?|tnbc|invasive|ajcc|dcis|diagnos\w+|clinical|bc)\b"
)
_TOKEN = re.compile(r"(iv|i{1,3}|0|[1-4])([abc]?)\d?(?![a-z])|(-|to\b|through)|(?<=[/,])\s*(?P<more>[abc])(?![a-z])")
_ROMAN = {"0": "0", "i": "I", "ii": "II", "iii": "III", "iv": "IV", "1": "I", "2": "II", "3": "III", "4": "IV"}
NAMES = ("0", "I", "IIA", "IIB", "IIIA", "IIIB", "IIIC", "IV")


class StageList(NamedTuple):
    states: int
    words: str
    start: int
    end: int


def stage_lists(lower: str) -> Iterator[StageList]:
    """The stage lists of a lower-case text, as the states of those stages; local and regional recurrences have none."""
    if "stage" not in lower:
        return
    for match in (*_STAGES.finditer(lower), *_BEFORE.finditer(lower)):
        around = lower[max(0, match.start() - 30) : match.end() + 35]
        if not re.search(r"[i0]", match["list"]) and not _DISEASE.search(around):
            continue
        stages = stages_in(match["list"])
        if stages:
            states = axes.states_where(lambda s, stages=stages: s.stage in stages)  # type: ignore[misc]
            yield StageList(states, f"stage {match['list'].strip(' )').upper()}", match.start(), match.end())


def stages_in(listed: str) -> frozenset[str]:
    """The stage groups that a list names, ranges filled in; 'II' is IIA and IIB."""
    stages: set[str] = set()
    previous: list[str] = []
    ranging = False
    roman = ""
    for number, letter, dash, more in _TOKEN.findall(listed):
        if dash:
            ranging = True
            continue
        roman, letter = (_ROMAN[number], letter) if number else (roman, more)
        members = [
            n
            for n in NAMES
            if n == roman + letter.upper() or (n.rstrip("ABC") == roman and (not letter or roman == "I"))
        ]
        if ranging and previous and members:
            stages |= set(NAMES[NAMES.index(previous[0]) : NAMES.index(members[-1]) + 1])
        stages |= set(members)
        previous, ranging = members or previous, False
    return frozenset(stages)
