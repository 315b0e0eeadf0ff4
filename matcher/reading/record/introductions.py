"""Sentences above the criteria that present the trial: what they tell of the extent is its short form, as a title is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data import axes
from data.criteria import AnyOf, Criterion, Negation, Within
from matcher.reading.gated import gated
from matcher.reading.record.families import or_let_in, relaxed
from matcher.reading.record.masks import widest
from matcher.reading.record.phases import METASTATIC
from matcher.reading.record.presuppositions import RECEPTOR_FACETS
from matcher.reading.state.meanings import UNRESECTABLE

_OF_PATIENTS = r"(?:(?:all|the|adult|eligible|female|male)\s+)*(?:patients?|wom[ae]n|m[ae]n|participants?|subjects?|individuals|people|those)\b"
_ASKED_OR_TOLD = r"\b(?:must|ha(?:s|ve)\s+to|should|eligible|required?|only|metasta\w*|mbc)\b"
_STUDIES = r"(?:compar|evaluat|investigat|assess|explor|examin|test|stud|aim|look|want|hope|plan|ask|seek|will\b|are\b)"
_WHO_STUDIES = r"(?:we|it|our\s+\w+|the\s+(?:investigators|researchers|authors))"
_ITS_AIM = r"(?:the\s+)?(?:main\s+|primary\s+)?(?:aim|purpose|goal|objective)s?\s+(?:is|are|of)"
# 'A randomised trial of two taxanes in metastatic breast cancer', 'OPAL-3 (OPALESCENT) is a study of ...', 'We compare X with Y in ...'
_TELLS_OF_THE_STUDY = gated(
    rf"\W*(?!{_OF_PATIENTS})(?:(?:(?!{_ASKED_OR_TOLD})[^;\n]){{0,160}}?\b(?:study|trial|project|protocol|registry)\b(?!\s+(?:drugs?|treatments?|medications?|entry|entr(?:y|ance)|enrol\w*|registration)\b)"
    rf"|(?:{_WHO_STUDIES}\s+(?:[\w-]+\s+){{0,2}}?|{_ITS_AIM}\s+(?:[\w-]+\s+){{0,5}}?){_STUDIES})",
    re.I,
)
_CRITERIA_HEADED = gated(
    r"\b(?:inclusion|eligibility)\s+criteria\b|(?:^|\n)\W*(?:\w+\s+)?(?:inclusion|eligibility)\W*[:\n]", re.I
)


def _introduces(criterion: Criterion, text: str) -> bool:
    """Whether its sentence, above the first list of criteria, tells what the trial does."""
    where = criterion.evidence[0]
    if where.source != "criteria" or _TELLS_OF_THE_STUDY.match(text, where.start, where.end) is None:
        return False
    return _CRITERIA_HEADED.search(text, 0, where.start) is None


_ADVANCED_UNDEFINED = "Requires advanced disease"
_LATE = Within(axes.STATE_AXIS, METASTATIC)
_LATE_TOLD = "Requires metastatic disease"  # not: '... (stage IV)'


def told_in_passing(criteria: Sequence[Criterion], text: str = "") -> list[Criterion]:
    """'HER2-positive metastatic breast cancer' is about the receptor, 'A trial in metastatic breast cancer' about the trial: beside
    'locally recurrent or metastatic disease' it leaves open whether disease that cannot be resected is meant as well."""
    introduced = {c.evidence[0] for c in criteria if _introduces(c, text)}
    in_passing = introduced | {c.evidence[0] for c in criteria if c.facet in RECEPTOR_FACETS}
    named = 0
    for c in criteria:
        told = c.facet == "stage" and c.statement.startswith("Requires") and c.statement != _ADVANCED_UNDEFINED
        if told and c.evidence[0] not in introduced:
            side = widest(c.requirement, axes.STATE_AXIS)
            named |= side & UNRESECTABLE if side & METASTATIC == METASTATIC else 0
    return [
        _open_to(c, named, introduced=c.evidence[0] in introduced) if c.evidence[0] in in_passing else c
        for c in criteria
    ]


def _open_to(criterion: Criterion, named: int, *, introduced: bool) -> Criterion:
    if criterion.requirement == _LATE and criterion.statement == _LATE_TOLD:
        return relaxed(criterion, named)
    if named and introduced and _is_of_a_receptor(criterion):
        return or_let_in(criterion, named & ~METASTATIC)
    return criterion


def _is_of_a_receptor(criterion: Criterion) -> bool:
    """'A study in HER2-positive metastatic breast cancer': 'metastatic, where HER2-positive', if no patients are named."""
    parts = criterion.requirement.parts if isinstance(criterion.requirement, AnyOf) else ()
    return criterion.facet == "stage" and len(parts) == 2 and isinstance(parts[0], Negation) and parts[1] == _LATE
