"""Whatever words head the criteria of a cohort, and however the lists are laid out: what one cohort asks is asked of nobody in another."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary import load_vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.reading.reader import read_trial

VOCABULARY = load_vocabulary()

# {} stands for A and B, # for 1 and 2
HEADINGS = [
    "Cohort {}:",
    "Cohort {}",
    "Arm {}:",
    "Part #:",
    "Phase #:",
    "Expansion Cohort #:",
    "Cohort {} (n=20):",
    "Cohort {} [new participants]:",
    "Cohort {} (Treatment: Drug X)",
    "Cohort-{}:",
    "For Cohort {}:",
    "For patients in Cohort {}:",
    "Patients in Cohort {} must have:",
    "Cohort {} only:",
    "Specific to Cohort {}:",
    "Eligibility for Cohort {}:",
    "To be eligible for Cohort {}:",
    "Cohort {} participants:",
    "Participants enrolled in Cohort {}:",
    "Patients must meet the following criteria to be enrolled in Cohort {}:",
    "Inclusion criteria for Cohort {}",
    "Additional inclusion criteria for Cohort {}:",
    "Additional for patients participating in Part # only",
    "Cohort {} - Inclusion Criteria",
    "Cohort {}: Additional Inclusion Criteria",
    "Cohort {} eligibility criteria",
    "Tumor type, Phase #:",
    "Disease under study, Cohort {}:",
    "Treatment Arm #:",
    "Breast cohort #:",
]
LAYOUTS = {
    "a line above the points": "Inclusion Criteria:\n\n* ECOG 0-1\n\n{a}\n\n* {one}\n* Normal organs\n\n{b}\n\n* {other}\n* Normal organs",
    "no blank lines": "Inclusion Criteria:\n* ECOG 0-1\n{a}\n* {one}\n* Normal organs\n{b}\n* {other}\n* Normal organs",
    "a point above set-in points": "Inclusion Criteria:\n\n* ECOG 0-1\n* {a}\n\n  * {one}\n  * Normal organs\n* {b}\n\n  * {other}\n  * Normal organs",
    "a point among the points": "Inclusion Criteria:\n\n* ECOG 0-1\n* {a}\n* {one}\n* Normal organs\n* {b}\n* {other}\n* Normal organs",
    "numbers": "Inclusion Criteria:\n\n1. ECOG 0-1\n\n{a}\n\n1. {one}\n2. Normal organs\n\n{b}\n\n1. {other}\n2. Normal organs",
    "numbers that go on": "Inclusion Criteria:\n\n1. ECOG 0-1\n\n{a}\n\n2. {one}\n3. Normal organs\n\n{b}\n\n4. {other}\n5. Normal organs",
    "paragraphs": "Inclusion Criteria:\n\nECOG 0-1\n\n{a}\n\n{one}\n\nNormal organs\n\n{b}\n\n{other}\n\nNormal organs",
}
SECTIONS = "{a}\n\nInclusion Criteria:\n\n* {one}\n\nExclusion Criteria:\n\n* Pregnancy\n\n{b}\n\nInclusion Criteria:\n\n* {other}\n\nExclusion Criteria:\n\n* {shut_out}"
NO_CHEMOTHERAPY = "No prior chemotherapy for metastatic disease"
AFTER_A_CDK46_INHIBITOR = "Progression on a prior CDK4/6 inhibitor in the metastatic setting"
AFTER_CHEMOTHERAPY = {"stage": "IV", "chemo_lines_metastatic": 1}
NEITHER = {
    "stage": "IV",
    "chemo_lines_metastatic": 1,
    "prior_therapies": ["letrozole", "paclitaxel"],
    "prior_therapies_complete": True,
}
NO_CDK46_INHIBITOR = {"stage": "IV", "prior_therapies": ["letrozole"], "prior_therapies_complete": True}


def taken(criteria: str, facts: dict[str, object]) -> bool:
    title = "A Study of Drug X in Metastatic HR-positive Breast Cancer"
    reading = read_trial(Trial("NCT99999999", brief_title=title, criteria=criteria), VOCABULARY, "test")
    return decide(reading, Known(Patient.from_facts(facts), VOCABULARY)).verdict != INELIGIBLE


def headed(heading: str) -> tuple[str, str]:
    return heading.replace("{}", "A").replace("#", "1"), heading.replace("{}", "B").replace("#", "2")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("heading", HEADINGS)
def test_each_cohort_asks_its_own(heading: str, layout: str) -> None:
    a, b = headed(heading)
    criteria = LAYOUTS[layout].format(a=a, b=b, one=NO_CHEMOTHERAPY, other=AFTER_A_CDK46_INHIBITOR)
    assert taken(criteria, AFTER_CHEMOTHERAPY)
    assert taken(criteria, NO_CDK46_INHIBITOR)
    assert not taken(criteria, NEITHER)


@pytest.mark.parametrize(
    "heading", ["Cohort {}", "Part #:", "Inclusion and Exclusion Criteria for Phase #", "Expansion Cohort #:"]
)
def test_a_cohort_above_two_lists_has_both(heading: str) -> None:
    a, b = headed(heading)
    criteria = SECTIONS.format(
        a=a, b=b, one=NO_CHEMOTHERAPY, other=AFTER_A_CDK46_INHIBITOR, shut_out="Prior capecitabine"
    )
    assert taken(criteria, AFTER_CHEMOTHERAPY)
    assert taken(criteria, NO_CDK46_INHIBITOR)
    assert not taken(criteria, AFTER_CHEMOTHERAPY | {"prior_therapies": ["capecitabine"]})
    assert taken(criteria, NO_CDK46_INHIBITOR | {"chemo_lines_metastatic": 0, "prior_therapies": ["capecitabine"]})


def test_exclusions_behind_the_lists_of_all_cohorts_are_those_of_all() -> None:
    criteria = (
        f"Cohort A\n\nInclusion Criteria:\n\n* {NO_CHEMOTHERAPY}\n\nCohort B\n\nInclusion Criteria:\n\n* {AFTER_A_CDK46_INHIBITOR}"
        "\n\nExclusion Criteria:\n\n* Brain metastases"
    )
    assert not taken(criteria, {"stage": "IV", "brain_metastases": "progressing", "chemo_lines_metastatic": 0})


def test_a_criterion_with_a_label_in_it_is_no_heading() -> None:
    criteria = (
        "Inclusion Criteria:\n\n* Prior CDK4/6 inhibitor, Cohort A\n* No prior chemotherapy for metastatic disease"
    )
    assert not taken(criteria, AFTER_CHEMOTHERAPY)
