"""What a list of therapies says about the disease for which they were given."""

from __future__ import annotations

import pytest

from data.axes import NO, YES
from data.patient import BadPatient, Patient
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known, remarks

EITHER = NO | YES


def known(vocabulary: Vocabulary, **facts: object) -> Known:
    return Known(Patient.from_facts({"stage": "IV", **facts}), vocabulary)


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"prior_therapies": ["capecitabine"]}, YES),
        ({"chemo_lines_metastatic": 1}, YES),
        ({"chemo_lines_metastatic": 0}, NO),
        ({"lines_metastatic": 0}, NO),
        ({"never_received": ["chemotherapy"]}, NO),
        ({"treatment_phase": "untreated"}, NO),
        ({"prior_therapies_early": ["capecitabine"]}, EITHER),
        ({"prior_therapies_early": ["capecitabine"], "lines_metastatic": 0}, NO),
        ({"progressed_on": ["capecitabine"]}, EITHER),
        ({"progressed_on": ["capecitabine"], "recurrence_type": "none"}, YES),
        ({}, EITHER),
    ],
)
def test_chemotherapy_for_metastatic_disease_follows_from_lists_and_lines(
    facts: dict[str, object], answer: int, vocabulary: Vocabulary
) -> None:
    assert known(vocabulary, **facts).possible("received_metastatic:chemotherapy") == answer


@pytest.mark.parametrize(
    "denial", [{"lines_metastatic": 0}, {"chemo_lines_metastatic": 0}, {"treatment_phase": "untreated"}]
)
def test_a_therapy_listed_though_no_line_was_given_is_kept_open_and_said(
    denial: dict[str, object], vocabulary: Vocabulary
) -> None:
    patient = known(vocabulary, prior_therapies=["docetaxel"], **denial)
    assert patient.possible("received:docetaxel") == YES
    assert patient.possible("received_metastatic:docetaxel") == EITHER
    (remark,) = remarks(patient)
    assert "'docetaxel'" in remark
    assert "prior_therapies_early" in remark


@pytest.mark.parametrize("denial", [{"lines_metastatic": 0}, {"chemo_lines_metastatic": 0}])
def test_no_line_of_a_therapy_that_is_listed_leaves_their_number_open(
    denial: dict[str, object], vocabulary: Vocabulary
) -> None:
    lines = "chemo_lines_metastatic"
    assert known(vocabulary, prior_therapies=["docetaxel"]).interval(lines)[0] == 1
    assert known(vocabulary, prior_therapies=["docetaxel"], **denial).interval(lines)[0] == 0
    assert known(vocabulary, prior_therapies=["docetaxel"], **denial).interval(lines)[1] > 1
    assert known(vocabulary, prior_therapies_early=["docetaxel"], **denial).interval(lines) == (0, 0)
    assert known(vocabulary, prior_therapies=["letrozole"], **denial).interval(lines) == (0, 0)


def test_a_disease_metastatic_from_the_start_leaves_open_for_which_an_early_therapy_was_given(
    vocabulary: Vocabulary,
) -> None:
    de_novo = known(vocabulary, recurrence_type="none", prior_therapies_early=["docetaxel"])
    assert de_novo.possible("received:docetaxel") == YES
    assert de_novo.possible("received_early:docetaxel") == EITHER
    assert de_novo.possible("received_metastatic:docetaxel") == EITHER
    (remark,) = remarks(de_novo)
    assert "'docetaxel'" in remark
    assert known(vocabulary, recurrence_type="none").possible("received_early:docetaxel") == NO


def test_progress_without_a_line_is_open_of_a_disease_metastatic_from_the_start(vocabulary: Vocabulary) -> None:
    failed = known(vocabulary, recurrence_type="none", progressed_on=["docetaxel"], chemo_lines_metastatic=0)
    assert failed.possible("received_metastatic:docetaxel") == EITHER
    assert failed.interval("chemo_lines_metastatic")[1] > 0
    assert len(remarks(failed)) == 1


def test_facts_that_agree_call_for_no_remark(vocabulary: Vocabulary) -> None:
    patient = known(vocabulary, prior_therapies=["letrozole"], chemo_lines_metastatic=0, lines_metastatic=1)
    assert remarks(patient) == ()


def test_an_unknown_name_is_kept_and_said(vocabulary: Vocabulary) -> None:
    (remark,) = remarks(known(vocabulary, prior_therapies=["unheard-of-mab"]))
    assert "'unheard-of-mab'" in remark


def test_lines_of_endocrine_therapy_alone_leave_no_room_for_therapies_of_their_own(vocabulary: Vocabulary) -> None:
    told: dict[str, object] = {
        "stage": "IV",
        "lines_metastatic": 1,
        "endocrine_lines_metastatic": 1,
        "chemo_lines_metastatic": 0,
    }

    def received(therapy: str, **more: object) -> int:
        return Known(Patient.from_facts(told | more), vocabulary).possible(f"received_metastatic:{therapy}")

    assert received("trastuzumab") == NO
    assert received("PARP inhibitor") == NO
    assert received("checkpoint inhibitor") == NO
    assert received("CDK4/6 inhibitor") == NO | YES
    assert received("trastuzumab", her2_status="positive") == NO
    assert received("trastuzumab", prior_therapies=["letrozole", "trastuzumab"]) == NO | YES  # and remarked
    del told["chemo_lines_metastatic"]
    assert received("PARP inhibitor") == NO | YES


COMPLETE: dict[str, object] = {"prior_therapies": ["letrozole"], "prior_therapies_complete": True}


def test_a_complete_list_says_no_to_what_is_not_on_it_also_beside_a_name_never_received(vocabulary: Vocabulary) -> None:
    for more in ({}, {"never_received": ["unheard-of-mab"]}):
        assert Known(Patient.from_facts(COMPLETE | more), vocabulary).possible("received:palbociclib") == NO


def test_earlier_therapies_beside_a_complete_list_are_part_of_it(vocabulary: Vocabulary) -> None:
    known = Known(Patient.from_facts(COMPLETE | {"prior_therapies_early": ["palbociclib"]}), vocabulary)
    assert known.possible("received:palbociclib") == YES
    assert known.possible("received:pembrolizumab") == NO


@pytest.mark.parametrize("name", ["palbociclib", "unheard-of-mab"])
def test_progress_on_what_is_not_on_the_complete_list_contradicts_it(name: str, vocabulary: Vocabulary) -> None:
    with pytest.raises(BadPatient, match=f"progressed_on contradicts prior_therapies_complete: {name}"):
        Known(Patient.from_facts(COMPLETE | {"progressed_on": [name]}), vocabulary)


@pytest.mark.parametrize("axis", ["received", "received_early", "received_metastatic", "progressed_on"])
def test_who_was_never_treated_received_nothing_in_any_setting(axis: str, vocabulary: Vocabulary) -> None:
    untreated = {"stage": "IIA", "metastatic": False, "recurrence_type": "none", "treatment_phase": "untreated"}
    assert Known(Patient.from_facts(untreated), vocabulary).possible(f"{axis}:anthracycline") == NO
    operated = untreated | {"treatment_phase": "surveillance"}
    assert Known(Patient.from_facts(operated), vocabulary).possible("received_early:anthracycline") == NO | YES
