"""Faults 71 to 80: what befalls a run as a whole."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import event
from typer.testing import CliRunner

from data.database import DatabaseProblem, open_database
from data.store import Store
from data.tables import State
from matcher.freshness import status_of
from sync.cli import app
from sync.errors import AnotherRun, Transient
from sync.pace import Patience
from tests.registry.fake_registry import FakeRegistry, nct_id_in
from tests.registry.nights import Nights, on_pages, retitle

# Where a run kills itself: (what is replaced, how often it still works before the kill).
DEATHS = {
    "before anything": ("store.start_run", 0),
    "between two pages": ("registry.page", 1),
    "at the last look at the version": ("registry.version", 1),
    "while what changed is compared": ("store.snapshot", 4),
    "after the first new readings are kept": ("store.save_readings", 1),
    "in the publish transaction": ("publish", 0),
    "after publishing": ("store.note_reading", 0),
}
DYING_RUN = """
import os, signal, sys
import data.store
from data.criteria import Reading
from data.database import open_database
from data.store import Store
from sync import job as jobs, reading
from sync.registry import Registry

url, database, where, times = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
store = Store(open_database(database, create=True))
registry = Registry(url, user_agent="tests", requests_per_second=1e6)
reading._AT_ONCE = 10

def dying(work, left=[times]):
    def replaced(*given, **named):
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return work(*given, **named)
    return replaced

if where == "publish":
    data.store._put_copy = dying(data.store._put_copy)
else:
    owner, name = where.split(".")
    setattr(locals()[owner], name, dying(getattr(locals()[owner], name)))
