"""Sentences about the cancer that were not understood keep a trial open, and nothing else does."""

from __future__ import annotations

import pytest

from data.criteria import OPEN_POINT, Criterion, Reading
from data.patient import Patient
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import ELIGIBLE, INELIGIBLE, POSSIBLE, decide
from matcher.reading.reader import read_trial

FITTING = Patient(
    stage="IV", recurrence_type="distant", age_years=50, ecog=0, lines_metastatic=1, prior_therapies=["palbociclib"]
)


def reading_of(criteria: str, vocabulary: Vocabulary) -> Reading:
    trial = Trial("NCT99999999", brief_title="A study of an agent in breast cancer", criteria=criteria)
    return read_trial(trial, vocabulary, "test")


def open_points(reading: Reading) -> list[Criterion]:
    return [c for c in reading.criteria if c.facet == OPEN_POINT]


@pytest.mark.parametrize(
    "sentence",
    [
        "Previously treated with whole or partial breast irradiation.",
        "The tumor expresses antigen QX-9 in more than half of the cells",
        "HLA-A*02:01 positive",
        "Unresectable cancer expressing antigen QX-9 as assessed by IHC of resected tissue",
        "Tumours must stain positive for QX9 expression except:\n  * ER-positive tumours",
        "Locally advanced or metastatic mesothelin-expressing breast cancer",
        "Metastatic cancer with documented expression of B7-H4",
        "Patients with previously diagnosed cancer who have been treated with agent Y in a parent protocol and may benefit from it",
        "Treatment failure of conventional means or their absence",
        "Invasive lobular carcinoma of the breast, histologically or cytologically confirmed",
        "Subjects who received the study treatment of QX9-B12",
        "Participant in the MAMMA registry",
        "Completed the core study without progression",
        "Enrolled in NNGG B-99 trial",
        "Enrolled in the hospital's phase 2 protocol evaluating agent Q, with a lesion of at least 10 mm",
        "Has previously received radiotherapy or radiosurgery to the brain for benign or malignant tumors",
        "Patients planning to start treatment with an anti-PD-1 antibody within four weeks",
        "Unilateral malignant pleural effusion with an indication for drainage",
        "Treated with a CDK4/6 inhibitor from 2015-02-01 to 2019-06-30",
        "Intention to give T-DXd as next line of therapy",
        "Enrolled in the Institute's Phase II protocol of agent QX with a partner (07-B-0199)",
        "Participants must be co-enrolled in the harvest protocol",
        "One breast imaging finding that was recommended for biopsy",
        "BI-RADS 3 or 4a on conventional ultrasound",
        "Recurrence in the breast with or without metastases (metastases, if any, must be oligometastatic or stable)",
        "Distant metastases, which should be limited to five",
    ],
)
def test_a_sentence_that_says_for_whom_the_trial_is_keeps_it_from_being_called_eligible(
    sentence: str, vocabulary: Vocabulary
) -> None:
    text = f"Inclusion Criteria:\n* Metastatic breast cancer\n* ECOG 0 or 1\n* {sentence}\n"
    reading = reading_of(text, vocabulary)
    assert open_points(reading), sentence
    assert decide(reading, Known(FITTING, vocabulary)).verdict == POSSIBLE
    evidence = open_points(reading)[0].evidence[0]
    assert text[evidence.start : evidence.end] in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Archival tumor tissue or a fresh biopsy of a metastatic lesion must be available",
        "Willing to come for follow-up of the cancer",
        "Diagnosis/history of cancer",
        "Patients with histopathological confirmation of malignancy",
        "Cancer type: breast",
        "A history of breast cancer including ductal carcinoma in situ",
        "Pathologically confirmed breast cancer, including metastatic or recurrent",
        "Histologic diagnosis of palpable invasive breast cancer or DCIS",
        "There is no limit to the number of prior regimens",
        "Any ER, PR or HER2 status",
        "Must have received prior radiotherapy, if indicated",
        "Prior therapy of any kind is allowed",
        "Invasive ductal or lobular carcinoma",
        "Adequate bone marrow function",
        "Patients with melanoma must have had a BRAF inhibitor",
        "Able to lie flat for half an hour",
        "Participants enrolled in the dose escalation part may have had docetaxel",
        "Not currently enrolled in another interventional trial",
        "Genetic testing may be offered",
        "(Some Author: AJCC cancer staging manual, 6th edition)",
        "Participants with solid tumours",
    ],
)
def test_a_sentence_that_chooses_no_population_leaves_the_verdict_alone(sentence: str, vocabulary: Vocabulary) -> None:
    reading = reading_of(f"Inclusion Criteria:\n* Metastatic breast cancer\n* ECOG 0 or 1\n* {sentence}\n", vocabulary)
    assert not open_points(reading), open_points(reading)
    assert decide(reading, Known(FITTING, vocabulary)).verdict == ELIGIBLE


