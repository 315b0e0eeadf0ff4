"""Sentences: those of an item of the criteria, of a title, of another text of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from matcher.reading.gated import Pattern, gated
from matcher.reading.layout.item import EXCLUDE, INCLUDE, Item
from matcher.reading.layout.shutting_out import SHUTS_OUT
from matcher.reading.pattern import blank, keys_of
from matcher.reading.sentence_ends import split
from matcher.reading.stance import Stance, stance_told
from matcher.reading.text import PlainText
from matcher.reading.usual_words import in_usual_words


@dataclass(frozen=True)
class Sentence:
    """A sentence of a source text: `text` is `plain[start : start + length]` with runs of space made one.

    polarity is that of its section; `item` is None for titles and other texts that are not criteria.
    """

    text: str
    start: int
    source: str
    polarity: str = INCLUDE
    item: Item | None = None
    length: int = 0

    @property
    def end(self) -> int:
        """Where it ends in the plain text."""
        return self.start + (self.length or len(self.text))

    @cached_property
    def lower(self) -> str:
        """The text in lower case, of the same length."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else "".join(c.lower()[:1] or c for c in self.text)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The beginnings of its words, by which phrases are looked up."""
        return keys_of(self.lower)

    @cached_property
    def stance(self) -> Stance:
        """What it does as a whole."""
        return stance_told(self.text, excludes=self.excludes)

    @cached_property
    def excludes(self) -> bool:
        return self.polarity == EXCLUDE

    @cached_property
    def from_criteria(self) -> bool:
        return self.source == "criteria"

    @property
    def demands(self) -> bool:
        """Whether it is an inclusion that asks something of her: no permission, and nothing that is denied."""
        return self.from_criteria and not self.excludes and self.stance is Stance.REQUIRE


# 'Eligible are women with ...', 'Patients can be included if they ...; if they ...': who is wanted is told behind it
_WHO = r"(?:the\s+|all\s+)?(?:adult\s+)?(?:patients?|participants?|subjects?|wom[ae]n|men|males?|females?|adults?|persons?|people|those)\b"
_WANTS = gated(
    rf"\W*(?:(?:{_WHO}\s+)?eligible\s+(?:for\s+(?:the|this)\s+(?:study|trial)\s+)?are\s+(?={_WHO})"
    rf"|(?:{_WHO}\s+)?(?:can|may)\s+be\s+(?:included|enrol\w+)\s*(?::|(?:,\s*)?(?P<if>if)\b,?)"
    rf"|(?:we|(?:the|this)\s+(?:study|trial))\s+(?:will\s+)?(?:includes?|enrol\w*|recruits?|takes?\s+in)\s+(?={_WHO}))",
    re.I,
)
_OR_IF = gated(r"\W*(?:(?:or|and)\s+)?if\b,?\s+", re.I)


def _opening(item: Item) -> Pattern | None:
    """What opens an item without restricting anybody: who is wanted, or in an exclusion shut out, is told behind it."""
    if item.polarity == EXCLUDE and ";" in item.text and SHUTS_OUT.match(item.text):
        return SHUTS_OUT
    return _WANTS if item.polarity == INCLUDE and _WANTS.match(item.text) else None


# 'B. Females of 18 years or older' behind the full stop of point A, where the points run on in one paragraph
_POINT_OF_A_RUN = gated(r"\(?[A-H][.)]\s+(?=[A-Z][a-z])")


def _without_opening(text: str, opening: Pattern | None, *, first: bool) -> str:
    """Positions hold."""
    found = (opening and (opening if first else _OR_IF).match(text)) or (None if first else _POINT_OF_A_RUN.match(text))
    return blank(text, 0, found.end()) if found else text


def sentences_of(item: Item) -> tuple[Sentence, ...]:
    """The sentences of an item of the criteria text, cut once."""
    if item.sentences is None:
        opening = _opening(item)
        item.sentences = tuple(
            Sentence(
                _without_opening(in_usual_words(" ".join(item.text[start:end].split())), opening, first=not i),
                item.start + start,
                "criteria",
                item.polarity,
                item,
                end - start,
            )
            for i, (start, end) in enumerate(split(item.text))
        )
    found: tuple[Sentence, ...] = item.sentences
    return found


def sentences_of_text(text: PlainText) -> Iterator[Sentence]:
    """The sentences of a title, summary, arm description or list of conditions (a line an entry)."""
    position = 0
    for line in text.plain.split("\n"):
        for start, end in split(line):
            words = in_usual_words(" ".join(line[start:end].split()))
            yield Sentence(words, position + start, text.source, length=end - start)
        position += len(line) + 1


def stance_of(sentence: Sentence) -> Stance:
    """What the sentence as a whole does: from its own words, else from its section."""
    return sentence.stance
