"""Whole runs against a registry on loopback that answers, breaks off, changes its data or lies."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from data.database import open_database
from data.store import Store
from data.stored import Counts
from data.vocabulary.terms import Vocabulary
from matcher.freshness import status_of
from matcher.holidays import business_days_between
from matcher.reading.reader import read_trial
from sync.errors import AnotherRun, SyncProblem
from sync.job import Job, run_once
from sync.lock import run_lock
from sync.registry import Patience, Registry
from tests.registry.fake_registry import Answer, FakeRegistry


@pytest.fixture
def fake() -> Iterator[FakeRegistry]:
    registry = FakeRegistry()
    thread = threading.Thread(target=registry.server.serve_forever, daemon=True)
    thread.start()
    yield registry
    registry.server.shutdown()
    registry.server.server_close()


POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/postgres"


def _postgresql_answers() -> bool:
    try:
        psycopg.connect(POSTGRESQL, connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


@pytest.fixture(scope="session")
def postgresql_answers() -> bool:
    return _postgresql_answers()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path, postgresql_answers: bool) -> Iterator[Store]:
    if request.param == "sqlite":
        opened = Store(open_database(f"sqlite:///{tmp_path / 'trials.db'}", create=True))
        yield opened
        opened.engine.dispose()
        return
    if not postgresql_answers:
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
    name = f"trialmatch_test_{uuid.uuid4().hex}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")  # the name is made here
        try:
            opened = Store(open_database(f"postgresql+psycopg://postgres@127.0.0.1:5432/{name}", create=True))
            yield opened
            opened.engine.dispose()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def night(store: Store, fake: FakeRegistry, vocabulary: Vocabulary) -> Callable[[], Counts]:
    nights = iter(datetime(2026, 11, day, 15, tzinfo=UTC) for day in range(1, 30))

    def run() -> Counts:
        moment = next(nights)
        registry = Registry(
            fake.url,
            user_agent="tests",
            requests_per_second=1e6,
            patience=Patience(tries=2),
            pause=lambda _seconds: None,
        )
        read = lambda trials: (read_trial(t, vocabulary, "test") for t in trials)  # noqa: E731
        return run_once(Job(store, registry, "breast cancer", read, "test", clock=lambda: moment))

    return run


def stored_ids(store: Store) -> list[str]:
    with store.snapshot() as copy:
        return [entry.nct_id for entry in copy.trials()]


def test_a_first_run_stores_and_reads_every_study(store: Store, night: Callable[[], Counts]) -> None:
    counts = night()
    assert (counts.new, counts.read, counts.changed, counts.failed) == (30, 30, 0, 0)
    with store.snapshot() as copy:
        assert all(entry.reading is not None for entry in copy.trials())


def test_an_unchanged_night_changes_nothing_and_reads_nothing(
    store: Store, fake: FakeRegistry, night: Callable[[], Counts]
) -> None:
    night()
    for study in fake.studies:
        study["derivedSection"]["miscInfoModule"]["versionHolder"] = "2026-11-23"
    fake.timestamp = "2026-11-23T09:00:05"
    counts = night()
    assert (counts.new, counts.changed, counts.unchanged, counts.read) == (0, 0, 30, 0)


def test_a_status_that_changed_is_stored_without_reading_again(
    store: Store, fake: FakeRegistry, night: Callable[[], Counts]
) -> None:
    night()
    fake.studies[0]["protocolSection"]["statusModule"]["overallStatus"] = "COMPLETED"
    counts = night()
    assert (counts.changed, counts.read) == (1, 0)


def test_changed_criteria_are_read_again(fake: FakeRegistry, night: Callable[[], Counts]) -> None:
    night()
    fake.studies[0]["protocolSection"]["eligibilityModule"]["eligibilityCriteria"] = "Inclusion Criteria:\n\n* Stage IV"
    assert night().read == 1


BAD_NIGHTS: dict[str, Callable[[int, str], Answer | None]] = {
    "broken off in the middle of a body": lambda n, p: (0, "", "") if "pageToken=10" in p else None,
    "a server error on page two": lambda n, p: (503, "text/plain", "upstream") if "pageToken=10" in p else None,
    "a web page instead of data": lambda n, p: (
        (200, "text/html", "<html>maintenance</html>") if "pageToken" in p else None
    ),
    "refused by the edge": lambda n, p: (403, "text/html", "<html>no</html>"),
    "an unknown parameter": lambda n, p: (400, "text/plain", "`x` is unknown parameter") if "/studies" in p else None,
    "not JSON": lambda n, p: (200, "application/json", "{") if "pageToken" in p else None,
    "no list of studies": lambda n, p: (200, "application/json", '{"studies": null}') if "pageToken" in p else None,
    "no study at all": lambda n, p: (
        (200, "application/json", '{"totalCount": 0, "studies": []}') if "/studies" in p else None
    ),
}


@pytest.mark.parametrize("trouble", BAD_NIGHTS.values(), ids=list(BAD_NIGHTS))
def test_a_bad_night_leaves_the_former_copy_and_says_why(
    trouble: Callable[[int, str], Answer | None], store: Store, fake: FakeRegistry, night: Callable[[], Counts]
) -> None:
    night()
    before = stored_ids(store)
    fake.studies[0]["protocolSection"]["identificationModule"]["briefTitle"] = "changed"
    fake.trouble = trouble
    with pytest.raises(SyncProblem):
        night()
    assert stored_ids(store) == before
    found = status_of(store, date(2026, 11, 24))
    assert found["failed_since_last_good"]
    assert found["last_failure"]["reason"]
    with store.snapshot() as copy:
        first = copy.trial(before[0])
        assert first is not None
        assert first.brief_title != "changed"


def test_one_server_error_is_survived(fake: FakeRegistry, night: Callable[[], Counts]) -> None:
    fake.trouble = lambda number, _path: (503, "text/plain", "busy") if number == 2 else None
    assert night().new == 30


def test_a_total_that_does_not_add_up_is_refused(store: Store, fake: FakeRegistry, night: Callable[[], Counts]) -> None:
    fake.announced = 31
    with pytest.raises(SyncProblem, match="31"):
        night()
    assert stored_ids(store) == []


def test_data_that_change_while_they_are_pulled_are_refused(
    store: Store, fake: FakeRegistry, night: Callable[[], Counts]
) -> None:
    def move(_number: int, path: str) -> None:
        if "pageToken" in path:
            fake.timestamp += "x"

    fake.trouble = move
    with pytest.raises(SyncProblem, match="changed"):
        night()
    assert stored_ids(store) == []


def test_a_registry_that_shrank_is_refused(store: Store, fake: FakeRegistry, night: Callable[[], Counts]) -> None:
    night()
    fake.studies = fake.studies[:5]
    with pytest.raises(SyncProblem):
        night()
    assert len(stored_ids(store)) == 30


def test_a_study_gone_on_two_nights_is_marked_gone_and_comes_back(
    store: Store, fake: FakeRegistry, night: Callable[[], Counts]
) -> None:
    night()
    lost = fake.studies.pop()
    night()
    assert len(stored_ids(store)) == 30
    night()
    assert len(stored_ids(store)) == 29
    fake.studies.append(lost)
    night()
    assert len(stored_ids(store)) == 30


def test_two_runs_at_once_are_not_possible(store: Store, night: Callable[[], Counts]) -> None:
    with run_lock(store.engine), pytest.raises(AnotherRun):
        night()
    assert night().new == 30


def test_a_record_without_an_id_is_kept_aside_and_counted(
    store: Store, fake: FakeRegistry, night: Callable[[], Counts]
) -> None:
    fake.studies[3] = {"protocolSection": {}}
    assert night().failed == 1
    with store.snapshot() as copy:
        assert len(copy.unreadable()) == 1


def test_raw_records_are_kept_compressed(store: Store, night: Callable[[], Counts]) -> None:
    night()
    with store.engine.connect() as connection:
        assert connection.execute(sa.text("select count(*) from document")).scalar() == 30


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ("2026-11-20", "2026-11-20", 0),
        ("2026-11-20", "2026-11-23", 1),
        ("2026-11-20", "2026-11-22", 0),
        ("2026-11-16", "2026-11-24", 6),
    ],
)
def test_age_counts_business_days(earlier: str, later: str, days: int) -> None:
    assert business_days_between(date.fromisoformat(earlier), date.fromisoformat(later)) == days
