"""Trials about brain metastases: which of them are asked for, and which are shut out."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary import load_vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.reading.reader import read_trial

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("section", "sentence", "state", "taken"),
    [
        ("Inclusion", "At least one new or not previously irradiated measurable brain lesion", "treated_stable", False),
        ("Inclusion", "At least one new or not previously irradiated measurable brain lesion", "untreated", True),
        ("Inclusion", "Radiotherapy-naive brain metastases", "treated_stable", False),
        ("Inclusion", "Brain metastases treated with SRS or WBRT, stable for at least 4 weeks", "progressing", False),
        ("Inclusion", "Brain metastases treated with SRS or WBRT, stable for at least 4 weeks", "treated_stable", True),
        ("Inclusion", "Brain metastases on a stable dose of steroids", "progressing", True),
        ("Inclusion", "If there are several brain metastases, none of them larger than 3 cm", "untreated", True),
        ("Inclusion", "For patients with CNS disease: stable neurological function", "untreated", True),
        ("Exclusion", "Untreated or progressing brain metastases", "progressing", False),
        ("Exclusion", "Untreated or progressing brain metastases", "treated_stable", True),
        ("Exclusion", "Symptomatic brain metastases", "untreated", True),
        ("Exclusion", "More than 10 brain metastases", "untreated", True),
        ("Inclusion", "HER2-positive tumour", "none", False),
        ("Inclusion", "Confirmed intracranial progression since local therapy", "treated_stable", False),
        ("Inclusion", "Confirmed intracranial progression since local therapy", "progressing", True),
        ("Inclusion", "No progression in the brain since local therapy", "treated_stable", True),
    ],
)
def test_a_trial_about_brain_metastases_takes_those_it_names(
    section: str, sentence: str, state: str, taken: bool
) -> None:
    title = "A new drug in patients with brain metastases from breast cancer"
    criteria = f"{section} Criteria:\n\n* {sentence}"
    reading = read_trial(Trial("NCT99999999", brief_title=title, criteria=criteria), VOCABULARY, "test")
    facts = {"metastatic": True, "stage": "IV", "brain_metastases": state}
    decision = decide(reading, Known(Patient.from_facts(facts), VOCABULARY))
    assert (decision.verdict != INELIGIBLE) is taken, [(f.truth.name, f.criterion.statement) for f in decision.findings]
