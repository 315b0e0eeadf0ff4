"""Sentences that name every value of a fact, or what every patient has: 'pre- or postmenopausal', 'confirmed breast cancer'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.whole_sentences.words import OPENS, PEOPLE

_STATUS_NAMES = r"(?:ER|Pg?R|HR|HER-?2(?:\s?/?-?neu)?|o?estrogen|progesterone|hormon(?:e|al)|receptors?|and|or|and/or|human|epidermal|growth|factor|2|tumou?r)"
_ANY_STATUS = gated(
    rf"{OPENS}(?:(?:with|of|have|has|having|may|can|be)\s+)*(?:any|(?:whatever|(?:regardless|irrespective|independent(?:ly)?)\s+of)(?:\s+(?:the|their))?)\s+(?:{_STATUS_NAMES}\b(?:\s*\([^()]{{1,12}}\))?[\s,/-]*){{1,14}}status(?:\s+(?:is|are)\s+(?:allowed|eligible|accepted|permitted))?\W*$"
    rf"|{OPENS}(?:(?:with|of)\s+)*(?:any|all)\s+(?:(?:molecular|intrinsic|receptor|breast|cancer|tumou?r)\s+){{1,3}}subtypes?(?:\s+(?:is|are)\s+(?:allowed|eligible|accepted|permitted|included))?\W*$",
    re.I,
)
_ONE_RECEPTOR = r"(?:ER|Pg?R|HR|HER-?2|(?:o?estrogen|progesterone|hormone)[- ]receptors?)"
_BOTH_STATUSES = gated(
    rf"{OPENS}(?:(?:with|have|has|having|is|are|may|can|be|either|both|tumou?rs?|disease|cancer|breast)\s+)*{_ONE_RECEPTOR}(?:\s*\([^()]{{1,12}}\))?(?:[- ]status)?[- ]?\s*(?:(?:may|can|is|are|be|either)\s+)*"
    rf"(?:positive|negative|\+|-)(?:\s+disease)?\s*(?:,|/|or|and|and/or)\s*(?:or\s+)?(?:{_ONE_RECEPTOR})?[- ]?\s*(?:positive|negative|\+|-)(?:\s+(?:status|disease|tumou?rs?|breast|cancers?))*(?:\s+(?:is|are)\s+(?:allowed|eligible|accepted|permitted))?\W*$",
    re.I,
)
_POSITIVE = gated(r"positive|(?<=[A-Z2 ])\+", re.I)
_NEGATIVE = gated(r"negative|(?<=[A-Z2 ])-(?![a-z])", re.I)
_KIND = r"(?:pre|peri|post)-?\s?(?:menopaus\w+)?"
_ANY_MENOPAUSE = gated(
    rf"{OPENS}(?:(?:adult|wom[ae]n|females?|may|can|be|is|are|either|who|of|any)[\s,]+)*\(?{_KIND}(?:[\s,/]*(?:and/or|and|or)?[\s,/]*{_KIND}){{1,2}}\)?(?:\s+(?:wom[ae]n|females?|{PEOPLE}|status))*"
    r"(?:[\s,;]*(?:and|or|as well as)?\s*(?:adult\s+)?(?:men|males?)(?:\s+patients?)?)?(?:\s+(?:are|is|may)\s+(?:be\s+)?(?:eligible|allowed|included))?\W*$",
    re.I,
)
_PREMENOPAUSAL = gated(r"\bpre", re.I)
_POSTMENOPAUSAL = gated(r"\bpost-?\s?menopaus", re.I)


def names_every_value(text: str) -> bool:
    if _ANY_STATUS.match(text):
        return True
    if _BOTH_STATUSES.match(text):
        return _POSITIVE.search(text) is not None and _NEGATIVE.search(text) is not None
    either = _ANY_MENOPAUSE.match(text) is not None
    return either and _PREMENOPAUSAL.search(text) is not None and _POSTMENOPAUSAL.search(text) is not None


# 'Patients with histopathological confirmation of cancer', 'history of breast cancer including DCIS': every patient has that.
_TOLD_HOW = r"(?:histo\w+|cyto\w+|patho\w+|clinical\w*|confirmed|proven|verified|documented|established|confirmation|diagnos(?:is|ed))"
HAS_CANCER = gated(
    rf"^\W*(?:(?:(?:all|adult|patients?|participants?|subjects?|women|people|with|who|have|has|had|having|an?|any|prior|current|past|or|and|of|by|history|palpable)\b|{_TOLD_HOW})\W+){{0,14}}"
    r"(?:(?:(?:breast|solid|malignant)\s+)?(?:cancers?|malignanc(?:y|ies)|carcinomas?|tumou?rs?|neoplasms?)(?:\s+type\W+breast)?(?:,?\s+(?:including|such as)\s+(?:(?:recurrent|metastatic|advanced|early|or|and|ductal|lobular|carcinoma|in|situ|DCIS|LCIS)\b\W*){1,9})?"
    r"|invasive\s+(?:breast\s+)?(?:cancer|carcinoma)s?,?\s+(?:and/)?or\s+(?:ductal\s+carcinoma\s+in\s+situ|DCIS))\W*$",
    re.I,
)
STATUS_KNOWN = gated(
    rf"^\W*(?:(?:{_ONE_RECEPTOR}|{_STATUS_NAMES}|neu)\b[\s,/-]*)+(?:(?:status|expression|type|receptor)\s+)*(?:(?:analysis\s+)?(?:performed|done)\b|(?:is|has\s+to\s+be|have\s+to\s+be|must\s+be)\s+(?:known|determined)\b|determined\b|confirmed\s+by\b|(?:is\s+)?unknown\b)[^.;]*\W*$"
    r"|^\W*unknown\s+(?:ER|Pg?R|HR|HER-?2|o?estrogen|progesterone|hormone)[\w\s/-]{0,30}\bstatus\W*$",
    re.I,
)
