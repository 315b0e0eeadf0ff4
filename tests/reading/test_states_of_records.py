"""The state of disease, told in several places of a record: its title, its conditions, its criteria."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import decide
from matcher.reading.reader import read_trial

STAGE_IV: dict[str, object] = {"stage": "IV", "metastatic": True, "recurrence_type": "none"}
UNTREATED: dict[str, object] = {"metastatic": False, "recurrence_type": "none", "treatment_phase": "untreated"}
STAGE_II, IN_SITU, STAGE_III = (
    {"stage": "IIA", **UNTREATED},
    {"stage": "0", **UNTREATED},
    {"stage": "IIIB", **UNTREATED},
)
IN_THE_WALL: dict[str, object] = {"metastatic": False, "recurrence_type": "local", "initial_surgery": "mastectomy"}
OUT = "ineligible"
STAGES = ("Stage I Breast Cancer", "Stage II Breast Cancer", "Stage III Breast Cancer", "Stage IV Breast Cancer")


def verdict(
    vocabulary: Vocabulary,
    facts: dict[str, object],
    criteria: str,
    title: str = "A Study in Breast Cancer",
    conditions: tuple[str, ...] = ("Breast Cancer",),
) -> str:
    trial = Trial("NCT99999999", brief_title=title, criteria=criteria, conditions=conditions)
    return decide(read_trial(trial, vocabulary, "test"), Known(Patient.from_facts(facts), vocabulary)).verdict


@pytest.mark.parametrize("asked", ["Stage I-III breast cancer", "Early-stage breast cancer", "T1-3 N0-1 M0"])
def test_conditions_that_list_every_stage_do_not_open_what_the_criteria_ask(asked: str, vocabulary: Vocabulary) -> None:
    criteria = f"Inclusion Criteria:\n\n* {asked}"
    assert verdict(vocabulary, STAGE_IV, criteria, conditions=STAGES) == OUT
    assert verdict(vocabulary, STAGE_II, criteria, conditions=STAGES) != OUT
    others = ("Breast Cancer", "Metastatic Cancer")
    assert verdict(vocabulary, STAGE_IV, criteria, conditions=others) == OUT
    # Not where metastatic disease is the only extent among them
    assert verdict(vocabulary, STAGE_IV, criteria, conditions=("Metastatic Breast Cancer",)) != OUT


@pytest.mark.parametrize("other", ["Active CNS metastases", "Prior systemic therapy for metastatic disease"])
def test_usual_exclusions_do_not_open_a_stage_told_in_so_many_words(other: str, vocabulary: Vocabulary) -> None:
    criteria = f"Inclusion Criteria:\n\n* Stage II or III breast cancer\n\nExclusion Criteria:\n\n* {other}"
    assert verdict(vocabulary, STAGE_IV, criteria) == OUT
    let_in = (
        criteria.replace(other, "None") + "\n\n* Up to two lines of chemotherapy for metastatic disease are allowed"
    )
    assert verdict(vocabulary, STAGE_II, let_in) != OUT


@pytest.mark.parametrize("conditions", [STAGES, STAGES[:3], STAGES[2:]])
def test_stages_among_the_conditions_leave_recurrences_open(
    conditions: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    criteria = "Inclusion Criteria:\n\n* Receiving weekly chemotherapy"
    assert verdict(vocabulary, IN_THE_WALL, criteria, conditions=conditions) != OUT
    assert verdict(vocabulary, IN_THE_WALL, criteria, conditions=("Metastatic Breast Cancer",)) == OUT


@pytest.mark.parametrize(
    "both", ["Ductal carcinoma in situ or invasive breast cancer", "Invasive carcinoma of the breast or DCIS"]
)
def test_either_kind_by_name_is_not_narrowed_by_a_shorter_text(both: str, vocabulary: Vocabulary) -> None:
    criteria = f"Inclusion Criteria:\n\n* {both}"
    title = "Decisions in Early Breast Cancer"
    assert verdict(vocabulary, IN_SITU, criteria, title) != OUT
    assert verdict(vocabulary, IN_SITU, criteria, conditions=STAGES[:3]) != OUT
    assert verdict(vocabulary, STAGE_IV, criteria, title) == OUT
    beside = "Inclusion Criteria:\n\n* Invasive carcinoma of the breast with or without DCIS"
    assert verdict(vocabulary, IN_SITU, beside, title) == OUT


def test_the_extent_in_a_title_holds_beside_the_exclusion_of_metastases(vocabulary: Vocabulary) -> None:
    title = "Chemoradiation in Locally Advanced Breast Cancer"
    criteria = "Inclusion Criteria:\n\n* Women\n\nExclusion Criteria:\n\n* Distant metastases"
    assert verdict(vocabulary, STAGE_II, criteria, title) == OUT
    assert verdict(vocabulary, STAGE_III, criteria, title) != OUT
    staged = "chemotherapy after surgery in treating women with stage I or stage II breast cancer"
    assert verdict(vocabulary, STAGE_III, criteria, staged) == OUT
    fuller = criteria.replace("Women", "Stage II or III breast cancer")
    assert verdict(vocabulary, STAGE_II, fuller, title) != OUT


@pytest.mark.parametrize(
    "background",
    [
        "Most women with breast cancer are treated by surgery, followed by chemotherapy or radiotherapy.",
        "Neoadjuvant chemotherapy is increasingly used in patients with locally advanced breast cancer.",
        "Up to a third of patients with early breast cancer will develop metastases.",
        "Women receiving chemotherapy often lose sleep.",
    ],
)
def test_what_a_summary_tells_of_patients_in_general_shuts_nobody_out(background: str, vocabulary: Vocabulary) -> None:
    for told, out in ((f"{background} Their diet is examined.", False), (f"This study is for {_STAGED}.", True)):
        trial = Trial(
            "NCT99999999",
            brief_title="Diet and Breast Cancer",
            criteria="Inclusion Criteria:\n\n* Adults",
            brief_summary=told,
        )
        reading = read_trial(trial, vocabulary, "test")
        survivor: dict[str, object] = {"stage": "I", "metastatic": False, "treatment_phase": "surveillance"}
        for facts in (STAGE_IV, IN_THE_WALL, survivor):
            verdict_of = decide(reading, Known(Patient.from_facts(facts), vocabulary)).verdict
            assert (verdict_of == OUT) is (out and facts is not survivor)


_STAGED = "patients with stage I to III breast cancer, most of them operated"
