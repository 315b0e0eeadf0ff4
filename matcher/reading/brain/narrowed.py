"""Which metastases a head means, where the points below it or the sentence behind it tell.

"Brain metastases:" / "untreated" / "growing"                 those that are untreated or growing
"Brain metastases." / "lesions that are growing"              the same
"Brain metastases. Uncontrolled brain disease is excluded."   the same
"Brain metastases." / "a scan is mandatory"                   all of them
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from matcher.reading.brain.descriptions import (
    ACTIVE_WORD,
    ALLOWS,
    ANY,
    HAS_ACTIVE,
    NEEDS,
    REGARDLESS,
    states_described,
)
from matcher.reading.brain.phrases import spread_phrases
from matcher.reading.brain.stances import EXCEPT
from matcher.reading.brain.states import ACTIVE, STABLE, States
from matcher.reading.gated import gated
from matcher.reading.layout.item import Item
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence, sentences_of


def narrowed(sentence: Sentence, first: re.Match[str]) -> States:
    """What is meant by an exclusion of brain metastases that itself names no state of them."""
    if EXCEPT.search(sentence.text, first.end()) or sentence.item is None:
        return ANY
    announced = sentence.text.endswith(":")
    below = [blanked(_SCANS_ALONE, point.text) for point in sentence.item.children]
    points = below if announced else [part for point in below for part in _PART.split(point) if _tells_which(part)]
    if points:
        return _told_in_points(points)
    if announced:
        return States(0, ANY.wide)
    return _told_behind(sentence.item, sentence.end)


_SYMPTOMS = gated(r"symptom|\bcomplaints?\b", re.I)


# 'Lesions out of control. A scan is not needed': each part of a point tells its own
_PART = gated(r"(?<=[a-z)]{2})[.;]\s+(?=[A-Z(]|\w{3})")


# '..., a scan of the brain to rule them out is not required': asks nothing of the metastases
_SCANS_ALONE = gated(
    r"[,(]\s*(?:(?:but|and|although|however|an?|the|routine|baseline|screening|brain|cranial|head|cerebral|further|no)\s+){0,5}(?:scan(?:s|ning)?|imaging|MRI|CT|tomography)\b[^.;()]{0,60}?\b(?:needed|required|necessary|mandatory|asked)\b\)?",
    re.I,
)


def _told_in_points(points: list[str]) -> States:
    """'Untreated', 'progressing within 3 months'"""
    active = [bool(HAS_ACTIVE.search(p) or NEEDS.search(p) or _SYMPTOMS.search(p)) for p in points]
    if all(active):
        return States(ACTIVE, ACTIVE)
    return States(0, STABLE | ACTIVE) if any(active) else ANY


# 'Lesions that are growing', 'those with symptoms', 'untreated or progressing'
_OF_THEM = gated(r"\b(?:lesions?|metasta\w+|mets|secondaries|those|ones|they|these|if)\b", re.I)
_ADJECTIVES = gated(
    rf"\W*(?:(?:\w+ly\s+)?(?:{ACTIVE_WORD}|asymptomatic|stable|treated)(?:\s*(?:,|/|\bor\b|\band\b|\band/or\b)\s*)?){{1,4}}\W*",
    re.I,
)
_OF_OTHERS = gated(
    r"\b(?:MRI|CT|PET|scan(?:s|ned)?|imaging|tomography|cord|mening\w*|leptomening\w*|seizures?|systemic|extra-?cranial|bones?|liver|lungs?|visceral|primary)\b",
    re.I,
)


def _tells_which(point: str) -> bool:
    if _OF_OTHERS.search(point) or ALLOWS.search(point) or REGARDLESS.search(point):
        return False
    return bool(spread_phrases(point) or _OF_THEM.search(point) or _ADJECTIVES.fullmatch(point))


def _told_behind(item: Item, end: int) -> States:
    sentences = sentences_of(item)
    place = bisect_left(sentences, end, key=attrgetter("start"))
    text = sentences[place].text if place < len(sentences) else ""
    phrases = [] if EXCEPT.search(text) or ALLOWS.search(text) or REGARDLESS.search(text) else spread_phrases(text)
    told = states_described(text, phrases[0]) if phrases else ANY
    return told if told == (ACTIVE, ACTIVE) else ANY