def test_an_open_point_of_one_cohort_leaves_the_others_alone(vocabulary: Vocabulary) -> None:
    reading = reading_of(
        "Inclusion Criteria:\n* Metastatic breast cancer\n\nCohort A:\n\n* ECOG 0\n* HLA-A*02:01 positive\n\n"
        "Cohort B:\n\n* ECOG 0 or 1\n",
        vocabulary,
    )
    decision = decide(reading, Known(FITTING, vocabulary))
    assert (decision.verdict, decision.cohort) == (ELIGIBLE, "Cohort B")


@pytest.mark.parametrize(
    ("sentence", "is_open"),
    [
        ("Previous treatment with an antibody against antigen QX-9", True),
        ("Any spread of the breast cancer along the ducts known as metastases of N kind", True),
        ("Prior germline genetic testing", True),
        ("Has already had BRCA testing", True),
        ("Currently enrolled in another trial", False),
        ("Known allergy to the cancer treatment", False),
        ("Another cancer in the last five years", False),
    ],
)
def test_exclusions_are_open_where_they_speak_of_her_disease_or_what_she_had(
    sentence: str, is_open: bool, vocabulary: Vocabulary
) -> None:
    reading = reading_of(f"Exclusion Criteria:\n* {sentence}\n", vocabulary)
    assert bool(open_points(reading)) == is_open


@pytest.mark.parametrize(
    ("sentence", "facts", "verdict"),
    [
        ("Currently receiving chemotherapy", {"treatment_phase": "surveillance"}, ELIGIBLE),
        ("Undergoing chemotherapy or radiotherapy", {"treatment_phase": "surveillance"}, ELIGIBLE),
        ("Undergoing chemotherapy or radiotherapy", {"treatment_phase": "adjuvant"}, POSSIBLE),
        ("Currently on adjuvant letrozole", {"treatment_phase": "adjuvant", "never_received": ["letrozole"]}, ELIGIBLE),
        (
            "Currently on adjuvant letrozole",
            {"treatment_phase": "adjuvant", "prior_therapies": ["letrozole"]},
            POSSIBLE,
        ),
        # radiation is no therapy of the table, and what is planned no fact tells
        (
            "Currently receiving chemotherapy or radiation",
            {"treatment_phase": "adjuvant", "never_received": ["chemotherapy"]},
            POSSIBLE,
        ),
        ("Receiving or planning to receive chemotherapy", {"treatment_phase": "surveillance"}, POSSIBLE),
    ],
)
def test_a_treatment_under_way_is_settled_where_there_can_be_none(
    sentence: str, facts: dict[str, object], verdict: str, vocabulary: Vocabulary
) -> None:
    reading = reading_of(
        f"Inclusion Criteria:\n* Stage I breast cancer\n\nExclusion Criteria:\n* {sentence}\n", vocabulary
    )
    patient = Patient.from_facts({"stage": "I", "recurrence_type": "none", "metastatic": False} | facts)
    assert decide(reading, Known(patient, vocabulary)).verdict == verdict


@pytest.mark.parametrize(
    ("sentence", "drug", "verdict"),
    [
        ("Currently undergoing active cancer treatment", "doxorubicin", INELIGIBLE),
        ("Patients still on active treatment for their cancer", "doxorubicin", INELIGIBLE),
        ("Still receiving oncologic treatment (drugs or radiation)", "doxorubicin", INELIGIBLE),
        # endocrine treatment may be let in behind, and what is for something else, or of one kind, may not be hers
        ("Currently undergoing active cancer treatment", "letrozole", POSSIBLE),
        ("Currently receiving other anti-cancer therapy", "doxorubicin", POSSIBLE),
        ("Currently receiving cancer treatment except chemotherapy", "doxorubicin", POSSIBLE),
        ("Currently receiving chemotherapy", "doxorubicin", POSSIBLE),
        ("Currently not receiving cancer treatment", "doxorubicin", POSSIBLE),
    ],
)
def test_any_treatment_under_way_shuts_out_who_is_between_chemotherapy_and_surgery(
    sentence: str, drug: str, verdict: str, vocabulary: Vocabulary
) -> None:
    criteria = f"Inclusion Criteria:\n* Stage I-III breast cancer\n\nExclusion Criteria:\n* {sentence}\n"
    facts = {"stage": "IIIA", "recurrence_type": "none", "metastatic": False, "treatment_phase": "neoadjuvant"}
    patient = Patient.from_facts(facts | {"prior_therapies": [drug], "prior_therapies_complete": True})
    assert decide(reading_of(criteria, vocabulary), Known(patient, vocabulary)).verdict == verdict
