"""The laws of deciding, on the invented sample and on made-up readings."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.criteria import (
    AND_TABLE,
    NOT_TABLE,
    OR_TABLE,
    Cohort,
    Constant,
    Criterion,
    Evidence,
    Reading,
    Truth,
    Within,
    all_true,
    any_true,
)
from data.patient import Patient
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known, at_odds_with_de_novo
from matcher.deciding.match import ELIGIBLE, INELIGIBLE, POSSIBLE, decide
from tests.deciding.invented_facts import FACTS, Sample, consistent, facts


def verdicts(patient: Patient, sample: Sample, vocabulary: Vocabulary) -> list[str]:
    known = Known(patient, vocabulary)
    return [decide(reading, known).verdict for _, reading in sample]


def takes_no_breast_cancer(reading: Reading) -> bool:
    everything = (*reading.criteria, *(c for cohort in reading.cohorts for c in cohort.criteria))
    return any(c.requirement == Constant(Truth.FALSE) for c in everything)


def test_a_patient_of_whom_nothing_is_known_is_never_eligible_and_excluded_only_where_no_breast_cancer_is_taken(
    sample: Sample, vocabulary: Vocabulary
) -> None:
    known = Known(Patient(), vocabulary)
    for trial, reading in sample:
        verdict = decide(reading, known).verdict
        assert verdict != ELIGIBLE, trial.brief_title
        assert verdict == POSSIBLE or takes_no_breast_cancer(reading), trial.brief_title


@settings(max_examples=400, deadline=None)
@given(base=facts(), name=st.sampled_from(sorted(FACTS)), data=st.data())
def test_a_further_fact_settles_unknowns_and_never_overturns_a_verdict(
    base: dict[str, Any], name: str, data: st.DataObject, sample: Sample, vocabulary: Vocabulary
) -> None:
    assume(name not in base)
    value = data.draw(FACTS[name])
    before = verdicts(consistent(base), sample, vocabulary)
    patient = consistent(base | {name: value})
    after = verdicts(patient, sample, vocabulary)
    # A therapy listed beside no line of it opens for which disease it was given, whichever of the two came first.
    known = Known(patient, vocabulary)
    open_again: Any = known.therapies.at_odds(untreated=known.untreated_for_metastatic_disease)
    # So does one progressed on of which the other facts say that nothing was done yet for the metastatic disease.
    open_again = open_again or (name == "progressed_on" and known.untreated_for_metastatic_disease)
    # So does one for which a disease that was metastatic from the start leaves no room.
    open_again = open_again or at_odds_with_de_novo(known)
    # So does a percentage of 1 to 10 beside a mere status: some trials take such a tumour for receptor-negative.
    open_again = open_again or (name in ("er_percent", "pr_percent") and 1 <= value <= 10)
    # And earlier therapies beside a list called complete: the two lists together are the complete one.
    other_list = name == "prior_therapies_early" and base.get("prior_therapies_complete")
    open_again = open_again or other_list
    for (trial, _), old, new in zip(sample, before, after, strict=True):
        assert other_list or {old, new} != {ELIGIBLE, INELIGIBLE}, (trial.brief_title, name, value)
        if old in (ELIGIBLE, INELIGIBLE) and not open_again:
            assert new == old, (trial.brief_title, name, value)


@given(given_facts=facts(), order=st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_facts_and_of_criteria_never_changes_a_verdict(
    given_facts: dict[str, Any], order: Any, sample: Sample, vocabulary: Vocabulary
) -> None:
    patient = consistent(given_facts)
    shuffled = list(given_facts.items())
    order.shuffle(shuffled)
    assert consistent(dict(shuffled)) == patient
    known = Known(patient, vocabulary)
    for _, reading in sample:
        criteria = list(reading.criteria)
        order.shuffle(criteria)
        turned = Reading(
            reading.nct_id, "", tuple(criteria), reading.cohorts, reading.notes, reading.unread, reading.sentences
        )
        assert decide(turned, known).verdict == decide(reading, known).verdict


def test_every_quote_is_the_slice_of_its_source(sample: Sample) -> None:
    for trial, reading in sample:
        sources = trial.sources()
        for criterion in (*reading.criteria, *(c for cohort in reading.cohorts for c in cohort.criteria)):
            for evidence in criterion.evidence:
                assert sources[evidence.source][evidence.start : evidence.end].strip()


# ---------------------------------------------------------------- tables, by brute force


def test_kleene_tables_are_minimum_maximum_and_reversal() -> None:
    for a, b in itertools.product(Truth, repeat=2):
        assert AND_TABLE[a, b] == min(a, b)
        assert OR_TABLE[a, b] == max(a, b)
    assert {a: NOT_TABLE[a] for a in Truth} == {a: Truth(2 - a) for a in Truth}


def test_the_conjunction_of_nothing_is_true_and_the_disjunction_false() -> None:
    assert (all_true([]), any_true([])) == (Truth.TRUE, Truth.FALSE)


CRITERIA = {
    Truth.TRUE: Within("ecog", 0b00011),
    Truth.FALSE: Within("ecog", 0b11100),
    Truth.UNKNOWN: Within("person", 0b0001),
}


def criterion(truth: Truth) -> Criterion:
    return Criterion("ecog", CRITERIA[truth], "Requires something", (Evidence("criteria", 0, 1),))


@pytest.mark.parametrize("truths", list(itertools.product(Truth, repeat=3)))
def test_the_verdict_table(truths: tuple[Truth, ...], vocabulary: Vocabulary) -> None:
    reading = Reading("NCT99999999", "", tuple(map(criterion, truths)), (), (), (), 1)
    expected = INELIGIBLE if Truth.FALSE in truths else POSSIBLE if Truth.UNKNOWN in truths else ELIGIBLE
    assert decide(reading, Known(Patient(ecog=0), vocabulary)).verdict == expected


def test_nothing_read_is_possible(vocabulary: Vocabulary) -> None:
    assert decide(Reading("NCT99999999", "", (), (), (), (), 0), Known(Patient(ecog=0), vocabulary)).verdict == POSSIBLE


def test_the_best_open_cohort_decides_and_a_closed_one_does_not_count(vocabulary: Vocabulary) -> None:
    cohorts = (
        Cohort("Cohort A", (criterion(Truth.FALSE),)),
        Cohort("Cohort B", (criterion(Truth.TRUE),), closed=True),
        Cohort("Cohort C", (criterion(Truth.UNKNOWN),)),
    )
    decision = decide(Reading("NCT99999999", "", (), cohorts, (), (), 0), Known(Patient(ecog=0), vocabulary))
    assert (decision.verdict, decision.cohort) == (POSSIBLE, "Cohort C")


def test_of_cohorts_that_decide_alike_one_for_breast_cancer_is_told(vocabulary: Vocabulary) -> None:
    other = Cohort("Liver", (Criterion("cancer_type", Constant(Truth.FALSE), "Requires another tumour", ()),))
    breast = Cohort("Breast", (criterion(Truth.FALSE),), of_breast=True)
    decision = decide(Reading("NCT99999999", "", (), (other, breast), (), (), 0), Known(Patient(ecog=0), vocabulary))
    assert (decision.verdict, decision.cohort) == (INELIGIBLE, "Breast")
    basket, breast = Cohort("Any", (criterion(Truth.TRUE),)), Cohort("Breast", (criterion(Truth.TRUE),), of_breast=True)
    decision = decide(Reading("NCT99999999", "", (), (basket, breast), (), (), 0), Known(Patient(ecog=0), vocabulary))
    assert (decision.verdict, decision.cohort) == (ELIGIBLE, "Breast")
