"""The sentences of a source of the record other than the criteria, read."""

from __future__ import annotations

import re

from data.criteria import Criterion, Evidence
from data.trial import Trial
from matcher.reading.composing.compose import compose
from matcher.reading.facets import READERS
from matcher.reading.gated import Pattern, gated
from matcher.reading.mentions import Context
from matcher.reading.sentences import sentences_of_text
from matcher.reading.text import plain_text

# 'Most women are treated by surgery', 'chemotherapy is increasingly used in patients with ...': why a study is done, not whom it takes
_IN_GENERAL = gated(
    r"\b(?:most|many|often|commonly|frequently|usually|typically|generally|increasingly|majority|incurable|remains?|nearly|approximately|(?:half|third|quarter|proportion) of|up to (?:an?|one|half|\d+)|\d+(?:\.\d+)?\s?%"
    r"|ha(?:s|ve) (?:been shown|been found|been reported|been associated|improved|increased|become)|(?:is|are) (?:an?|the|one of the) (?:\w+ )?(?:common|main|standard|leading|major|usual|frequent|mainstay|important|known|established)|known to|at (?:\w+ )?risk (?:of|for))\b",
    re.I,
)
_OF_THE_STUDY = gated(
    r"\b(?:study|studies|studied|studying|trial|project|protocol|enrol\w*|randomi[sz]\w+|recruit\w*|eligible|participants?|purpose|aims?|objectives?|goal|investigators?|researchers|we|our|hypothes\w+|includ\w+|evaluat\w+|assigned|cohort|registry)\b",
    re.I,
)


def read_source(trial: Trial, context: Context, source: str, text: str, only: Pattern | None = None) -> list[Criterion]:
    found: list[Criterion] = []
    plain = plain_text(source, text)
    for sentence in sentences_of_text(plain):
        if only is not None and (not only.search(sentence.text) or sentence.text.endswith("?")):
            continue
        if only is not None and _IN_GENERAL.search(sentence.text) and not _OF_THE_STUDY.search(sentence.text):
            continue
        mentions = [mention for reader in READERS for mention in reader(sentence, context)]
        for stated in compose(sentence, mentions):
            span = plain.span(sentence.start, sentence.end)
            found.append(Criterion(stated.facet, stated.requirement, stated.statement, (Evidence(source, *span),)))
    return found
