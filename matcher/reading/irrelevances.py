"""Sentences that ask for nothing a patient field holds: consent, contraception, organ function and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from data.vocabulary.terms import IrrelevanceCue, Vocabulary
from matcher.reading.sentences import Sentence

_WORD = re.compile(r"[a-z0-9]+(?:['/][a-z0-9]+)*")

PATIENT_FACT = "patient_fact"  # words that a facet should have understood: such a sentence stays unread
# Kinds so general that a patient fact in the same sentence outweighs them.
GENERAL = frozenset(
    {"compliance", "demographics", "explanation", "histology", "investigator_judgement", "logistics", "tissue_sample",
     "surgery_recent", "imaging_contraindication", "language", "investigational_treatment"}
)  # fmt: skip


def kind_of(sentence: Sentence, vocabulary: Vocabulary) -> str | None:
    """What the sentence is about, by the longest cue in it; None where no cue of `irrelevances.tsv` stands in it, or
    where it speaks of a patient fact that nobody read and of nothing more telling."""
    found = sorted(_cues_in(sentence.lower, vocabulary), key=lambda cue: -cue[0])
    kinds = [kind for _, kind in found if kind != PATIENT_FACT]
    telling = next((kind for kind in kinds if kind not in GENERAL), None)
    if telling is not None or not kinds:
        return telling
    return kinds[0] if len(kinds) == len(found) else None


def speaks_of_patient(sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether words of a patient fact stand in the sentence."""
    return any(kind == PATIENT_FACT for _, kind in _cues_in(sentence.lower, vocabulary))


class _Node:
    """A step in the tree of cues: the words that may follow, whole or by their beginning, and the kinds that end here."""

    __slots__ = ("kinds", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.stems: dict[str, list[tuple[str, _Node]]] = {}  # by first letter
        self.kinds: list[str] = []


@lru_cache(maxsize=4)
def _tree(cues: tuple[IrrelevanceCue, ...]) -> _Node:
    root = _Node()
    for cue in cues:
        node = root
        for part in cue.phrase.lower().replace("-", " ").split():
            node = _step(node, part)
        node.kinds.append(cue.kind)
    return root


def _step(node: _Node, part: str) -> _Node:
    if not part.endswith("*"):
        return node.words.setdefault(part, _Node())
    stem = part[:-1]
    stems = node.stems.setdefault(stem[0], [])
    for known, following in stems:
        if known == stem:
            return following
    stems.append((stem, _Node()))
    return stems[-1][1]


def _cues_in(lower: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """The cues in a lower-case text, each as its number of words and its kind."""
    words = _WORD.findall(lower)
    root = _tree(vocabulary.irrelevances)
    for start in range(len(words)):
        waiting = [(root, start)]
        while waiting:
            node, at = waiting.pop()
            if node.kinds:
                yield from ((at - start, kind) for kind in node.kinds)
            if at == len(words):
                continue
            word = words[at]
            if following := node.words.get(word):
                waiting.append((following, at + 1))
            for stem, following in node.stems.get(word[0], ()):
                if word.startswith(stem):
                    waiting.append((following, at + 1))
