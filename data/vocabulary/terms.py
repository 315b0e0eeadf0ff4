"""The vocabulary as plain values: therapies with their classes, markers, cues of irrelevant sentences, tumour words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Therapy(NamedTuple):
    """A drug or a class of drugs. `parents` are the classes it belongs to directly."""

    name: str
    kind: str
    parents: tuple[str, ...]
    synonyms: tuple[str, ...]
    source: str


class Regimen(NamedTuple):
    name: str
    drugs: tuple[str, ...]
    source: str


class LateTherapy(NamedTuple):
    """A drug or class that as earlier treatment was given for advanced disease.

    given_for: `advanced`, or `early too` where it is given to those without metastases as well.
    """

    name: str
    given_for: str
    source: str


class Marker(NamedTuple):
    name: str
    kind: str
    synonyms: tuple[str, ...]
    source: str


class IrrelevanceCue(NamedTuple):
    """A phrase that tells what a sentence is about; a word ending in `*` stands for all words that begin so."""

    phrase: str
    kind: str
    source: str


class TumourTerm(NamedTuple):
    """A word for a tumour or disease other than breast cancer."""

    phrase: str
    kind: str
    source: str


class StatePhrase(NamedTuple):
    """A phrase about the disease state, in the phrase language of the reader.

    where: any, record (titles and other texts), population (those and inclusions), inclusion, history (what may not
    have been). not_before, not_after: words that take the meaning away where they follow, or precede.
    """

    phrase: str
    meaning: str
    where: str
    not_before: str
    not_after: str
    source: str


class WordList(NamedTuple):
    """Phrases that other phrases refer to by one name."""

    name: str
    phrases: tuple[str, ...]
    source: str


_SPACES = re.compile(r"[\s\-\u2010-\u2015_]+")


def key_of(name: str) -> str:
    """A name without case, hyphens and odd spaces, as names are compared."""
    return _SPACES.sub(" ", name.casefold()).strip()


class Vocabulary:
    """All tables, with the look-ups that reading and deciding need. Raises nothing for names it does not know."""

    def __init__(
        self,
        therapies: Iterable[Therapy],
        regimens: Iterable[Regimen],
        markers: Iterable[Marker],
        irrelevances: Iterable[IrrelevanceCue],
        tumours: Iterable[TumourTerm],
        word_lists: Iterable[WordList] = (),
        state_phrases: Iterable[StatePhrase] = (),
        late_therapies: Iterable[LateTherapy] = (),
    ):
        self.therapies = tuple(therapies)
        self.regimens = tuple(regimens)
        self.markers = tuple(markers)
        self.irrelevances = tuple(irrelevances)
        self.tumours = tuple(tumours)
        self.word_lists = {row.name: row.phrases for row in word_lists}
        self.state_phrases = tuple(state_phrases)
        self.late_therapies = {row.name: row for row in late_therapies}
        self._by_name = {t.name: t for t in self.therapies}
        self._names: dict[str, tuple[str, ...]] = {key_of(r.name): r.drugs for r in self.regimens}
        self._names |= {key_of(n): (t.name,) for t in self.therapies for n in (t.name, *t.synonyms)}
        self._ancestors = {t.name: tuple(self._climb(t.name)) for t in self.therapies}
        self._descendants: dict[str, tuple[str, ...]] = {}
        for name, ancestors in self._ancestors.items():
            for ancestor in ancestors:
                self._descendants[ancestor] = (*self._descendants.get(ancestor, ()), name)

    def _climb(self, name: str) -> Iterable[str]:
        seen: dict[str, None] = {}
        waiting = list(self._by_name[name].parents)
        while waiting:
            parent = waiting.pop(0)
            if parent not in seen:
                seen[parent] = None
                waiting += self._by_name[parent].parents
        return seen

    @property
    def therapy_names(self) -> dict[str, tuple[str, ...]]:
        """Every name a therapy goes by (see `key_of`), and the concepts it stands for (several for a regimen)."""
        return self._names

    def therapies_named(self, name: str) -> tuple[str, ...]:
        """The concepts that a usual name stands for; () where the name is not known."""
        return self._names.get(key_of(name), ())

    def therapy(self, concept: str) -> Therapy:
        """The row of a concept. Raises KeyError."""
        return self._by_name[concept]

    def ancestors(self, concept: str) -> tuple[str, ...]:
        """The classes above a drug or class, nearest first."""
        return self._ancestors.get(concept, ())

    def given_for_advanced_disease_only(self, concept: str) -> bool:
        return concept in self.late_therapies and self.late_therapies[concept].given_for == "advanced"

    def descendants(self, concept: str) -> tuple[str, ...]:
        """The drugs and classes below a class."""
        return self._descendants.get(concept, ())
