"""A cohort's report says the same as the matches of each patient, whichever way it is made."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.criteria import Reading
from data.patient import Patient
from data.stored import CopyInfo
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher import cohort_runs
from matcher.cohort_runs import CohortRun
from matcher.columns import Readable
from matcher.patients import Row
from matcher.report_rows import ReportRows
from matcher.reports import cells_of, csv_lines
from matcher.service import Matcher
from tests.deciding.invented_facts import consistent, facts

SAMPLE_COPY = CopyInfo(1, 1, "2026-11-24T09:00:00", True, "2026-11-24T15:00:00Z")


@pytest.fixture(scope="module")
def matcher(sample: list[tuple[Trial, Reading]], vocabulary: Vocabulary) -> Matcher:
    return Matcher([Readable(*pair) for pair in sample], vocabulary, SAMPLE_COPY, date(2026, 11, 25))


@pytest.fixture(scope="module")
def report_rows(matcher: Matcher) -> ReportRows:
    return ReportRows(matcher.ranked)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(given_facts=facts())
def test_rows_made_from_the_columns_are_those_of_the_matches(
    matcher: Matcher, report_rows: ReportRows, given_facts: dict[str, Any]
) -> None:
    ranking = matcher.rank(consistent(given_facts), with_ineligible=True)
    rows = [cells_of(match) for match in ranking.matches()]
    assert list(report_rows.rows(ranking)) == rows
    assert report_rows.csv(ranking).decode() == csv_lines(rows)


@given(
    rows=st.lists(st.lists(st.none() | st.integers() | st.floats(allow_nan=False) | st.text(), min_size=2, max_size=4))
)
def test_csv_is_written_as_the_standard_library_writes_it(rows: list[list[object]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    assert csv_lines(rows) == out.getvalue()


def test_the_nearest_site_in_a_row_is_that_of_this_patient(matcher: Matcher, report_rows: ReportRows) -> None:
    for place in ({"postal_code": "02115"}, {"postal_code": "90210"}, {}, {"postal_code": "02115"}):
        ranking = matcher.rank(Patient.from_facts({"stage": "IV", **place}), with_ineligible=True)
        assert list(report_rows.rows(ranking)) == [cells_of(match) for match in ranking.matches()]


def patients() -> Iterator[Row]:
    for n in range(2 * cohort_runs.FEW):
        if n % 10 == 3:
            yield Row(n, None, "stage: 'V' is not a stage")
        elif n % 10 == 7:
            yield Row(n, Patient.from_facts({"postal_code": "00000"}), None)
        else:
            yield Row(n, Patient.from_facts({"patient_id": f"p{n}", "stage": "IV", "ecog": n % 4}), None)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_many_processes_report_what_one_does_in_the_same_order(matcher: Matcher, form: str) -> None:
    run = CohortRun(matcher, form, with_ineligible=True, kinds=None, workers=1)
    alone = [run.judge(row) for row in patients()]
    together = CohortRun(matcher, form, with_ineligible=True, kinds=None, workers=2).judged(patients())
    assert [judged._replace(part=judged.part and bytes(judged.part)) for judged in together] == alone
    assert sum(judged.problem is not None for judged in alone) == 13


def test_rows_are_taken_as_they_are_reported_however_long_the_list(matcher: Matcher) -> None:
    taken = 0

    def endless() -> Iterator[Row]:
        nonlocal taken
        while True:
            taken += 1
            yield Row(taken, Patient.from_facts({"stage": "IV"}), None)

    judged = CohortRun(matcher, "csv", with_ineligible=False, kinds=None, workers=2).judged(endless())
    for _ in range(10):
        next(judged)
    assert taken <= cohort_runs.FEW + 10
    judged.close()
