"""Sentences that name receptors and ask for none: those on other tumours, definitions, lists of tumours, examples.

"TNBC is defined as ..."                                   explains a word
"Solid tumours, including but not limited to TNBC"         one of many
"Carboplatin (plus trastuzumab in HER2+ patients)"         in a title: some of the patients
"""

from __future__ import annotations

import re

from matcher.reading.gated import gated

_ANOTHER_TUMOUR = gated(
    r"\b(?:gastric|gastro-?esophageal|GEJ|colorectal|lung|NSCLC|bladder|urothelial|ovarian|endometrial|biliary|uterine|cervical|"
    r"pancrea\w+|prostate|salivary|stomach|esophag\w+)\b",
    re.I,
)
BREAST = gated(r"\bbreast|mammary|\bm?BC\b|TNBC", re.I)

# A heading for some of the patients, and definitions of something else than the receptors.
_ASIDE = gated(r"^\W*for\b[^.;]*:\s*$|\b(?:sensitivity|resistance|refractoriness)\b[^.;]{0,30}\bdefined\b", re.I)

# 'TNBC is defined as ...' explains a word; a list of tumours 'including TNBC' asks for none of them.
_DEFINITION = gated(
    r"^\W*(?:note\W+)?(?:(?:according to|as per|per|in line with|based on)\s[^.;]{3,90}?,\s*)?(?:the\s+)?(?:TNBC|triple[- ]negative(?: breast cancer)?|HR|ER|PR|HER-?2(?:/neu)?|hormone receptor|estrogen receptor)[][\w+/() -]{0,90}?\s(?:status\s)?(?:is|are|was|were|will be|being)\s(?:(?:\w+\s)?(?:defined|determined by)|considered|regarded|deemed)\b"
    r"|^\W*(?:note\W+)?(?:(?:according to|as per|per|in line with|based on)\s[^.;]{3,90}?,\s*)?(?:the\s+)?(?:TNBC|triple[- ]negative(?: breast cancer)?|HR|ER|PR|HER-?2(?:/ne[uw])?|hormone receptor|estrogen receptor)"
    r"(?:[- ](?:positive|negative|low|positivity|negativity)|\s?[+-])?(?:\s(?:status|disease))?\s(?:(?:includes?|means|refers to|denotes|counts? as|is counted as)\b|definition\s*:)"
    # 'Definition of HER2 positivity: IHC 3+'
    r"|^\W*(?:the\s+)?definition\s+of\s+(?:an?\s+|the\s+)?(?:TNBC|triple[- ]negative|HR|ER|PR|HER-?2|hormone|o?estrogen|receptor)[^:.;]{0,60}:",
    re.I,
)
# 'Positive for ER if at least 1 % of the nuclei stain', 'tumours of which 1-10 % of the cells stain are considered ER-low' (the
# ASCO/CAP guideline says it so): what the words mean
STATUS_BY_SHARE = gated(
    r"^\W*(?:(?:the\s+)?(?:tumou?rs?|samples?|cancers?)\s+(?:is|are)\s+)?(?:positive|negative|positivity|negativity)\s+(?:for|of)\s+[^.;]{2,80}?\b(?:if|when|where)\s+"
    r"(?:(?:an?|the|there|is|are|finding|of|at|least|than|less|more|fewer)\s+){0,6}(?:[<>=\u2264\u2265]+\s*)?\d+(?:\.\d+)?\s*(?:%|percent)"
    r"|^\W*(?:an?\s+|the\s+|any\s+)?(?:tumou?rs?|samples?|cancers?|cases?|specimens?|(?:nuclear\s+)?staining)\s[^.;]{0,40}?\d\s*(?:%|percent)[^.;]{0,60}?\b(?:is|are|will\s+be|should\s+be)\s+(?:considered|regarded|classified|defined|called|deemed|counted)\b",
    re.I,
)
_TNBC = r"(?:\bTNBC\b|\btriple[- ]negative\s+breast\s+(?:cancers?|carcinomas?)\b)"
_AMONG_OTHERS = gated(
    rf"\b(?:NSCLC|CRC|SCLC|gastric|pancrea\w+|ovarian|melanoma)\b[^.;]*{_TNBC}[^.;]*\bbreast\b|{_TNBC}[^.;]*\bbreast\b[^.;]*\b(?:NSCLC|CRC|SCLC|gastric|pancrea\w+|ovarian|melanoma)\b|"
    r"\b(?:preferably|including|such as|e\.g|multiple tumou?r types)\b\.?[^.;]*\b(?:cancer|NSCLC|CRC|SCLC|carcinoma|melanoma|sarcoma)s?\b[^.;]*\b(?:TNBC|triple[- ]negative|HER2|HR\+?|hormone)|"
    r"\b(?:preferably|including|such as|e\.g|multiple tumou?r types)\b\.?[^.;]*\b(?:TNBC|triple[- ]negative|HER2|HR\+?|hormone[- ]receptor)[^.;]*(?:,|\band\b|\bor\b)[^.;]*\b(?:lung|gastric|colorectal|ovarian|NSCLC|CRC|SCLC|head and neck|melanoma|sarcoma|pancrea\w+|esophag\w+)\b",
    re.I,
)

# A title's 'Carboplatin (Plus Trastuzumab in HER2+ Patients)' speaks of some of the patients.
_IN_AN_ADDITION = gated(r"\(\s*(?:plus|with|and|adding|\+|if|for|in)\b[^()]*$", re.I)

# 'Advanced solid tumours, including but not limited to TNBC': a tumour that is named as one of many
_AS_AN_EXAMPLE = gated(
    r"\b(?:includ\w+|such as|e\.g\.?)[,\s]+(?:\w+\s+){0,2}?(?:but\s+)?(?:are\s+|is\s+)?not limited to\b[^.;]*$"
    # 'solid tumours, mainly but not limited to colorectal cancer, TNBC'
    r"|\b(?:tumou?rs?|cancers|malignanc\w+)\b[^.;]{0,40}\bbut not (?:limited|restricted|confined) to\b[^.;]*$",
    re.I,
)
_TREATED_FOR = gated(
    r"\b(?:therap\w*|treat\w*|chemo\w*|regimens?|inhibitors?|agents?|(?:neo-?)?adjuvant|\w{3,}(?:mab|nib|clib|parib|taxel|rubicin|platin))\b[^.;,]{0,60}\b(?:for|of)\b[^.;,]{0,60}$",
    re.I,
)


def asks_for_none(text: str) -> bool:
    """Whether receptors are named of other tumours, in a definition, or of one tumour in a list."""
    if _ANOTHER_TUMOUR.search(text) and not BREAST.search(text):
        return True
    explained = _DEFINITION.match(text) or STATUS_BY_SHARE.match(text)
    return bool(explained or _ASIDE.search(text) or _AMONG_OTHERS.search(text))


def in_an_addition(text: str, start: int) -> bool:
    return _IN_AN_ADDITION.search(text, 0, start) is not None


def as_an_example(text: str, start: int) -> bool:
    return _AS_AN_EXAMPLE.search(text, 0, start) is not None


def treated_for_it(text: str, start: int) -> bool:
    """Whether it is the disease that a therapy, named before it, was given for."""
    return _TREATED_FOR.search(text[:start]) is not None
