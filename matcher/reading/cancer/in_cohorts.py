"""In a cohort of a basket: a diagnosis of other tumours only closes the cohort for breast cancer."""

from __future__ import annotations

import re

from data.criteria import Constant, Truth
from matcher.reading.cancer.named import CONFIRMED
from matcher.reading.cohorts.named_groups import FOR_THOSE_WITH
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.population import BREAST, names_another_tumour, of_other_tumours
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance


def read_cancer(sentence: Sentence, context: Context) -> list[Mention]:
    """In a cohort of a basket: a diagnosis of other tumours only closes the cohort for breast cancer."""
    item = sentence.item
    if item is None or not item.cohorts or sentence.stance is Stance.FORBID:
        return []
    text = sentence.text
    opening = _OPENS_A_COHORT.match(text)
    opened = opening is not None and names_another_tumour((_HEAD.match(text, opening.end()) or opening).group())
    if sentence.stance is Stance.ALLOW and not opened:  # 'Cohort C: ovarian cancer that is eligible for surgery'
        return []
    siblings = item.parent.children if item.parent else ()
    beside = [other.text for other in siblings if other is not item and other.cohorts == item.cohorts]
    if any(BREAST.search(other) or _names_other_tumour(other) for other in beside):
        return []  # one of several tumours that the cohort takes
    if _diagnosis_by_the_name_of(item.cohorts[-1].name, text):
        return [_another_tumour(text)]
    heads = not item.cohorts[-1].kind and FOR_THOSE_WITH.sub("", text).startswith(item.cohorts[-1].name[:40])
    named = _NAMED_IN_ITS_HEAD.match(text)
    if named is not None and not BREAST.search(text) and names_another_tumour(named["tumour"]):
        return [_another_tumour(text)]
    if _COHORT_OF.match(text) and not BREAST.search(text):
        return [_another_tumour(text)]
    if _names_other_tumour(text) and not BREAST.search(text) and (heads or opened or _names_diagnosis(text)):
        return [_another_tumour(text)]
    return []


# 'Arm 2: advanced NSCLC in which ...': the tumour stands first
_OPENS_A_COHORT = gated(
    r"^\W*(?:for\s+)?(?:cohort|arm|group|part|phase|module|sub-?study|population|stratum)\s*#?\s*\w{1,4}\b[^:]{0,40}:\s*",
    re.I,
)

# 'Cohort 1 NSCLC: at least one platinum regimen', 'Part B (ovarian cancer): ...'
_NAMED_IN_ITS_HEAD = gated(
    r"^\W*(?:for\s+)?(?:cohort|arm|group|part|module|sub-?study)\s*#?\s*\w{1,4}(?:\s+|\s*[(,-]\s*)(?P<tumour>[^:()]{2,60}?)\)?\s*:",
    re.I,
)

# 'Cohort 4 (GC): progressed on first-line treatment'
_COHORT_OF = gated(
    r"^\W*(?:[Ff]or\s+)?(?:[Cc]ohort|[Aa]rm|[Gg]roup|[Pp]art|[Mm]odule)\s*#?\s*\w{1,4}\s*[(:]\s*m?(?:GC|GEJC?|GEA|EAC|CRC|UC|OC|EOC|PROC|BTC|PDAC|HNC|NPC|STS)\)?\s*(?::|$)"
)


def _another_tumour(text: str) -> Mention:
    words = "a tumour other than breast cancer"
    return Mention("cancer_type", Constant(Truth.FALSE), words, 0, len(text), settled=True)


def _names_other_tumour(text: str) -> bool:
    """Whether an organ is named as the seat of a tumour: not 'adequate renal function', 'prior renal surgery'."""
    head = _HEAD.match(text)
    if head is not None and names_another_tumour(head.group()) and not _ORGAN_FUNCTION.search(head.group()):
        return True
    return of_other_tumours(text) and not _ORGAN_FUNCTION.search(text)


# 'Cohort B: endometrial cancer, at most two prior lines': its first words name the tumour
_HEAD = gated(r"(?:[^:,;()]{0,40}:)?[^,;()]*?(?=[,;(]|\bwith\b|\bwho\b|\bthat\b|$)")
_ORGAN_FUNCTION = gated(
    r"\badequate\b|\b(?:function|clearance|failure|insufficiency|impairment|dysfunction|laboratory|prior|history of)\b",
    re.I,
)


def _diagnosis_by_the_name_of(cohort: str, text: str) -> bool:
    """'Documented unresectable or metastatic CRC' below criteria for CRC participants."""
    if not gated(r"[A-Z]{2,5}").fullmatch(cohort) or BREAST.search(cohort) or BREAST.search(text):
        return False
    return bool(CONFIRMED.search(text) or "documented" in text) and bool(re.search(rf"\b{cohort}\b", text))


def _names_diagnosis(text: str) -> bool:
    return len(text) < 90 or bool(gated(r"\bconfirmed|diagnos|histolog|patholog|cytolog|documented", re.I).search(text))
