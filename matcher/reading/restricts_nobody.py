"""Words about earlier treatment that restrict nobody: how lines are counted, 'treatment-naive or previously treated'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked

_AS_A_LINE = (
    r"(?:(?:will|would|should|must|may|can|is|are|be|to be|been|do|does|shall)\s+)*(?:not\s+)?(?:be\s+)?(?:counts?|counted|considered|regarded)\s+"
    r"(?:as\s+|to\s+be\s+|towards?\s+|(?=(?:one|two|[12])\b))(?:having\s+(?:had|received)\s+)?(?:an?|one|two|[12])?\s*(?:(?!(?:for|to|after|on|in|candidates?)\b)\w+\s+){0,3}(?:lines?|regimens?)\b(?:\s+of\s+(?:\w+\s+){0,2}\w+)?"
)


# 'Relapse within 12 months of adjuvant chemotherapy counts as one prior line', as the whole of a sentence
_RULE = gated(
    rf"^(?!.*(?:\b(?:(?:no|not) more than|at most|up to|max\w*|at least|must|ha(?:ve|s|d))\b|[<>]=\s*\d\s*(?:lines|prior|previous)))[^;]*?{_AS_A_LINE}\W*$",
    re.I,
)


# '..., where relapse within 12 months of adjuvant treatment counts as one line'; not: '..., endocrine therapy is not counted as a line'
_RULE_BESIDE = gated(
    rf"[,;(]\s*(?:with|where|and|note that|whereby)?\b(?![^,;()]*\bnot\b)[^,;()]{{3,120}}?{_AS_A_LINE}\)?", re.I
)


# '..., if relapse came within 6 months of adjuvant chemotherapy, that is the first line for metastatic disease'
_RULE_IF = gated(
    r"[,;(]\s*(?:if|when|where)\s(?:there\s+is\s+|the\s+)?(?:disease\s+)?(?:progress|relaps|recurr)[^;()]{3,120}?\badjuvant\b[^;()]{0,60}?\b(?:as|is|be|been|was)\s+(?:considered\s+|counted\s+|regarded\s+)?(?:as\s+)?(?:the\s+)?(?:first|1st)[- ]line\b[^;()]*\)?$",
    re.I,
)


_HAD = r"(?:(?:previously |pre-?|already )?treated|(?:previously )?exposed|(?:pre-?|treatment[- ])?experienced)"
NAIVE_OR_NOT = gated(
    rf"\b(?:both\s+)?(?:[\w-]+[- ]na(?:i|\u00ef)ve|(?:previously )?untreated)\s+(?:or|and|/|and/or|as well as)\s+(?:[\w-]+[- ])?{_HAD}\b"
    # not: 'untreated or previously treated brain metastases that progressed'
    r"(?!\s+(?:with|by)\b|\s+(?:brain|CNS|cerebral|leptomening\w*)\s+(?:\w+\s+)?(?:that|which|with|requiring|and|but|not|progressing)\b)",
    re.I,
)


# '... must include a taxane and may include trastuzumab'
_MAY_TOO = gated(
    r"(?:(?<=\bmust include )|(?<=\bmust have included )|(?<=\bmust have received )|(?<=\bmust contain ))(?P<asked>[^.;]{3,120}?)(?P<too>,?\s(?:and|but)\smay\s(?:also\s)?(?:include|have (?:included|received)|contain)\b[^.;]*)",
    re.I,
)


# 'There is no limit to the number of prior regimens', as the whole of a sentence
_NO_LIMIT = gated(
    r"^\W*(?:there\s+(?:is|are)\s+)?no\s+(?:upper\s+)?(?:limit(?:s|ations?)?|restrictions?|maximum)\s+(?:to|on|of|for|in|regarding|as\s+to)\b"
    r"(?:(?!\b(?:but|however|except\w*|only|unless|must|should|other than)\b)[^.;])*\W*$",
    re.I,
)


def is_a_rule_of_counting(text: str) -> bool:
    """Whether it only tells how lines are counted, or that they are not."""
    return bool(_RULE.match(text) or _NO_LIMIT.match(text))


def without_what_restricts_nobody(text: str) -> str:
    """The text with such words made blank; positions hold."""
    if is_a_rule_of_counting(text):
        return " " * len(text)
    text = _MAY_TOO.sub(lambda m: m["asked"] + " " * len(m["too"]), text)
    return blanked(NAIVE_OR_NOT, blanked(_RULE_BESIDE, blanked(_RULE_IF, text)))
