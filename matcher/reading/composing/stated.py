"""Requirements as a sentence states them: mentions joined into one, with exceptions and conditions put to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.criteria import WHERE, AnyOf, Requirement, Undecidable, either, every, negated
from matcher.reading.composing.naive_or_treated import UNTREATED, naive_or_treated, naive_to_advanced_disease
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance


@dataclass(frozen=True, slots=True)
class Stated:
    """A requirement that a sentence states, in words, and where in the sentence it stands."""

    facet: str
    requirement: Requirement
    statement: str
    start: int
    end: int


_SUBJECT = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|women|those|tumou?rs?|with|whose|are|is|have|has|an?|breast|cancer|disease)\W+)*$",
    re.I,
)


def opens_the_sentence(sentence: Sentence, mention: Mention) -> bool:
    """Whether the sentence begins with it: 'Patients with HER2-positive disease are ...'."""
    return _SUBJECT.match(sentence.text, 0, mention.start) is not None


def stance_of_mention(mention: Mention, of_sentence: Stance) -> Stance:
    return mention.stance or of_sentence


_OR = gated(r"\b(?:or|and/or)\b|/", re.I)

_BARE_OR = gated(
    r"^\W*(?:disease|breast cancer|cancer|tumou?rs?|status|patients)?\W*(?:or|and/or)\W*(?:\w+\W+){0,2}$", re.I
)

# '... adjuvant endocrine therapy or within 12 months of its completion, or progression on first-line endocrine therapy'
_OR_GREW = gated(r"\bor\s+(?:\w+\s+){0,3}?(?:progress|relaps|recurr|refractor|fail)\w*", re.I)

LIST_BREAK = gated(r"[,;/:()\n]|\bor\b|\band/or\b|\band (?:no|must)\b", re.I)


def grouped(sentence: Sentence, mentions: list[Mention], stance: Stance) -> list[list[Mention]]:
    """Mentions that are joined: by 'or' where required, by anything but a list break where forbidden."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _joined(sentence.text, groups[-1][-1], mention, stance):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _joined(text: str, one: Mention, other: Mention, of_sentence: Stance) -> bool:
    stance = stance_of_mention(one, of_sentence)
    if stance is not stance_of_mention(other, of_sentence):
        return False
    between = text[one.end : other.start] if other.start >= one.end else ""
    if stance is Stance.REQUIRE:
        if naive_or_treated(text, one, other):
            return True
        if one.facet != other.facet and not _BARE_OR.match(between):
            return False
        near = len(between) <= 60 or (len(between) <= 130 and _OR_GREW.search(between) is not None)
        return near and bool(_OR.search(between)) and not gated(r"\band\b(?!/)|[;.]").search(between)
    return not LIST_BREAK.search(between) and len(between) <= 80


def stated_by(group: list[Mention], of_sentence: Stance) -> Stated:
    stance = stance_of_mention(group[0], of_sentence)
    start, end = min(m.start for m in group), max(m.end for m in group)
    requirements = [m.requirement for m in group]
    if len(group) > 1 and stance is Stance.REQUIRE and group[0].statement == UNTREATED:
        requirements[0] = naive_to_advanced_disease(requirements[0])
    if stance is Stance.FORBID:
        words = " with ".join(dict.fromkeys(m.statement for m in group))
        return Stated(group[0].facet, negated(every(requirements)), f"Excludes {words}", start, end)
    words = " or ".join(dict.fromkeys(m.statement for m in group))
    return Stated(group[0].facet, either(requirements), f"Requires {words}", start, end)


def with_exception(stated: Stated, exempt: list[Mention]) -> Stated:
    if exempt:
        saved: Requirement = every(m.requirement for m in exempt)
        words = " with ".join(m.statement for m in exempt)
    else:
        saved, words = Undecidable("an exception"), "an exception holds that needs reading"
    return Stated(
        stated.facet,
        AnyOf((stated.requirement, saved)),
        f"{stated.statement}, unless {words}",
        stated.start,
        stated.end,
    )


A_CONDITION = "a condition holds that needs reading"  # how one that was not understood is told


def under(stated: Stated, conditions: Sequence[Mention | None]) -> Stated:
    """The requirement, asked of those only who meet the conditions; None stands for one that was not understood."""
    if not conditions:
        return stated
    understood = [c for c in conditions if c is not None]
    if understood:
        otherwise = negated(every(c.requirement for c in understood))
        words = " with ".join(c.statement for c in understood)
    else:
        otherwise, words = Undecidable("a condition"), A_CONDITION
    return Stated(
        stated.facet,
        AnyOf((otherwise, stated.requirement)),
        f"{stated.statement}{WHERE}{words}",
        stated.start,
        stated.end,
    )
