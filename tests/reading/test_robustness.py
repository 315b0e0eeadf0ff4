"""Reading never raises, whatever the text, and every quote is a slice of the stored source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.criteria import Evidence, Reading
from data.trial import Arm, Trial
from data.vocabulary import load_vocabulary
from matcher.reading.reader import read_trial

VOCABULARY = load_vocabulary()

PIECES = st.sampled_from(
    [
        "Inclusion Criteria:", "EXCLUSION CRITERIA", "\n", "\n\n", "* ", "1. ", "a) ", "   - ", "Cohort A: ", "For Phase II only, ",
        "HER2-positive", "HER2-low (IHC 1+ or 2+/ISH-)", "ER \\>= 1%", "triple-negative", "hormone receptor positive", "or", "and",
        "metastatic breast cancer", "stage II-III", "unresectable", "locally advanced", "no prior chemotherapy", "unless", "except",
        "brain metastases", "treated and stable", "ECOG 0-1", "Age \\&gt; 18", "postmenopausal women", "PIK3CA mutation", "(", ")",
        "must have progressed on a CDK4/6 inhibitor", "at most 2 prior lines", "one of the following:", "if", ",", ";", ".", "\u2265",
        "\x00", "\u202e", "<script>", "=cmd()", "&amp;lt;", "\\", "no", "not", "without", "excluded", "allowed", "/", "%", "1", "2+",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=60).map(" ".join), st.text(max_size=400), st.lists(PIECES, max_size=40).map("".join)
)


def all_evidence(reading: Reading) -> Iterator[Evidence]:
    for criterion in (*reading.criteria, *(c for cohort in reading.cohorts for c in cohort.criteria)):
        yield from criterion.evidence
    yield from (note.evidence for note in reading.notes)
    yield from (unread.evidence for unread in reading.unread)


def assert_quotes_are_slices(trial: Trial, reading: Reading) -> None:
    sources = trial.sources()
    for evidence in all_evidence(reading):
        text = sources[evidence.source]
        assert 0 <= evidence.start < evidence.end <= len(text), evidence


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS)
def test_any_text_is_read_without_error_and_quoted_exactly(criteria: str, title: str) -> None:
    trial = Trial(
        "NCT99999999", brief_title=title, criteria=criteria, conditions=(title[:40],), keywords=(criteria[:40],),
        brief_summary=criteria[:200], arms=(Arm("Cohort A", None, criteria[:100]),), sex="ALL", minimum_age="18 Years",
    )  # fmt: skip
    assert_quotes_are_slices(trial, read_trial(trial, VOCABULARY, "test"))


@pytest.mark.parametrize("field", ["sex", "minimum_age", "maximum_age"])
@pytest.mark.parametrize(
    "value", ["", "N/A", "-1 Years", "999 Years", "30 Minutes", "1 Day", "18", "FEMALE", "\x00", "ALL"]
)
def test_odd_registry_fields_never_break_reading(field: str, value: str) -> None:
    trial = Trial("NCT99999999", **{field: value})  # type: ignore[arg-type]
    assert_quotes_are_slices(trial, read_trial(trial, VOCABULARY, "test"))


def test_a_trial_without_criteria_is_read_as_empty() -> None:
    reading = read_trial(Trial("NCT99999999"), VOCABULARY, "test")
    assert (reading.sentences, reading.unread) == (0, ())


def test_reading_twice_gives_the_same() -> None:
    trial = Trial(
        "NCT99999999", brief_title="HER2-low metastatic breast cancer", criteria="Inclusion:\n* ECOG 0-1\n* Age >= 18"
    )
    assert read_trial(trial, VOCABULARY, "test") == read_trial(trial, VOCABULARY, "test")


@pytest.mark.parametrize("kilobytes", [20, pytest.param(200, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "no ",
        "HER2-",
        "stage I",
        "1. ",
        "* ",
        "or ",
        "Cohort ",
        "a" * 7 + " ",
        ", ",
        "&amp;",
        "Abc def. ",
        "x; A) ",
    ],
)
def test_a_very_long_line_is_read(unit: str, kilobytes: int) -> None:
    trial = Trial("NCT99999999", criteria=unit * (kilobytes * 1000 // len(unit)))
    assert_quotes_are_slices(trial, read_trial(trial, VOCABULARY, "test"))
