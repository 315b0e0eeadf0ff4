"""Treatment that another illness called for: 'history of psoriasis requiring systemic therapy' is no treatment of the cancer."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.therapy.told import Told

_CALLED_FOR = r"\b(?:(?:that|which|who)\s+(?:(?:has|have|had|is|are|was|were|been)\s+)*)?(?:requir(?:ing|es?|ed)|need(?:s|ing|ed)?|necessitat(?:ing|es?|ed)|treated\s+(?:with|by)|managed\s+(?:with|by)|for\s+which)"
_REQUIRING = gated(rf"{_CALLED_FOR}\s+(?:(?!or\b|and\b|prior\b|previous|earlier\b)[\w-]+\s+){{0,4}}$", re.I)
# The whole of a point: 'history of psoriasis requiring systemic therapy within 2 years'
_ILLNESS_TREATED = gated(
    rf"^(?P<illness>[^.;:]{{3,140}}?)\s{_CALLED_FOR}\s+(?:(?!or\b|and\b|prior\b|previous|earlier\b)[\w-]+\s+){{0,3}}?(?:systemic|hormon\w+|endocrine|immun\w+)\s+(?:[\w-]+\s+)?(?:therap(?:y|ies)|treatments?)\b(?:(?!\b(?:cancer|prior|previous)\b)[^.;:]){{0,80}}\W*$",
    re.I,
)
_WHO_HAVE = gated(
    r"^\W*(?:(?:any\s+)?(?:patients?|participants?|subjects?|women|those|individuals)\s+(?:with|having|who\s+(?:have|had)(?:\s+had)?)\s+)?(?:an?\s+|any\s+)?"
    r"(?:(?:prior|previous|past|known|active|current|recent|significant|severe|serious|chronic|uncontrolled|medical|personal|history|of|or|and|the|other|any|an?|evidence|presence|documented|clinically|have|has|had|been|ever|never|not|no|is|are|was|were|be|already|previously|such|as|(?-i:[a-z]|[A-Z][a-z])[a-z]*ly)\W+)*",
    re.I,
)
# Her cancer and what it does, people, and treatments: what is required then may be a treatment of the cancer.
_OF_THE_CANCER = gated(
    r"breast|TNBC|\bm?BC\b|\bABC\b|early|H(?:R|ER-?2)\b|cancer|carcinom|tumou?r|malignan|neoplas|oncolog|metasta|\bmets\b|recur|relaps|progress|lesion|visceral|\bstage\b|DCIS|LCIS|\bnod(?:es?|al)\b|invasive|advanced|residual|\bdiseases?\b|^\W*(?:illness|condition)(?:es|s)?\b|\bpain\b|exposure"
    r"|\bCNS\b|brain|mening|effusion|ascites|patient|participant|subject|wom[ae]n|individual|\bwho\b|\bthose\b|therap|treat|surg|regimen|\blines?\b|radi(?:o|at)|chemo|inhibitor|\w+mab\b|\w+nib\b|\w+clib\b|menopaus|ovar|positive|negative|\bprimary\b",
    re.I,
)

# 'Skin disease', 'Crohn's disease': not the cancer
_ANOTHER_DISEASE = gated(
    r"\b(?:skin|(?:auto-?)?immune|dermat\w+|rheumat\w+|bowel|thyroid|lung|pulmonary|liver|hepatic|kidney|renal|cardiac|heart|cardiovascular|vascular|infectious|psychiatric|neurologic\w*|connective\s+tissue|endocrine|crohn\W?s|\w+\W?s)\s+diseases?\b",
    re.I,
)


def is_of_a_complaint(told: Told) -> bool:
    """Whether an exclusion names the treatment only as what another illness called for."""
    called_for = _REQUIRING.search(told.before) if told.sentence.excludes else None
    if called_for is None or _EARLIER.search(told.text, told.start, told.end):
        return False  # '..., or prior chemotherapy' is another point of the list
    return _is_an_illness(told.before[: called_for.start()])


def names_an_illness_treated(text: str) -> bool:
    """Whether an exclusion is but another illness that called for treatment."""
    told = _ILLNESS_TREATED.match(text)
    return told is not None and _is_an_illness(told["illness"])


def _is_an_illness(words: str) -> bool:
    illness = _ANOTHER_DISEASE.sub("another", _WHO_HAVE.sub("", words))
    return bool(_A_WORD.search(illness)) and not _OF_THE_CANCER.search(illness)


_A_WORD = gated(r"[a-z]{4,}", re.I)
_EARLIER = gated(r"\b(?:prior|previous\w*|earlier)\b", re.I)
