"""Sentences in which the words for a state are said of nobody: they explain, advise or look ahead, speak of organ function or of
other diseases, or tell what a word means."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence
from matcher.reading.state.exclusions import PARENTHESES

_ASIDE = gated(
    r"^\W*(?:note|nb|n\.b)\b(?!\W+(?:patients?|participants?|subjects?|women|those)\s+with\b[^.;]*\b(?:not\s+eligible|excluded|ineligible)\b)|\brule(?:d)? out\b|(?<!\bon )(?<!\bby )(?<!\bat )(?<!\bfrom )\bstaging\b(?! system| manual)|(?<!\bon )(?<!staging )\bwork-?up\b|\bsuspicio\w+ of metas|\bdefined as\b[^.;]{0,40}relapse|"
    r"(?<!first-)(?<!first )(?<!at )(?<!at the )\b(?:time|date|interval)\b[^.;]{0,30}\bdiagnosis\b|\bwhichever\b|(?<!\(advanced disease )(?<!\(metastatic disease )\bwill be (?:confirmed|defined|collected|stratified|assessed|evaluated|measured)|\bosteonecrosis\b|\blife expectancy\b"
)

# 'Advanced breast cancer with a life expectancy of six months' asks for both.
_LIFE_EXPECTANCY_TOO = gated(
    r"(?<=\w)\W+(?:and\W+)?(?:with|having|who have|plus)\W+(?:(?:an?|the|estimated|expected|predicted|minimum|anticipated)\W+){0,3}life expectancy\b[^.;]*"
)

# 'Stage I breast cancer, date of diagnosis within 120 days of registration' tells the stage as well.
_DATE_BEHIND = gated(
    r"(?<=[\w)])\s*[,(]\s*(?:and\s+|with\s+)?(?:the\s+|a\s+)?(?:date|time)\b[^.;,()]{0,30}\bdiagnosis\b[^.;()]*"
)

# 'With advanced disease (advanced disease will be defined as metastatic or unresectable disease)' asks for it and tells what it is.
_DEFINED_BESIDE = gated(r"(?<=\w)\s*\([^()]{0,60}\bwill be defined\b[^()]*\)")

# 'No metastases on staging' is what staging found, 'AJCC staging, 8th edition' the book that a stage is taken from; 'staging I-III',
# 'clinical staging must be stage IIB or III' name the stage, 'staging of newly diagnosed breast cancer' the patients, and '(metastatic work-up that needs more imaging)' is an aside.
_CLEAN_STAGING = gated(
    r"\b(?:on|by|at|after|with|in)\s+(?:\w+\s+){0,2}staging\b|\b(?:ajcc|uicc|tnm)\b\W{1,3}(?:\w+\s+){0,3}staging\b|\bstaging\s+(?:\W?\w+\W+){0,12}?(?=negative for|without|shows? no|showing no)"
    r"|\b(?:metasta\w+|distant disease)\W+(?:\w+\W+){0,3}?ruled out\b|\bnegative (?:\w+ ){0,2}work-?up\b"
    r"|\bstaging of (?:an? |the |their )?(?=(?:newly|recently|previously untreated|primary|early|locally advanced|operable|untreated)\b)"
    r"|\bstaging(?=\W+(?:groups?\W+)?(?:iv|i{1,3}|[0-4])[abc]?\b)|\bstaging\b(?=[^.;:]{0,60}\b(?:must|should|has to) be\b[^.;:]{0,60}\bstages?\b)|\([^()]*\bwork-?up\b[^()]*\)"
)

# 'Bone and leptomeningeal metastases are not considered measurable' explains a word.
_NOT_MEASURABLE = gated(
    r"\b(?:not\s+(?:be\s+)?(?:considered|regarded|counted|accepted)\s+(?:as\s+|to\s+be\s+)?(?:\w+\s+)?|(?:considered|regarded)\s+(?:as\s+|to\s+be\s+)?(?:non-?\s?|un|not\s+))(?:measurable|evaluable|target)"
)
_LAB = gated(r"\b(?:uln|upper limit|x\s?normal|bilirubin|ast|alt|transaminases|alkaline|sgot|creatinine)\b")
_PERMITTED = gated(
    r"^\W*exceptions?\b|\bexceptions? (?:include|are)\b|\b(?:may|can|will|are|is) (?:still )?(?:be )?(?:also )?(?<!not )(?:eligible|allowed|permitted|acceptable|included)\b|\bnot (?:an? )?exclu\w+"
)
_OF_OTHER_BREAST = gated(r"\W*(?:\w+\W+){0,3}(?:contralateral|opposite|other|unaffected) breast\b", re.I)


def describes_nobody(sentence: Sentence) -> bool:
    """Sentences that explain, advise or look ahead, that speak of organ function or of other diseases."""
    lower = sentence.lower
    if sentence.from_criteria and (_LAB.search(lower) or _NOT_MEASURABLE.search(lower)):
        return True
    if sentence.excludes and _PERMITTED.search(PARENTHESES.sub(" ", lower)):
        return True
    if not sentence.excludes and _OF_THOSE_WITH_BOTH.match(lower):
        return True
    above = sentence.item.parent if sentence.item is not None else None
    if above is not None and _OF_OTHER_BREAST.match(above.text) and "ipsilateral" not in lower:
        return True
    told = _DATE_BEHIND.sub(" ", _LIFE_EXPECTANCY_TOO.sub(" ", _DEFINED_BESIDE.sub(" ", lower)))
    aside = sentence.item is not None and _ASIDE.search(_CLEAN_STAGING.sub(" ", told))
    return bool(aside or of_other_tumours(sentence.text))


_LOCAL_RETURN = r"(?:local|loco-?\s?regional|regional|(?:ipsilateral\s+)?(?:breast|in-breast)(?:\s+tumou?r)?|chest\s+wall|nodal)\s+(?:recurrences?|relapses?)"
_SPREAD = r"(?:(?:distant\s+)?metastas[ei]s|(?:oligo-?\s?)?metastatic\s+(?:breast\s+)?(?:disease|cancer|lesions?)|o?mbc|oligo-?\s?metastas[ei]s)"
_AS_WELL = r"(?:\s+(?:disease|cancer|and|with|plus|concurrent|concomitant|synchronous|simultaneous|together|also|as\s+well\s+as|in\s+addition\s+to|an?|the|have|having|who|both)){1,5}\s+"
# 'Patients with a local recurrence and metastases must have had the recurrence removed': asked of those with both alone, and
# nobody is let in by it
_OF_THOSE_WITH_BOTH = gated(
    r"\W*(?:(?:for|in|if|those|patients?|women|participants?|subjects?|with|who|have|has|having|both|an?|any|the)\s+){0,6}"
    rf"(?:{_LOCAL_RETURN}{_AS_WELL}{_SPREAD}|{_SPREAD}{_AS_WELL}(?:an?\s+)?{_LOCAL_RETURN})\b(?:(?!\bor\b)[^.;]){{0,40}}?\s(?:must|should|needs?\s+to|ha(?:s|ve)\s+to|(?:is|are)\s+(?:required|only))\b"
)


# 'Early stage: T2-3, N0-1; locally advanced: T2-3, N2-3 or T4': what is meant by each of two extents that are taken
_EXTENT_LABEL = gated(
    r"(?:^|[.;:,(\n]|\b(?:or|and)\b)\s*(?:for\s+)?(?P<extent>early|operable|locally[ -]advanced|inoperable|advanced|metastatic)(?:[ -]stage)?"
    r"(?:\s+(?:breast|cancers?|carcinoma|disease|patients?|tumou?rs?))*\s*(?:\([^()]{0,40}\)\s*)?(?::|=|is\s+defined\s+as|(?:is\s+)?defined\s+by)\s*(?=(?:(?:clinical|anatomic|ajcc|any|c)\s*)*(?:c?t\s?[0-4]|stages?\b|any t\b))"
)
_CATEGORIES_ALONE = gated(
    r"(?:\W|\b(?:[cpy]*t(?:is|x|[0-4][a-d]?)|[cpy]*n[0-3x][a-c]?|m[01x]|any|t|n|m|or|and|to|with|[0-4]|stages?|i{1,3}[abc]?|iv)\b)*"
)


def explains_one_extent(sentence: Sentence) -> bool:
    if sentence.item is None or sentence.excludes:
        return False
    if not (_EXTENT_LABEL.match(sentence.lower) or _CATEGORIES_ALONE.fullmatch(sentence.lower)):
        return False
    told = list(_EXTENT_LABEL.finditer(sentence.item.text.lower()))
    return len({m["extent"] for m in told}) > 1 and sentence.start >= sentence.item.start + told[0].start()
