"""`trialsync`: keeps the local copy of the registry and its readings fresh.

Exit status: 0 done; 1 it ran and failed, the reason in one line on standard error; 2 wrong usage or bad input.
"""

from __future__ import annotations

import contextlib
import csv
import json
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Any

import msgspec
import typer

from data.criteria import Reading
from data.database import DatabaseProblem, DatabaseUnreachable, open_database
from data.settings import Settings, SettingsError, load_settings
from data.store import Store
from data.stored import Counts
from data.tables import RunKind
from data.trial import Trial
from matcher.freshness import STALE_BUSINESS_DAYS, status_of
from matcher.reading.pool import read_trials
from matcher.reading.version import reader_version
from matcher.reports import guarded
from sync.errors import SyncProblem
from sync.job import Job, Progress, read_again, run_once, utc_text
from sync.registry import Patience, Registry
from sync.sample import load_sample
from sync.schedule import parse_time, run_nightly
from sync.transfer import copy_all

app = typer.Typer(
    help="Keeps the local copy of ClinicalTrials.gov's breast-cancer trials, and their readings, fresh.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _log(event: str, **facts: object) -> None:
    """A line of the nightly log, one JSON object. It holds counts and reasons, never anything of a patient."""
    _say(json.dumps({"at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "event": event, **facts}))


@contextlib.contextmanager
def _in_plain_words() -> Iterator[None]:
    try:
        yield
    except (SettingsError, ValueError) as problem:
        _say(f"trialsync: {problem}")
        raise typer.Exit(2) from None
    except DatabaseProblem as problem:
        _say(f"trialsync: {problem}")
        raise typer.Exit(1 if isinstance(problem, DatabaseUnreachable) else 2) from None
    except SyncProblem as problem:
        _say(f"trialsync: {problem}. Nothing was published; the former copy, if any, is intact.")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        _say("trialsync: stopped by hand; nothing was published")
        raise typer.Exit(1) from None


def _read(trials: Iterable[Trial]) -> Iterator[Reading]:
    return read_trials(trials, reader_version())


class _ProgressLine:
    """'pulling 3000 of 16859' on a terminal's last line; now and then a line where there is no terminal."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._last = ""
        self._said = 0.0

    def __call__(self, doing: str, done: int, total: int | None) -> None:
        text = f"{doing} {done:,}" + (f" of {total:,}" if total else "")
        if self._live:
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
        elif doing != self._last or done == total or time.monotonic() - self._said > 10:
            _say(text)
            self._said = time.monotonic()
        self._last = doing

    def close(self) -> None:
        if self._live and self._last:
            print(file=sys.stderr)


# A person waits for `once`: whether the registry answers at all is found out by one try of at most ten seconds.
ONE_QUICK_TRY = Patience(connect_seconds=10.0, read_seconds=10.0, request_seconds=12.0, tries=1)


def _registry(
    settings: Settings, patience: Patience | None = None, stopped: Callable[[], bool] = lambda: False
) -> Registry:
    return Registry(
        settings.registry_url,
        user_agent=settings.user_agent,
        requests_per_second=settings.requests_per_second,
        patience=patience,
        stopped=stopped,
    )


def _told(counts: Counts, seconds: float) -> str:
    return (
        f"new {counts.new}, changed {counts.changed}, left {counts.left}, failed {counts.failed}, "
        f"unchanged {counts.unchanged}, read {counts.read}, seconds {seconds:.1f}"
    )


def _job(
    settings: Settings,
    progress: Progress,
    max_studies: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Job:
    store = Store(open_database(settings.database_url, create=True))
    return Job(
        store,
        _registry(settings, stopped=stopped),
        settings.query,
        _read,
        reader_version(),
        progress=progress,
        max_studies=max_studies,
    )


def _greeted_run(settings: Settings, job: Job) -> Counts:
    """A run for someone who waits: whether the registry answers at all is found out first, and kept as the reason."""
    try:
        _registry(settings, ONE_QUICK_TRY).version()
    except SyncProblem as problem:
        run_id = job.store.start_run(RunKind.FULL, job.query, "greeting", utc_text(job.clock()))
        job.store.fail_run(run_id, str(problem), utc_text(job.clock()), 0.0, Counts())
        raise
    return run_once(job)


@app.command()
def once(
    max_studies: Annotated[int | None, typer.Option(min=1, help="Stop after so many; for trying things out.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Publish although the answer looks unbelievable.")] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Load the invented sample instead of the registry.")] = False,
) -> None:
    """One full run: pull, check, publish all or nothing, read what changed."""
    progress = _ProgressLine()
    started = time.monotonic()
    with _in_plain_words():
        settings = load_settings()
        try:
            if sample:
                job = _job(settings, progress)
                counts = load_sample(job.store, lambda: job, job.clock)
            else:
                counts = _greeted_run(
                    settings, msgspec.structs.replace(_job(settings, progress, max_studies), accept=accept)
                )
        finally:
            progress.close()
        print(_told(counts, time.monotonic() - started))


@app.command()
def nightly(at: Annotated[str, typer.Option(help="Time of day in UTC, HH:MM.")] = "15:00") -> None:
    """Stays up and runs `once` every night; SIGTERM ends it cleanly."""
    with _in_plain_words():
        parse_time(at)
        settings = load_settings()
        stop = threading.Event()

        def run() -> None:
            started = time.monotonic()
            _log("run begins")
            try:
                counts = run_once(_job(settings, lambda *_: None, stopped=stop.is_set))
                _log("run published", seconds=round(time.monotonic() - started, 1), **msgspec.structs.asdict(counts))
            except (SyncProblem, DatabaseProblem) as problem:
                _log("run failed", reason=str(problem))

        run_nightly(at, run, _say, stop)


@app.command()
def changes(
    since: Annotated[str, typer.Option(help="First day to show, YYYY-MM-DD.")] = "2000-01-01",
    json_output: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    csv_output: Annotated[bool, typer.Option("--csv", help="A table for a spreadsheet.")] = False,
) -> None:
    """What changed in the trials, and when we saw it."""
    with _in_plain_words():
        first = date.fromisoformat(since).isoformat()
        store = Store(open_database(load_settings().database_url))
        writer = csv.writer(sys.stdout)
        if csv_output:
            writer.writerow(("seen_at", "data_timestamp", "nct_id", "what", "place", "removed", "added"))
        with store.snapshot() as copy:
            for c in copy.changes(first):
                row = (c.seen_at, c.data_timestamp or "", c.nct_id, c.what, c.place or "")
                texts = (" | ".join(c.removed), " | ".join(c.added))
                if json_output:
                    print(msgspec.json.encode(c).decode())
                elif csv_output:
                    writer.writerow([guarded(cell) for cell in row + texts])
                else:
                    print(f"{c.seen_at[:10]} {c.nct_id} {c.what} {c.place or ''}: {texts[0]} -> {texts[1]}")


@app.command("copy-database")
def copy_database(source: str, target: str) -> None:
    """Moves a copy FROM one database TO another, empty one; SQLite or PostgreSQL."""
    with _in_plain_words():
        rows = copy_all(open_database(source), open_database(target, create=True))
        print(json.dumps(rows))


@app.command("read")
def read_command() -> None:
    """Reads again every trial whose reading is of an older version of the reader."""
    progress = _ProgressLine()
    with _in_plain_words():
        store = Store(open_database(load_settings().database_url))
        try:
            done = read_again(store, _read, reader_version(), progress)
        finally:
            progress.close()
        print(f"read {done}")


@app.command()
def status(json_output: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False) -> None:
    """The last good run, its dataTimestamp and age, counts by status, the last failure and why. Exit 1 when stale."""
    with _in_plain_words():
        found = status_of(Store(open_database(load_settings().database_url)), datetime.now(UTC).date())
        if json_output:
            print(json.dumps(found, indent=2))
        else:
            for line in _status_lines(found):
                print(line)
        if found["stale"]:
            raise typer.Exit(1)


def _status_lines(found: dict[str, Any]) -> Iterator[str]:
    if found["last_good_run"] is None:
        yield "No run has succeeded yet: run `trialsync once`."
    elif found["sample"]:
        yield "This copy holds INVENTED SAMPLE TRIALS, not the registry's."
    else:
        yield f"Data of {found['data_timestamp']} (UTC), {found['age_business_days']} business days old; last good run ended {found['last_good_run']}."
    yield f"{found['trials']} trials: " + ", ".join(f"{count} {status}" for status, count in found["by_status"].items())
    if found["unread_trials"]:
        yield f"{found['unread_trials']} trials are not read by the present reader: run `trialsync read`."
    if found["failed_since_last_good"]:
        yield f"The last run failed ({found['last_failure']['at']}): {found['last_failure']['reason']}. The former copy is what is shown."
    if found["stale"]:
        yield f"STALE: more than {STALE_BUSINESS_DAYS} business days old. Run `trialsync once`; see the reason above."


def main() -> None:
    """The console command."""
    app()
