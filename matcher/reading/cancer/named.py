"""Where a record names breast cancer, solid tumours or any cancer as what it takes."""

from __future__ import annotations

import re

from data.criteria import Evidence
from data.trial import Trial
from matcher.reading.gated import Pattern, gated
from matcher.reading.negation import negated
from matcher.reading.population import OTHER_TUMOUR
from matcher.reading.whole_record import TITLES, inclusions, lines_of_sources

_TUMOUR = r"(?:cancers?|carcinomas?|neoplasms?|neoplasia|tumou?rs?|malignan\w+|adenocarcinomas?)"
_AND = r"(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|and/or)\s+|\s*/\s*)"

# 'Gynaecologic, breast, or non-small cell lung cancer': the word behind the last organ is of them all
_IN_A_LIST = (
    rf"\bbreast{_AND}(?:[\w-]+(?:\s[\w-]+){{0,2}}{_AND}){{0,6}}(?:[\w-]+\s){{1,4}}(?:{_TUMOUR}|primar(?:y|ies))\b"
)
# 'Solid tumours (lung, breast and cervical)', 'cancer of the colon, lung or breast': the word before the first organ is of them all
_SUCH_AS = r"(?:e\.g\.?|i\.e\.?|such as|including|mainly|primarily)[\s,:]*"
_BEFORE_A_LIST = (
    rf"\b{_TUMOUR}(?:\s+(?:patients|survivors))?(?:\s*[(:]\s*(?:{_SUCH_AS})?|\s+{_SUCH_AS}|\s+of\s+the\s+)"
    rf"(?:(?:[\w-]+(?:\s[\w-]+){{0,2}}{_AND}){{1,8}}(?:the\s+)?breast(?=\s*(?:$|[,;:.)/]|\band\b|\bor\b))|breast{_AND}[\w-]+(?=\s*(?:$|[,;:.)/]|\band\b|\bor\b)))"
)
NAMING_BREAST = gated(
    rf"{_IN_A_LIST}|{_BEFORE_A_LIST}|\bbreast[- ](?:\w+[- ]){{0,2}}?(?:{_TUMOUR}|DCIS|surgery|conserv\w+|reconstruct\w+|radiotherapy|irradiation|lesions?|mass)"
    rf"|\b{_TUMOUR},? (?:of (?:the )?(?:\w+ )?)?breast\b|\bmammary (?:ductal )?{_TUMOUR}|\bTNBC\b|\bDCIS\b|\bm?MBC\b|\bEBC\b"
    r"|\b(?:HER2|HR|ER|ERBB2)\W{0,3}(?:\+|-|positive|negative|low)?[\w/+-]*\s+(?:m?BC)\b|\btriple[- ]negative\b|\bmastectom|\blumpectom|\bMRMs?\b|^breast$|\bmBC\b|\bBC participants|\bDuctal Carcinoma",
    re.I,
)
_CONDITION = gated(r"^\W*(?:breast|mammary)\W*$|breast-?cancer", re.I)

