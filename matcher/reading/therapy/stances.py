"""Whether words about a therapy deny, allow, ask for or shut it out."""

from __future__ import annotations

import re
from dataclasses import replace

from matcher.reading.gated import gated
from matcher.reading.negation import negated
from matcher.reading.pattern import blank
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lists import AT_WILL, NAIVE
from matcher.reading.therapy.told import NEVER_GIVEN, Told

_OR_HAD = gated(
    r"\W*or\s+(?:have\s+|has\s+|had\s+)?only\s+(?:had|received)\b|\W*or\b(?!\s+(?:no|not|without|any)\b)[^,;]{0,30}?\b(?:progress\w*|relaps\w*|recurr\w*|fail\w*)\s+(?:on|after|during|following|to|of)\b",
    re.I,
)


def is_denied(told: Told) -> bool:
    """Whether the words say that she must not have had it."""
    text, own = told.text, told.sentence
    # 'no therapy yet, or progression on X', 'no therapy yet or only received X': 'no' is of the first
    if told.part[0] and _OR_HAD.match(text, told.part[0]):
        own = replace(own, text=blank(text, 0, told.part[0]))
    # the 'not' of 'are not eligible' is the sentence's stance, no part of her history
    not_eligible = _NOT_ELIGIBLE.search(text[max(0, told.start - 120) : told.start])
    no_response = _NO_RESPONSE_TO.search(told.before)
    return (
        (not not_eligible and not no_response and negated(own, told.start))
        or bool(_UNTREATED_WITH.search(told.before))
        or bool(_UNLIKE_THE_OTHER.match(told.after) and phrases.PERMITS.search(text, 0, told.start))
        or bool(NAIVE.match(told.after))
        or bool(NEVER_GIVEN.match(text, told.end))
    )


def stance_told(told: Told, stance: Stance, *, denied: bool, settled: bool) -> Stance | None:
    """The stance of these words where it is not that of the sentence; None where it is."""
    if denied:  # 'must not have had' puts out in either section
        return Stance.FORBID if told.sentence.excludes and not _MUST_NOT.search(told.before) else Stance.REQUIRE
    if settled:
        return None
    if stance is Stance.ALLOW and _ASKED_FOR.match(told.after):
        return Stance.REQUIRE
    closing = _IS_PERMITTED.match(told.text[told.end + len(told.after) :])
    lets_in = phrases.PERMITS.search(AT_WILL.sub(" ", told.clause))
    permitted = closing or (lets_in and not phrases.DENIES_PERMISSION.search(told.clause))
    if permitted and not _ONLY_THEN.search(_IN_A_PART.sub(" ", _IN_A_COUNTRY.sub(" ", told.clause))):
        return Stance.ALLOW
    return Stance.FORBID if stance is Stance.FORBID else None


_IS_PERMITTED = gated(r"\W*(?:is|are) (?:permitted|allowed)\b", re.I)


# 'May have progressed on exemestane (any country) or fulvestrant (US only)'
_IN_A_COUNTRY = gated(
    r"\((?:in\s+)?(?:the\s+)?(?:US|USA|U\.S\.A?\.?|EU|Europe|UK|Japan|China|Korea|Canada|France|Germany|Italy|Spain|Australia)\s+only\)",
    re.I,
)
# 'Prior fulvestrant is allowed in cohort 2 only'
_PART = r"(?:cohorts?|parts?|arms?|phases?|groups?|stages?|escalation|expansion)"
_IN_A_PART = gated(
    rf"\b(?:in|for|during)\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}?{_PART}(?:\s+\w{{1,3}}(?:\s*(?:,|and|or)\s*\w{{1,3}})?)?\s+only\b|\bonly\s+(?:in|for|during)\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}?{_PART}\b",
    re.I,
)
_ONLY_THEN = gated(r"\bonly\b|\bmust (?:also )?have\b", re.I)


_UNTREATED_WITH = gated(
    # 'previously untreated first-line chemotherapy' is meant so, too
    r"\buntreated (?:with|by)\b|\buntreated\s+(?:(?:first|1st)[- ]line\s+|palliative\s+)?$|\bna(?:i|\u00ef)ve (?:to|of|for)\b",
    re.I,
)


# 'Without response to prior chemotherapy': she had it
_NO_RESPONSE_TO = gated(
    r"\b(?:no|not|without|lack of|never)\s+(?:(?:any|a|an|had|have|shown|achieved|documented|objective|clinical)\s+){0,3}(?:respon\w+|benefit\w*|remission)\s+(?:to|from|of|after|with|on|by)\s+"
    r"(?:(?:the|any|an?|their|prior|previous|earlier|last|at least|one|first-line|standard)\s+){0,4}$",
    re.I,
)


_NOT_ELIGIBLE = gated(r"\bnot\s+(?:be\s+)?(?:considered\s+)?(?:eligible|allowed|permitted|enrolled|included)\b", re.I)


# 'Prior trastuzumab is required, prior pertuzumab is not required'; 'prior pertuzumab is allowed, prior T-DM1 is not'
_ASKED_FOR = gated(r"\W{0,2}(?:is|are) (?:required|mandatory)\b", re.I)


_UNLIKE_THE_OTHER = gated(r"\W{0,2}(?:is|are) not\W*$", re.I)


_MUST_NOT = gated(r"\b(?:must|should|may|can|will) ?not\b", re.I)
