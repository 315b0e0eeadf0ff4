"""Whether a counted number of lines is asked for, shuts out or lets in."""

from __future__ import annotations

import re

from data.criteria import Requirement, negated
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated as is_negated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.bounds import NOT_COUNTED


def stated(
    sentence: Sentence,
    count: re.Match[str],
    requirement: Requirement,
    statement: str,
    *,
    limit: bool,
    denied_words: str = "",
) -> Mention:
    """`denied_words`: what 'no more than three' comes to, said without a denial."""
    text, denied = sentence.text, _is_denied(sentence, count)
    if not limit and sentence.excludes and _NOT_HAD.search(text[: count.start()]):
        return Mention(LINES, requirement, statement, count.start(), count.end(), Stance.REQUIRE)
    if denied and not limit:
        words = denied_words or f"no {statement}"
        return Mention(LINES, negated(requirement), words, count.start(), count.end(), Stance.REQUIRE)
    stance = Stance.REQUIRE if limit and not _SHUTS_OUT.search(blanked(NOT_COUNTED, text)) else None
    if limit and _ALSO_LET_IN.search(text, count.end()):
        stance = Stance.ALLOW
    if sentence.excludes and limit and not phrases.PERMITS.search(text) and not denied:
        stance = Stance.REQUIRE if _AT_MOST.match(count["bound"] or "") else None
    return Mention(LINES, requirement, statement, count.start(), count.end(), stance)


# Among exclusions, 'not having received at least one line', 'without at least one line' ask for it.
_NOT_HAD = gated(
    r"\b(?:(?:have|has|had|did|do|does|who)\s+(?:not|never)|(?:haven|hasn|hadn|didn)'t|not\s+having|never)\s+(?:yet\s+|previously\s+)?"
    r"(?:receiv\w+|had|have|undergo\w*|treated|progress\w*|fail\w*|been)\b[^.;]*$"
    r"|\b(?:without|lack of|absence of)\s+(?:\w+\s+){0,4}$",
    re.I,
)

_SHUTS_OUT = gated(r"\bexclu|ineligible", re.I)


# 'Participants who received up to 2 additional lines are also eligible': no limit of the others
_ALSO_LET_IN = gated(
    r"\b(?:are|is|will be)\s+also\s+(?:eligible|allowed|permitted|included)\b|\b(?:may|can)\s+also\s+(?:be\s+(?:included|enrolled)|enrol\w*|participate|join)\b",
    re.I,
)

_AT_MOST = gated(r"no|not|up", re.I)


def _is_denied(sentence: Sentence, count: re.Match[str]) -> bool:
    before = sentence.text[: count.start()]
    too_many = count["n"].lower() not in ("one", "1") or (count["bound"] or "").lower().strip() == "more than"
    if not sentence.excludes and too_many and _OR_MORE.search(count.group()) and _NONE_PROGRESSED.search(before):
        return True
    if _DENIAL_ENDED.search(before):
        return False
    return is_negated(sentence, count.start())


# 'No progression after three or more forms of chemotherapy': after so many, it is denied; 'no progression after one line' tells
# that the line was given.
_NONE_PROGRESSED = gated(
    r"\b(?:no|not\s+(?:have\s+)?|never|without)\s*(?:(?:an?|any|documented|objective|disease|tumou?r|further|have|had|previously)\s+){0,3}(?:progress\w*|fail\w*|relaps\w*)\s+(?:on|after|following|during|under|of|to)\s*$",
    re.I,
)
_OR_MORE = gated(r"\bor more\b|\d\s?\+|\b(?:more|greater) than\b|>(?!=)", re.I)

# What was denied ends before 'and 1 prior treatment', 'after two lines', 's/p 1 or more lines', 'progressing on one regimen',
# 'with or without a CDK4/6 inhibitor, and have received one line'.
_DENIAL_ENDED = gated(
    r"\band\s+(?:(?:must|should|who)\s+)?(?:have|has|had)\s+(?:also\s+|previously\s+|already\s+|then\s+)?(?:(?:received|had|undergone|completed|failed)|been\s+treated\s+with|progressed\s+(?:on|after))\W*$"
    r"|\b(?:and|s/p|status[- ]post|despite|(?:after|following)(?:\s+(?:receiving|completing|completion of|failure of|progress\w+ on|(?:prior\s+|previous\s+)?(?:treatment|therapy) with))?)\W*$",
    re.I,
)
