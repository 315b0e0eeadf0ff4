"""One item that holds several: numbered points, or sentences for cohorts of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.reading.cohorts.in_one_sentence import (
    AND_NEXT,
    beginnings_of_what_parts_are_asked,
    ends_of_what_parts_are_asked,
    parts_counted,
)
from matcher.reading.cohorts.openings import inline_cohorts
from matcher.reading.gated import gated
from matcher.reading.layout.below import polarity_below
from matcher.reading.layout.item import Item
from matcher.reading.layout.lines import running_numbers

MARKER = gated(
    # '- 1. Age' is the point 1
    r"[ \t]*(?:[*+\-][ \t]+(?=[(\[]?\d{1,2}[.)\]][ \t]+[A-Z]))?"
    r"(?:(?P<bullet>[*+\-.]+[ \t]+|o[ \t]+|[*\-](?=[A-Z][a-z]|[A-Z]{2}|[<>]=)|\*(?=[a-z])|(?:[-=]*>|~)[ \t]*(?=(?!Grade|Stage|Class|Score|New\s)[A-Z][a-z])|~[ \t]*(?=[A-Z]{2}))"
    r"|(?P<circled>[\u2460-\u2473])[ \t]*|[(\[]?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)\]:]+[ \t]*(?=\D)"
    # '1- Age', '2 - Women', '3/ Consent', 'No. 4 Consent', '#5 Consent'; not: '5-Fluorouracil'
    r"|(?:(?:No\.?|Nr\.?|#)[ \t]?(?P<counted>\d{1,2})[.):]*[ \t]+|(?P<dashed>\d{1,2})(?:[ \t]?-+[ \t]*|[ \t]?/[ \t]*|[ \t]?\u3001[ \t]*))(?=(?!Fluoro|Aza|Alpha|Year|Month|Week|Day)[A-Z][a-z])"
    # '5.1.2 Patients must have ...', 'E-2. Prior ...', 'IC3: ...', 'Exclusion 2: ...', not '1.5 ULN' or 'T2. '
    r"|(?P<section>\d{1,2}(?:\.\d{1,2}){1,3}|(?:(?:[IE]|IN|EX|INC|EXC?|INCL?|EXCL?)C?|Inclusion|Exclusion)[ -]?#?\d{1,2}[a-z]?[.):-]*|[A-LO-SU-Z](?:[.-]\d{1,2}(?:\.\d{1,2})?[.):]*|\d{1,2}[.):]+))[ \t]+(?=[A-Z][a-z]|A[ \t]|(?:is|are|has|have|was|were|cannot|no|an?)\s|(?!ULN|UNL|LLN|[A-Z]{0,2}LN)[A-Z]{2})"
    r"|\(?(?P<roman>[ivxIVX]{1,5})[.)][ \t]+|\(?(?P<letter>(?P<twice>[a-z])(?P=twice)|[a-zA-Z])[.)][ \t]+)?"
)

_MARKERS = ("bullet", "circled", "number", "counted", "dashed", "section", "roman", "letter")


def marker_of(found: re.Match[str]) -> str:
    """The kind of sign that a line begins with; '' for none."""
    return next((kind for kind in _MARKERS if found[kind]), "")


def with_numbered_parts(item: Item) -> Iterator[Item]:
    """The item, and as its children the points '1) ... 2) ...' that run through its (wrapped) text."""
    cuts = sorted(running_numbers(item.text)) if len(item.text) > 120 and not item.children else []
    if not cuts or cuts[0] < 3 or parts_counted(item.text):
        yield item
        return
    bounds = [*cuts, len(item.text)]
    points = list(zip(bounds, bounds[1:], strict=False))
    whole, item.text = item.text, item.text[: cuts[0]].rstrip()
    start, item.end = item.start, item.start + len(item.text)
    yield item
    for a, b in points:
        body = whole[a:b].rstrip()
        marker = MARKER.match(body)
        skip = marker.end() if marker else 0
        if gated(r"\w").search(body[skip:]):
            child = Item(start + a + skip, start + a + len(body), body[skip:], item.indent + 2, "number", item.polarity)
            child.parent, child.cohorts = item, item.cohorts
            child.polarity = polarity_below(child, item.polarity)
            item.children.append(child)
            yield child


_SENTENCE = gated(r"[.;]\)?\s+(?=[A-Z(])|;\s+(?=\w)")
_HOLDS_ITS_DOSES = frozenset({"cohort", "arm", "group", "module"})


def with_sentences_of_cohorts(item: Item) -> Iterator[Item]:
    """'For phase I, any solid tumour. For phase II, ...' in one point: each sentence is written for its own cohort, and so
    is what follows it up to the next one."""
    ends = ends_of_what_parts_are_asked(item.text)
    cuts = {
        *(m.end() for m in _SENTENCE.finditer(item.text)),
        *ends,
        *beginnings_of_what_parts_are_asked(item.text),
    }
    bounds = [0, *sorted(cuts), len(item.text)]
    named = [
        (a, labels)
        for a, b in zip(bounds, bounds[1:], strict=False)
        if (labels := inline_cohorts(AND_NEXT.sub("", item.text[a:b].replace("\n", " "))))
    ]
    if (
        named and named[0][1][0].kind in _HOLDS_ITS_DOSES
    ):  # 'Cohort 1: dose escalation takes ... Dose expansion takes ...'
        named = [one for one in named if one[1][0].kind != "dose"]
    named = parts_counted(item.text) or named
    if len({labels for _, labels in named}) < 2 or item.heading:
        yield item
        return
    starts = [(0, item.parent.cohorts if item.parent else ())] if named[0][0] else []
    starts += named
    whole, children = item.text, item.children
    for i, (a, labels) in enumerate(starts):
        b = starts[i + 1][0] if i + 1 < len(starts) else len(whole)
        part = item if i == 0 else Item(item.start + a, 0, "", item.indent, item.marker, item.polarity)
        part.text, part.cohorts, part.parent = AND_NEXT.sub("", whole[a:b]).rstrip(), labels, item.parent
        part.of_one_sentence = a in ends or b in ends
        part.end, part.children = part.start + len(part.text), children if b == len(whole) else []
        for child in part.children:
            child.parent = part
        if i and item.parent is not None:
            item.parent.children.insert(item.parent.children.index(item) + i, part)
        yield part
