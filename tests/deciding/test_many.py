"""Deciding about many trials at once: the columns say what the one-patient reference says."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data import axes
from data.criteria import (
    AllOf,
    AnyOf,
    Between,
    Cohort,
    Constant,
    Criterion,
    Evidence,
    Negation,
    Reading,
    Requirement,
    Truth,
    Undecidable,
    Within,
)
from data.patient import Patient
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.many import CompiledReadings
from matcher.deciding.match import POSSIBLE, VERDICT_CODE, VERDICTS, decide, subjects_met
from matcher.deciding.settling import VALUES, what_would_settle
from tests.deciding.invented_facts import Sample, consistent, facts

AXES = (axes.STATE_AXIS, axes.RECEPTORS_AXIS, axes.ECOG_AXIS, axes.PERSON_AXIS, "biomarker:ESR1", "received:taxane")


@st.composite
def withins(draw: st.DrawFn) -> Within:
    axis = draw(st.sampled_from(AXES))
    return Within(axis, draw(st.integers(0, axes.full(axis))))


LEAVES: st.SearchStrategy[Requirement] = st.one_of(
    withins(),
    st.builds(
        Between,
        st.sampled_from(["age_years", "lines_metastatic", "pdl1_cps"]),
        st.none() | st.integers(0, 90).map(float),
        st.none() | st.integers(0, 90).map(float),
    ),
    st.builds(Undecidable, st.just("something")),
    st.sampled_from([Constant(Truth.TRUE), Constant(Truth.FALSE)]),
)
REQUIREMENTS: st.SearchStrategy[Requirement] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Negation),
    ),
    max_leaves=5,
)
CRITERIA = st.lists(
    st.builds(
        Criterion,
        st.sampled_from(["her2", "er", "stage", "biomarker:ESR1", "ecog"]),
        REQUIREMENTS,
        st.sampled_from(["Requires something", "Requires no such thing", "Requires it, where it is so", "Excludes it"]),
        st.just((Evidence("criteria", 0, 1),)),
    ),
    max_size=4,
).map(tuple)
READINGS = st.builds(
    Reading,
    nct_id=st.just("NCT99999999"),
    reader_version=st.just(""),
    criteria=CRITERIA,
    cohorts=st.lists(
        st.builds(Cohort, st.just("Cohort"), CRITERIA, st.booleans(), st.none(), st.booleans()), max_size=3
    ).map(tuple),
    notes=st.just(()),
    unread=st.just(()),
    sentences=st.integers(0, 1),
)


@settings(max_examples=300, deadline=None)
@given(readings=st.lists(READINGS, max_size=5), given_facts=facts())
def test_the_columns_and_the_reference_agree_on_every_reading(
    readings: list[Reading], given_facts: dict[str, Any], vocabulary: Vocabulary
) -> None:
    known = Known(consistent(given_facts), vocabulary)
    found = CompiledReadings.of(readings).verdicts(known)
    decisions = [decide(reading, known) for reading in readings]
    assert [VERDICTS[code] for code in found.codes] == [d.verdict for d in decisions]
    assert found.unknown.tolist() == [sum(f.truth is Truth.UNKNOWN for f in d.findings) for d in decisions]
    met = [subjects_met(d.findings) for d in decisions]
    assert found.met.tolist() == met


@settings(max_examples=100, deadline=None)
@given(given_facts=facts())
def test_the_columns_and_the_reference_agree_on_the_sample(
    given_facts: dict[str, Any], sample: Sample, vocabulary: Vocabulary
) -> None:
    known = Known(consistent(given_facts), vocabulary)
    readings = [reading for _, reading in sample]
    found = CompiledReadings.of(readings).verdicts(known)
    assert [VERDICTS[code] for code in found.codes] == [decide(reading, known).verdict for reading in readings]


def test_what_would_settle_more_is_what_filling_in_every_value_decides(sample: Sample, vocabulary: Vocabulary) -> None:
    patient = Patient(stage="IV", metastatic=True, er_status="positive", her2_status="negative")
    readings = [reading for _, reading in sample]
    settles = what_would_settle(CompiledReadings.of(readings), patient, vocabulary)
    assert settles
    for fact, could, certainly in settles:
        field, _, marker = fact.partition(".")
        values = [{marker: result} for result in ("positive", "negative")] if marker else VALUES[field]
        decided = []
        for value in values:
            facts_then = patient.model_dump(exclude_none=True) | {field: value}
            try:
                known = Known(Patient.from_facts(facts_then), vocabulary)
            except ValueError:
                continue
            decided.append([decide(reading, known).verdict != POSSIBLE for reading in readings])
        before = [decide(r, Known(patient, vocabulary)).verdict == POSSIBLE for r in readings]
        assert could == sum(b and any(d) for b, d in zip(before, zip(*decided, strict=True), strict=True))
        assert certainly == sum(b and all(d) for b, d in zip(before, zip(*decided, strict=True), strict=True))


def test_a_fact_that_is_known_is_not_asked_for(sample: Sample, vocabulary: Vocabulary) -> None:
    compiled = CompiledReadings.of([reading for _, reading in sample])
    asked = {s.fact for s in what_would_settle(compiled, Patient(stage="IV", ecog=1, er_percent=90.0), vocabulary)}
    assert not asked & {"stage", "ecog", "er_status", "er_percent"}


def test_the_codes_of_the_verdicts_are_their_order() -> None:
    assert [VERDICT_CODE[v] for v in VERDICTS] == [0, 1, 2]
