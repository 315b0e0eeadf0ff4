"""The command `trialsync`: keeps the copy of the registry fresh. Exit status: 0 done, 1 it failed, 2 wrong usage."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated

import msgspec
import typer

from data.criteria import Reading
from data.database import DatabaseProblem, DatabaseUnreachable, open_database
from data.settings import Settings, SettingsError, load_settings
from data.store import Store
from data.stored import Counts
from data.trial import Trial
from sync import status as standing
from sync.errors import SyncProblem
from sync.job import Job, Progress, read_again, run_once
from sync.registry import Registry

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def main() -> None:
    app()


@contextmanager
def _sentences() -> Iterator[None]:
    """Turns the problems that have a sentence into that sentence and an exit status."""
    try:
        yield
    except (SyncProblem, DatabaseUnreachable) as problem:
        _leave(1, problem)
    except (DatabaseProblem, SettingsError) as problem:
        _leave(2, problem)


def _leave(exit_status: int, problem: Exception) -> None:
    typer.echo(f"trialsync: {problem}", err=True)
    raise typer.Exit(exit_status) from problem


@app.command()
def once(
    max_studies: Annotated[int | None, typer.Option(min=1, help="Take only the first N, as a partial copy.")] = None,
    accept: Annotated[bool, typer.Option(help="Publish although the answer looks unbelievable.")] = False,
    sample: Annotated[bool, typer.Option(help="Load the invented sample trials instead.")] = False,
) -> None:
    """One full run: pull, convert, read what changed, store. Example: trialsync once"""
    with _sentences():
        settings = load_settings()
        store = Store(open_database(settings.database_url, create=True))
        started = datetime.now(UTC)
        if sample:
            from sync.sample import load_sample

            counts = load_sample(store, lambda: job_of(settings, store, show_progress), lambda: datetime.now(UTC))
        else:
            made = job_of(settings, store, show_progress)
            counts = run_once(msgspec.structs.replace(made, max_studies=max_studies, accept=accept))
        typer.echo(summary(counts, (datetime.now(UTC) - started).total_seconds()))


@app.command()
def nightly(at: Annotated[str, typer.Option(help="Time of day in UTC, HH:MM.")] = "15:00") -> None:
    """Stays up and runs `once` every night (UTC); SIGTERM ends it cleanly. Example: trialsync nightly --at 15:00"""
    from sync.schedule import keep_nightly

    with _sentences():
        try:
            when = datetime.strptime(at, "%H:%M").time()
        except ValueError:
            raise typer.BadParameter(f"--at {at}: a time of day such as 15:00 was expected") from None
        settings = load_settings()
        store = Store(open_database(settings.database_url, create=True))

        def night(stopped: Callable[[], bool], pause: Callable[[float], object]) -> str:
            counts = run_once(job_of(settings, store, log_progress, stopped, pause))
            return summary(counts, None)

        keep_nightly(when, night)


@app.command()
def read() -> None:
    """Reads again every trial whose reading is of an older reader version."""
    with _sentences():
        settings = load_settings()
        store = Store(open_database(settings.database_url, create=False, migrate=True))
        reader, version = _reader()
        typer.echo(f"read {read_again(store, reader, version, show_progress)}")


@app.command()
def status(as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False) -> None:
    """Last good run, its data date, counts, age, last failure. Exit status 1: stale by over 3 business days."""
    with _sentences():
        store = Store(open_database(load_settings().database_url))
        with store.snapshot() as copy:
            found = standing.status_of(copy, datetime.now(UTC).date())
    typer.echo(msgspec.json.encode(found).decode() if as_json else standing.told(found))
    if found.stale:
        raise typer.Exit(1)


@app.command()
def changes(
    since: Annotated[str | None, typer.Option(help="First day to show, YYYY-MM-DD.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="A table for a spreadsheet.")] = False,
) -> None:
    """What changed in the trials, and when we saw it. Example: trialsync changes --since 2026-11-01 --csv"""
    if since is not None:
        try:
            date.fromisoformat(since)
        except ValueError:
            raise typer.BadParameter(f"--since {since}: a day such as 2026-11-24 was expected") from None
    with _sentences():
        store = Store(open_database(load_settings().database_url))
        writer = csv.writer(sys.stdout)
        if as_csv:
            writer.writerow(("seen_at", "data_timestamp", "nct_id", "what", "place", "removed", "added"))
        with store.snapshot() as copy:
            for c in copy.changes(since):
                texts = (" | ".join(c.removed), " | ".join(c.added))
                if as_json:
                    typer.echo(msgspec.json.encode(c).decode())
                elif as_csv:
                    row = (c.seen_at, c.data_timestamp or "", c.nct_id, c.what, c.place or "", *texts)
                    writer.writerow([harmless(cell) for cell in row])
                else:
                    typer.echo(f"{c.seen_at[:10]} {c.nct_id} {c.what} {c.place or ''}: {texts[0]} -> {texts[1]}")


@app.command("copy-database")
def copy_database(source: Annotated[str, typer.Argument()], target: Annotated[str, typer.Argument()]) -> None:
    """Copies everything into an empty database. Example: trialsync copy-database sqlite:///a.db postgresql://host/b"""
    from sync.transfer import TargetNotEmpty, copy_all

    with _sentences():
        try:
            rows = copy_all(open_database(source), open_database(target, create=True))
        except TargetNotEmpty as problem:
            _leave(2, problem)
    typer.echo(json.dumps(rows))


def job_of(
    settings: Settings,
    store: Store,
    progress: Progress,
    stopped: Callable[[], bool] = lambda: False,
    pause: Callable[[float], object] | None = None,
) -> Job:
    """One run's parts, wired together. The reading part is imported here, because most commands don't read."""
    reader, version = _reader()
    registry = Registry(
        settings.registry_url,
        user_agent=settings.user_agent,
        requests_per_second=settings.requests_per_second,
        stopped=stopped,
        **({} if pause is None else {"pause": pause}),
    )
    return Job(store, registry, settings.query, reader, version, progress)


def _reader() -> tuple[Callable[[Iterable[Trial]], Iterator[Reading]], str]:
    from matcher.reading.pool import read_trials
    from matcher.reading.version import reader_version

    version = reader_version()
    return (lambda trials: read_trials(trials, version)), version


def summary(counts: Counts, seconds: float | None) -> str:
    shown = [f"{name} {getattr(counts, name)}" for name in ("new", "changed", "left", "failed", "unchanged", "read")]
    return ", ".join(shown) + ("" if seconds is None else f", seconds {seconds:.1f}")


def show_progress(stage: str, done: int, of: int | None) -> None:
    ending = "\r" if sys.stderr.isatty() and done != of else "\n"
    print(f"{stage}: {done:,}" + (f" of {of:,}" if of else ""), end=ending, file=sys.stderr, flush=True)


def log_progress(stage: str, done: int, of: int | None) -> None:
    import structlog

    structlog.get_logger().info("progress", stage=stage, done=done, of=of)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell.lstrip()[:1] in ("=", "+", "-", "@") or cell[:1] in ("\t", "\r") else cell
