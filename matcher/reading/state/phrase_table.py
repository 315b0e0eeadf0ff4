"""The rows of `state_phrases.tsv` as one table for each kind of text in which they count."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from data.vocabulary.terms import StatePhrase, Vocabulary
from matcher.reading.gated import Pattern
from matcher.reading.pattern import PhraseTable, compile_after, compile_before


class Row(NamedTuple):
    phrase: StatePhrase
    not_before: Pattern | None
    not_after: Pattern | None


_PLACES = {
    "record": ("any", "record", "population"),
    "inclusion": ("any", "population", "inclusion", "history"),
    "exclusion": ("any", "history"),
}


@lru_cache(maxsize=12)
def phrase_table(vocabulary: Vocabulary, place: str) -> PhraseTable[Row]:
    """The phrases that count in titles and other texts, in inclusions, or in exclusions."""
    lists = vocabulary.word_lists
    rows = (
        (
            phrase.phrase,
            Row(
                phrase,
                compile_before(phrase.not_before, lists) if phrase.not_before else None,
                compile_after(phrase.not_after, lists) if phrase.not_after else None,
            ),
        )
        for phrase in vocabulary.state_phrases
        if phrase.where in _PLACES[place]
    )
    return PhraseTable(rows, lists)
