"""A phrase where it stands, and what is done to its meaning."""

from __future__ import annotations

from typing import NamedTuple

from matcher.reading.mentions import Context
from matcher.reading.sentences import Sentence
from matcher.reading.state.meanings import Meaning


class Said(NamedTuple):
    """`words` are those of the phrase, `lower[start:end]`; denied: they are said not to be so."""

    words: str
    lower: str
    start: int
    end: int
    denied: bool
    sentence: Sentence
    context: Context


def narrowed(meaning: Meaning, to: int) -> Meaning:
    return meaning._replace(sure=meaning.sure & to, wide=meaning.wide & to)


def widened(meaning: Meaning, by: int) -> Meaning:
    return meaning._replace(wide=meaning.wide | by)
