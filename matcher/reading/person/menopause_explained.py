"""Sentences that tell what a menopausal status means, or state it beside the bodily signs of it, and those that leave it to some."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.reading.gated import gated
from matcher.reading.layout.item import Item
from matcher.reading.sentences import Sentence

# 'Postmenopausal, defined as:', 'premenopausal, defined as follows:' asks for it; 'postmenopausal status is defined as' explains a word.
_ASKED_AND_DEFINED = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|women|must|should|be|are|is|who)\s+){0,4}(?:pre|post)-?\s?menopausal(?:\s+(?:wom[ae]n|females?|status|patients?))?\s*[,(:]\s*(?:as\s+)?defined\b",
    re.I,
)


def asks_for_it(text: str) -> bool:
    """'Postmenopausal, defined as ... FSH ...': such a sentence asks for it, whatever bodily signs it tells."""
    return _ASKED_AND_DEFINED.match(text) is not None


# 'Postmenopausal (amenorrhea for 12 months)', 'at least 1 year postmenopausal'
_STATED = gated(
    r"^\W*(?:(?:[\w.]+\s+){0,3}years?\s+|(?:patients?|participants?|subjects?|wom[ae]n|females?|men|must|should|have|be|are|is|who|and|or|an?|been|confirmed|documented|naturally|surgically|clinically|currently)\b[\s,]*){0,7}"
    r"(?:(?:pre|post)-?\s?menopausal\b|(?:before|after|past)\s+(?:the\s+)?menopause\b)"
    r"|\band\s+(?:wom[ae]n|females?)(?:\s+(?:patients?|subjects?|participants?))?\s+(?:who\s+)?(?:must|should)\s+be\s+post-?\s?menopausal\b",
    re.I,
)

# 'Menopause: no menstrual period for a year', 'reached menopause', 'menopausal status: post'
_BY_ITS_NAME = gated(
    r"^\W*(?:(?:wom[ae]n|patients?|participants?|who|must|should|having|have|has)\s+){0,4}(?:reached|entered|gone through|passed)\s+(?:the\s+)?menopause\b"
    r"|^\W*menopause\s*(?:\([^()]{0,60}\)\s*)?(?::|,\s*(?:i\.?e\b|defined|that is)|\bdefined\b)(?!\W*(?:any|either|not|irrespective|regardless|pre|before|symptom))\W*\w"
    r"|^\W*menopausal\s+status\s*:\s*post-?(?:\s?menopausal)?\W*$",
    re.I,
)
_OF_FERTILITY = gated(
    r"child-?\s?bearing|pregnan|contracep|fertil|partner|lactat|breast-?\s?feed|nursing|reproducti|steril|WOCBP|potential|abstinen|condom|birth control",
    re.I,
)
_GOES_ON = gated(r"^\W*(?:or|and)\b", re.I)


def states_it(sentence: Sentence) -> bool:
    """Whether it begins with the status, whatever bodily signs it tells, and no one's fertility is spoken of beside it."""
    item = sentence.item
    if _OF_FERTILITY.search(sentence.text):
        return False
    if item is not None and any(_OF_FERTILITY.search(above.text) for above in item.ancestors()):
        return False
    if item is not None and item.parent is not None and _fertility_below(item.parent):
        return False
    if item is not None and _GOES_ON.match(sentence.text) and _OF_FERTILITY.search(item.text):
        return False  # 'Non-childbearing potential is defined as tubal ligation; or postmenopausal defined as ...'
    return _STATED.search(sentence.text) is not None or _BY_ITS_NAME.match(sentence.text) is not None


@lru_cache(maxsize=8)
def _fertility_below(line: Item) -> bool:
    """Whether a point below the line speaks of fertility. Kept: each of them asks."""
    return any(_OF_FERTILITY.search(point.text) for point in line.children)


# 'Postmenopausal, or premenopausal on goserelin; postmenopausal status defined as ...'
_EXPLAINED = gated(
    r"^\W*(?:(?:pre|peri|post)-?\s?)?menopaus(?:al|e)(?:\s+(?:status|wom[ae]n|females?|patients?))?\s*(?:(?:is|are|was|were|will\s+be)\s+)?defined\s+(?:as|by)\b",
    re.I,
)

