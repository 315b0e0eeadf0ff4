"""What is known of a patient in a clinician's words, and which of her facts bear on an axis or a quantity."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from data import axes
from data.patient import Patient
from matcher.deciding.facts import Known

# Which patient fields settle an axis, the most telling first.
FIELDS_OF_AXIS: dict[str, tuple[str, ...]] = {
    axes.STATE_AXIS: ("stage", "metastatic", "recurrence_type", "treatment_phase", "resectable", "initial_surgery"),
    axes.PERSON_AXIS: ("sex", "menopausal_status"),
    axes.ECOG_AXIS: ("ecog",),
    axes.BRAIN_AXIS: ("brain_metastases",),
    axes.LEPTOMENINGEAL_AXIS: ("leptomeningeal_disease",),
    axes.MEASURABLE_AXIS: ("measurable_disease",),
    axes.BONE_ONLY_AXIS: ("metastatic_sites",),
    axes.VISCERAL_AXIS: ("metastatic_sites",),
    axes.SURGERY_AXIS: ("initial_surgery",),
}


# Patient fields as a clinician names them; a field not listed is its name with spaces.
FIELD_WORDS = {
    "er_status": "ER", "er_percent": "ER %", "pr_status": "PR", "pr_percent": "PR %", "her2_status": "HER2",
    "her2_ihc": "HER2 IHC", "her2_ish": "HER2 ISH", "ecog": "ECOG", "age_years": "age", "recurrence_type": "recurrence",
    "initial_surgery": "first breast surgery", "treatment_phase": "phase of treatment", "metastatic_sites": "sites of metastasis",
    "lines_metastatic": "lines for metastatic disease", "chemo_lines_metastatic": "chemotherapy lines for metastatic disease",
    "endocrine_lines_metastatic": "endocrine lines for metastatic disease", "pdl1_cps": "PD-L1 CPS",
    "resectable": "resectable with curative intent",
}  # fmt: skip


def field_words(field: str) -> str:
    """A patient field, or `biomarkers.NAME`, in words."""
    name = field.removeprefix("biomarkers.")
    return FIELD_WORDS.get(name, name.replace("_", " "))


def fields_of(axis: str, known: Known) -> tuple[str, ...]:
    """The patient fields, not given yet, that would narrow `axis`."""
    family, _, name = axis.partition(":")
    if axis == axes.RECEPTORS_AXIS:
        candidates = _receptor_fields(known)
    elif family == "biomarker":
        candidates = (f"biomarkers.{name}",)
    elif family == "site":
        candidates = ("metastatic_sites",)
    elif family == "reported_low":
        candidates = (f"{name}_percent",)
    elif family == "received_early":
        return ("prior_therapies_early",)
    elif family in ("received", "received_metastatic"):
        return ("prior_therapies",)
    elif family == "progressed_on":
        return ("progressed_on",)
    else:
        candidates = FIELDS_OF_AXIS.get(axis, ())
    return tuple(f for f in candidates if f.startswith("biomarkers.") or getattr(known.patient, f) is None)


def _receptor_fields(known: Known) -> tuple[str, ...]:
    p = known.patient
    wanted: list[str] = []
    if p.her2_ihc == "2+" and p.her2_ish is None:
        wanted.append("her2_ish")
    elif p.her2_status is None and p.her2_ihc is None:
        wanted.append("her2_status")
    elif p.her2_status == "negative" and p.her2_ihc is None:
        wanted.append("her2_ihc")
    if p.er_status is None and p.er_percent is None:
        wanted.append("er_status")
    elif p.er_percent is None:
        wanted.append("er_percent")
    if p.pr_status is None and p.pr_percent is None:
        wanted.append("pr_status")
    return tuple(wanted)


def number_words(quantity: str, low: float, high: float) -> str:
    name = field_words(quantity)
    if not quantity.endswith("_metastatic"):
        return f"{name} {low:g}" if low == high else f"{name} {low:g} to {high:g}"
    if high == 0:
        return f"no {name}"
    count = f"{low:g}" if low == high else f"at least {low:g}" if high == math.inf else f"{low:g} to {high:g}"
    return f"{count} {name}" if count != "1" else f"1 {name.replace('lines', 'line', 1)}"


_GIVEN: dict[str, tuple[str, ...]] = {
    axes.RECEPTORS_AXIS: ("er_status", "er_percent", "pr_status", "pr_percent", "her2_status", "her2_ihc", "her2_ish"),
    **FIELDS_OF_AXIS,
}


# Of the receptor facts only those that a finding about one receptor turns on.
_OF_ONE_RECEPTOR = {"er": "er_", "pr": "pr_", "her2": "her2_"}
# Of the facts about the disease those that a finding about its extent, or its origin, turns on.
_OF_ONE_STATE = {
    "stage": ("stage", "metastatic", "recurrence_type", "resectable"),
    "recurrence": ("stage", "metastatic", "recurrence_type", "treatment_phase"),
}


def known_of_axis(axis: str, known: Known, facet: str) -> Iterable[str]:
    family, _, name = axis.partition(":")
    p = known.patient
    if family == "biomarker":
        result = (p.biomarkers or {}).get(name)
        if result:
            yield f"{name} {result}"
    elif family.startswith("received") or family == "progressed_on":
        answer = known.possible(axis)
        if answer in (axes.NO, axes.YES):
            yield _history_words(family, name, had=answer == axes.YES)
    elif family == "site":
        yield from _shown(p, ("metastatic_sites",))
    else:
        fields = _GIVEN.get(axis, ())
        if axis == axes.RECEPTORS_AXIS and facet in _OF_ONE_RECEPTOR:
            fields = tuple(f for f in fields if f.startswith(_OF_ONE_RECEPTOR[facet])) or fields
        if axis == axes.STATE_AXIS:
            fields = _OF_ONE_STATE.get(facet, fields)
            fields = tuple(f for f in fields if f != "metastatic" or p.stage is None)
        yield from _shown(p, fields)


_SETTING_WORDS = {"received_metastatic": " for metastatic disease", "received_early": " for early disease"}


def _history_words(family: str, therapy: str, *, had: bool) -> str:
    if family == "progressed_on":
        return f"progressed on {therapy}" if had else f"no progression on {therapy}"
    return f"{'had' if had else 'had no'} {therapy}{_SETTING_WORDS.get(family, '')}"


def _shown(patient: Patient, fields: Sequence[str]) -> Iterable[str]:
    for field in fields:
        value = getattr(patient, field)
        if value is not None and not (field == "recurrence_type" and value == "distant" and patient.stage == "IV"):
            yield _fact_words(field, value)


# Facts that read better as a clinician says them than as a field and its value; {} is the value.
_FACT_WORDS: dict[str, dict[Any, str]] = {
    "metastatic": {True: "distant metastases", False: "no distant metastases"},
    "recurrence_type": {"none": "first diagnosis", None: "{} recurrence"},
    "resectable": {True: "resectable", False: "not resectable"},
    "measurable_disease": {True: "measurable disease", False: "no measurable disease"},
    "leptomeningeal_disease": {True: "leptomeningeal disease", False: "no leptomeningeal disease"},
    "initial_surgery": {"none": "no breast surgery yet", None: "{} done"},
    "treatment_phase": {
        "untreated": "untreated", "adjuvant": "operated, adjuvant treatment", "neoadjuvant": "neoadjuvant treatment",
        "surveillance": "treatment finished, disease-free", "advanced": "treated for advanced disease",
    },
    "brain_metastases": {"none": "no brain metastases", "treated_stable": "treated, stable brain metastases", None: "{} brain metastases"},
    "sex": {None: "{}"}, "menopausal_status": {None: "{}"},
    "metastatic_sites": {None: "metastases in {}"},
    "er_percent": {None: "ER {} %"}, "pr_percent": {None: "PR {} %"},
}  # fmt: skip


def _fact_words(field: str, value: Any) -> str:
    words = _FACT_WORDS.get(field, {})
    known_value = value if isinstance(value, (str, bool)) else None
    template = words.get(known_value) or words.get(None) or f"{field_words(field)} {{}}"
    return template.format(_plain(value))


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)).replace("_", " ")
    return f"{value:g}" if isinstance(value, float) else str(value).replace("_", " ")
