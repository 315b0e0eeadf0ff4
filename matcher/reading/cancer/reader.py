"""Does the trial take breast cancer at all? A facet of its own, with its quote. The first row that fits decides.

breast cancer is expressly left out ("any tumour excluding breast")            no
its people are to be free of breast cancer (prevention), or care for others     no
a title, the conditions or an inclusion names breast cancer patients           yes
it names breast nowhere, and its diagnosis or its titles name other organs only no
it takes solid tumours or any cancer, without naming other organs only         yes
it names other cancers or other diseases only, or healthy people               no
neither titles, conditions nor inclusions speak of cancer                      no
anything else                                                                  open

Women who are due for screening have no known breast cancer: such a trial takes no patients. Where only a title speaks of
screening, of the disease states that of a survivor is left.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.axes import STATE_AXIS
from data.criteria import AllOf, Constant, Criterion, Evidence, Truth, Undecidable, Within
from data.trial import Trial
from matcher.reading.cancer import inherited_risk, other_tumours
from matcher.reading.cancer.free_of_it import free_of_it, free_of_it_lately
from matcher.reading.cancer.left_out import left_out
from matcher.reading.cancer.named import ANY_CANCER, NAMING_BREAST, SOLID, SPREAD, named
from matcher.reading.cancer.other_diseases import (
    diagnosis_of_another,
    names_other_organs,
    no_cancer_at_all,
    other_disease,
)
from matcher.reading.cancer.others import carers, healthy_or_at_risk, professionals, screens_the_healthy
from matcher.reading.cancer.patients import titled_for_patients, wants_patients
from matcher.reading.cancer.screening import about_screening, comes_for_screening
from matcher.reading.mentions import Context
from matcher.reading.state.meanings import SURVEILLANCE
from matcher.reading.whole_record import inclusions


def read_cancer_type(trial: Trial, context: Context, known: Sequence[Criterion]) -> list[Criterion]:
    """One criterion: yes, no or open, with the words that say so; a second one where women are screened."""
    out = left_out(trial)
    none_now: Evidence | None = None
    if out is None and (carriers := inherited_risk.carriers_watched(trial)) is not None:
        return [_inherited(carriers)]
    if out is None and not wants_patients(trial):
        out, none_now = _of_others(trial)
    if out is not None:
        return [_criterion(Truth.FALSE, "people without breast cancer", out)]
    takes = _takes(trial, context)
    return [*([takes] if takes else []), *([_no_cancer_now(none_now)] if none_now else [])]


def _no_cancer_now(evidence: Evidence) -> Criterion:
    earlier = Undecidable("earlier breast cancer in women who are screened or at risk")
    left = AllOf((Within(STATE_AXIS, SURVEILLANCE), earlier))
    words = "Requires no breast cancer now (women who come for screening or are at risk)"
    return Criterion("stage", left, words, (evidence,))


def _of_others(trial: Trial) -> tuple[Evidence | None, Evidence | None]:
    """Of a record that describes no patients: where it says that its people never had breast cancer, and where only
    that they have none now."""
    titled = titled_for_patients(trial)
    screened = about_screening(trial)
    others = healthy_or_at_risk(trial) or comes_for_screening(trial)
    names_it = others is None and named(trial, NAMING_BREAST) is not None
    if names_it:
        others = screens_the_healthy(trial)
    never, none_now = free_of_it(trial, by_name=names_it and others is None and screened is None)
    if never is not None and any(inclusions(trial)) and (others is not None or screened is not None or not titled):
        return never, None
    if titled:
        return carers(trial) or professionals(trial), None
    if others is not None and never is None and (lately := free_of_it_lately(trial)) is not None:
        return carers(trial) or professionals(trial), lately
    return carers(trial) or professionals(trial) or others, none_now or screened


def _takes(trial: Trial, context: Context) -> Criterion | None:
    evidence = named(trial, NAMING_BREAST)
    if evidence is None:
        return _takes_without_naming_it(trial, context)
    diagnosis = diagnosis_of_another(trial) if evidence.source in ("conditions", "keywords") else None
    return _another_disease(diagnosis) if diagnosis else _criterion(Truth.TRUE, "breast cancer", evidence)


def _takes_without_naming_it(trial: Trial, context: Context) -> Criterion | None:
    others = other_tumours.asked_for(trial, context.vocabulary)
    if others is not None:
        return _another_disease(others)
    evidence = named(trial, ANY_CANCER) or named(trial, SPREAD)
    other = other_disease(trial, context.vocabulary)
    if evidence is not None:
        if not names_other_organs(trial, evidence):
            return _criterion(Truth.TRUE, "cancers of any organ", evidence)
        if other is None or named(trial, SOLID) is not None:
            words = "Takes cancers of which breast is not named"
            return Criterion("cancer_type", Undecidable("the cancers it takes"), words, (evidence,))
    if other is not None:
        inherited = inherited_risk.of_any_cancer(trial)
        return _inherited(inherited) if inherited is not None else _another_disease(other)
    nothing = no_cancer_at_all(trial)
    return _another_disease(nothing) if nothing is not None else _not_told(trial)


def _not_told(trial: Trial) -> Criterion | None:
    if not trial.brief_title:
        return None
    title = Evidence("brief_title", 0, len(trial.brief_title))
    return Criterion("cancer_type", Undecidable("the disease"), "Does not say which cancers it takes", (title,))


def _another_disease(evidence: Evidence) -> Criterion:
    return _criterion(Truth.FALSE, "another disease than breast cancer", evidence)


def _inherited(evidence: Evidence) -> Criterion:
    words = "Takes people with an inherited risk of cancer, ill or not"
    return Criterion("cancer_type", Undecidable("the cancers it takes"), words, (evidence,))


def _criterion(truth: Truth, words: str, evidence: Evidence) -> Criterion:
    return Criterion("cancer_type", Constant(truth), f"Takes {words}", (evidence,))
