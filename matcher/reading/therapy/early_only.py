"""Treatment that is let in for early disease only: 'prior trastuzumab is allowed in the adjuvant setting only'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.therapy.phrases import LET_IN
from matcher.reading.therapy.told import NONE_FOR_IT, Told


def let_in_early_only(told: Told) -> bool:
    if _ONLY_ADJUVANT.search(told.text, 0, told.start) and _IS_LET_IN.match(told.text, told.end):
        return True
    if NONE_FOR_IT.match(told.text, told.end):
        return True
    if _NONE_LATER.match(told.text, told.end) and gated(r"\badjuvant\s+$", re.I).search(told.before):
        return True
    return _ONLY_EARLY.match(told.text, told.end) is not None


# '... is only allowed in the adjuvant setting', '... limited to adjuvant treatment', '... as adjuvant treatment but not for metastatic disease'
_ONLY_EARLY = gated(
    rf"[^.;:()]{{0,60}}\b(?:only(?: {LET_IN})?|{LET_IN} only)\s+(?:if (?:given |administered |received )?)?(?:in|as|for|during)\b[^.;]{{0,25}}adjuvant\b"
    r"|[^.;:()]{0,60}\b(?:limited|restricted|confined) to\b[^.;]{0,25}adjuvant\b(?!\s+(?:and|or|/))"
    r"|(?:[^.;:()]|\(neo-?\)){0,60}\badjuvant\b[^.;:()]{0,40}\bbut (?:not|none|never|no \w+)\b[^.;:()]{0,40}\b(?:metasta|advanced|palliative)\w*"
    rf"|[^.;:]{{0,60}}\badjuvant\b[^.;:]{{0,20}}\bonly\b\W*(?:(?:is|are)\s+)?{LET_IN}\b"
    # '... is allowed in the (neo)adjuvant setting only', '... permitted if given in the adjuvant setting only'
    rf"|[^.;:()]{{0,40}}\b{LET_IN}\s+(?:if (?:given |administered |received )?)?(?:in|as|for|during)\s+(?:the\s+)?(?:\(?neo-?\)?-?\s?adjuvant\s*(?:or|and|and/or|/)\s*)?\(?(?:neo-?\)?-?)?adjuvant(?:\s+(?:settings?|therapy|treatment))?\s+only\b"
    rf"|[^.;:()]{{0,40}}\bonly\s+{LET_IN}\s+(?:in|as|for|during)\s+(?:the\s+)?\(neo-?\)-?\s?adjuvant\b",
    re.I,
)


# 'Only prior adjuvant trastuzumab is allowed'
_ONLY_ADJUVANT = gated(r"^\W*only\s+(?:prior\s+|previous\s+)?(?:\(?neo-?\)?-?)?adjuvant\s+$", re.I)


# 'Adjuvant chemotherapy is allowed; none for metastatic disease'
_NONE_LATER = gated(
    rf"\s*(?:(?:is|are)\s+)?{LET_IN}\s*[;,]\s*(?:but\s+)?(?:none|not|no chemotherapy)\s+(?:for|in)\s+(?:the\s+)?(?:\w+\s+or\s+)?(?:metasta|advanced|recurrent)",
    re.I,
)

_IS_LET_IN = gated(rf"[^.;:]{{0,40}}\b{LET_IN}\W*$", re.I)
