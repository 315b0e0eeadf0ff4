"""`trialsync`: what its commands print, their exit status, what they log, how they stop."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner

from data.store import Store
from data.tables import RunKind
from sync.cli import app
from sync.lock import run_lock
from tests.registry.fake_registry import FakeRegistry
from tests.registry.nights import Nights, on_pages, raw

MAIN = "from sync.cli import main; main()"


@pytest.fixture
def here(sqlite_url: str, fake: FakeRegistry, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TRIALMATCH_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("TRIALMATCH_REGISTRY_URL", fake.url)
    monkeypatch.setenv("TRIALMATCH_REQUESTS_PER_SECOND", "1000")
    return sqlite_url


def run(*arguments: str) -> tuple[int, str, str]:
    ended = CliRunner().invoke(app, list(arguments))
    return ended.exit_code, ended.stdout, ended.stderr


def test_once_prints_its_counts_in_one_line(here: str, fake: FakeRegistry) -> None:
    code, out, _ = run("once")
    assert code == 0
    assert re.fullmatch(r"new 30, changed 0, left 0, failed 0, unchanged 0, read 30, seconds [\d.]+\n", out)
    fake.studies[0]["protocolSection"]["statusModule"]["overallStatus"] = "COMPLETED"
    assert run("once")[1].startswith("new 0, changed 1, left 0, failed 0, unchanged 29, read 0, seconds")


def test_a_registry_that_does_not_answer_disturbs_no_run_under_way(
    here: str, store: Store, fake: FakeRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = store.start_run(RunKind.FULL, "breast cancer", "another process", "2026-11-20T15:00:00Z")
    fake.trouble = lambda _number, _path: (503, "text/plain", "down")
    with run_lock(store.engine):
        assert run("once")[0] == 1
    with store.snapshot() as copy:
        under_way = copy.run_under_way()
    assert under_way is not None
    assert under_way.id == run_id


def test_a_run_without_reading_up_is_caught_up_by_read(here: str, nights: Nights) -> None:
    nights(read=None)
    assert "30 trials are not read" in run("status")[1]
    assert run("read")[:2] == (0, "read 30\n")
    assert run("read")[:2] == (0, "read 0\n")


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-11-20", 0),  # the Friday of the data
        ("2026-11-22", 0),  # Sunday
        ("2026-11-25", 0),  # Wednesday: three business days
        ("2026-11-26", 0),  # Thanksgiving: still three
        ("2026-11-27", 1),
    ],
)
def test_status_ends_with_1_when_the_data_are_more_than_three_business_days_old(
    day: str, code: int, here: str, nights: Nights
) -> None:
    nights()
    with time_machine.travel(datetime.fromisoformat(f"{day}T12:00:00+00:00"), tick=False):
        ended, text, _ = run("status")
        assert ended == code
        assert ("STALE" in text) == bool(code)
        ended, told, _ = run("status", "--json")
        assert (ended, json.loads(told)["stale"]) == (code, bool(code))


def test_status_tells_what_happened_and_what_to_do(here: str, nights: Nights, fake: FakeRegistry) -> None:
    nights()
    fake.trouble = on_pages((403, "text/html", "<html>no</html>"))
    nights.must_refuse()
    with time_machine.travel(datetime.fromisoformat("2026-11-23T12:00:00+00:00"), tick=False):
        code, text, _ = run("status")
    assert code == 0  # fresh enough
    assert "Data of 2026-11-20T09:00:05 (UTC), 1 business days old" in text
    assert "30 trials: " in text
    assert "The last run failed" in text
    assert "doesn't let this program in" in text
    assert "Set TRIALMATCH_USER_AGENT" in text


def test_status_lists_what_could_not_be_read_and_what_is_unknown(here: str, nights: Nights, fake: FakeRegistry) -> None:
    fake.studies += [None]
    fake.studies[0]["protocolSection"]["statusModule"]["overallStatus"] = "DREAMING"
    nights()
    text = run("status")[1]
    assert "1 records could not be read and are kept as they came: page 4, study 1 (no NCT id" in text
    assert "overall status: unknown value DREAMING (1)" in text


def test_the_log_is_one_json_object_a_line_and_tells_of_every_answer(here: str, fake: FakeRegistry) -> None:
    fake.etag = '"snapshot"'
    code, out, log = run("once", "--json-log")
    assert (code, out) == (0, "")
    lines = [json.loads(line) for line in log.splitlines()]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["at"]) for line in lines)
    assert [line["event"] for line in lines] == ["run begins", *["answer"] * 6, "run published"]
    assert {line["path"] for line in lines[1:-1]} == {"/version", "/studies"}
    assert all(line["headers"]["ETag"] == '"snapshot"' for line in lines[1:-1])
    assert (lines[-1]["new"], lines[-1]["read"]) == (30, 30)


def test_a_failed_run_is_logged_with_its_reason_and_what_to_do(here: str, fake: FakeRegistry) -> None:
    fake.trouble = on_pages((400, "text/plain", "`x` is unknown parameter"))
    code, _, log = run("once", "--json-log")
    assert code == 1
    failed = next(line for line in map(json.loads, log.splitlines()[:-1]) if line["event"] == "run failed")
    assert "`x` is unknown parameter" in failed["reason"]
    assert failed["mend"].startswith("Trying again will not help")


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", MAIN, *arguments], stderr=subprocess.PIPE, text=True, env=os.environ)


def test_sigterm_ends_a_run_that_hangs_on_the_registry_and_nothing_is_published(here: str, fake: FakeRegistry) -> None:
    def hang(handler: object) -> None:
        handler.wfile.write(raw(b'{"studies"', length=5000))  # type: ignore[attr-defined]
        process.send_signal(signal.SIGTERM)
        fake.over.wait(60)

    fake.trouble = lambda _number, path: hang if "pageToken=10" in path else None
    process = started("once", "--json-log")
    _, log = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "asked to stop" in log
    code, text, _ = run("status")
    assert code == 1
    assert "asked to stop" in text


def test_nightly_waits_for_its_hour_and_sigterm_ends_it_cleanly(here: str) -> None:
    assert run("once")[0] == 0
    process = started("nightly", "--at", "03:15")
    assert process.stderr is not None
    assert "waiting for 03:15 UTC" in json.loads(process.stderr.readline())["event"]
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=60)
    assert process.returncode == 0
    assert [json.loads(line)["event"] for line in log.splitlines()] == ["stopping", "stopped"]


def test_nightly_makes_a_missed_night_up_at_once(here: str, fake: FakeRegistry) -> None:
    process = started("nightly", "--at", "03:15")
    assert process.stderr is not None
    events = []
    for line in process.stderr:
        events.append(json.loads(line)["event"])
        if events[-1] in ("run published", "run failed"):
            break
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert events[-1] == "run published"


def test_a_folder_that_can_not_be_written_is_no_other_run(
    sqlite_url: str, store: Store, fake: FakeRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(f"{store.engine.url.database}.lock").mkdir()  # what stands in the way may also be a missing permission
    monkeypatch.setenv("TRIALMATCH_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("TRIALMATCH_REGISTRY_URL", fake.url)
    code, _, said = run("once")
    assert code == 1
    assert "another run" not in said
    assert "unable to open database file" in said


@pytest.mark.parametrize("at", ["25:00", "15", "noon", "15:60", "-1:00"])
def test_nightly_at_no_time_of_day_says_what_would_be_right(at: str, here: str) -> None:
    code, _, said = run("nightly", f"--at={at}")
    assert code == 2
    assert "HH:MM" in said


def test_settings_that_can_not_be_used_are_named(here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIALMATCH_REQUESTS_PER_SECOND", "fast")
    code, _, said = run("once")
    assert code == 2
    assert "TRIALMATCH_REQUESTS_PER_SECOND" in said
    assert len(said.splitlines()) == 1


def test_the_federal_holidays_are_those_of_the_calendar() -> None:
    from pandas.tseries.holiday import USFederalHolidayCalendar

    from matcher.holidays import is_business_day

    kept = {d.date() for d in USFederalHolidayCalendar().holidays("2022-01-01", "2035-12-31")}
    days = [date.fromordinal(n) for n in range(date(2022, 1, 1).toordinal(), date(2035, 12, 31).toordinal() + 1)]
    assert {day for day in days if day.weekday() < 5 and not is_business_day(day)} == kept
