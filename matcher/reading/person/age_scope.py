"""Whose age a sentence tells: that of all patients, of some for whom a rule is made, or of those of one way in.

"Age 18 to 70"                                           all
"Patients over 70 must have an ECOG of 0-1"              some: what else is asked is asked of them
"LVEF of at least 50 % for patients 60 years or older"   some
"Patients over 70 may be included if in good health"     some: a permission
"Age > 70 with severe comorbidity", below exclusions     some: only those with the other are shut out
"Age 50-69, or 70 and older with one comorbidity"        one of several ways in
"""

from __future__ import annotations

import re

from matcher.reading.gated import gated

_UNIT = r"(?:years?|yrs?\.?|y/?o\b|y\b|of age|old|(?:or|and) (?:older|over|above|more)|at (?:inclusion|enrol\w+|registration|screening|baseline)|at the time of \w+)"
_PEOPLE = r"(?:patients?|participants?|subjects?|wom[ae]n|females?|individuals|persons?|people|adults|those)"
_AFTER_IT = rf"(?:[\s,()]*{_UNIT})*[\s)]*"
_UNFIT = r"(?:(?:who|that)\s+(?:(?:are|is)\s+)?(?:can\s?not|could\s+not|do(?:es)?\s+not|unable|unfit|not|refus\w+|declin\w+|ineligible|unsuitable)|unable|unfit|not\s+(?:able|fit|eligible|suitable|candidates?)|ineligible|unsuitable)"
_DESCRIBED = rf"(?:(?:with|who (?:have|are)|{_UNFIT})\s[^.;,]{{3,60}}?\s)?"
_RULE = gated(
    rf"{_AFTER_IT}{_DESCRIBED}(?:must|should|shall|needs?|ha(?:ve|s) to|(?:is|are|will be) required)\b"
    r"(?!\s+be\s+(?:aged?\b|between|over|under|\d|[<>]|at (?:least|most)))",
    re.I,
)
_PERMITTED = gated(
    rf"{_AFTER_IT}{_DESCRIBED}(?:may|can|(?:are|is|will be) (?:also )?(?:eligible|allowed|permitted|included|accepted|enrolled))\b",
    re.I,
)
_UNDER_A_CONDITION = gated(r"\b(?:if|provided|when|where|as long as|unless|only)\b", re.I)
_FOR_THEM = gated(
    rf"(?:^\W*(?:for|in)|\bfor(?=\s(?:[a-z]+\s)?{_PEOPLE})|\b(?:if|when))\s"
    rf"(?:(?:all|the|female|male|older|elderly|they|she|{_PEOPLE}|who|that|are|is|aged?|of)\s)*$",
    re.I,
)
_NARROWED = gated(
    rf"{_AFTER_IT}(?:with|without|who|whose|having|receiving|and\s+(?:ha(?:ve|s)|with|no|not|un\w+|ECOG|WHO|PS|KPS|Karnofsky|performance|at least|one))\b",
    re.I,
)
_OR = gated(rf"(?P<age>{_AFTER_IT}),?\s*(?:and/)?or\s+(?=\w|[<>])", re.I)
_OR_AN_AGE = gated(
    rf"\b(?:and/)?or\s+(?=(?:(?:{_PEOPLE}|who|are|if|aged?|ages|between|from)\s+)*"
    r"(?:[<>]|(?:at least|over|under|above|below|older than|younger than)\s+\d{2}\b|\d{2}\s?(?:-|to|years?|yrs?|or older|and older)))",
    re.I,
)
# '..., or any woman over 70 who cannot take a taxane': one way in
_ANY_OF = gated(rf"\bany\s+(?:(?:other|female|male|adult)\s+)?{_PEOPLE}\s+(?:(?:who|is|are|aged?|of)\s+)*$", re.I)
_WHO_IS_UNFIT = gated(rf"{_AFTER_IT}{_UNFIT}\b", re.I)
WITH_MORE = " with what is told beside it"
_ADULT = 21  # 'Patients of 18 years or older must ...' speaks of all


def of_all_adults(low: float | None, high: float | None) -> bool:
    return high is None and (low or 0) <= _ADULT


def of_some(text: str, start: int, end: int, low: float | None, high: float | None) -> bool:
    """Whether the limits at `start:end` tell for whom a rule or a permission is made."""
    if of_all_adults(low, high):
        return False
    if _ANY_OF.search(text, 0, start) and _WHO_IS_UNFIT.match(text, end):
        return True
    if _FOR_THEM.search(text[max(0, start - 60) : start]) or _RULE.match(text, end):
        return True
    permitted = _PERMITTED.match(text, end)
    if permitted is None:
        return False
    both = low is not None and high is not None  # 'women of 50 to 70 may take part' are all
    return not both or _UNDER_A_CONDITION.search(text, permitted.end()) is not None


def narrowed(text: str, end: int) -> bool:
    """Whether what follows the limits that end at `end` narrows those of that age."""
    return _NARROWED.match(text, end) is not None


def says_more(text: str, end: int) -> bool:
    """Whether words follow that are no unit of age."""
    return gated(r"\w").search(re.sub(rf"^{_AFTER_IT}", "", text[end:], flags=re.I)) is not None


def other_ages(text: str, end: int) -> str | None:
    """The rest of the text from the limits of another way in: '>= 60 with one comorbidity'; None where there are none."""
    found = _OR_AN_AGE.search(text, end)
    return text[found.end() :] if found is not None else None


def end_before_another_way(text: str, end: int) -> int | None:
    """'Age 60 or older, or twelve months without menses': where the first way ends; None where no other follows."""
    found = _OR.match(text, end)
    return found.end("age") if found is not None else None
