"""Sentences that ask for nothing a patient field holds: consent, contraception, organ function and the like."""

from __future__ import annotations

import re
from functools import lru_cache

from data.vocabulary.terms import IrrelevanceCue, Vocabulary
from matcher.reading.sentences import Sentence

_WORD = re.compile(r"[a-z0-9]+(?:['/-][a-z0-9]+)*", re.I)


def kind_of(sentence: Sentence, vocabulary: Vocabulary) -> str | None:
    """The kind of the longest cue in the sentence; None where no cue of the table `irrelevances.tsv` stands in it."""
    by_first = _index(vocabulary.irrelevances)
    words = [w.lower() for w in _WORD.findall(sentence.text)]
    best: tuple[int, str] | None = None
    for i, word in enumerate(words):
        for length in range(min(len(word), 30), 1, -1):
            for cue_words, kind in by_first.get(word[:length], ()):
                if _matches(words, i, cue_words) and (best is None or len(cue_words) > best[0]):
                    best = (len(cue_words), kind)
    return best[1] if best else None


@lru_cache(maxsize=4)
def _index(cues: tuple[IrrelevanceCue, ...]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for cue in cues:
        parts = tuple(cue.phrase.lower().split())
        by_first.setdefault(parts[0].rstrip("*"), []).append((parts, cue.kind))
    return by_first


def _matches(words: list[str], at: int, cue: tuple[str, ...]) -> bool:
    if at + len(cue) > len(words):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for word, part in zip(words[at:], cue, strict=False)
    )
