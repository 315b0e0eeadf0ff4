"""The lists of therapies in a sentence, each with what is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.criteria import Undecidable, atoms, either
from matcher.reading.mentions import Context, Mention
from matcher.reading.sentences import Sentence
from matcher.reading.therapy.asides import let_in_by
from matcher.reading.therapy.lines.spared import lines_spared
from matcher.reading.therapy.lists import lists_of, parts_of, therapies_named
from matcher.reading.therapy.one_list import mention_of
from matcher.reading.therapy.other_ways import ANOTHER_WAY_IN, or_else


def of_each_list(
    sentence: Sentence, context: Context, begin: int, text: str, asides: Sequence[re.Match[str]]
) -> list[Mention]:
    """What is said of each list of therapies. begin: where the sentence's own words begin; text: it with its asides."""
    spared = lines_spared(sentence.text)
    listed = [
        one
        for one in therapies_named(sentence, context)
        if one.start >= begin and not (spared and spared.at.start() <= one.start < spared.at.end())
    ]
    groups = lists_of(sentence.text, listed, context.vocabulary)
    let_in = [let_in_by(text, group, asides, context.vocabulary) for group in groups]
    spans = parts_of(sentence.text, groups)
    found = [
        mention_of(sentence, *one, vocabulary=context.vocabulary) for one in zip(groups, let_in, spans, strict=True)
    ]
    return _as_ways_in(sentence, found, spans)


def _as_ways_in(sentence: Sentence, found: list[Mention | None], spans: Sequence[tuple[int, int]]) -> list[Mention]:
    """'Relapse within a year of adjuvant trastuzumab, or progression on it': either of the two."""
    for i in range(len(found) - 1):
        before, after = found[i], found[i + 1]
        if after is None or not or_else(sentence, spans[i], spans[i + 1][0]):
            continue
        if before is None:
            either_way = either([after.requirement, ANOTHER_WAY_IN])
            words = f"{after.statement}, or what stands beside it"
            found[i + 1] = replace(after, requirement=either_way, statement=words)
        elif _is_left_open(before) and _is_left_open(after):
            either_way = either([before.requirement, after.requirement])
            words = " or ".join(dict.fromkeys((before.statement, after.statement)))
            found[i : i + 2] = [None, replace(before, requirement=either_way, statement=words, end=after.end)]
    return [mention for mention in found if mention is not None]


def _is_left_open(mention: Mention) -> bool:
    """'Relapse within 12 months of adjuvant letrozole': when, no patient field tells"""
    return any(isinstance(atom, Undecidable) for atom in atoms(mention.requirement))
