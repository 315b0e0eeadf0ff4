"""For whom a list is: 'for patients with HR-positive disease:', 'patients with an earlier cancer may join if:'."""

from __future__ import annotations

import re

from matcher.reading.composing.stated import Stated, under
from matcher.reading.facets import READERS
from matcher.reading.gated import gated
from matcher.reading.layout.item import Item
from matcher.reading.mentions import Context, Mention
from matcher.reading.sentences import Sentence


def under_those_above(stated: list[Stated], item: Item | None, context: Context) -> list[Stated]:
    """What a sentence of the item states, asked of those alone for whom the lines above it hold."""
    if not stated or item is None or item.parent is None:
        return stated
    conditions = _conditions_above(item, context)
    stated = [under(s, conditions) for s in stated] if conditions else stated
    if any(_LETS_SOME_IN_IF.match(above.text) for above in item.ancestors()):
        stated = [s if s.facet in OF_THE_BRAIN else under(s, [None]) for s in stated]
    return stated


NAMES_SOME = gated(
    r"^\W*(?:only )?for\s+(?:the |those |all )?(?:[\w+/()-]+\s+){1,5}(?:patients?|participants?|subjects?|women|cohorts?|group|arm)\s*:\s*$",
    re.I,
)
_NAMES_ALL = gated(
    r"\b(?:all|both|every|each|study|trial|eligible|enrolled|any|breast|cancer|potential|adult|screening|these|such)\b",
    re.I,
)
# 'For patients with HR-positive disease:', 'If HER2-positive:', 'Those who are HR-positive may only be included if:' say for
# whom the points below hold.
_FOR_SOME = gated(
    r"^\W*(?P<for>(?:(?:only )?(?:for|in)\s+(?:those |all )?(?:the\s+)?(?:patients?|participants?|subjects?|women|men|individuals|tumou?rs?|cases|those)\s+"
    r"(?:with|who|whose|that)\b)|(?:patients?|participants?|subjects?|women|those)\s+(?:with|whose|who have|who are)\b(?=[^:]{3,140}\b(?:(?:will|may|can) only be|only (?:eligible )?if)\b)"
    r"|(?:if|for|in case of)\b|(?=[^:]{3,60}\b(?:patients?|participants?|subjects?)\b))(?P<who>[^:]{2,160}):?\s*$",
    re.I,
)
# What is said of brain metastases is true of whoever has them, under whatever heading it stands.
OF_THE_BRAIN = ("brain_metastases", "leptomeningeal_disease")
# 'Patients with a previous cancer may be eligible if all of the following hold:' asks the points below it of those alone
_LETS_SOME_IN_IF = gated(
    r"^\W*(?=[^:]{1,250}:\s*$)(?:patients?|participants?|subjects?|women|those)\s+(?:with|who\s+have(?:\s+had)?)\s+[^:]{0,30}?\b(?:previous|prior|second|another|other|synchronous|bilateral|contralateral|multi-?(?:focal|centric)|brain|CNS|leptomening\w+|HIV|hepatitis|HBV|HCV)\b[^:]{3,80}?"
    r"\b(?:(?:may|can|will)\s+be|are|is)\s+(?:also\s+)?(?:eligible|included|enrolled|allowed|permitted|considered)\b[^:]{0,40}\b(?:if|provided)\b[^:]{0,80}:\s*$",
    re.I,
)
_RULE_BEGINS = gated(
    r"\b(?:(?:patients?|participants?|subjects?)\s+)?(?:must|should|need|have to|are required|(?:will|may|can)\s+(?:only\s+)?be\b(?=[^:]*\b(?:only|if)\b)|(?:is|are)\s+(?:only\s+)?eligible\s+(?:only\s+)?if)\b.*$",
    re.I,
)
_TELLING = ("biomarker", "her2", "er", "pr", "receptor_subtype", "menopausal_status", "sex", "stage")


def _conditions_above(item: Item, context: Context) -> list[Mention | None]:
    """What the headings of the list say of the patients that it is for; [None] where they single out some by words not
    understood."""
    found: list[Mention | None] = []
    for above in item.ancestors():
        words = " ".join(above.text.split()) if len(above.text) < 300 else ""
        heading = _FOR_SOME.match(words) if len(words) < 170 else None
        if heading is None or (above.cohorts and not above.cohorts[-1].kind and above.heading):
            continue
        who = _RULE_BEGINS.sub("", heading["who"])
        sentence = Sentence(who, above.start, "criteria")
        told = [m for reader in READERS for m in reader(sentence, context) if m.facet.startswith(_TELLING)]
        if told:
            found += told
        elif gated(r"\W*(?:for|in)\s.*\b(?:with|who|whose)$", re.I).match(heading["for"]) or (
            NAMES_SOME.match(above.text) and not above.cohorts and not _NAMES_ALL.search(above.text)
        ):
            found.append(None)
    return found
