"""Men and women, as the criteria name those whom they take."""

from __future__ import annotations

import re
from functools import lru_cache

from data.axes import PERSON_AXIS
from data.criteria import Within
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.person.menopausal_states import WOMEN
from matcher.reading.stance import Stance

# Duties of those who may bear or father children say nothing of who may join.
OF_A_DUTY = gated(
    r"child-?\s?bearing|pregnan|contracep|fertil|partner|lactat|breast-?\s?feed|nursing|reproducti|steril|amenorr|WOCBP|hysterect|"
    r"ovulat|HCG|potential|abstinen|condom|birth control|menarche|oligomenorr|begun to menstruate|QTc|creatinine|h[ae]+moglobin|testoster|\bestradiol|years? since",
    re.I,
)
MEN = r"(?:males?|men|man)\b(?!\s*-?\s*to)"
BOTH = gated(
    rf"\b(?:{MEN}|both)[^.;]{{0,25}}?\b(?:and|or|/|&|,)\s*(?:\w+[- ]?){{0,4}}?\b(?:females?|wom[ae]n)\b|\b(?:females?|wom[ae]n)\b[^.;]{{0,25}}?(?:and|or|/|&|,)\s*(?:adult\s+)?{MEN}"
    r"|\b(?:both|either|any|all)\s+(?:sex(?:es)?|genders?)\b|\bregardless of (?:sex|gender)|\b(?:sex|gender)\W{0,4}\s*(?:any|all|both|not specified|male (?:or|and) female)|unrestricted (?:sex|gender)",
    re.I,
)
WOMEN_WORD = gated(r"\b(?:wom[ae]n|females?)\b", re.I)
MALE_IN = gated(
    rf"\b{MEN}(?:(?!\bnot\b)[^.;]){{0,60}}\b(?:eligible|allowed|permitted|included|accepted|recruited|welcome|(?:may|can)\s+(?:also\s+)?(?:participate|enroll?|take\s+part|join|enter))",
    re.I,
)

# A sentence of its own that takes men, beside another about women.
_MEN_TAKEN = gated(
    rf"(?:^|[.;*\n]|\d[.)])[ \t]*(?:however,?\s+|also,?\s+)?(?:adult\s+)?{MEN}(?:\s+(?:patients?|subjects?|participants?))?(?:\s+(?:with\s+)?(?:\w+\s+)?breast\s+(?:cancer|carcinoma)(?:\s+patients?)?)?\s+"
    r"(?:(?:are|is|(?:may|can|will)(?:\s+also)?(?:\s+be)?)\s+)(?:also\s+)?(?:eligible|allowed|permitted|included|accepted|acceptable|enroll(?:ed)?|enrol|recruited|welcome|participate|take\s+part|join|enter)\b",
    re.I | re.M,
)


@lru_cache(maxsize=64)
def takes_men(criteria: str) -> bool:
    """Asked anew of a record by each of its sentences."""
    return _MEN_TAKEN.search(criteria) is not None


@lru_cache(maxsize=64)
def takes_both_sexes(criteria: str) -> bool:
    """Whether the criteria name men and women as those they take, and not for their duties."""
    both = BOTH.search(criteria)
    return both is not None and not OF_A_DUTY.search(criteria, max(0, both.start() - 60), both.end() + 80)


def a_woman(at: re.Match[str]) -> Mention:
    return Mention("sex", Within(PERSON_AXIS, WOMEN), "a woman", *at.span(), Stance.REQUIRE, settled=True)
