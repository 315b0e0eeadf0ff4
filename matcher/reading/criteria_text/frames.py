"""Words around what is asked for: that whoever it describes may join, what a word means, who is taken as well."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, PERMIT
from matcher.reading.pattern import blank
from matcher.reading.population import BREAST, names_another_tumour
from matcher.reading.sentences import Sentence

# 'Participants of either sex may join if they have ...': the words around what is asked for
_MAY_JOIN_IF = gated(
    r"^\W*(?:(?:all|adult|an?|the)\s+)*(?:patients?|participants?|subjects?|wom[ae]n|m[ae]n|persons?|people|individuals?|volunteers?)\b"
    r"(?:\W+(?:male|female|or|and|of|either|sex|any|adult|men|women|who|has|have|reached|the|age|years?|aged|over|older|ECOG|score|performance|status|to|an?|\d{1,2}))*"
    r"(?P<frame>\W+(?:(?:may|can|will|shall)\s+(?:be\s+)?|(?:is|are)\s+)(?:join|take part|participate|enter|enrol(?:l|led)?|included|eligible|qualif(?:y|ies))(?:\s+(?:in|for)\s+(?:the|this)\s+(?:study|trial))?"
    r"\s+(?:only\s+)?(?:if|when|provided(?:\s+that)?)(?=\s+(?:they|she|he|her|his|their)\b))",
    re.I,
)
# '"Early stage" means stage I or II': the words explained ask for nothing themselves
_TERM_EXPLAINED = gated(
    r"^\W*(?:for\s+the\s+purposes?\s+of\s+(?:this|the)\s+(?:protocol|study|trial)\W+)?(?P<term>[\"\u201c'\u2018]?(?:locally\s+)?(?:early|advanced|operable|high[- ]risk)(?:[\s-]+(?:stage|breast|cancer|disease))*[\"\u201d'\u2019]?)"
    r"\s+(?:means|shall\s+mean|is\s+(?:hereby\s+)?(?:defined|understood)\s+(?:as|to\s+be)|refers\s+to)\b",
    re.I,
)
# 'Metastatic breast cancer includes unresectable, de novo stage IV and recurrent disease': each of them alone
_KINDS_OF_IT = gated(
    r"^\W*(?:the\s+term\s+)?(?:locally\s+)?(?:metastatic|advanced|recurrent|early)(?:[\s-]+(?:stage|breast|cancer|disease))*\s+(?:includes?|included|comprises?|encompass(?:es)?)\s+(?!(?:patients|women|those)\b)",
    re.I,
)


def without_the_frame(sentence: Sentence) -> str:
    """The text without the words that only say that whoever it describes may join, or what a word means; places hold."""
    text = sentence.text
    if sentence.polarity in (EXCLUDE, PERMIT):
        return text
    for frame, name in ((_MAY_JOIN_IF, "frame"), (_TERM_EXPLAINED, "term")):
        if found := frame.match(text):
            text = blank(text, *found.span(name))
    if kinds := _KINDS_OF_IT.match(text):
        text = " " * kinds.end() + _AND.sub("or ", text[kinds.end() :])
    too = _TAKEN_TOO.search(text)
    if (
        too
        and BREAST.search(text, 0, too.start())
        and names_another_tumour(too["what"])
        and not BREAST.search(too["what"])
    ):
        text = blank(text, *too.span())
    return text


_AND = gated(r"\band\b", re.I)
# 'Advanced breast cancer or melanoma, resectable lung cancer will also be included'
_TAKEN_TOO = gated(
    r",\s+(?P<what>[^.;,:()]{3,70}?)\s(?:will|may|can|are|is)\s+also\s+(?:be\s+)?(?:included|enrolled|eligible|allowed|accepted|permitted)\W*$",
    re.I,
)
