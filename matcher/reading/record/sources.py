"""The sentences of a source of the record other than the criteria, read."""

from __future__ import annotations

from data.criteria import Criterion, Evidence
from data.trial import Trial
from matcher.reading.composing.compose import compose
from matcher.reading.facets import READERS
from matcher.reading.gated import Pattern
from matcher.reading.mentions import Context
from matcher.reading.sentences import sentences_of_text
from matcher.reading.text import plain_text


def read_source(trial: Trial, context: Context, source: str, text: str, only: Pattern | None = None) -> list[Criterion]:
    found: list[Criterion] = []
    plain = plain_text(source, text)
    for sentence in sentences_of_text(plain):
        if only is not None and (not only.search(sentence.text) or sentence.text.endswith("?")):
            continue
        mentions = [mention for reader in READERS for mention in reader(sentence, context)]
        for stated in compose(sentence, mentions):
            span = plain.span(sentence.start, sentence.end)
            found.append(Criterion(stated.facet, stated.requirement, stated.statement, (Evidence(source, *span),)))
    return found
