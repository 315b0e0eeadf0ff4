"""'If the metastasis was biopsied, it must be ER-positive; if not, the primary must be': one of the two is true of everybody, and
both ask for the same receptors, so that these are asked of all."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from data.criteria import WHERE, AnyOf, Criterion, either
from matcher.reading.composing.stated import A_CONDITION, Stated
from matcher.reading.criteria_text.drafts import SentenceRead, evidence_of
from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE, Item
from matcher.reading.mentions import Mention
from matcher.reading.record.presuppositions import RECEPTOR_FACETS
from matcher.reading.stance import Stance
from matcher.reading.text import PlainText

_CASE = gated(
    r"\b(?P<other>otherwise|else|if\s+not|in\s+all\s+other\s+(?:cases|patients|women))\b,?"
    r"|\b(?:if|when(?:ever)?|where(?:ver)?|in|for|among)\s[^,;:.]{2,140}?(?:,|(?=\s(?:it|they|this|that|the\s[\w-]+(?:\s[\w-]+)?)\s+(?:must|should|has\s+to|needs\s+to)\b))",
    re.I,
)
# 'The metastasis must be ER-positive if it was biopsied'
_CASE_BEHIND = gated(r"\b(?:if|when|where)\s[^,;:.]{2,80}\W*$", re.I)
# What may be had of a tumour or not, and words that say that it may not be
_TISSUE = gated(r"\b(?:re-?)?(?:biops\w*|tissue|samples?|specimens?|re-?test\w*)\b", re.I)
_DENIED = gated(
    r"\b(?:not|no|none|never|without|cannot|can't|couldn't|wasn't|isn't|impossible|infeasible|unfeasible|unavailable|inaccessible|lacking|contra-?indicated|declin\w+|refus\w+)\b",
    re.I,
)
_DEMANDS = gated(r"\b(?:must|should|shall|ha(?:s|ve)\s+to|needs?\s+to|(?:is|are)\s+required)\b", re.I)
_SOFT = gated(
    r"\b(?:encouraged|preferred|preferabl[ey]|recommended|advised|desirable|may|might|ideally)\b|\b(?:cohort|arm|group|part|stratum)\s",
    re.I,
)


class _Half(NamedTuple):
    """A case, and what is asked in it."""

    read: SentenceRead
    case: str
    words: str
    asked: frozenset[tuple[str, object]]


def asked_in_both_cases(told: Sequence[SentenceRead], item: Item, text: PlainText) -> Criterion | None:
    """What the two halves of a point ask for alike; None where it has no such halves."""
    if item.polarity != INCLUDE or item.cohorts or not _TISSUE.search(item.text):
        return None
    for one, other in itertools.pairwise([half for read in told for half in _halves(read)]):
        demand = _demand_of(one, other) if one.asked == other.asked and _opposite(one.case, other.case) else None
        if demand is not None:
            reads = [one.read] if one.read is other.read else [one.read, other.read]
            requirement = either(demand.requirement.parts[1:]) if isinstance(demand.requirement, AnyOf) else None
            words = demand.statement.rpartition(WHERE)[0]
            evidence = tuple(evidence_of(read.sentence, text) for read in reads)
            return Criterion(demand.facet, requirement, words, evidence) if requirement is not None else None
    return None


def _halves(read: SentenceRead) -> Iterator[_Half]:
    text = read.sentence.text
    found = list(_CASE.finditer(text))
    behind = _CASE_BEHIND.search(text) if not found else None
    if behind is not None:
        yield _half(read, behind, 0, len(text))
    for case, following in itertools.pairwise([*found, None]):
        assert case is not None
        yield _half(read, case, case.start(), following.start() if following else len(text))


def _half(read: SentenceRead, case: re.Match[str], start: int, end: int) -> _Half:
    told = [m for m in read.mentions if m.facet in RECEPTOR_FACETS]
    within = [m for m in told if start <= m.start < end or _said_again(read.sentence.text, m, case)]
    words = read.sentence.text[start:end]
    of_all = _DEMANDS.search(words) and not _SOFT.search(words) and not any(_is_of_the_case(m, case) for m in within)
    asked = frozenset((m.facet, m.requirement) for m in within) if of_all else frozenset()
    return _Half(read, case.group(), words, asked)


def _said_again(text: str, mention: Mention, case: re.Match[str]) -> bool:
    """Whether the words of a description that was begun before the case are repeated in it, and no others told."""
    if not mention.start < case.start() < case.end() < mention.end:
        return False
    words = _JOINED.sub("", text[mention.start : case.start()])
    behind = text[case.end() : mention.end]
    return behind.endswith(words) and _RECEPTOR.search(behind.removesuffix(words)) is None


_JOINED = gated(r"(?:[\s,;]|\b(?:and|but|while))+$", re.I)
_RECEPTOR = gated(r"\b(?:ER|PR|PgR|HR|HoR|HER-?2|TN|TNBC)\b|receptor|triple|luminal|o?estrogen|progest", re.I)


def _is_of_the_case(mention: Mention, case: re.Match[str]) -> bool:
    return case.start() <= mention.start < case.end() or mention.stance is Stance.FORBID


def _opposite(one: str, other: str) -> bool:
    """Whether of two cases one is that the other is not so."""
    if not _TISSUE.search(one):
        return False
    second = _CASE.match(other)
    if second is not None and second["other"] is not None:
        return True
    denied = (_DENIED.search(one) is not None) != (_DENIED.search(other) is not None)
    return denied and (_TISSUE.search(other) is not None or _REFERS.search(other) is not None)


_REFERS = gated(r"\b(?:this|that|it|one|none)\b", re.I)


def _demand_of(one: _Half, other: _Half) -> Stated | None:
    """What both ask for, as it was read under a condition."""
    under = [
        stated
        for read in (one.read, other.read)
        for stated in read.stated
        if stated.facet in RECEPTOR_FACETS and stated.statement.endswith(f"{WHERE}{A_CONDITION}")
    ]
    return under[0] if one.asked and under and len({s.requirement for s in under}) == 1 else None
