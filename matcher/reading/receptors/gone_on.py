"""Words behind a status that go on with it: scores of the same receptor, a definition, what a 2+ comes to."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.receptors.masks import Description
from matcher.reading.receptors.scores import ISH_NEGATIVE, scored_levels
from matcher.reading.sentences import Sentence

# 'HER2 1+ or 2+. Tumours scored 2+ must be FISH-negative': what a 2+ comes to may be told in the next sentence.
_OPEN_TWO = gated(r"HER2 IHC (?:[013]\+?, )*2\+(?:, 3\+)?")
_TWO_BEHIND = gated(
    r"(?<![\d-])2\s?\+(?!\s?(?:or|and|,|/|to|-)\s?3)(?:(?![.;]\s)[^\n]){0,80}?"
    rf"(?:(?P<no>{ISH_NEGATIVE.pattern})|(?:F?ISH|in[- ]situ hybridi[sz]ation|amplif\w+)\W{{0,3}}(?:\w+\W+){{0,2}}(?:\+|positiv)|\bamplified|\b(?:FISH|gene)\s+amplification)[^.;\n]{{0,60}}",
    re.I,
)
_DEMANDED = gated(r"(?<!not )\b(?:must|should|shown|confirmed|requires?|required|need|have|has)\b", re.I)


def settled_behind(description: Description, sentence: Sentence) -> Description:
    if sentence.item is None or not _OPEN_TWO.fullmatch(description.words):
        return description
    rule = _TWO_BEHIND.search(sentence.item.text, sentence.end - sentence.item.start)
    if rule is None or not (rule["no"] or _DEMANDED.search(rule.group())):
        return description
    result = "ISH negative" if rule["no"] else "ISH positive"
    return scored_levels(f"{description.words.removeprefix('HER2')} {result}") or description


_A_SCORE = r"(?:[0-3]\s?\+|\+{2,3}|\b[01]\b)"
_SCORED_OR = gated(
    rf"(?:(?!positiv|negativ|low|express)[^.;]){{0,40}}?{_A_SCORE}[^.;0-9+]{{0,30}}(?:\bor\s+(?:an?\s+)?|[,/]\s*)$",
    re.I,
)
_SCORED_NEXT = gated(
    rf"[\s:(]*(?:(?:is|are|of|by|with|score[sd]?|expression|IHC|immunohistochemistry)[\s:(]+){{0,4}}{_A_SCORE}", re.I
)


def goes_on_scoring(text: str, before: re.Match[str], marker: re.Match[str]) -> bool:
    """'HER2 0 or 1+, or HER2 2+ and ISH-negative', 'HER2(0), HER2(1+)': the second name goes on with the scores of the first."""
    return (
        before.lastgroup == marker.lastgroup == "her2"
        and _SCORED_OR.match(text, before.end(), marker.start()) is not None
        and _SCORED_NEXT.match(text, marker.end()) is not None
    )


def spells_out(text: str, end: int, start: int, marker: re.Match[str], described: Description) -> bool:
    """'HER2-negative (HER2 1+ or 2+ and FISH negative)': the parentheses define what was said before them."""
    return (
        marker.lastgroup == "her2"
        and "HER2" in described.words
        and bool(gated(r"\W*(?:\w+\W+){0,3}\([^()]*$").match(text[end:start]))
    )
