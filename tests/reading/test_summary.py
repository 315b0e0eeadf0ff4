"""What the brief summary says of earlier treatment, where criteria and titles say nothing of it."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import decide
from matcher.reading.reader import read_trial

UNTREATED = {"stage": "IV", "metastatic": True, "lines_metastatic": 0}


@pytest.mark.parametrize(
    ("summary", "criteria", "shut_out"),
    [
        ("This study tests a new drug in women with previously treated metastatic breast cancer.", "ECOG 0-1", True),
        ("The purpose of this trial is to treat patients with refractory advanced solid tumours.", "ECOG 0-1", True),
        (
            "This study evaluates a drug in participants with metastatic solid tumours for whom alternative therapies do "
            "not exist or are no longer effective.",
            "ECOG 0-1",
            True,
        ),
        ("This study is in patients with metastatic cancer who receive standard treatment.", "ECOG 0-1", False),
        (
            "This study compares two drugs in patients with metastatic breast cancer for which no curative treatment exists.",
            "ECOG 0-1",
            False,
        ),
        # washouts tell of no line
        (
            "This study is for women and men who have previously treated metastatic breast cancer.",
            "Greater than 3 weeks from prior chemotherapy",
            True,
        ),
        # no word of the patients of this study, or either is taken
        ("Patients with previously treated metastatic breast cancer have few options.", "ECOG 0-1", False),
        (
            "This study is for patients with untreated or previously treated metastatic breast cancer.",
            "ECOG 0-1",
            False,
        ),
        # the criteria are the fuller statement
        (
            "This study tests a drug in women with previously treated metastatic breast cancer.",
            "At most one prior line of therapy for metastatic disease",
            False,
        ),
    ],
)
def test_the_treated_patients_of_a_summary(summary: str, criteria: str, shut_out: bool, vocabulary: Vocabulary) -> None:
    trial = Trial(
        "NCT99999999",
        brief_title="A Drug in Metastatic Breast Cancer",
        brief_summary=summary,
        criteria=f"Inclusion Criteria:\n\n* {criteria}",
    )
    reading = read_trial(trial, vocabulary, "test")
    verdict = decide(reading, Known(Patient.from_facts(UNTREATED), vocabulary)).verdict
    assert (verdict == "ineligible") == shut_out


@pytest.mark.parametrize(
    ("summary", "shut_out"),
    [
        ("Women whose cancer had failed an earlier CDK4/6 inhibitor will be given the drug.", True),
        ("This study tests a drug in patients whose disease progressed on a prior CDK4/6 inhibitor.", True),
        # what fails in the study, of others, or of some
        ("Women will be given ribociclib; those whose disease progresses on ribociclib will be given the drug.", False),
        ("In many patients prior CDK4/6 inhibitors have failed. This study tests a drug for them.", False),
        ("Patients who failed a prior CDK4/6 inhibitor or never had one will be given the drug.", False),
    ],
)
def test_the_drugs_that_failed_before_by_a_summary(summary: str, shut_out: bool, vocabulary: Vocabulary) -> None:
    trial = Trial(
        "NCT99999999",
        brief_title="A Drug in Breast Cancer",
        brief_summary=summary,
        criteria="Inclusion Criteria:\n\n* HR-positive advanced breast cancer",
    )
    never: dict[str, object] = {"stage": "IV", "never_received": ["CDK4/6 inhibitor"], "endocrine_lines_metastatic": 1}
    verdict = decide(read_trial(trial, vocabulary, "test"), Known(Patient.from_facts(never), vocabulary)).verdict
    assert (verdict == "ineligible") == shut_out
