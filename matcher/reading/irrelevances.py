"""Sentences that ask for nothing a patient field holds: consent, contraception, organ function and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from data.vocabulary.terms import IrrelevanceCue, Vocabulary
from matcher.reading.sentences import Sentence

FIRST_LETTERS = 2  # of a cue's first word, by which cues are looked up; no stem is shorter
_WORD = re.compile(r"[a-z0-9]+(?:['/-][a-z0-9]+)*", re.I)


PATIENT_FACT = "patient_fact"  # words that a facet should have understood: such a sentence stays unread
# Kinds so general that a patient fact in the same sentence outweighs them.
GENERAL = frozenset(
    {"compliance", "demographics", "histology", "investigator_judgement", "logistics", "not_specified", "tissue_sample",
     "surgery_recent", "imaging_contraindication", "language", "investigational_treatment"}
)  # fmt: skip


def kind_of(sentence: Sentence, vocabulary: Vocabulary) -> str | None:
    """What the sentence is about, by the longest cue in it; None where no cue of `irrelevances.tsv` stands in it, or
    where it speaks of a patient fact that nobody read and of nothing more telling."""
    found = sorted(_cues_in(sentence.text, vocabulary), key=lambda cue: -cue[0])
    kinds = [kind for _, kind in found if kind != PATIENT_FACT]
    telling = next((kind for kind in kinds if kind not in GENERAL), None)
    if telling is not None or not kinds:
        return telling
    return kinds[0] if len(kinds) == len(found) else None


def _cues_in(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    by_first = _index(vocabulary.irrelevances)
    words = [w.lower() for w in _WORD.findall(text.replace("-", " "))]
    for i, word in enumerate(words):
        for cue_words, kind in by_first.get(word[:FIRST_LETTERS], ()):
            if _matches(words, i, cue_words):
                yield len(cue_words), kind


@lru_cache(maxsize=4)
def _index(cues: tuple[IrrelevanceCue, ...]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for cue in cues:
        parts = tuple(cue.phrase.lower().replace("-", " ").split())
        by_first.setdefault(parts[0].rstrip("*")[:FIRST_LETTERS], []).append((parts, cue.kind))
    return by_first


def _matches(words: list[str], at: int, cue: tuple[str, ...]) -> bool:
    if at + len(cue) > len(words):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for word, part in zip(words[at:], cue, strict=False)
    )