# 'Premenopausal women: ovarian suppression is allowed' tells what these may have.
_LEAVE_TO_SOME = gated(
    r"^\W*(?:for\s+)?(?:(?:pre|peri|post)-?(?:\s?menopausal)?\W*(?:(?:and|or|and/or)\W+)?){1,3}(?:menopausal\s+)?(?:wom[ae]n|females?)(?:\s+patients?)?\s*[:(-][^.;]*\b(?:allowed|permitted|acceptable|may|can|optional)\b",
    re.I,
)


_STATE = r"post-?\s?menopausal\s+(?:status|state)\b"
_PROVE = r"(?:confirm|verif|prov|establish|document|determin|assess|demonstrat|ascertain|check)\w*"
# Women of whom it is asked how they would prove it: under 60, without periods, on hormone replacement
_ON_HORMONES = r"(?:on|taking|receiving|using)\b"
_NO_PERIODS = r"(?:(?:no|without|ceased|stopped)\s+(?:\w+\s+)?(?:periods?|menses|menstruation)|amenorrh\w+)"
_YOUNGER = r"(?:(?:aged\s+)?(?:under|below|younger|less\s+than|<)|of\s+less)"
_SOME_WOMEN = (
    r"(?:wom[ae]n|females?|patients?|participants?|subjects?|those|anyone)(?:\s+(?:patients?|participants?|subjects?))?\s+"
    rf"(?:{_YOUNGER}|{_ON_HORMONES}|(?:(?:with|who|have|has|had|are|is|been)\s+){{1,3}}(?:{_NO_PERIODS}|{_YOUNGER}|{_ON_HORMONES})|{_NO_PERIODS})"
)
# 'Women with no periods should have postmenopausal status verified'
_SOME_PROVE_IT = gated(rf"^\W*(?:female\s+)?{_SOME_WOMEN}[^.;:]{{0,80}}?{_STATE}\s+(?:be\s+)?{_PROVE}", re.I)
# 'FSH is needed to confirm the postmenopausal state', 'postmenopausal status is to be confirmed in women under 60'
_HOW_PROVEN = gated(
    rf"\b(?:to|for|so\s+that|allow\w*|permit\w*|enabl\w*)\s+(?:(?:the|an?|her|their)\s+)?{_PROVE}\s+(?:(?:of|the|an?|her|their|serologic\w*|biochemical\w*|hormonal\w*)\s+){{0,3}}(?P<purpose>{_STATE})"
    rf"|(?P<of_some>{_STATE})\s+(?:must|should|has\s+to|needs?\s+to|will|is|may)\s+(?:to\s+)?be\s+{_PROVE}[^.;:]{{0,60}}?\b(?:in|for|of|among)\s+{_SOME_WOMEN}"
    # 'postmenopausal status in women under 55 should be confirmed by FSH'
    rf"|(?P<of_younger>{_STATE})\s+(?:in|for|of|among)\s+{_SOME_WOMEN}[^.;:]{{0,40}}?\b(?:must|should|has\s+to|needs?\s+to|will|is|may)\s+(?:to\s+)?be\s+{_PROVE}",
    re.I,
)


def defines_a_status(line: str) -> bool:
    """'Post-menopausal status defined as either 1) ...'"""
    return _EXPLAINED.match(line) is not None


def explains_it(sentence: Sentence) -> bool:
    """Whether it only explains the status of which an earlier sentence of its point tells who is taken."""
    if sentence.item is None or not defines_a_status(sentence.text):
        return False
    return "menopaus" in sentence.item.text[: max(0, sentence.start - sentence.item.start)].lower()


def leaves_it_to_some(text: str) -> bool:
    return _LEAVE_TO_SOME.match(text) is not None or _SOME_PROVE_IT.match(text) is not None


def told_by_its_name(sentence: Sentence) -> re.Match[str] | None:
    """'Menopause: no menstrual period for a year', where no one's fertility is spoken of beside it."""
    return _BY_ITS_NAME.match(sentence.text) if states_it(sentence) else None


def tells_how_it_is_proven(text: str, status: re.Match[str]) -> bool:
    """Whether the status is named only where it is told how some women would prove it."""
    proof = _HOW_PROVEN.search(text)
    return proof is not None and proof.start(proof.lastgroup or 0) <= status.start()
