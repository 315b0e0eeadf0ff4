"""Whole runs, on SQLite and PostgreSQL: what is stored, what is read, what leaves and comes back."""

from __future__ import annotations

import json

import pytest

from data.store import Store
from data.stored import Counts
from data.tables import State
from data.view import View
from tests.registry.fake_registry import FakeRegistry, Trouble, nct_id_in
from tests.registry.kept_readings import readings_kept
from tests.registry.nights import JSON, Nights, retitle


def test_a_first_run_stores_and_reads_every_study(either_nights: Nights, either_store: Store) -> None:
    counts = either_nights()
    assert (counts.new, counts.read, counts.changed, counts.failed) == (30, 30, 0, 0)
    with either_store.snapshot() as copy:
        assert all(entry.reading is not None for entry in copy.trials())
        assert list(copy.changes()) == []  # on the first night all are new, which is no news


def test_an_unchanged_night_changes_nothing_and_reads_nothing(
    either_nights: Nights, fake: FakeRegistry, either_store: Store
) -> None:
    either_nights()
    for study in fake.studies:
        study["derivedSection"]["miscInfoModule"]["versionHolder"] = "2026-11-23"
    fake.timestamp = "2026-11-22T09:00:05"
    counts = either_nights()
    assert (counts.new, counts.changed, counts.unchanged, counts.read) == (0, 0, 30, 0)
    with either_store.snapshot() as copy:
        info = copy.info()
    assert info is not None
    assert info.data_timestamp == "2026-11-22T09:00:05"


def test_records_that_say_the_same_in_another_order_are_unchanged(
    either_nights: Nights, fake: FakeRegistry, either_store: Store
) -> None:
    either_nights()
    fake.studies = [turned(study) for study in fake.studies]
    assert either_nights().unchanged == 30
    with either_store.snapshot() as copy:
        record = copy.record(nct_id_in(fake.studies[0]))
    assert record is not None
    assert list(json.loads(record)) == list(fake.studies[0])  # kept as it came last, so that the next night is quick


def turned(value: object) -> object:
    """The same JSON, every object's keys the other way round."""
    if isinstance(value, dict):
        return {key: turned(inner) for key, inner in reversed(value.items())}
    return [turned(inner) for inner in value] if isinstance(value, list) else value


def test_a_status_that_changed_is_stored_without_reading_again(either_nights: Nights, fake: FakeRegistry) -> None:
    either_nights()
    fake.studies[0]["protocolSection"]["statusModule"]["overallStatus"] = "COMPLETED"
    counts = either_nights()
    assert (counts.changed, counts.read) == (1, 0)


def test_changed_criteria_are_read_again(either_nights: Nights, fake: FakeRegistry) -> None:
    either_nights()
    fake.studies[0]["protocolSection"]["eligibilityModule"]["eligibilityCriteria"] = "Inclusion Criteria:\n\n* Stage IV"
    assert either_nights().read == 1


def states(store: Store) -> dict[str, int]:
    with store.snapshot() as copy:
        return copy.counts_by_state()


def test_a_study_that_no_longer_matches_the_query_is_marked_refreshed_and_kept(
    either_nights: Nights, fake: FakeRegistry, either_store: Store
) -> None:
    either_nights()
    left = fake.studies.pop()
    left["protocolSection"]["statusModule"]["overallStatus"] = "WITHDRAWN"
    fake.trouble = lambda _number, path: (200, JSON, json.dumps({"studies": [left]})) if "filter.ids" in path else None
    assert either_nights().left == 1
    assert states(either_store) == {State.CURRENT: 29, State.LEFT_QUERY: 1}
    with either_store.snapshot() as copy:
        entry = copy.trial(nct_id_in(left))
        told = {(c.what, c.added) for c in copy.changes(None, nct_id_in(left))}
    assert entry is not None
    assert (entry.overall_status, entry.left_at is None) == ("WITHDRAWN", False)
    assert told == {("left", ("left_query",)), ("overall_status", ("WITHDRAWN",))}
    fake.trouble = lambda _number, _path: None
    fake.studies.append(left)
    counts = either_nights()
    assert (counts.returned, counts.new) == (1, 0)
    assert states(either_store) == {State.CURRENT: 30}


def test_a_study_gone_on_two_nights_is_marked_gone_and_comes_back(
    either_nights: Nights, fake: FakeRegistry, either_store: Store
) -> None:
    either_nights()
    lost = fake.studies.pop()
    either_nights()
    assert states(either_store) == {State.CURRENT: 30}
    either_nights()
    assert states(either_store) == {State.CURRENT: 29, State.GONE: 1}
    fake.studies.append(lost)
    assert either_nights().returned == 1
    assert states(either_store) == {State.CURRENT: 30}
    with either_store.snapshot() as copy:
        assert [c.what for c in copy.changes(None, nct_id_in(lost))] == ["left", "returned"]


def test_twice_on_one_day_are_not_two_nights(either_nights: Nights, fake: FakeRegistry, either_store: Store) -> None:
    either_nights()
    fake.studies.pop()
    either_nights()
    either_nights.moment = either_nights.moment.replace(day=either_nights.moment.day - 1)
    either_nights()
    assert states(either_store) == {State.CURRENT: 30}


def test_a_partial_run_makes_the_others_no_newer_and_nothing_missing(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    retitle(fake)
    fake.timestamp = "2026-11-22T09:00:05"
    counts = partial(nights, 5)
    assert (counts.changed, counts.left) == (5, 0)
    with store.snapshot() as copy:
        info = copy.info()
        assert info is not None
        assert info.data_timestamp == "2026-11-20T09:00:05"
        assert states_of(copy) == {State.CURRENT: 30}


def partial(nights: Nights, studies: int) -> Counts:
    from sync.job import Job, run_once
    from sync.registry import Registry

    registry = Registry(nights.fake.url, user_agent="tests", requests_per_second=1e6)
    read = lambda trials: readings_kept(trials, nights.vocabulary)  # noqa: E731
    return run_once(Job(nights.store, registry, "breast cancer", read, "test", max_studies=studies))


def states_of(copy: View) -> dict[str, int]:
    return copy.counts_by_state()


def test_what_is_sent_to_the_registry_is_what_its_description_asks_for(nights: Nights, fake: FakeRegistry) -> None:
    nights(user_agent="trialmatch/1 (tests)")
    assert all(headers["User-Agent"] == "trialmatch/1 (tests)" for headers in fake.headers)
    assert all(headers["Accept-Encoding"] == "gzip" for headers in fake.headers)
    pages = [path for path in fake.requests if "/studies" in path]
    assert all("fields=protocolSection%2CderivedSection%2ChasResults" in path for path in pages)
    assert "pageToken" not in pages[0]
    assert fake.requests[0].endswith("/version")
    assert fake.requests[-1].endswith("/version")


@pytest.mark.parametrize("per_second", [1.0, 4.0])
def test_requests_keep_their_distance(per_second: float, nights: Nights, fake: FakeRegistry) -> None:
    now, starts = [0.0], list[float]()

    def note(_number: int, _path: str) -> Trouble | None:
        starts.append(now[0])
        return None

    def wait(seconds: float) -> None:
        now[0] += seconds

    fake.trouble = note
    nights(requests_per_second=per_second, clock=lambda: now[0], pause=wait)
    assert [b - a for a, b in zip(starts, starts[1:], strict=False)] == [1 / per_second] * (len(starts) - 1)
