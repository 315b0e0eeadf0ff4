"""Sentences that name the brain and earlier therapies: 'brain metastases, prior capecitabine', 'CNS recurrence during trastuzumab'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.negation import negated
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance

BRAIN = gated(r"\b(?:CNS|central nervous|brain|leptomening\w+)\b", re.I)


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


_ENTRY = gated(r"(?:(?!,\s|\s(?:and/)?or\s)[^;:])+")

_OF_ITS_OWN = gated(r"[\W]*(?:(?:or|and|and/or)\s+)?(?:any\s+)?(?:prior|previous)\s(?!\s*$)", re.I)

_HEADED_BY_IT = gated(
    r"\W*(?:(?:or|and|and/or|any|known|active|symptomatic|untreated|unstable|progress\w+|uncontrolled|presence|history|evidence|of|the)\s+)*"
    rf"{BRAIN.pattern}",
    re.I,
)

_CONDITION = gated(r"\b(?:unless|except\w*|if|provided|other than|who|which|that)\b", re.I)


def without_worse_in_the_brain(sentence: Sentence) -> str:
    """The text with what got worse in the brain under a treatment told as 'progression'; positions hold."""
    worse = _WORSE_IN_THE_BRAIN.search(sentence.text)
    if worse is None or sentence.excludes or negated(sentence, worse.start()):
        return sentence.text
    told = "progression".ljust(worse.end() - worse.start())[: worse.end() - worse.start()]
    return sentence.text[: worse.start()] + told + sentence.text[worse.end() :]


# 'CNS recurrence or progression (by imaging) during trastuzumab', 'new brain metastases while receiving lapatinib'
_BRAIN = r"(?:central nervous system|CNS|brain|intracranial|cerebral|leptomeningeal)(?:\s*\((?:CNS|BM|LM)\))?"

_WORSE = r"(?:recurrences?|relapses?|progressi(?:on|ve disease))(?:\s*(?:/|,|or|and/or)\s*(?:recurrences?|relapses?|progression))?"

_WORSE_IN_THE_BRAIN = gated(
    rf"\b(?:{_BRAIN}\s+(?:metasta\w+\s+|disease\s+|tumou?r\s+)?{_WORSE}|{_WORSE}\s+(?:in|of)\s+(?:the\s+|their\s+)?{_BRAIN}(?:\s+(?:metasta\w+|disease))?"
    rf"|(?:new|development of|appearance of|occurrence of)\s+(?:new\s+)?{_BRAIN}\s+metasta\w+)\s*(?:\([^()]{{1,30}}\)\s*)?(?=(?:on|during|while|under|despite|following|after)\b)",
    re.I,
)
