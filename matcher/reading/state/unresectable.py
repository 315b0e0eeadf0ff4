"""Rules of resectability: 'locally recurrent disease must not be amenable to resection'."""

from __future__ import annotations

import re
from dataclasses import replace

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blank
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state import meanings
from matcher.reading.state.found import within
from matcher.reading.state.meanings import ALL

NO_OPERABLE_RECURRENCE = "no local recurrence that can be operated"

_LOCAL_DISEASE = (
    r"(?:locally|loco-?\s?region\w+|local(?:[ /-](?:and[ /-]|or[ /-])?region\w+)?|chest[- ]wall|in[- ]breast)"
)
_UNRESECTABLE = (
    rf"(?:(?:all|any|patients with|those with|participants with|subjects with|note that|note:|for)\W+)?{_LOCAL_DISEASE}[ -](?:(?P<advanced>advanced)\b[ ,/]*)?(?:(?:and|or|/|and/or)\W*)?"
    rf"(?:{_LOCAL_DISEASE}[ -])?(?P<recurrent>recurr\w+|relaps\w+)?[ ,]*(?:breast )?(?:disease|cancers?|tumou?rs?|recurrences?|lesions?)?\W+(?:only )?(?:must|should|needs? to|has to|have to) "
    r"(?:not (?:be|have been) (?:amenable|suitable|treatable|resectable|operable|curable|eligible|candidates?)|be (?:un(?:resect|treat)able|inoperable|not (?:amenable|suitable|resectable|operable)))"
)
_UNRESECTABLE_RULE = gated(rf"^\W*{_UNRESECTABLE}")
_UNRESECTABLE_ASIDE = gated(rf"\(\s*{_UNRESECTABLE}[^();]*")


def must_be_unresectable(sentence: Sentence) -> Mention | None:
    """'Locally recurrent disease must not be amenable to resection' shuts out those who have it and could be operated."""
    rule = _UNRESECTABLE_RULE.match(sentence.lower) if sentence.from_criteria and not sentence.excludes else None
    if rule is None:
        return None
    if rule["advanced"] and not rule["recurrent"]:
        return _not_in_stage_iii_if_operable(rule) if _NOT_AMENABLE.search(rule.group()) else None
    return _shut_out_if_operable(rule) if rule["recurrent"] else None


# 'Locally advanced disease must not be amenable to resection': metastatic disease is taken by another sentence
_NOT_AMENABLE = gated(r"\bnot (?:be|have been) (?:amenable|suitable|treatable|resectable|operable)$")


def _not_in_stage_iii_if_operable(rule: re.Match[str]) -> Mention:
    """Of stage III disease whether it can be resected is told by no stage."""
    requirement = within(ALL & ~(meanings.STAGE_III & ~meanings.UNRESECTABLE), ALL)
    words = "no locally advanced disease that can be operated"
    return Mention("stage", requirement, words, rule.start(), rule.end(), Stance.REQUIRE)


def must_be_unresectable_aside(sentence: Sentence) -> tuple[Mention, Sentence] | None:
    """The same in parentheses, '(locally recurrent disease must not be amenable to resection)', and what is left."""
    rule = _UNRESECTABLE_ASIDE.search(sentence.lower) if sentence.from_criteria and not sentence.excludes else None
    if rule is None or not rule["recurrent"]:
        return None
    aside = replace(_shut_out_if_operable(rule), settled=True)
    if sentence.stance is Stance.ALLOW:
        return aside, sentence  # what it lets in is told by the whole
    return aside, replace(sentence, text=blank(sentence.text, rule.start() + 1, rule.end()))


def _shut_out_if_operable(rule: re.Match[str]) -> Mention:
    states = ALL & ~(meanings.LOCOREGIONAL & ~meanings.UNRESECTABLE)
    return Mention(
        "recurrence", within(states, states), NO_OPERABLE_RECURRENCE, rule.start(), rule.end(), Stance.REQUIRE
    )
