"""The names of receptors in a text."""

from __future__ import annotations

import re
from typing import NamedTuple

from matcher.reading.gated import gated
from matcher.reading.receptors.masks import Description


class Found(NamedTuple):
    description: Description
    start: int
    end: int


def is_abbreviation(text: str, marker: re.Match[str]) -> bool:
    """'(ER)' after 'estrogen receptor', 'anti-HER2', and PR that is a partial response."""
    before, after = text[: marker.start()], text[marker.end() : marker.end() + 1]
    kind = marker.lastgroup
    if (
        before.endswith("(")
        and after in (")", ",", ";")
        and gated(r"receptor[s -]*(?:type )?(?:2|II)?\s*\($", re.I).search(before)
    ):
        return True
    if gated(r"anti[- ]?$", re.I).search(before):
        return True
    return kind == "pr" and bool(gated(r"\b(?:CR|SD|response|PD)\b").search(text)) and "ER" not in text


_JOIN = gated(
    r"(?:(?-i:(?<=[a-z]))-)?\s*(?:\((?!\s?(?:[+-]|pos|neg))[^()]{0,30}\))?\s*(?:,|/|\band/or\b|\band\b|\bor\b|\bnor\b|&|,\s*and\b|,\s*or\b)\s*(?:the\s+|for\s+)?(?:/\s*or\s+)?",
    re.I,
)


def markers_from(text: str, markers: list[re.Match[str]], i: int) -> list[re.Match[str]]:
    """Markers that share one status: 'ER and/or PR positive', 'negative for ER, PR and HER2'."""
    group = [markers[i]]
    if markers[i].lastgroup not in ("er", "pr", "hr", "her2"):
        return group
    for marker in markers[i + 1 :]:
        if marker.lastgroup not in ("er", "pr", "her2"):
            break
        if not _JOIN.fullmatch(text, group[-1].end(), marker.start()):
            break
        group.append(marker)
    return group
