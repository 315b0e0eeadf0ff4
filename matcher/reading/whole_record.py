"""The lines and sentences of a whole record, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from data.criteria import Evidence
from data.trial import Trial
from matcher.reading.layout.item import INCLUDE, Item
from matcher.reading.layout.items import items_of
from matcher.reading.sentences import Sentence, sentences_of
from matcher.reading.text import PlainText, plain_text

TITLES = ("brief_title", "official_title")


def lines_of_sources(trial: Trial, *names: str) -> Iterator[tuple[str, str, Evidence]]:
    """The lines of the sources of these names, with their places."""
    sources = trial.sources()
    for source in names:
        position = 0
        for line in sources.get(source, "").split("\n"):
            if line:
                yield source, line, Evidence(source, position, position + len(line))
            position += len(line) + 1


def sentences(trial: Trial) -> Iterator[tuple[PlainText, Sentence, Item]]:
    """The sentences of the criteria with their items."""
    text = plain_text("criteria", trial.criteria or "")
    for item in items_of(text.plain):
        for sentence in sentences_of(item):
            yield text, sentence, item


def inclusions(trial: Trial) -> Iterator[tuple[PlainText, Sentence]]:
    """The sentences under inclusions."""
    for text, sentence, item in sentences(trial):
        if item.polarity == INCLUDE and not item.of_others:
            yield text, sentence


def place_of(text: PlainText, sentence: Sentence) -> Evidence:
    """Where a sentence of the criteria stands."""
    return Evidence("criteria", *text.span(sentence.start, sentence.end))


def titles(trial: Trial) -> str:
    return f"{trial.brief_title}\n{trial.official_title or ''}"
