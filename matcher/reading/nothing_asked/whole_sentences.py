"""Whole sentences that ask nothing: 'regardless of ...', '... will be recorded', '... is not an exclusion criterion'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

# 'Regardless of prior chemotherapy', 'with or without brain metastases', as the whole of a sentence
_WHATEVER = gated(
    r"^\W*(?:(?:regardless|irrespective(?:ly)?|independent(?:ly)?)\s+of|with(?:\s+or\s+|\s*/\s*)without)\b"
    r"(?:(?!,\s*(?!(?:or|and)\b)|\b(?:must|should|need|who|but|only)\b)[^;:])*$",
    re.I,
)
# 'Prior endocrine therapy will be recorded', as the whole of a sentence
_RECORDED = gated(
    r"^(?:(?!\b(?:must|should|only|eligible|if|unless)\b)[^.;:])*?\b(?:will|shall)\s+(?:also\s+)?be\s+(?:recorded|collected|noted|documented|captured|registered|logged|reported)\b[^.;:]*\W*$",
    re.I,
)


# 'Bone-only disease is not an exclusion criterion', 'measurable disease is not required', 'patients who progressed may also be enrolled', as
# the whole of a sentence: it lets in, and may tell of whom
_LETS_IN = gated(
    r"^(?:(?!\b(?:if|unless|but|provided|except|must|should|however|as\s+long\s+as|other\s+than)\b)[^;:,()])*?\b(?:"
    r"(?:is|are|will\s+be|shall\s+be)\s+not\s+(?:in\s+itself\s+)?(?:an?\s+)?(?:exclusion(?:ary)?(?:\s+criteri(?:on|a))?|reasons?\s+for\s+exclusion|required|mandatory|necessary|obligatory|requirement|prerequisite)"
    r"|(?:does|do|will)\s+not\s+(?:exclude|preclude|disqualify)\b[^.;:]{0,60}"
    r"|(?:may|can)\s+also\s+(?:be\s+(?:enrolled|included|eligible|recruited)|enrol\w*|participate|take\s+part))\W*$",
    re.I,
)


def lets_in(text: str) -> bool:
    """Whether the whole sentence lets somebody in, and asks nothing of the others."""
    return _LETS_IN.match(text) is not None


def all_one(text: str) -> bool:
    """Whether the whole sentence tells that something is all one, or only written down."""
    return any(pattern.match(text) for pattern in (_WHATEVER, _RECORDED))
