"""Of which of the diseases that a sentence names a stage or an extent is told: breast cancer, another tumour, or each of a list.

"Stage III ovarian cancer or breast cancer"                        of the ovary
"Unresectable or metastatic melanoma, or stage IV breast cancer"   the first two of melanoma
"Unresectable or metastatic melanoma or breast cancer"             of both
"Breast (stage 0-III), colorectal (stage I-III) or lung cancer"    each its own
"Lymphedema stage II after breast cancer"                          of lymphedema
"""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.population import NOT_CANCER_STAGE, OTHER_TUMOUR

# 'Stage I-III breast cancer with lymphedema' and 'lymphedema stage II after breast cancer': the stage is that of what it
# stands beside.
_STAGED_IN_FRONT = gated(rf"{NOT_CANCER_STAGE.pattern}[\s,:(]*(?:(?:\w+\s){{0,2}}(?:of|at|in)\s)?$", re.I)
_CANCER_BEHIND = gated(
    r"[\s,)]*(?:(?:invasive|primary|early|operable|unilateral|triple[- ]negative|her-?2\S*|hormone\S*|er\S*|metastatic|female)\s+){0,4}(?:breast|cancers?|carcinoma|tnbc|bc|dcis)\b(?!-related|\s+related)"
)


def staged_itself(lower: str, start: int, end: int) -> bool:
    """Whether a stage, in a sentence that names a disease with stages of its own, is that of the cancer."""
    return not _STAGED_IN_FRONT.search(lower, max(0, start - 60), start) and bool(_CANCER_BEHIND.match(lower, end))


# 'Stage III ovarian cancer or breast cancer', 'colon cancer stage III'; not: 'stage IV ovarian or breast cancer'
_OTHER_BEHIND = gated(
    rf"[\s,)]*(?:(?!breast|tnbc|cancer|tumou?r|or\b|and\b)\w[\w-]*\s+){{0,2}}?(?:{OTHER_TUMOUR.pattern})(?:\s+(?:cancers?|carcinomas?|adenocarcinomas?|disease))?"
    r"(?!\s*(?:,|/|or\b|and\b|and/or\b)\s*(?:(?!(?:stages?|metastatic|(?:locally\s)?advanced|early|recurrent|unresectable)\b)\w[\w-]*[\s,/]+){0,10}?(?:breast|tnbc|solid|other)\b)",
    re.I,
)
# 'Lung cancers (NSCLC), TNM stages III and IV'; FIGO stages are those of gynaecological tumours
_OTHER_IN_FRONT = gated(
    rf"(?:(?:{OTHER_TUMOUR.pattern})|\b(?:cervix|anorectal|anal|laryn\w+|oral cavity)\b)(?:\s+(?:cancers?|carcinomas?|adenocarcinomas?))?(?:\s*\([A-Z]{{2,6}}\))?[\s,:(]*(?:(?:TNM|AJCC|UICC|clinical|pathologic\w*)\s+)*$"
    r"|\bFIGO\s+$",
    re.I,
)


# Behind an extent: other extents joined to it, the other tumour that is named, and breast cancer on the same list
_ANY_EXTENT = r"(?:locally|advanced|metastatic|unresectable|inoperable|recurrent|relapsed|refractory|early|stages?)"
_OTHER_NAMED = rf"(?:(?!{_ANY_EXTENT}|breast|tnbc|or\b|and\b)\w[\w-]*\s+){{0,2}}?(?:{OTHER_TUMOUR.pattern})(?:\s+(?:ductal|cell|tract|junction|neck|cancers?|carcinomas?|adenocarcinomas?|tumou?rs?|disease))*(?:\s*\([^()]{{1,40}}\))?"
_AND_OF_BREAST = gated(
    rf"\s*(?:,|/|or\b|and\b|and/or\b)\s*(?:(?!{_ANY_EXTENT}\b)\w[\w-]*(?:[\s,]*\([^()]{{1,40}}\))?[\s,/]+){{0,24}}?(?:(?!{_ANY_EXTENT}\b)(?:breast|tnbc|bc)\b|(?!{_ANY_EXTENT}\b)[\w+/-]+\s+breast\b)",
    re.I,
)
_OF_ANOTHER = gated(rf"(?:[\s,/]*(?:(?:or|and|and/or)\s+)?{_ANY_EXTENT}\b){{0,3}}[\s,)]*{_OTHER_NAMED}(?![\w-])", re.I)
_SOLID_TUMOURS = gated(r"[^.;]*\bsolid\b")


COORDINATED = frozenset({"unresectable", "locally_advanced", "advanced"})


def of_another_tumour_alone(lower: str, end: int) -> bool:
    """Whether an extent that ends there is told of another tumour: 'unresectable or metastatic melanoma, or stage IV breast cancer'."""
    other = _OF_ANOTHER.match(lower, end)
    return other is not None and not (_AND_OF_BREAST.match(lower, other.end()) or _SOLID_TUMOURS.match(lower, end))


def stage_of_another_tumour(lower: str, start: int, end: int) -> bool:
    front = _OTHER_IN_FRONT.search(lower, max(0, start - 50), start)
    if front is not None and _BREAST_OR.search(lower, 0, front.start()):
        return False
    if _BREAST_IN_FRONT.search(lower, max(0, start - 50), start):
        return False
    return bool(front or _OTHER_BEHIND.match(lower, end))


# 'Breast (stage 0-III), colorectal (stage I-III) or lung cancer'
_BREAST_IN_FRONT = gated(r"\bbreast(?:\s+(?:cancers?|carcinomas?|tumou?rs?))?\s*\(\s*$")


# 'Breast, lung or ovarian cancer, stage III': that of each of them
_BREAST_OR = gated(r"\bbreast(?:\s*,\s*(?!cancer)[a-z]+(?:\s[a-z]+)?){0,6}(?:\s*,)?\s*(?:\bor|\band|\band/or|/)\s*$")


# 'Unresectable or metastatic melanoma or breast cancer': the adjectives, told together, are of all the tumours behind them.
_COORDINATED_BEFORE = r"(?:advanced|unresectable|inoperable|recurrent|relapsed|refractory|incurable|progressive)"
_EXTENT_BEFORE = gated(rf"\b{_COORDINATED_BEFORE}\s*(?:\([^()]{{0,40}}\)\s*)?,?\s*(?:/|\b(?:and/or|or|and)\b)\s*$")
_BREAST_BEHIND = gated(
    rf"\W+(?:(?!{_COORDINATED_BEFORE}|metasta|stages?\b|early|primary|resect|(?:in|to|of|with|who|without|before|after|prior|history|other|than)\b)[\w+-]+(?:[\s,/()]+)){{1,14}}?(?:breast|tnbc|triple)\b"
)


def of_breast_as_well(lower: str, start: int, end: int) -> bool:
    return bool(_EXTENT_BEFORE.search(lower, max(0, start - 70), start) and _BREAST_BEHIND.match(lower, end))


# 'No prior surgery of the breast under study': that may be either of hers.
BREAST_STUDIED = gated(
    r"\b(?:study|target|index|examined|imaged|biopsied) breasts?\b|\bbreasts? (?:under (?:study|investigation|examination)|of interest|to be (?:imaged|studied|examined|biopsied|scanned))\b"
)