read = lambda trials: (Reading(t.nct_id, "test", (), (), (), (), 0) for t in trials)
jobs.run_once(jobs.Job(store, registry, "breast cancer", read, "test"))
"""


def run_until_death(url: str, database: str, death: str) -> int:
    where, times = DEATHS[death]
    command = [sys.executable, "-c", DYING_RUN, url, database, where, str(times)]
    return subprocess.run(command, check=False, timeout=120, capture_output=True).returncode


@pytest.mark.parametrize("death", DEATHS, ids=lambda name: f"fault 71: {name}")
def test_a_run_killed_leaves_a_whole_copy_and_the_next_one_carries_on(
    death: str, either_nights: Nights, fake: FakeRegistry, either_store: Store, either_url: str
) -> None:
    either_nights()
    retitle(fake)
    assert run_until_death(fake.url, either_url, death) in (-signal.SIGKILL, 0)
    assert (
        either_nights.titles() == {"changed"}
        if death == "after publishing"
        else "changed" not in either_nights.titles()
    )
    assert len(either_nights.ids()) == 30
    retitle(fake, "the night after")
    either_nights.moment = datetime.now(UTC)
    assert either_nights().changed == 30
    assert either_nights.titles() == {"the night after"}
    with either_store.snapshot() as copy:
        assert all(entry.reading is not None for entry in copy.trials())
        assert copy.run_under_way() is None
        failed = copy.last_failed_run()
    if death not in ("after publishing", "before anything"):
        assert failed is not None
        assert "killed" in (failed.reason or "")


@pytest.mark.parametrize(
    "death", ["between two pages", "in the publish transaction"], ids=lambda name: f"fault 71: {name}"
)
def test_a_first_run_killed_leaves_nothing_half_done(
    death: str, either_nights: Nights, fake: FakeRegistry, either_url: str
) -> None:
    assert run_until_death(fake.url, either_url, death) == -signal.SIGKILL
    assert either_nights.ids() == []
    assert either_nights().new == 30


HOLDER = """
import os, signal, sys
from data.database import open_database
from sync.lock import run_lock
with run_lock(open_database(sys.argv[1], create=True)):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def lock_holder(database: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of the nightly job."""
    command = [sys.executable, "-c", HOLDER, database]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_fault_72_a_second_run_at_the_same_time_says_so_and_leaves(
    either_nights: Nights, fake: FakeRegistry, either_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    either_nights()
    retitle(fake)
    monkeypatch.setenv("TRIALMATCH_DATABASE_URL", either_url)
    monkeypatch.setenv("TRIALMATCH_REGISTRY_URL", fake.url)
    with lock_holder(either_url):
        with pytest.raises(AnotherRun, match="another run is under way"):
            either_nights()
        ended = CliRunner().invoke(app, ["once"])
        assert ended.exit_code == 1
        assert "another run is under way" in ended.stderr
    assert "changed" not in either_nights.titles()


def test_fault_72_the_lock_of_a_dead_owner_is_free(either_nights: Nights, either_url: str) -> None:
    with lock_holder(either_url) as owner:
        os.kill(owner.pid, signal.SIGKILL)
        owner.wait()
        for _ in range(20):  # a server on a busy machine takes its time to notice
            with suppress(AnotherRun):
                assert either_nights().new == 30
                break
    assert len(either_nights.ids()) == 30


def test_fault_72_a_run_that_lost_its_lock_on_the_way_publishes_nothing(
    either_nights: Nights, fake: FakeRegistry, either_store: Store
) -> None:
    either_nights()
    retitle(fake)

    def overtaken(_number: int, path: str) -> None:
        if "pageToken=30" in path:
            with either_store._change() as connection:
                connection.execute(sa.text("UPDATE run SET outcome = 'failed' WHERE outcome = 'running'"))

    fake.trouble = overtaken
    with pytest.raises(DatabaseProblem, match="another run started"):
        either_nights()
    assert "changed" not in either_nights.titles()


@contextmanager
def with_pragma(store: Store, pragma: str) -> Iterator[None]:
    def set_pragma(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    store.engine.dispose()
    event.listen(store.engine, "connect", set_pragma)
    yield
    event.remove(store.engine, "connect", set_pragma)
    store.engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "says"),
    [
        pytest.param("max_page_count = 1", "full", id="fault 73: disk full"),
        pytest.param("query_only = ON", "readonly", id="fault 73: read-only"),
    ],
)
def test_a_database_that_can_not_be_written_ends_the_run_in_one_sentence(
    pragma: str, says: str, nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    retitle(fake)
    for study in fake.studies:
        study["protocolSection"]["descriptionModule"]["briefSummary"] = os.urandom(4000).hex()
    with with_pragma(store, pragma), pytest.raises(DatabaseProblem, match=says):
        nights()
    assert len(nights.ids()) == 30
    assert "changed" not in nights.titles()
    assert nights().changed == 30


def test_fault_73_a_locked_database_ends_the_run_in_one_sentence(
    nights: Nights, fake: FakeRegistry, store: Store, tmp_path: Path
) -> None:
    nights()
    retitle(fake)
    other = sqlite3.connect(tmp_path / "trials.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with with_pragma(store, "busy_timeout = 50"), pytest.raises(DatabaseProblem, match="locked"):
        nights()
    other.close()
    assert nights().changed == 30


# ---------------------------------------------------------------- clocks and calendars


def test_fault_74_a_clock_set_back_loses_nothing(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    nights.moment -= timedelta(days=400)
    retitle(fake)
    assert nights().changed == 30
    lost = nct_id_in(fake.studies.pop())
    nights.moment -= timedelta(days=400)
    for _ in range(2):
        nights()
    assert lost not in nights.ids()


def test_fault_74_a_clock_set_far_ahead_bars_no_later_night(nights: Nights, fake: FakeRegistry) -> None:
    nights.moment += timedelta(days=4000)
    nights()
    nights.moment -= timedelta(days=4000)
    retitle(fake)
    assert nights().changed == 30


@pytest.mark.parametrize("day", [date(2026, 3, 7), date(2026, 10, 31)], ids=["spring", "autumn"])
def test_fault_74_the_change_of_the_hour_moves_no_night(day: date) -> None:
    night = CronTrigger(hour=15, minute=0, timezone="UTC")
    first = night.get_next_fire_time(None, datetime(day.year, day.month, day.day, tzinfo=UTC))
    second = night.get_next_fire_time(first, first + timedelta(seconds=1))
    assert second - first == timedelta(days=1)


# ---------------------------------------------------------------- what the registry seems to have lost


def test_fault_75_more_than_half_a_percent_vanished_is_refused_until_somebody_says_it_is_right(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    fake.grow(330)
    nights()
    fake.studies = fake.studies[:304]  # more than nine tenths, but 26 are missing
    assert "26 of 330 trials vanished in one night (at most 25 are believed)" in nights.must_refuse()
    nights(accept=True)
    assert len(nights.ids()) == 330  # asked about one by one: missing for the first night
    nights()  # those accepted as missing are no news on the second night
    with store.snapshot() as copy:
        assert copy.counts_by_state() == {State.CURRENT: 304, State.GONE: 26}


def test_fault_75_another_query_by_mistake_does_not_empty_the_copy(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    fake.grow(60)
    fake.studies = fake.studies[30:]
    assert "30 of 30 trials vanished" in nights.must_refuse(query="lung cancer")


def test_fault_76_a_study_missing_for_one_night_never_leaves(nights: Nights, fake: FakeRegistry, store: Store) -> None:
    nights()
    lost = fake.studies.pop()
    nights()
    fake.studies.append(lost)
    counts = nights()
    assert (counts.new, counts.left, counts.changed) == (0, 0, 0)
    fake.studies.pop()
    nights()  # a first night again, not the second
    assert nct_id_in(lost) in nights.ids()
    with store.snapshot() as copy:
        assert list(copy.changes()) == []


def test_faults_77_78_a_week_of_nights_is_told_as_it_was(nights: Nights, fake: FakeRegistry, store: Store) -> None:
    def told(day: date) -> tuple[int, bool, bool]:
        found = status_of(store, day)
        return found["age_business_days"], found["stale"], found["failed_since_last_good"]

    def at(day: int) -> date:
        nights.moment = datetime(2026, 11, day, 15, tzinfo=UTC) - timedelta(days=1)
        return date(2026, 11, day)

    fake.timestamp = "2026-11-06T09:00:05"
    friday = at(6)
    nights()
    assert told(friday) == (0, False, False)
    for day in (7, 8):  # a weekend: nothing new
        weekend = at(day)
        assert nights().unchanged == 30
        assert told(weekend) == (0, False, False)
    fake.timestamp = "2026-11-09T09:00:05"
    monday = at(9)
    nights()
    assert told(monday) == (0, False, False)
    fake.trouble = on_pages((503, "text/plain", "down"))
    tuesday = at(10)
    assert "problem of its own" in nights.must_refuse()
    assert told(tuesday) == (1, False, True)
    fake.trouble = lambda _number, _path: None
    holiday = at(11)  # Veterans Day: the registry answers with the data of Monday
    nights()
    assert told(holiday) == (1, False, False)
    fake.trouble = on_pages((403, "text/html", "<html>no</html>"))
    for day, age in ((12, 2), (13, 3)):
        thursday_or_friday = at(day)
        assert "doesn't let this program in" in nights.must_refuse()
        assert told(thursday_or_friday) == (age, False, True)
    assert told(date(2026, 11, 15)) == (3, False, True)  # Sunday
    assert told(date(2026, 11, 16)) == (4, True, True)  # Monday: more than three business days
    fake.trouble = lambda _number, _path: None
    recovered = at(16)
    fake.timestamp = "2026-11-16T09:00:05"
    nights()
    assert told(recovered) == (0, False, False)


def test_fault_78_data_that_stand_still_are_told_although_every_night_is_good(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    for _ in range(5):
        nights()
    assert status_of(store, date(2026, 11, 25))["stale"] is False  # three business days after the 20th
    assert status_of(store, date(2026, 11, 26))["stale"] is False  # Thanksgiving
    found = status_of(store, date(2026, 11, 27))
    assert (found["stale"], found["failed_since_last_good"]) == (True, False)


# ---------------------------------------------------------------- storms and words


def test_fault_79_a_storm_of_retries_ends_the_run(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    fake.page_size = 1
    fake.trouble = lambda number, path: (503, "text/plain", "busy") if "/studies" in path and number % 2 else None
    before = len(fake.requests)
    assert "failed 7 times in this run" in nights.must_refuse()
    assert len(fake.requests) - before < 20


def test_fault_79_a_run_has_a_deadline_of_its_own(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    now = [0.0]

    def wait(seconds: float) -> None:
        now[0] += seconds

    fake.trouble = lambda _number, path: (429, "text/plain", "") if "/studies" in path else None
    patience = Patience(tries=1000, run_retries=1000, run_seconds=1800.0)
    reason = nights.must_refuse(clock=lambda: now[0], pause=wait, patience=patience)
    assert "longer than 30 minutes" in reason
    assert 1000 < now[0] <= 1800


@pytest.mark.parametrize(
    "query", ['breast "cancer"', "breast [cancer", "breast AND cancer", "AREA[Phase]PHASE1", "a&pageSize=1&x=[1]#%"]
)  # fmt: skip
def test_fault_80_a_query_of_a_persons_words_reaches_the_registry_as_it_is(
    query: str, nights: Nights, fake: FakeRegistry
) -> None:
    from urllib.parse import parse_qs, urlsplit

    nights(query=query)
    pages = [parse_qs(urlsplit(path).query) for path in fake.requests if "/studies?" in path]
    assert {(page["query.cond"][0], page["pageSize"][0]) for page in pages} == {(query, "1000")}


def test_fault_80_a_query_the_registry_can_not_parse_is_told_with_its_words(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    body = "Error parsing query in Conditions or disease: no viable alternative at input '['\nmismatched input '['"
    fake.trouble = on_pages((400, "text/plain", body))
    reason = nights.must_refuse()
    assert "Error parsing query in Conditions or disease" in reason


def test_a_run_needs_no_reader_to_publish(nights: Nights, store: Store) -> None:
    """A fault of the reader costs readings, not the night; the next night reads them."""

    def fails(_trials: object) -> Iterator[object]:
        raise RuntimeError("a bug")

    counts = nights(read=fails)
    assert (counts.new, counts.read) == (30, 0)
    assert len(nights.ids()) == 30
    with store.snapshot() as copy:
        assert any("the reader failed" in reason for _, reason in copy.unreadable())
    assert nights().read == 30
    with store.snapshot() as copy:
        assert copy.unreadable() == []


def test_one_text_the_reader_fails_on_costs_one_reading(nights: Nights, fake: FakeRegistry) -> None:
    spoiled = nct_id_in(fake.studies[4])
    read: Callable[..., Iterator[object]] = nights._read

    def fails_on_one(trials: Iterator[object]) -> Iterator[object]:
        for trial in trials:
            if trial.nct_id == spoiled:  # type: ignore[attr-defined]
                raise RuntimeError("a bug")
            yield from read([trial])

    counts = nights(read=fails_on_one)
    assert (counts.new, counts.read) == (30, 29)


def test_transient_problems_have_a_sentence_of_what_to_do() -> None:
    assert Transient.mend.endswith(".")


def test_an_engine_opened_anew_finds_the_same_copy(nights: Nights, sqlite_url: str) -> None:
    nights()
    other = Store(open_database(sqlite_url))
    with other.snapshot() as copy:
        assert len(list(copy.trials())) == 30
    other.engine.dispose()
