"""Limits on the time from surgery to the beginning of the trial, told as an interval."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.state.found import Found, within
from matcher.reading.state.meanings import MEANINGS
from matcher.reading.state.sentence_rules import soon_after

# 'The time between definitive surgery and randomisation must not exceed 12 weeks'
_FROM_SURGERY_ON = gated(
    r"\W*(?:(?:the|a|maximum|maximal|minimum|time|length|of)\W+){0,4}(?:time|interval|period|duration|delay|gap)\s+(?:between|from)\s+(?:(?:the|date|day|of|her|their|last|final|most|recent|definitive|curative|primary|breast|cancer|radical|conserving|initial)\W+){0,6}"
    r"(?P<surgery>surgery|operation|mastectomy|lumpectomy|resection)\s+(?:(?:for|of|breast|cancer|date|the|primary|tumou?r)\s+){0,4}(?:and|to|until)\s+(?:(?:the|date|of|study|trial|patient|start)\s+){0,4}"
    r"(?:random\w*|regist\w*|enrol\w*|inclusion|entry|recruitment)\b"
)


def interval_since_surgery(sentence: Sentence) -> Mention | None:
    """A limit, among the inclusions, on the time from surgery to the beginning of the trial: whoever is asked was operated."""
    told = _FROM_SURGERY_ON.match(sentence.lower) if sentence.from_criteria and not sentence.excludes else None
    if told is None:
        return None
    asked = MEANINGS["operated"]
    operated = Found("operated", asked.axis, asked.sure, asked.wide, asked.words, *told.span("surgery"))
    found = soon_after(sentence, operated)
    return Mention("setting", within(found.sure, found.wide), found.words, *told.span(), Stance.REQUIRE)
