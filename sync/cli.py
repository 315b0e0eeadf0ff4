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
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import msgspec
import typer

from data.criteria import Reading
from data.database import DatabaseProblem, DatabaseUnreachable, open_database
from data.settings import Settings, SettingsError, load_settings
from data.store import Store
from data.stored import Counts, SeenChange
from data.tables import RunKind
from data.trial import Trial
from matcher.freshness import status_of
from matcher.reports import guarded
from matcher.versions import reader_version
from sync.errors import SyncProblem
from sync.job import Job, read_again, run_once, utc_text
from sync.lock import run_lock
from sync.pace import Patience
from sync.reading import Progress
from sync.registry import Heard, Registry
from sync.sample import load_sample
from sync.schedule import parse_time, run_nightly, stop_at_signals
from sync.telling import ProgressLine, change_line, log, log_answer, say, status_lines, told
from sync.transfer import copy_all

app = typer.Typer(
    help="Keeps the local copy of ClinicalTrials.gov's breast-cancer trials, and their readings, fresh.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)


@contextlib.contextmanager
def _in_plain_words() -> Iterator[None]:
    try:
        yield
    except (SettingsError, ValueError) as problem:
        say(f"trialsync: {problem}")
        raise typer.Exit(2) from None
    except DatabaseProblem as problem:
        say(f"trialsync: {problem}")
        raise typer.Exit(1 if isinstance(problem, DatabaseUnreachable) else 2) from None
    except SyncProblem as problem:
        say(f"trialsync: {problem}. Nothing was published; the former copy, if any, is intact. {problem.mend}")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        say("trialsync: stopped by hand; nothing was published")
        raise typer.Exit(1) from None


def _read(trials: Iterable[Trial]) -> Iterator[Reading]:
    from matcher.reading_pool import read_trials  # here, so that `trialsync status` does not wait for it

    return read_trials(trials, reader_version())


# A person waits for `once`: whether the registry answers at all is found out by one try of at most ten seconds.
ONE_QUICK_TRY = Patience(connect_seconds=10.0, read_seconds=10.0, request_seconds=12.0, tries=1)


def _registry(
    settings: Settings,
    patience: Patience | None = None,
    stopped: Callable[[], bool] = lambda: False,
    heard: Callable[[Heard], object] = lambda _: None,
) -> Registry:
    return Registry(
        settings.registry_url,
        user_agent=settings.user_agent,
        requests_per_second=settings.requests_per_second,
        patience=patience,
        stopped=stopped,
        heard=heard,
    )


def _job(
    settings: Settings,
    *,
    progress: Progress = lambda *_: None,
    stopped: Callable[[], bool] = lambda: False,
    heard: Callable[[Heard], object] = lambda _: None,
) -> Job:
    return Job(
        Store(open_database(settings.database_url, create=True)),
        _registry(settings, stopped=stopped, heard=heard),
        settings.query,
        _read,
        reader_version(),
        progress=progress,
        stopped=stopped,
    )


def _greeted_run(settings: Settings, job: Job) -> Counts:
    """A run for someone who waits: whether the registry answers at all is found out first, and kept as the reason."""
    try:
        _registry(settings, ONE_QUICK_TRY).version()
    except SyncProblem as problem:
        with run_lock(job.store.engine):
            run_id = job.store.start_run(RunKind.FULL, job.query, "greeting", utc_text(job.clock()))
            job.store.fail_run(run_id, f"{problem}. {problem.mend}", utc_text(job.clock()), 0.0, Counts())
        raise
    return run_once(job)


@app.command()
def once(
    max_studies: Annotated[int | None, typer.Option(min=1, help="Stop after so many; for trying things out.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Publish although the answer looks unbelievable.")] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Load the invented sample instead of the registry.")] = False,
    json_log: Annotated[bool, typer.Option("--json-log", help="Log in lines of JSON, for a timer.")] = False,
) -> None:
    """One full run: pull, check, publish all or nothing, read what changed.

    Example: trialsync once --json-log
    """
    progress = ProgressLine()
    started = time.monotonic()
    with _in_plain_words():
        settings, stop = load_settings(), threading.Event()
        if json_log:
            stop_at_signals(stop)
            _logged_run(_job(settings, stopped=stop.is_set, heard=log_answer), accept, max_studies)
            return
        job = _job(settings, progress=progress)
        try:
            if sample:
                counts = load_sample(job.store, job.reader, job.clock)
            else:
                counts = _greeted_run(settings, msgspec.structs.replace(job, max_studies=max_studies, accept=accept))
        finally:
            progress.close()
        print(told(counts, time.monotonic() - started))


def _logged_run(job: Job, accept: bool = False, max_studies: int | None = None) -> None:
    """A run nobody looks on. Raises what `run_once` raises, after a line of the log."""
    started = time.monotonic()
    log("run begins")
    try:
        counts = run_once(msgspec.structs.replace(job, max_studies=max_studies, accept=accept))
    except (SyncProblem, DatabaseProblem) as problem:
        log("run failed", reason=str(problem), mend=getattr(problem, "mend", None))
        raise
    log("run published", seconds=round(time.monotonic() - started, 1), **msgspec.structs.asdict(counts))


@app.command()
def nightly(at: Annotated[str, typer.Option(help="Time of day in UTC, HH:MM.")] = "15:00") -> None:
    """Stays up and runs `once` every night, and at once where the last good run is more than a day old.

    SIGTERM ends it cleanly. Logs in lines of JSON.

    Example: trialsync nightly --at 15:00
    """
    with _in_plain_words():
        parse_time(at)
        settings, stop = load_settings(), threading.Event()

        def run() -> None:
            with contextlib.suppress(
                SyncProblem, DatabaseProblem
            ):  # told in the log; the next night comes all the same
                _logged_run(_job(settings, stopped=stop.is_set, heard=log_answer))

        run_nightly(at, run, log, stop, at_once=_missed_a_night(settings))


def _missed_a_night(settings: Settings) -> bool:
    with Store(open_database(settings.database_url, create=True)).snapshot() as copy:
        last = copy.last_good_run()
    return last is None or (last.ended_at or "") < utc_text(datetime.now(UTC) - timedelta(days=1))


@app.command()
def changes(
    since: Annotated[str, typer.Option(help="First day to show, YYYY-MM-DD.")] = "2000-01-01",
    json_output: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    csv_output: Annotated[bool, typer.Option("--csv", help="A table for a spreadsheet.")] = False,
) -> None:
    """What changed in the trials, when we saw it, and under which dataTimestamp of the registry.

    Example: trialsync changes --since 2026-11-01 --csv > changes.csv
    """
    with _in_plain_words():
        if json_output and csv_output:
            raise ValueError("--json and --csv: give one of them")
        first = _day(since)
        store = Store(open_database(load_settings().database_url))
        writer = csv.writer(sys.stdout)
        if csv_output:
            writer.writerow(SeenChange.__struct_fields__)
        with store.snapshot() as copy, contextlib.suppress(BrokenPipeError):
            for c in copy.changes(first):
                if json_output:
                    print(msgspec.json.encode(c).decode())
                elif csv_output:
                    cells = (
                        c.nct_id,
                        c.seen_at,
                        c.data_timestamp or "",
                        c.what,
                        c.place or "",
                        *map(" | ".join, (c.removed, c.added)),
                    )
                    writer.writerow([guarded(cell) for cell in cells])
                else:
                    print(change_line(c))


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"--since: {text!r} is no day; give YYYY-MM-DD, such as 2026-11-01") from None


