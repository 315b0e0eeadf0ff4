"""'First-line treatment' in a title above criteria that bar the treatments for metastatic disease that they name: these spell
the title out, they do not replace it, where they let no treatment of it in.

title                        criteria, of treatment for metastatic disease      the title
first-line                   bar chemotherapy and endocrine therapy             holds: nothing was given for it
first-line systemic therapy  bar one of the two                                 holds
first-line                   bar one of the two                                 says no more than they do
any of these                 let some in, or tell not that it was for early     says no more than they do
                             disease
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data.axes import YES
from data.criteria import AllOf, AnyOf, Between, Criterion, Negation, Requirement, Within
from matcher.reading import whole_record
from matcher.reading.gated import gated
from matcher.reading.mentions import Context
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.quantities import KIND_OF
from matcher.reading.therapy.lists import NO_PATIENT_FIELD
from matcher.reading.therapy.names import therapies_in

_NONE_YET = "Requires first-line treatment"
_NONE_OF_ANY_KIND = Between("lines_metastatic", None, 0)
_SYSTEMIC = gated(
    r"\b(?:first|1st)[- ]line\s+systemic\b|\bfrontline\s+systemic\b|\b(?:initial|upfront)\s+systemic\b", re.I
)


def first_line_spelled_out(
    context: Context, titles: Sequence[Criterion], criteria: Sequence[Criterion], of_cohorts: Sequence[Criterion]
) -> list[Criterion]:
    """The first line that the titles name, where the criteria only tell what may not have been given before it."""
    of_lines = [c for c in titles if c.facet == "lines_of_therapy"]
    none_yet = [c for c in of_lines if c.statement == _NONE_YET and c.requirement == _NONE_OF_ANY_KIND]
    if not none_yet or len(none_yet) < len(of_lines) or any(_kinds(c.requirement) for c in of_cohorts):
        return []
    barred: set[str] = set()
    for criterion in criteria:
        kinds = set(_kinds(criterion.requirement))
        if not kinds <= set(_barred(criterion.requirement)):
            return []  # some lines are let in
        if "non-endocrine systemic therapy" in kinds:
            return []  # 'no systemic treatment except endocrine therapy': endocrine lines are let in
        barred |= kinds
    systemic = any(_SYSTEMIC.search(text) for _, text, _ in whole_record.lines_of_sources(context.trial, *_TITLES))
    enough = bool(barred) if systemic else barred >= _BOTH
    return none_yet[:1] if enough and not any(_lets_some_in(s, context) for s in _sentences(context)) else []


_TITLES = whole_record.TITLES
_BOTH = frozenset({"chemotherapy", "endocrine therapy"})


def _kinds(requirement: Requirement) -> Iterator[str]:
    """The kinds of treatment for metastatic disease of which it tells."""
    if isinstance(requirement, (AllOf, AnyOf)):
        for part in requirement.parts:
            yield from _kinds(part)
    elif isinstance(requirement, Negation):
        yield from _kinds(requirement.part)
    elif kind := _kind(requirement):
        yield kind


def _kind(atom: Requirement) -> str:
    if isinstance(atom, Between) and atom.quantity.endswith("lines_metastatic"):
        return KIND_OF.get(atom.quantity, "systemic therapy")
    if isinstance(atom, Within) and atom.axis.startswith("received_metastatic:"):
        return atom.axis.partition(":")[2]
    return ""


def _barred(requirement: Requirement) -> Iterator[str]:
    """The kinds of treatment of which nobody who had them meets it."""
    if isinstance(requirement, AllOf):
        for part in requirement.parts:
            yield from _barred(part)
    elif isinstance(requirement, Between) and requirement.high == 0 and not requirement.low:
        yield _kind(requirement)
    elif isinstance(requirement, Negation):
        yield from _had(requirement.part)


def _had(requirement: Requirement) -> Iterator[str]:
    if isinstance(requirement, AnyOf):
        for part in requirement.parts:
            yield from _had(part)
    elif (isinstance(requirement, Between) and requirement.low == 1 and requirement.high is None) or (
        isinstance(requirement, Within) and requirement.allowed == YES
    ):
        yield _kind(requirement)


def _sentences(context: Context) -> Iterator[Sentence]:
    return (sentence for _, sentence, _ in whole_record.sentences(context.trial))


def _lets_some_in(sentence: Sentence, context: Context) -> bool:
    """Whether it lets in a treatment that it does not tell to be one of early disease."""
    text = sentence.text
    if not phrases.PERMITS.search(phrases.DENIES_PERMISSION.sub(" ", text)):
        return False
    if phrases.EARLY.search(text) and not phrases.METASTATIC.search(text):
        return False
    concepts = {c for one in therapies_in(text, context.vocabulary) for c in one.concepts}
    return not concepts <= NO_PATIENT_FIELD
