"""A line above the criteria that tells what the trial does is shorthand: a criterion that lists the extents decides."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary import load_vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.reading.reader import read_trial

VOCABULARY = load_vocabulary()
INOPERABLE: dict[str, object] = {"metastatic": False, "recurrence_type": "local", "resectable": False}
EARLY: dict[str, object] = {
    "stage": "IIA",
    "metastatic": False,
    "recurrence_type": "none",
    "treatment_phase": "untreated",
}
INTRODUCTIONS = (
    "This study compares two drugs in patients with metastatic breast cancer.",
    "A randomised phase 2 trial of eribulin in metastatic breast cancer",
    "The present trial looks at the order of two taxanes in metastatic breast cancer.",
    "Our group studies exercise in women with metastatic breast cancer.",
    "DUNE-1: a phase II study of a drug in patients with metastatic breast cancer.",
)


def shut_out(introduction: str, criterion: str, facts: dict[str, object]) -> bool:
    criteria = f"{introduction}\n\nInclusion Criteria:\n\n* {criterion}\n* ECOG 0-1\n"
    trial = Trial("NCT99999999", brief_title="Two taxanes", conditions=("Breast Cancer",), criteria=criteria)
    patient = Known(Patient.from_facts(facts), VOCABULARY)
    return decide(read_trial(trial, VOCABULARY, "test"), patient).verdict == INELIGIBLE


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_the_criterion_that_lists_the_extents_decides(introduction: str) -> None:
    for criterion in (
        "Inoperable locally advanced, recurrent or stage IV breast cancer",
        "Metastatic disease or an unresectable local recurrence",
    ):
        assert not shut_out(introduction, criterion, INOPERABLE)
        assert shut_out(introduction, criterion, EARLY)


OF_ONE_SUBTYPE = (
    "DUNE-1 is a phase 3 study in HER2-positive metastatic breast cancer.",
    "OPAL-3 (OPALESCENT) is a multicentre trial of a drug in women with HER2-positive metastatic breast cancer.",
    "We are studying a drug in women with HER2-positive metastatic breast cancer.",
    "The purpose of DUNE-1 is to test a drug in patients with HER2-positive metastatic breast cancer.",
    "In this study, two drugs are compared in women with HER2+ metastatic breast cancer.",
)


@pytest.mark.parametrize("introduction", OF_ONE_SUBTYPE)
def test_whoever_is_the_subject_and_whatever_the_receptors(introduction: str) -> None:
    positive = {"her2_status": "positive"}
    criterion = "HER2-positive, unresectable locally recurrent or metastatic disease"
    assert not shut_out(introduction, criterion, INOPERABLE | positive)
    assert shut_out(introduction, criterion, EARLY | positive)
    for criterion in ("HER2-positive disease", "Stage IV disease", "Distant metastases on imaging"):
        assert shut_out(introduction, criterion, INOPERABLE | positive)


def test_what_is_asked_of_patients_is_no_introduction() -> None:
    for line in ("Women in this trial must have metastatic breast cancer.", "Patients with metastatic breast cancer."):
        assert shut_out(line, "Inoperable locally recurrent or metastatic disease", INOPERABLE)


def test_an_introduction_that_names_the_patients_counts_where_no_criterion_tells_more() -> None:
    introduction = INTRODUCTIONS[0]  # the others, which name no patients, are left unread
    for criterion in ("Breast cancer", "Advanced breast cancer", "Distant metastases on imaging"):
        assert shut_out(introduction, criterion, INOPERABLE)


def test_what_stands_among_the_criteria_is_no_introduction() -> None:
    assert shut_out("", "The study is for patients with metastatic breast cancer", INOPERABLE)