# 'Advanced malignant solid tumours' is any cancer, 'advanced anal canal cancer' is one.
_BROAD = r"(?:solid|malignant|refractory|relapsed|recurrent|metastatic|unresectable|incurable|advanced|locally|adult|human|other|unspecified|different|various|multiple|selected|all|any|rare|end[- ]stage|or|and|types? of|kinds? of|primary|active|stage|[IV]+)"
ANY_CANCER = gated(
    rf"\bsolid (?:\w+ )?{_TUMOUR}|\b(?:any|all|various|multiple|advanced|metastatic|refractory|unspecified|adult|recurrent|relapsed|incurable)[ ,/]+(?:{_BROAD}[ ,/]+){{0,4}}{_TUMOUR}(?! of| stem)"
    r"|\bcancer (?:patients?|survivors?|pain|survivorship|care|related|treatment|registry|experience)\b|\b(?:patients|people|adults|women|individuals|persons|participants) (?:with|living with|diagnosed with|undergoing treatment for|treated for|who have) (?:a |any |advanced |metastatic |active |current )*(?:cancer|malignanc\w+)\b(?! of)"
    rf"|^\W*(?:{_TUMOUR}|metastas[ei]s|neoplasm metastasis|oncology|cancer diagnosis)\W*$",
    re.I,
)
SOLID = gated(
    rf"\bsolid (?:\w+ )?{_TUMOUR}|\b(?:any|all|other) (?:solid |malignant )?{_TUMOUR}|\badvanced (?:malignanc|cancers?\b|(?:malignant )?tumou?rs)|\bcancer (?:patients|survivors)|\bpeople with cancer",
    re.I,
)
SPREAD = gated(
    r"\b(?:brain|bone|liver|lung|spinal|CNS|leptomeningeal|cerebral|spine|pulmonary|hepatic|peritoneal) (?:metasta|mets)",
    re.I,
)
NO_BREAST = gated(
    r"\b(?:excluding|except(?:ing)?(?: for)?|other than|with the exception of|apart from|not including)\s+(?:\w+,?\s+(?:and |or )?){0,4}?breast\b|\bnon-?breast\b",
    re.I,
)

# Other cancers she may have had, and 'Response Evaluation Criteria in Solid Tumors', name no tumour that is taken.
_ASIDE = gated(
    r"\bRECIST\b|\bcriteria in solid|\b(?:other|second|prior|previous|concurrent|another|additional|history of|personal history|family history|relatives?|mothers?|sisters?|risk)\b|except|in situ|\bunless\b|free of|mutation|screening",
    re.I,
)
# '(lung, breast, cervical and others)': the others are of the list.
_AND_OTHERS = gated(
    rf"(?:\bbreast\s*,|,\s*breast\b|\bbreast\s+(?:and|or)\b)[^.;:()]{{0,60}}?\bothers?\b(?=\s*(?:$|[.;)])|\s+(?:solid\s+|advanced\s+)?{_TUMOUR}\b)",
    re.I,
)
CONFIRMED = gated(r"\b(?:histo|patho|cyto)\w*[^.;]{0,40}\b(?:confirmed|proven|diagnos\w+|documented|verified)\b", re.I)


def named(trial: Trial, pattern: Pattern) -> Evidence | None:
    for source, line, evidence in lines_of_sources(trial, *TITLES, "conditions", "keywords"):
        if source not in TITLES:
            line = _NO_DISEASE.sub(" ", line)
        if _of_any_organ(pattern, line) or (
            pattern is NAMING_BREAST and source == "conditions" and _CONDITION.search(line)
        ):
            if not (source in TITLES and _negative_title(line)) and not NO_BREAST.search(line):
                return evidence
    for text, sentence in inclusions(trial):
        found = _of_any_organ(pattern, sentence.text)
        if found and not _ASIDE.search(_AND_OTHERS.sub(" ", sentence.text)) and not negated(sentence, found.start()):
            return Evidence("criteria", *text.span(sentence.start, sentence.end))
    return None


def _of_any_organ(pattern: Pattern, text: str) -> re.Match[str] | None:
    """The first match before which no other organ stands: 'prostate cancer patients' are not any cancer patients."""
    for found in pattern.finditer(text):
        before = text[max(0, found.start() - 25) : found.start()]
        organ = gated(r"([\w-]+)[\s/-]{1,2}$").search(before)
        if pattern is NAMING_BREAST or organ is None or not OTHER_TUMOUR.fullmatch(organ[1]):
            return found
    return None


# Conditions and keywords that name a gene or a risk, not a disease.
_NO_DISEASE = gated(
    r"\b(?:hereditary|familial)\s+(?:predisposition\s+to\s+)?breast\s*(?:and|/|,|&|-)[^;]*ovarian[^;]*|\bbreast\s+cancer[\s(-]+(?:gene|BRCA|risk|screening|prevention|susceptibility|predisposition|type [12])\b.*",
    re.I,
)


def _negative_title(line: str) -> bool:
    return bool(gated(r"\brisk of breast|\bbreast[- ]?feed|\bnon-breast|\bexcluding breast", re.I).search(line))
