"""What an exception lets back in: 'unless treated and stable'."""

from __future__ import annotations

import re

from matcher.reading.brain.descriptions import HAS_STABLE, NEEDS_NOT, STABLE_WORD, states_described
from matcher.reading.brain.stances import HEAD_NEGATION
from matcher.reading.brain.states import ACTIVE, STABLE, States
from matcher.reading.gated import gated
from matcher.reading.negation import negated
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence

ASYMPTOMATIC = gated(
    r"\basymptomatic|\bneurologically\s+stable|without\s+(?:\w+\s+){0,2}symptoms|no\s+(?:neurolog\w+\s+)?symptoms", re.I
)


_ALTERNATIVE = gated(r"\b(?:or|but)\b|;", re.I)


def other_way_in(sentence: Sentence, phrases: list[re.Match[str]]) -> re.Match[str] | None:
    """'No brain metastases, or treated, stable ones': where the second way in begins."""
    if sentence.excludes or not (HEAD_NEGATION.match(sentence.text) or negated(sentence, phrases[0].start())):
        return None
    for phrase in phrases[1:]:
        behind = sentence.text[phrase.end() :]
        stable = states_described(sentence.text, phrase).sure == STABLE or _ARE_STABLE.match(behind)
        if stable or _ARE_ASYMPTOMATIC.match(behind):
            return _ALTERNATIVE.search(sentence.text, phrases[0].end(), phrase.start())
    if len(phrases) == 1 and _NO_OR_STABLE.search(sentence.text[: phrases[0].start()]):
        return _NO_OR_STABLE.search(sentence.text)
    return None


_ARE_STABLE = gated(
    rf"[\s,(]*(?:(?:that|which|who)\s+)?(?:(?:is|are|has been|have been|were|must be)\s+)?(?:\w+\s+)?{STABLE_WORD}",
    re.I,
)
_ARE_ASYMPTOMATIC = gated(r"[\s,(]*(?:(?:that|which|who)\s+)?(?:(?:is|are)\s+)?(?:\w+\s+)?asymptomatic\b", re.I)


_SETTLED = r"(?:(?<!un)stable|(?<!un)treated|(?<!un)controlled|inactive|asymptomatic)"


# 'No or stable brain metastases', 'stable or no brain metastases'
_NO_OR_STABLE = gated(
    rf"\b(?:no|without)\W{{1,3}}or\b[^.;]{{0,40}}{_SETTLED}|\b{_SETTLED}\W+(?:\w+\W+){{0,2}}or\W+(?:no|without)\W", re.I
)


_TO_TREAT = r"(?:immediate|local|urgent|treatment|therapy|any|radi|intervention)"
# 'Untreated lesions', 'those that need no local therapy'
NAMES_UNTREATED = gated(
    rf"\buntreated|\bnot\s+(?:\w+\s+)?(?:requir|need)\w*\s+{_TO_TREAT}|\b(?:requir\w*|need\w*)\s+no\s+{_TO_TREAT}(?!\s+with\s+(?:\w+\s+)?(?:cortico)?steroids?\b)|\b(?:no|without)\s+(?:\w+\s+)?(?:need|indication)\s+(?:for|of)\s+{_TO_TREAT}",
    re.I,
)
UNTREATED_SAVED = gated(
    rf"{NAMES_UNTREATED.pattern}|\bor[\s,(]+(?:(?!and\b|but\b|radi|irradi|surg|resect|stereo|gamma|SRS|SBRT|WBRT)\w+[\s)]+){{0,2}}asymptomatic|asymptomatic\s+or\b",
    re.I,
)


def saved(words: str, *, beside_untreated: bool = False) -> States:
    """The states that the words of an exception let in; `beside_untreated`: of an exclusion that names untreated ones beside
    others, which 'asymptomatic or stable ones are allowed' does not let in again."""
    if beside_untreated and HAS_STABLE.search(words) and not NAMES_UNTREATED.search(words):
        told = saved(words)
        return States(told.sure, told.wide & ~ACTIVE)
    more = ACTIVE if UNTREATED_SAVED.search(words) else 0
    if HAS_STABLE.search(words) or NEEDS_NOT.search(words):
        stable = 0 if too_long(words) else STABLE
        return States(stable, STABLE | more)
    if ASYMPTOMATIC.search(words):
        return States(STABLE, STABLE | ACTIVE)
    return States(0, STABLE | ACTIVE)


_DURATION = gated(
    r"\b(?:stable|stability|stabili[sz]ed|progress\w*|controlled|treated|complet\w+|recurrence|free)\b[^.;]{0,60}?(?:>=?|at least|for|of|than|minimum)\s*(?P<number>\d{1,3}|one|two|three|four|five|six|nine|twelve)\s*(?:\(\d+\)\s*)?-?(?P<unit>day|week|month|year)",
    re.I,
)


_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


_USUAL_DAYS = 92  # 'treated and stable' is said of three months; whether she was so for longer is not known


def too_long(words: str) -> bool:
    """Whether stability is asked for longer than the patient's field tells of."""
    for found in _DURATION.finditer(words):
        if number(found["number"]) * _DAYS[found["unit"].lower()] > _USUAL_DAYS:
            return True
    return False
