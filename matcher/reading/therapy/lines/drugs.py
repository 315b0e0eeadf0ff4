"""The drugs that the first line consisted of: named before the words 'first-line', or behind them."""

from __future__ import annotations

import re

from data.axes import YES
from data.criteria import Requirement, Within, either
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.names import GENERAL_KINDS, therapies_in


def drugs_about(text: str, first: re.Match[str], vocabulary: Vocabulary | None) -> list[Requirement]:
    """The drugs named before the words 'first-line' or behind them."""
    named = FIRST_LINE_ITSELF.search(text, first.start())
    at = named or first
    before = _ON_IT.search(text, max(0, at.start() - 140), at.start())
    if before is not None and not gated(r"\bor\b", re.I).search(before["what"]):
        return drugs_of_it(before["what"], vocabulary)
    return drugs_named_behind(text, at.end(), vocabulary)


# 'Progressed on an aromatase inhibitor and palbociclib in the first-line setting'
_ON_IT = gated(
    r"\b(?:on|after|following|during|under|with|to)\s+(?P<what>[^.;:]{3,100}?)\s+(?:in|as|for|during)\s+(?:(?:the|an?|their)\s+)?$",
    re.I,
)

FIRST_LINE_ITSELF = gated(r"\b(?:first|1st)[- ]line\b", re.I)


def drugs_of_it(what: str, vocabulary: Vocabulary | None) -> list[Requirement]:
    """The drugs that the first line consisted of."""
    what = _AT_CHOICE.sub("", what)
    named = therapies_in(what, vocabulary) if vocabulary is not None else []
    drugs = [Within(f"received_metastatic:{c}", YES) for one in named for c in one.concepts if c not in GENERAL_KINDS]
    if not drugs:
        return []
    between = " ".join(what[a.end : b.start] for a, b in zip(named, named[1:], strict=False))
    return [either(drugs)] if phrases.OR.search(between) else list(drugs)


_AT_CHOICE = gated(r"(?:\bwith or without\b|\+/-|\u00b1|\boptional\w*|\(with).*$", re.I)


def drugs_named_behind(text: str, after: int, vocabulary: Vocabulary | None) -> list[Requirement]:
    """'First-line endocrine therapy plus a CDK4/6 inhibitor': the drugs that are given together, not those of a choice."""
    what = _AT_CHOICE.sub("", END_OF_IT.split(text[after : after + 120])[0])
    listed: list[str] = []
    end = 0
    for one in therapies_in(what, vocabulary) if vocabulary is not None else []:
        if not _JOINS.fullmatch(what, end, one.start):
            break
        if phrases.OR.search(what, end, one.start) and listed:
            return []
        listed, end = [*listed, *one.concepts], one.end
    if _OR_NEXT.match(what, end):
        return []
    return [Within(f"received_metastatic:{c}", YES) for c in listed if c not in GENERAL_KINDS]


_JOINS = gated(
    r"\W*(?:\b(?:treatments?|therap(?:y|ies)|regimens?|systemic|palliative|standard|with|plus|and|or|an?|the|either|combined|in|combination|including|containing|consisting|of|using)\b\W*)*",
    re.I,
)

_OR_NEXT = gated(r"\s*(?:\bor\b|/)", re.I)

END_OF_IT = gated(r"[.;:,()]")
