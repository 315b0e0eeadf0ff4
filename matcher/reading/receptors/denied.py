"""Descriptions of receptors that are denied: 'not HER2-positive', 'no cancer known to overexpress HER2', 'non-luminal'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.negation import NOT_JOINED, negated
from matcher.reading.receptors.markers import Found
from matcher.reading.receptors.masks import Description
from matcher.reading.sentences import Sentence

_DENIAL_REACH = 100  # characters

# 'not known to be', 'never previously reported as', 'no prior history of', 'does not display', 'must not show, in any biopsy,'
_DENIES = gated(
    rf"\b(?:{NOT_JOINED}|not|non|no|without|never|neither)(?:\s+(?:be|been|have|had|known|an?|any|to|as|prior|previous(?:ly)?|before|ever|documented|reported|diagnosed|classified|considered|found|tested|shown|evidence of|history of|"
    r"display|exhibit|show|demonstrate|harbou?r|carry|present(?: with)?|contain|possess)){0,5}(?:,\s[^,.;:]{3,60},)?[\s-]*$",
    re.I,
)

# 'No previous breast cancer known to overexpress HER2'
_NO_SUCH_TUMOUR = gated(
    r"^\W*(?:no|without)\s+(?:\w+\s+){0,3}(?:cancers?|carcinomas?|tumou?rs?)\s+(?:(?:known|shown|proven)\s+to\s+|that\s+|which\s+|with\s+)?(?:be\s+|was\s+|were\s+)?$",
    re.I,
)

# Under Exclusion 'Not HER2-positive' shuts out the others, while 'No HER2-positive disease' is shorthand.
_IS_NOT = gated(
    r"^\W*(?:(?:any\s+|all\s+)?(?:breast\s+)?(?:cancers?|carcinomas?|disease|tumou?rs?|patients?|subtypes?)\s+(?:that|which|who)\s+)?(?:is |are )?not\s+(?:be\s+|being\s+)?$",
    re.I,
)


def polar(sentence: Sentence, description: Description, start: int, end: int) -> Found:
    before = sentence.text[max(0, start - 40) : start]
    denied = _DENIES.search(sentence.text, max(0, start - _DENIAL_REACH), start) and negated(
        sentence, start, _DENIAL_REACH
    )
    if sentence.excludes and _IS_NOT.match(sentence.text[:start]):
        return Found(description.negated(), start, end)
    denied = denied or bool(not sentence.excludes and _NO_SUCH_TUMOUR.match(sentence.text[:start]))
    if denied or gated(r"\bnon-?\s?$", re.I).search(before):
        return Found(description.as_shut_out().negated(), start, end)
    return Found(description.as_shut_out() if sentence.excludes else description, start, end)
