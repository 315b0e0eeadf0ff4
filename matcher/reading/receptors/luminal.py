"""Luminal tumours, by receptors."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.receptors.markers import Found
from matcher.reading.receptors.masks import Description, her2
from matcher.reading.sentences import Sentence

BOTH_LUMINAL = gated(r"\s*(?:,|/|or|and|and/or)\s*(?:luminal[- ]?)?[ab]\b", re.I)


def luminal(marker: re.Match[str], sentence: Sentence, hormone_receptor: Description) -> Description:
    """Luminal tumours are HR-positive, luminal A also HER2-negative. Which of those without HER2 are luminal A and which
    B turns on proliferation, so that shutting out one of the two shuts out none of them for certain."""
    letter = marker.group().lower()[-1]
    both = BOTH_LUMINAL.match(sentence.text, marker.end())
    if letter not in "ab" or (both and (sentence.excludes or "lum" not in both.group().lower())):
        return hormone_receptor._replace(words="luminal (HR-positive)")
    negative = hormone_receptor.and_(her2("negative"))._replace(words="luminal A (HR-positive, HER2-negative)")
    if not sentence.excludes:
        return negative if letter == "a" else hormone_receptor._replace(words="luminal (HR-positive)")
    if letter == "a":
        return negative._replace(sure=0, ruled=0)
    certain = hormone_receptor.and_(her2("positive"))
    return hormone_receptor._replace(sure=certain.sure, ruled=certain.by_rule, words="luminal B")


# 'Luminal B, HER2-enriched or basal-like': intrinsic subtypes by gene expression, of which the others are told by no receptor
_OTHER_INTRINSIC = r"(?:HER-?2[- ]?(?:E\b|enriched)|basal(?:[- ]like)?|normal[- ]like|claudin[- ]low)"
_AMONG_INTRINSIC = gated(
    rf"\bluminal[- ]?[ab]?\b(?:\s+like)?[^.;()]{{0,30}}?(?:,|/|\bor\b)\s*{_OTHER_INTRINSIC}|{_OTHER_INTRINSIC}[^.;()]{{0,30}}?(?:,|/|\bor\b)\s*luminal\b",
    re.I,
)


def without_intrinsic_lists(sentence: Sentence, found: list[Found]) -> list[Found]:
    """Without 'luminal' where it is one of several intrinsic subtypes that are taken."""
    if sentence.excludes or not _AMONG_INTRINSIC.search(sentence.text):
        return found
    return [one for one in found if not one.description.words.startswith("luminal")]