@app.command("copy-database")
def copy_database(
    source: Annotated[str, typer.Argument(metavar="FROM")], target: Annotated[str, typer.Argument(metavar="TO")]
) -> None:
    """Copies everything FROM one database TO another, empty one; SQLite or PostgreSQL. Prints rows by table.

    Example: trialsync copy-database sqlite:////var/lib/trialmatch/trials.db postgresql://trialmatch@db/trialmatch
    """
    with _in_plain_words():
        rows = copy_all(open_database(source), open_database(target, create=True))
        print(json.dumps(rows))


@app.command("read")
def read_command() -> None:
    """Reads again every trial whose reading is of an older version of the reader.

    Example: trialsync read
    """
    progress = ProgressLine()
    with _in_plain_words():
        settings = load_settings()
        store = Store(open_database(settings.database_url))
        job = Job(store, _registry(settings), settings.query, _read, reader_version(), progress=progress)
        try:
            done, failures = read_again(job)
        finally:
            progress.close()
        print(f"read {done}")
        for nct_id, reason in failures.items():
            say(f"trialsync: {nct_id} could not be read: {reason}")
        if failures:
            raise typer.Exit(1)


@app.command()
def status(json_output: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False) -> None:
    """The last good run, its dataTimestamp and age, counts by status, the last failure and why. Exit 1 when stale.

    Example: trialsync status --json
    """
    with _in_plain_words():
        found = status_of(Store(open_database(load_settings().database_url)), datetime.now(UTC).date())
        if json_output:
            print(json.dumps(found, indent=2))
        else:
            for line in status_lines(found):
                print(line)
        if found["stale"]:
            raise typer.Exit(1)


def main() -> None:
    """The console command."""
    app()
