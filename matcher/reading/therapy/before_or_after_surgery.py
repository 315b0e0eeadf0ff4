"""Which half of the treatment of early disease is shut out: 'prior neoadjuvant chemotherapy', 'capecitabine as adjuvant'.

Patients tell what they had for early disease, not on which side of the operation: whoever is operated had it before or
after, so that an exclusion of one of them leaves it open.
"""

from __future__ import annotations

import re

from data.axes import STATE_AXIS, states_where
from data.criteria import Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.therapy.asides import DIRECTLY_EARLY
from matcher.reading.therapy.settings import EARLY
from matcher.reading.therapy.told import Told

_STILL_BEFORE_IT = states_where(lambda state: state.phase in ("untreated", "neoadjuvant"))
_SIDE_NOT_TOLD = Undecidable("whether it was before surgery or after it")


def on_that_side_of_surgery(told: Told, had: Requirement, vocabulary: Vocabulary) -> Requirement:
    """Her having had it for early disease, where the words speak of one side of the operation: on that side."""
    if told.setting != EARLY:
        return had
    words = told.before[-60:] + told.text[told.start : told.end] + told.after[:60]
    sides = [said.group() for said in DIRECTLY_EARLY.finditer(words)]
    if not sides or _EITHER_SIDE.search(words):
        return had
    before = [_BEFORE_IT.match(side) is not None for side in sides]
    if all(before):
        return every((had, either((Within(STATE_AXIS, _STILL_BEFORE_IT), _SIDE_NOT_TOLD))))
    if not any(before) and _is_given_before_it(told, vocabulary):
        return every((had, _SIDE_NOT_TOLD))
    return had


_BEFORE_IT = gated(r"neo|pre", re.I)
_EITHER_SIDE = gated(r"\bperi-?operative|\(?neo-?\s?(?:\)|/|or\b|and\b|and/or\b)|\bpost-?operative|\bcurative", re.I)


# What may have been given before surgery only (NCCN Breast Cancer, preoperative regimens); trastuzumab goes on after it for
# a year in all, and conjugates, endocrine treatment, CDK4/6 and PARP inhibitors are adjuvant treatment as a rule.
_GIVEN_BEFORE_IT = frozenset({"chemotherapy", "immunotherapy"})
_OF_ANY_KIND = frozenset({"systemic therapy", "non-endocrine systemic therapy", "biologic therapy", "targeted therapy"})
_CONJUGATE = "antibody-drug conjugate"


def _is_given_before_it(told: Told, vocabulary: Vocabulary) -> bool:
    classes = [{c, *vocabulary.ancestors(c)} for c in told.concepts]
    given = any(_CONJUGATE not in names and not _GIVEN_BEFORE_IT.isdisjoint(names) for names in classes)
    return given or not _OF_ANY_KIND.isdisjoint(told.concepts)
