"""Parts of a trial that are headed by a name without a number, each above criteria of its own; and lines that head nobody's."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary import load_vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.reading.reader import read_trial

VOCABULARY = load_vocabulary()
LAYOUTS = {
    "sections": "{a}\n\nInclusion Criteria:\n\n* {one}\n\nExclusion Criteria:\n\n* Pregnancy\n\n{b}\n\nInclusion Criteria:\n\n* {other}\n\nExclusion Criteria:\n\n* HIV infection",
    "behind those of all": "Inclusion Criteria:\n* ECOG 0-1\nExclusion Criteria:\n* Pregnancy\n{a}\nInclusion Criteria:\n1. {one}\n2. Normal organs\nExclusion Criteria:\n1. Pregnancy\n{b}\nInclusion Criteria:\n1. {other}",
    "lists": "Inclusion Criteria:\n\n* ECOG 0-1\n\n{a}\n\n* {one}\n* Normal organs\n\n{b}\n\n* {other}\n* Normal organs\n\nExclusion Criteria:\n\n* Pregnancy",
}
NAMES = [
    ("Study 1", "Study 2"),
    ("Sub study A:", "Sub study B:"),
    ("Stage 1 (safety):", "Stage 2 (efficacy):"),
    ("Safety lead-in:", "Randomized phase 2:"),
    ("Safety Run-in", "Expansion"),
    ("Phase Ib lead-in:", "Phase II:"),
    ("Dose Finding", "Dose Expansion"),
    ("Monotherapy:", "Combination with letrozole:"),
    ("Intervention arm", "Surgical arm"),
]
NO_CHEMOTHERAPY = "No prior chemotherapy for metastatic disease"
AFTER_A_CDK46_INHIBITOR = "Progression on a prior CDK4/6 inhibitor in the metastatic setting"
AFTER_CHEMOTHERAPY = {"stage": "IV", "chemo_lines_metastatic": 1}
NO_CDK46_INHIBITOR = {"stage": "IV", "prior_therapies": ["letrozole"], "prior_therapies_complete": True}
HR_POSITIVE = {"stage": "IV", "er_percent": 90, "pr_percent": 50, "her2_ihc": "0"}
HER2_POSITIVE = {"stage": "IV", "er_percent": 0, "pr_percent": 0, "her2_ihc": "3+"}
TRIPLE_NEGATIVE = {"stage": "IV", "er_percent": 0, "pr_percent": 0, "her2_ihc": "0"}


def taken(criteria: str, facts: dict[str, object], title: str = "Drug X in Metastatic Breast Cancer") -> bool:
    reading = read_trial(Trial("NCT99999999", brief_title=title, criteria=criteria), VOCABULARY, "test")
    return decide(reading, Known(Patient.from_facts(facts), VOCABULARY)).verdict != INELIGIBLE


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("names", NAMES)
def test_each_part_asks_its_own(names: tuple[str, str], layout: str) -> None:
    criteria = LAYOUTS[layout].format(a=names[0], b=names[1], one=NO_CHEMOTHERAPY, other=AFTER_A_CDK46_INHIBITOR)
    assert taken(criteria, AFTER_CHEMOTHERAPY)
    assert taken(criteria, NO_CDK46_INHIBITOR)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("HR+/HER2- breast cancer", "HER2-positive breast cancer"),
        ("HR-positive cohort", "HER2-positive cohort"),
        ("Hormone receptor positive, HER2-negative:", "HER2+ MBC:"),
    ],
)
def test_a_subtype_above_criteria_is_a_cohort(a: str, b: str, layout: str) -> None:
    criteria = LAYOUTS[layout].format(a=a, b=b, one=AFTER_A_CDK46_INHIBITOR, other="Progression on prior trastuzumab")
    assert taken(criteria, HER2_POSITIVE | {"progressed_on": ["trastuzumab"]})
    assert taken(criteria, HR_POSITIVE | {"progressed_on": ["palbociclib"]})
    assert not taken(criteria, HR_POSITIVE | {"never_received": ["CDK4/6 inhibitor"]})


def test_the_name_of_a_cohort_above_exclusions_shuts_nobody_out() -> None:
    criteria = (
        "Inclusion Criteria:\n\n* Metastatic breast cancer\n\nExclusion Criteria:\n\n* Pregnancy\n\nHR-positive cohort\n\n* Prior fulvestrant"
        "\n* HIV infection\n\nTriple-negative disease\n\n* Prior sacituzumab govitecan\n* Hepatitis B"
    )
    assert taken(criteria, HR_POSITIVE | {"prior_therapies": ["sacituzumab govitecan"]})
    assert taken(criteria, TRIPLE_NEGATIVE | {"prior_therapies": ["fulvestrant"]})
    assert not taken(criteria, TRIPLE_NEGATIVE | {"prior_therapies": ["sacituzumab govitecan"]})


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Screening:", "Randomization:"),
        ("Run-in:", "Treatment period:"),
        ("Run-in phase", "Randomization"),
        ("Registration", "Surgery"),
        ("Medical conditions", "Prior and concomitant therapy"),
        ("Disease characteristics:", "Prior therapy:"),
        ("Disease:", "Treatment:"),
    ],
)
def test_steps_that_everybody_takes_and_topics_are_no_parts(a: str, b: str, layout: str) -> None:
    criteria = LAYOUTS[layout].format(a=a, b=b, one=NO_CHEMOTHERAPY, other=AFTER_A_CDK46_INHIBITOR)
    assert not taken(criteria, AFTER_CHEMOTHERAPY)
    assert not taken(criteria, NO_CDK46_INHIBITOR)


@pytest.mark.parametrize("line", ["Study 1:", "Safety lead-in:", "Monotherapy", "HER2-positive disease"])
def test_one_such_line_alone_hides_nothing(line: str) -> None:
    criteria = (
        f"Inclusion Criteria:\n\n* ECOG 0-1\n\n{line}\n\n* {NO_CHEMOTHERAPY}\n\nExclusion Criteria:\n\n* Pregnancy"
    )
    assert not taken(criteria, HER2_POSITIVE | AFTER_CHEMOTHERAPY)


def test_receptors_and_how_they_are_measured_are_no_cohorts() -> None:
    criteria = f"Inclusion Criteria:\n\n* ECOG 0-1\n* {NO_CHEMOTHERAPY}\n\nER-positive:\n\n* At least 1% stained cells\n\nHER2-negative:\n\n* IHC 0 or 1+"
    assert not taken(criteria, HR_POSITIVE | AFTER_CHEMOTHERAPY)
    assert not taken(criteria, HER2_POSITIVE)
    assert not taken(criteria, TRIPLE_NEGATIVE)


def test_the_dose_expansion_is_one_part_in_headings_and_points() -> None:
    criteria = (
        f"Inclusion Criteria:\n\n* Prior trastuzumab (dose expansion)\n\nDose Escalation (Part 1):\n\n* {NO_CHEMOTHERAPY}"
        f"\n\nDose Expansion (Part 2):\n\n* {AFTER_A_CDK46_INHIBITOR}\n\nExclusion Criteria:\n\n* Pregnancy"
    )
    neither = {"prior_therapies": ["letrozole", "paclitaxel"], "prior_therapies_complete": True}
    assert not taken(criteria, AFTER_CHEMOTHERAPY | neither)
