"""What would settle more: the unknown facts of a patient by how many of her possible trials each could decide.

The number is found by filling in every value of the fact and deciding again, so that it is true by construction:

    could        the possible trials that some value of the fact makes eligible or ineligible
    certainly    those that every value of it decides, whichever the result
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from data import axes
from data.patient import BadPatient, Patient
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.many import CompiledReadings, Possible
from matcher.deciding.match import POSSIBLE, VERDICT_CODE

_BOOLEAN = (True, False)
# Every value of a fact that has few, and for numbers a range beyond which no trial draws a line.
VALUES: dict[str, Sequence[Any]] = {
    "age_years": tuple(float(years) for years in range(16, 101)),
    "sex": ("female", "male"),
    "menopausal_status": ("premenopausal", "perimenopausal", "postmenopausal"),
    "er_status": ("positive", "negative"),
    "er_percent": (0.0, 5.0, 10.0, 90.0),
    "pr_status": ("positive", "negative"),
    "her2_status": ("zero", "ultralow", "low", "positive"),
    "her2_ish": ("positive", "negative"),
    "stage": ("0", "I", "IIA", "IIB", "IIIA", "IIIB", "IIIC", "IV"),
    "recurrence_type": ("none", "local", "regional", "distant"),
    "initial_surgery": ("none", "lumpectomy", "mastectomy"),
    "resectable": _BOOLEAN,
    "treatment_phase": ("untreated", "neoadjuvant", "adjuvant", "surveillance", "advanced"),
    "brain_metastases": ("none", "treated_stable", "untreated", "progressing"),
    "leptomeningeal_disease": _BOOLEAN,
    "measurable_disease": _BOOLEAN,
    "ecog": (0, 1, 2, 3, 4),
    "lines_metastatic": tuple(range(9)),
    "chemo_lines_metastatic": tuple(range(9)),
    "endocrine_lines_metastatic": tuple(range(9)),
}


# The axes that a fact narrows, for facts that narrow few and no quantity; any other fact may narrow every axis.
_RECEPTORS, _PERSON = (axes.RECEPTORS_AXIS, "reported_low:er", "reported_low:pr"), (axes.PERSON_AXIS,)
NARROWS: dict[str, tuple[str, ...]] = {
    "sex": _PERSON, "menopausal_status": _PERSON,
    "er_status": _RECEPTORS, "er_percent": _RECEPTORS, "pr_status": _RECEPTORS, "her2_status": _RECEPTORS,
    "her2_ish": _RECEPTORS, "leptomeningeal_disease": (axes.LEPTOMENINGEAL_AXIS,),
    "measurable_disease": (axes.MEASURABLE_AXIS,), "ecog": (axes.ECOG_AXIS,),
}  # fmt: skip


class Settles(NamedTuple):
    """An unknown fact (a patient field, or `biomarkers.NAME`) and how many possible trials it could, and would, decide."""

    fact: str
    could: int
    certainly: int


def what_would_settle(
    compiled: CompiledReadings, patient: Patient, vocabulary: Vocabulary, only: NDArray[np.bool_] | None = None
) -> list[Settles]:
    """The unknown facts that could decide a trial, the most telling first. `only` marks the readings considered."""
    known = Known(patient, vocabulary)
    open_now = compiled.verdicts(known).codes == VERDICT_CODE[POSSIBLE]
    if only is not None:
        open_now &= only
    before = compiled.possible(known)
    found = []
    for fact, further in _questions(compiled, patient):
        decided = [
            _decided(compiled, open_now, before, compiled.possible(then, *_narrowed(fact, before)))
            for facts in further
            if (then := _known(patient, facts, vocabulary)) is not None
        ]
        if decided and (could := int(np.logical_or.reduce(decided).sum())):
            found.append(Settles(fact, could, int(np.logical_and.reduce(decided).sum())))
    return sorted(found, key=lambda s: (-s.could, -s.certainly, s.fact))


def _narrowed(fact: str, before: Possible) -> tuple[Possible, tuple[str, ...]] | tuple[()]:
    if fact.startswith("biomarkers."):
        return before, (f"biomarker:{fact.partition('.')[2]}",)
    return (before, NARROWS[fact]) if fact in NARROWS else ()


def _decided(
    compiled: CompiledReadings, open_now: NDArray[np.bool_], before: Possible, after: Possible
) -> NDArray[np.bool_]:
    """A mark for each reading that is possible now and decided then; only those that ask about what changed are judged."""
    decided = np.zeros(compiled.readings, dtype=bool)
    touched = np.flatnonzero(open_now & compiled.asking_about_changes(before, after))
    decided[touched] = compiled.codes_of(touched, after) != VERDICT_CODE[POSSIBLE]
    return decided


def _questions(compiled: CompiledReadings, patient: Patient) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each unknown fact with the facts to be filled in for it."""
    for field, values in VALUES.items():
        if getattr(patient, field) is None and not _told_otherwise(patient, field):
            yield field, [{field: value} for value in values]
    markers = patient.biomarkers or {}
    for axis in compiled.axes():
        family, _, name = axis.partition(":")
        if family == "biomarker" and name not in markers:
            results = ("positive", "negative")
            yield f"biomarkers.{name}", [{"biomarkers": markers | {name: result}} for result in results]


def _told_otherwise(patient: Patient, field: str) -> bool:
    """Whether another fact already says what the field would: the raw result of a status, and the reverse."""
    p = patient
    match field:
        case "er_status":
            return p.er_percent is not None
        case "pr_status":
            return p.pr_percent is not None
        case "her2_status":
            return p.her2_ihc is not None
        case "her2_ish":
            return p.her2_ihc != "2+"
        case _:
            return False


def _known(patient: Patient, facts: dict[str, Any], vocabulary: Vocabulary) -> Known | None:
    """What would be known then; None where the value contradicts what is known, so that it can't be."""
    try:
        return Known(Patient.from_facts(patient.model_dump(exclude_none=True) | facts), vocabulary)
    except BadPatient:
        return None
