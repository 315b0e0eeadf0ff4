"""Cohorts told by the aim of treatment: 'Curable patients', 'For the incurable stratum:'; each line binds its own."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary import load_vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.reading.reader import read_trial

VOCABULARY = load_vocabulary()

EARLY = {"stage": "IIA", "metastatic": False, "recurrence_type": "none", "treatment_phase": "untreated"}
LATE = {"stage": "IV", "metastatic": True, "recurrence_type": "distant"}
ADJUVANT = {**EARLY, "treatment_phase": "adjuvant"}
INOPERABLE = {"metastatic": False, "recurrence_type": "local", "resectable": False}

STRATA = """Inclusion Criteria:

* Solid tumour
For the curable stratum:
* Treatment with curative intent
For the incurable stratum:
* Palliative treatment for metastatic disease
"""
PATIENTS = """Inclusion Criteria:

Curable patients
* Treatment with curative intent planned (surgery; chemotherapy)
Incurable patients
* Treatment with palliative intent planned
"""
TOLD_AGAIN = """Inclusion Criteria:

Patients treated for cure must fulfil:
* A cure is attempted
Patients beyond cure must fulfil:
* Palliative drugs are started
Breast
* Curable: surgery foreseen
Lung
* Beyond cure: stage IV
"""
AIMS = """Inclusion Criteria:

* Breast or lung cancer

Further criteria for patients treated with the aim of cure:
* Resection planned

Further criteria for patients treated without the aim of cure:
* Drug treatment about to start
"""
OF_ALL = """Inclusion Criteria:

* Breast cancer
* A treatment with curative intent is planned
* In the event of metastatic relapse a second sample is taken
"""


def shut_out(criteria: str, facts: dict[str, object]) -> bool:
    trial = Trial("NCT99999999", brief_title="Blood test", conditions=("Breast Cancer",), criteria=criteria)
    patient = Known(Patient.from_facts(facts), VOCABULARY)
    return decide(read_trial(trial, VOCABULARY, "test"), patient).verdict == INELIGIBLE


@pytest.mark.parametrize("criteria", [STRATA, PATIENTS, TOLD_AGAIN, AIMS])
def test_each_of_the_groups_is_a_way_in(criteria: str) -> None:
    for facts in (EARLY, LATE, INOPERABLE):
        assert not shut_out(criteria, facts), facts


def test_who_fits_neither_group_is_shut_out() -> None:
    assert shut_out(AIMS, ADJUVANT)
    assert shut_out(
        AIMS.replace("with the aim", "with the intention").replace("without the aim", "without the intention"), ADJUVANT
    )
    assert not shut_out(AIMS.replace("Resection planned", "Before or after resection"), ADJUVANT)


def test_an_aim_without_a_group_is_asked_of_all() -> None:
    assert not shut_out(OF_ALL, EARLY)
    assert shut_out(OF_ALL, LATE)
    assert shut_out(OF_ALL, INOPERABLE)


def test_what_all_groups_are_asked_for_binds_all() -> None:
    of_all = STRATA.replace("* Solid tumour", "* Breast cancer\n* HER2-positive disease")
    assert shut_out(of_all, {**LATE, "her2_status": "zero"})
    assert not shut_out(of_all, {**LATE, "her2_status": "positive"})


def test_a_record_without_criteria_is_read() -> None:
    assert not shut_out("", EARLY)


CONTRARY = (
    "* Radiotherapy with curative intent in the first cohort\n* Radiotherapy with palliative intent in the second",
    "* Receiving chemotherapy with curative intent (A)\n* Receiving palliative chemotherapy (B)",
    "* Group with curative intent: neoadjuvant chemotherapy planned\n* Group with palliative intent: chemotherapy for metastatic disease planned",
)


@pytest.mark.parametrize("inclusions", CONTRARY)
def test_two_contrary_aims_are_asked_of_nobody_whatever_the_layout(inclusions: str) -> None:
    for facts in (EARLY, LATE):
        assert not shut_out(f"Inclusion Criteria:\n\n{inclusions}\n", facts), facts


@pytest.mark.parametrize(
    "inclusions",
    [
        "* Relapse after curative treatment\n* Palliative chemotherapy is planned",
        "* Palliative chemotherapy is planned\n* No other palliative treatment",
        "* Palliative chemotherapy is planned\n* Curative treatment is not available",
    ],
)
def test_an_aim_that_is_over_or_denied_is_no_other_way_in(inclusions: str) -> None:
    assert shut_out(f"Inclusion Criteria:\n\n{inclusions}\n", EARLY)
    assert not shut_out(f"Inclusion Criteria:\n\n{inclusions}\n", LATE)
