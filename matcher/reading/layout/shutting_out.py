"""Sentences that shut somebody out in several clauses, in whichever section they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, Item

# 'Not eligible are women who ...; those with ...', 'Patients cannot be included if ...; if ...': so for every clause
_SOMEBODY = r"(?:(?:the\s+|all\s+)?(?:patients?|participants?|subjects?|women|persons?|people|those)\s+)"

SHUTS_OUT = gated(
    rf"(?:(?:not|non-?)\s?(?:eligible|included|admitted|accepted)|ineligible|excluded)\s+(?:(?:for|from|in|to)\s+(?:the|this)\s+(?:study|trial)\s+)?(?:are|is|were)\b\s*:?"
    rf"|{_SOMEBODY}?(?:cannot|can not|may not|must not|should not|will not|are not to)\s+be\s+(?:included|enrol\w+|accepted|admitted|eligible)\s*(?::|(?:,\s*)?\b(?:if|when|in case)\b)"
    rf"|{_SOMEBODY}(?:are|is|will be)\s+(?:excluded|ineligible|not\s+(?:eligible|included|admitted|accepted))(?:\s+from\s+(?:the|this)\s+(?:study|trial))?\s*(?::|(?:,\s*)?\b(?:if|when|in case)\b)"
    r"|we\s+(?:exclude|(?:do not|don['\u2019]t|will not|cannot)\s+(?:include|enrol\w*|accept|admit))\b",
    re.I,
)

_ENDS = gated(r"\.\s+(?=[A-Z(])")


def with_clauses_shut_out(item: Item) -> Iterator[Item]:
    """The item, cut before and behind a sentence that shuts somebody out in several clauses."""
    ends = [0, *(m.end() for m in _ENDS.finditer(item.text)), len(item.text)]
    spans = [(a, b) for a, b in pairwise(ends) if SHUTS_OUT.match(item.text, a) and ";" in item.text[a:b]]
    if item.heading or item.children or not spans:
        yield item
        return
    whole, before = item.text, item
    cuts = sorted({0, len(whole), *(cut for span in spans for cut in span)})
    for a, b in pairwise(cuts):
        part = item if a == 0 else Item(item.start + a, 0, "", item.indent, item.marker, item.polarity)
        part.text, part.cohorts, part.parent, part.of_others = (
            whole[a:b].rstrip(),
            item.cohorts,
            item.parent,
            item.of_others,
        )
        part.end = part.start + len(part.text)
        if (a, b) in spans:
            part.polarity = EXCLUDE
        if a and item.parent is not None:
            siblings = item.parent.children
            siblings.insert(siblings.index(before) + 1, part)
        before = part
        yield part
