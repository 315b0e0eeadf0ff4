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
