"""The copy laid out in columns: the same answers without decoding the trials, and never those of another copy."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from data.database import WRITE
from data.patient import Patient
from data.store import Store
from data.view import COLUMNS
from data.vocabulary.terms import Vocabulary
from matcher.columns import Readable, TrialColumns, packed, unpacked
from matcher.service import Matcher, load_matcher, load_packed_matcher, open_matcher
from matcher.versions import columns_version
from sync.columns import keep_columns
from tests.registry.fake_registry import FakeRegistry
from tests.registry.nights import Nights

TODAY = date(2026, 11, 25)
PATIENTS = [
    Patient(),
    Patient(stage="IV", er_status="negative", pr_status="negative", her2_status="low", ecog=1),
    Patient(stage="IIA", metastatic=False, sex="male", latitude=42.4, longitude=-71.1, max_distance_miles=300.0),
]


def answers(matcher: Matcher) -> list[Any]:
    found: list[Any] = []
    for patient in PATIENTS:
        ranking = matcher.rank(patient, with_ineligible=True)
        found += [ranking.counts, list(ranking.matches()), matcher.settles(patient)]
    return found


def columns_of(store: Store) -> bytes | None:
    with store.snapshot() as copy:
        return copy.columns(columns_version())


def test_columns_come_back_from_their_bytes_as_they_were(sample: list[Any]) -> None:
    columns = TrialColumns.of(Readable(*pair) for pair in sample)
    again = unpacked(packed(columns))
    assert (again.ids, again.statuses, again.reader_version) == (columns.ids, columns.statuses, columns.reader_version)
    for name in ("cells", "asks", "way_starts", "grouped", "trial_starts", "capped"):
        assert np.array_equal(getattr(again.compiled, name), getattr(columns.compiled, name))
    assert packed(again) == packed(columns)


@pytest.mark.parametrize("statuses", [None, ["RECRUITING"], ["COMPLETED"]])
def test_columns_and_decoded_trials_give_the_same_answers(
    either_nights: Nights, either_store: Store, vocabulary: Vocabulary, statuses: list[str] | None
) -> None:
    either_nights()
    assert columns_of(either_store) is not None
    with open_matcher(either_store, vocabulary, statuses, TODAY) as from_columns:
        decoded = load_matcher(either_store, vocabulary, statuses, TODAY)
        assert len(from_columns) == len(decoded)
        assert answers(from_columns) == answers(decoded)
    if statuses is None:
        assert answers(load_packed_matcher(either_store, vocabulary, TODAY)) == answers(decoded)


def test_a_night_that_changes_a_trial_lays_the_copy_out_anew(nights: Nights, fake: FakeRegistry, store: Store) -> None:
    nights()
    before = columns_of(store)
    fake.studies[0]["protocolSection"]["statusModule"]["overallStatus"] = "COMPLETED"
    nights()
    after = columns_of(store)
    assert before is not None
    assert after is not None
    assert unpacked(after).statuses != unpacked(before).statuses


def test_an_unchanged_night_keeps_the_columns_and_looks_at_no_trial(
    nights: Nights, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights()
    before = columns_of(store)
    monkeypatch.setattr("sync.columns.packed", lambda _columns: pytest.fail("the copy was laid out again"))
    nights()
    assert columns_of(store) == before


def test_columns_of_a_former_copy_are_not_used(nights: Nights, store: Store, vocabulary: Vocabulary) -> None:
    nights(read=None)
    nights()  # the texts are known by now, so the reading comes after the publication
    with store.engine.execution_options(**{WRITE: True}).begin() as connection:
        connection.execute(COLUMNS.update().values(edition=0, content=b"of another copy"))
    with open_matcher(store, vocabulary, None, TODAY) as matcher:
        assert answers(matcher) == answers(load_matcher(store, vocabulary, None, TODAY))


def test_columns_made_by_another_version_are_replaced(nights: Nights, store: Store, vocabulary: Vocabulary) -> None:
    nights()
    before = columns_of(store)
    with store.engine.execution_options(**{WRITE: True}).begin() as connection:
        connection.execute(COLUMNS.update().values(version="another", content=b"of another form"))
        assert connection.scalar(sa.select(sa.func.count()).select_from(COLUMNS)) == 1
    assert columns_of(store) is None
    keep_columns(store)
    assert columns_of(store) == before
