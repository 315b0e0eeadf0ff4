"""Breast cancers of a receptor subtype named beside tumours of every kind, which are wanted too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matcher.reading.gated import gated
from matcher.reading.receptors.markers import Found

_ANY_TUMOUR = (
    r"(?:(?:advanced|metastatic|refractory|relapsed|recurrent|specified|selected)\s+){0,3}"
    r"(?:solid\s+(?:tumou?rs?|cancers?|malignan\w+|neoplasms?)|(?:advanced|metastatic|refractory|other)\s+(?:cancers|malignancies|tumou?rs))"
)
_BEHIND = gated(
    rf"\b{_ANY_TUMOUR}\s*(?:\([^()]*\)\s*)?(?:,\s*)?"
    r"(?:including|such as|especially|preferably|particularly|e\.g\.?,?|and|or|and/or|with (?:an? )?expansion (?:cohorts? )?in|with a focus on)\s+(?:in\s+)?(?:(?!and\b|or\b)[\w-]+\s+){0,3}$",
    re.I,
)
_BEFORE = gated(
    rf"^[^.;:]{{0,40}}\b(?:breast\s+(?:cancers?|carcinomas?|tumou?rs?)|m?TNBC|m?BC)\s*(?:\([^()]*\)\s*)?,?\s*(?:and|or|and/or)\s+(?:in\s+)?(?:with\s+)?(?:any\s+|other\s+)*{_ANY_TUMOUR}\b"
    r"(?!\s*(?:\w+\s+){0,2}(?:express|overexpress|harbou?r|with\s+HER|that\s+(?:are|is|have)))",
    re.I,
)
# 'Advanced solid tumours. Dose expansion: NSCLC, TNBC': those of the expansion, beside the tumours of any kind before them
_OF_THE_EXPANSION = gated(
    rf"\b{_ANY_TUMOUR}\s*(?:\([^()]*\)\s*)?[^.;]{{0,60}}[.;,]\s*(?:and\s+)?(?:in|for|during)?\s*(?:the\s+)?(?:dose[- ])?expansion\b[^.;]{{0,60}}$",
    re.I,
)
_BREAST = gated(r"\bbreast|\bTNBC|\bm?BC\b", re.I)


_AS_FAR_BACK = 400  # letters: no match is longer


def beside_any_tumour(text: str, found: Sequence[Found], told_before: str = "") -> bool:
    """'Solid tumours, including triple-negative breast cancer', 'HER2-positive breast cancer or other solid tumours': a
    subtype is named, and asked of nobody. Not: 'HER2-positive solid tumours'."""
    first, last = found[0], found[-1]
    if not _BREAST.search(text, first.start, min(len(text), last.end + 40)):
        return False
    return bool(
        _BEHIND.search(text, 0, first.start)
        or _BEFORE.match(text[first.start :])
        or _OF_THE_EXPANSION.search((told_before + text[: first.start])[-_AS_FAR_BACK:])
    )


# 'An actionable alteration (PIK3CA, BRCA1/2 or HER2 amplification)': one gene among others, of which any is enough.
_GENE = r"\b(?:PIK3CA|g?BRCA|FGFR|EGFR|c-?MET\b|MET\b|ALK\b|ROS-?1|[KN]?RAS\b|BRAF|AKT|PTEN|NTRK|RET\b|MSI|TMB)"
_HER2 = r"\b(?:HER-?2|ERBB2)"
_AMONG_GENES = gated(
    rf"{_GENE}[^.;]{{0,40}}(?:,|/|\bor\b)[^.;]{{0,25}}{_HER2}|{_HER2}(?:(?!breast|cancer|tumou?r|negativ|disease)[^.;]){{0,45}}(?:,|/|\bor\b)\s*(?:or\s+)?(?-i:{_GENE})",
    re.I,
)
_ANY_OF_THEM = gated(
    r"\bor\b|\be\.g\b|\bsuch as\b|\binclud\w+|\b(?:one|any) of\b|\balterations?\b|\bactionable|\btarget\w*|\bbiomarkers?\b",
    re.I,
)


def among_genes(text: str, words: str) -> bool:
    """Whether a HER2-positive tumour is but one of the altered genes that a sentence lists."""
    return words == "HER2-positive" and bool(_AMONG_GENES.search(text) and _ANY_OF_THEM.search(text))
