"""Exclusions that name brain metastases and, as entries of their own, earlier therapies."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence, Stance, stance_of

BRAIN = gated(r"\b(?:CNS|central nervous|brain|leptomening\w+)\b", re.I)
_ENTRY = gated(r"(?:(?!,\s|\s(?:and/)?or\s)[^;:])+")
_OF_ITS_OWN = gated(r"[\W]*(?:(?:or|and|and/or)\s+)?(?:any\s+)?(?:prior|previous)\s(?!\s*$)", re.I)
_HEADED_BY_IT = gated(
    r"\W*(?:(?:or|and|and/or|any|known|active|symptomatic|untreated|unstable|progress\w+|uncontrolled|presence|history|evidence|of|the)\s+)*"
    rf"{BRAIN.pattern}",
    re.I,
)
_CONDITION = gated(r"\b(?:unless|except\w*|if|provided|other than|who|which|that)\b", re.I)


def beside_the_brain(sentence: Sentence) -> str:
    """'Brain metastases, prior capecitabine' with all but the therapy made blank; blank as a whole where the therapy may be
    one of the brain metastases, as in 'prior chemotherapy, radiotherapy or surgery for brain metastases'."""
    text = sentence.text
    nothing = " " * len(text)
    if stance_of(sentence) is not Stance.FORBID or not sentence.excludes or _CONDITION.search(text):
        return nothing
    kept, of_therapy = list(nothing), False
    for entry in _ENTRY.finditer(text):
        if BRAIN.search(entry.group()):
            if not _HEADED_BY_IT.match(entry.group()):
                return nothing
            of_therapy = False
            continue
        of_therapy = of_therapy or _OF_ITS_OWN.match(entry.group()) is not None
        if of_therapy:
            kept[entry.start() : entry.end()] = entry.group()
    return "".join(kept)
