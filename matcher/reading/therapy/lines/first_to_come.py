"""A first line that is planned, or about to begin."""

from __future__ import annotations

import re

from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.before import AFTER, lines_at_most


def first_line_coming(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention] | None:
    """'First-line therapy with letrozole is planned'; within weeks of its start she may have begun it."""
    text = sentence.text
    coming = _FIRST_LINE_TO_COME.search(text)
    if coming is None or AFTER.search(text):
        return None
    begun = _SINCE_ITS_START.search(text, 0, coming.start()) is not None
    requirement = lines_at_most(1 if begun else 0, text, coming.end(), vocabulary)
    return [Mention(LINES, requirement, "first-line treatment", *coming.span(), Stance.REQUIRE)]


# 'First-line therapy with letrozole is planned', 'planned first-line treatment with ...'
_STANDARD = r"(?:(?:standard(?:[\s-]of[\s-]care)?|SOC|routine|palliative)\s+)?"
_FIRST_LINE_TO_COME = gated(
    rf"\b(?<!completed )(?<!finished )(?<!received )(?:planned|scheduled|upcoming|intended)\s+{_STANDARD}(?:first|1st)[- ]line\s+(?:\w+\s+){{0,2}}?(?:treatment|therapy|chemotherapy)\b"
    r"|\b(?:initiating|starting|beginning|(?:about|planned|planning|scheduled|due|going|intend\w*)\s+to\s+(?:start|begin|receive|initiate)|at (?:the )?(?:start|beginning|initiation|time) of)\s+(?:an?\s+|their\s+|the\s+)?"
    rf"{_STANDARD}(?:first|1st)[- ]line\s+(?:\w+\s+){{0,2}}?(?:treatment|therapy|chemotherapy)\b"
    r"|[,;(]\s*(?:first|1st)[- ]line(?:\s+(?:setting|treatment|therapy|patients?|only))?\W*$"
    # 'First treatment for metastatic disease', 'about to start their first systemic therapy for metastatic disease'
    r"|(?:^\W*|\b(?:initiating|starting|beginning|about to (?:start|begin|receive)|candidates? for|planned|scheduled for)\s+(?:an?\s+|their\s+|the\s+)?)(?:first|initial)\s+(?:systemic\s+|anti-?cancer\s+)?(?:treatment|therapy)\s+(?:for|of)\s+(?:(?:the|their)\s+)?(?:[\w-]+\s+or\s+)?(?:metastatic|advanced|stage IV|MBC)\b"
    r"|^\W*(?:patients?\s+(?:in|with)\s+)?(?:the\s+)?(?:first|1st)[- ]line\s+(?:(?:systemic|treatment|therapy|setting|metastatic|advanced|breast|cancer|disease|patients?|for|of|only|MBC|HER-?2|HR|positive|negative)\W*){1,8}$"
    r"|^\W*(?:first|1st)[- ]line\s+(?:\w+\s+){0,2}?(?:treatment|therapy|chemotherapy)\b[^.;:]{0,80}\b(?:is|are|to be)\s+(?:planned|scheduled|indicated|intended|started|initiated)\b",
    re.I,
)

_SINCE_ITS_START = gated(
    r"\b(?:within|after|since)\b[^.;:]{0,30}$", re.I
)  # 'within 4 weeks of starting first-line therapy'


def first_line_planned(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention] | None:
    """'Will start palbociclib as first or second line therapy'"""
    text = sentence.text
    planned = _PLANNED_LINE.search(text)
    if planned is None or _OR_LATER.match(text, planned.end()):
        return None
    if AFTER.search(text[: planned.start()] + (planned["drugs"] or "")):
        return None
    most = 1 if planned["second"] else 0
    requirement = lines_at_most(most, text, planned.end(), vocabulary)
    words = "at most one earlier line" if most else "first-line treatment"
    return [Mention(LINES, requirement, words, *planned.span(), Stance.REQUIRE)]


# 'Will start palbociclib as first or second line therapy'
_PLANNED_LINE = gated(
    r"\b(?:will|planned|plans? to|planning|candidates?|eligible|suitable|scheduled|to (?:be )?(?:receive|start|initiate|treated)|may undergo|starting|initiating|indicated|indications? for)\b"
    r"(?:(?P<drugs>[^.;]{0,160}?)\b(?:as|in|for)\s+(?:part of\s+)?(?:the\s+|their\s+|a\s+)?(?:locally advanced or\s+)?|\s+)(?:first|1st)-?(?:[- ]?line)?(?P<second>(?:\s+or\s+|\s+and\s+|/)(?:second|2nd))?[- ]line\b"
    r"|\b(?:candidates?|eligible|suitable|indicated|to (?:receive|start))\b[^.;]{0,100}?\bas\s+(?:an?\s+|the\s+)?initial\s+(?:endocrine(?:[- ]based)?\s+|systemic\s+|hormonal\s+)?(?:therapy|treatment)\b",
    re.I,
)


# 'Eligible for treatment in the first line or later'
_OR_LATER = gated(r"[^.;,]{0,20}\b(?:or|and|/)\s?(?:later|beyond|above|further|subsequent|more|higher)\b", re.I)
