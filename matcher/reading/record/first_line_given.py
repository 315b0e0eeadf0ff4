"""'First-line treatment' in the title of a study of patients who had it: it bars no line.

the title says first-line, and        the title
tells of records read afterwards      says what the patients had, and not what came after
the criteria ask for the treatment    the same: whoever takes part has had it, or has it now
that it names, or for some treatment
of metastatic disease
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data.axes import YES
from data.criteria import AllOf, AnyOf, Criterion, Requirement, Within
from matcher.reading import whole_record
from matcher.reading.gated import gated
from matcher.reading.mentions import Context
from matcher.reading.therapy.lists import NO_PATIENT_FIELD
from matcher.reading.therapy.names import GENERAL_KINDS, therapies_in

_BARS_LINES = "Requires first-line treatment"
_RECORDS_READ = gated(
    r"\b(?:retrospective(?:ly)?|(?:medical|patient|health|clinical|hospital)\s+records?|charts?\s+(?:reviews?|audits?|abstraction)|reviews?\s+of\s+(?:\w+\s+)?charts|case\s+notes?)\b",
    re.I,
)


def without_the_first_line_given(
    context: Context, titles: Sequence[Criterion], criteria: Sequence[Criterion]
) -> list[Criterion]:
    if not any(_bars_lines(c) for c in titles):
        return list(titles)
    told = [text for _, text, _ in whole_record.lines_of_sources(context.trial, *whole_record.TITLES)]
    named = {c for text in told for one in therapies_in(text, context.vocabulary) for c in one.concepts}
    asked = {axis for c in criteria for axis in _asked(c.requirement)}
    given = any(_RECORDS_READ.search(text) for text in told) or any(_is_that_treatment(axis, named) for axis in asked)
    return [c for c in titles if not (given and _bars_lines(c))]


def _bars_lines(criterion: Criterion) -> bool:
    return criterion.facet == "lines_of_therapy" and criterion.statement == _BARS_LINES


def _asked(requirement: Requirement) -> Iterator[str]:
    """The treatments that must have been given, one or other of them."""
    if isinstance(requirement, AllOf | AnyOf):
        for part in requirement.parts:
            yield from _asked(part)
    elif isinstance(requirement, Within) and requirement.allowed == YES:
        yield requirement.axis


def _is_that_treatment(axis: str, named: set[str]) -> bool:
    kind, _, concept = axis.partition(":")
    if kind == "received_metastatic":
        return concept not in NO_PATIENT_FIELD
    return kind == "received" and concept in named and concept not in NO_PATIENT_FIELD | GENERAL_KINDS
