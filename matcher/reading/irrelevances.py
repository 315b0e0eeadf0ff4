"""Sentences that ask for nothing a patient field holds: consent, contraception, organ function and the like."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence

_WORD = gated(r"[a-z0-9]+(?:['/][a-z0-9]+)*")

PATIENT_FACT = "patient_fact"  # words that a facet should have understood: such a sentence stays unread
# Kinds so general that a patient fact in the same sentence outweighs them.
GENERAL = frozenset(
    {"compliance", "demographics", "explanation", "histology", "investigator_judgement", "logistics", "tissue_sample",
     "surgery_recent", "imaging_contraindication", "language", "investigational_treatment", "risk_and_screening",
     "physical_activity"}
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


class _Cue(NamedTuple):
    """A cue by its words: `stems` tells which of them are only the beginning of a word."""

    words: tuple[str, ...]
    stems: tuple[bool, ...]
    kind: str

    def stands_at(self, words: list[str], start: int) -> bool:
        if start + len(self.words) > len(words):
            return False
        at = start
        for word, stem in zip(self.words, self.stems, strict=True):
            if not (words[at].startswith(word) if stem else words[at] == word):
                return False
            at += 1
        return True


class _Index:
    """The cues by their first word, or by the first letters of it where it is a stem."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._by_word: dict[str, list[_Cue]] = {}
        self._by_letters: dict[str, list[_Cue]] = {}
        for given in vocabulary.irrelevances:
            parts = given.phrase.lower().replace("-", " ").split()
            words = tuple(part.removesuffix("*") for part in parts)
            cue = _Cue(words, tuple(part.endswith("*") for part in parts), given.kind)
            if cue.stems[0]:
                self._by_letters.setdefault(words[0][:_LETTERS], []).append(cue)
            else:
                self._by_word.setdefault(words[0], []).append(cue)
        self.beginning_with = lru_cache(maxsize=20_000)(self._beginning_with)  # the same words come again and again

    def _beginning_with(self, word: str) -> tuple[_Cue, ...]:
        """The cues of which the first word is this one."""
        begun = (cue for n in range(1, _LETTERS + 1) for cue in self._by_letters.get(word[:n], ()) if len(word) >= n)
        return (*self._by_word.get(word, ()), *(cue for cue in begun if word.startswith(cue.words[0])))


_LETTERS = 3  # at most

_index = lru_cache(maxsize=4)(_Index)


@lru_cache(maxsize=64)  # a sentence is asked for its kind, for facts of the patient and for open points
def _cues_in(lower: str, vocabulary: Vocabulary) -> tuple[tuple[int, str], ...]:
    """The cues in a lower-case text, each as its number of words and its kind."""
    words = _WORD.findall(lower)
    beginning_with = _index(vocabulary).beginning_with
    return tuple(
        (len(cue.words), cue.kind)
        for start, word in enumerate(words)
        for cue in beginning_with(word)
        if len(cue.words) == 1 or cue.stands_at(words, start)
    )
