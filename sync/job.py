"""One run: pull, compare, read what changed, publish all of it or nothing, and leave a record of what happened."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from data.database import DatabaseProblem
from data.store import Store
from data.stored import Counts, KnownTrial, Publication, Unreadable
from data.tables import RunKind, State
from sync.columns import keep_columns
from sync.departures import Missing, explain
from sync.errors import Stopped, SyncProblem
from sync.guards import check_believable, check_departures
from sync.history import changes_of, reading_history, set_rewritten_apart
from sync.lock import run_lock
from sync.pull import Pull, pull
from sync.reading import Progress, Read, Reader, read_rest, read_staged
from sync.registry import Registry

_REMARKS = 20


class Job(msgspec.Struct, frozen=True):
    """What a run needs. `read` reads trials with the reader of `reader_version`; `progress` gets (stage, done, of)."""

    store: Store
    registry: Registry
    query: str
    read: Read | None
    reader_version: str
    progress: Progress = lambda _stage, _done, _total: None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    max_studies: int | None = None
    accept: bool = False
    stopped: Callable[[], bool] = lambda: False

    @property
    def reader(self) -> Reader:
        return Reader(self.read, self.reader_version, self.progress, self.stopped)


def utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def run_once(job: Job) -> Counts:
    """Raises SyncProblem or DatabaseProblem; the copy from before is then still the published one."""
    kind = RunKind.FULL if job.max_studies is None else RunKind.PARTIAL
    with run_lock(job.store.engine):
        counts, run_id = recorded(
            job.store, kind, job.query, job.clock, lambda run, counts: _run(job, kind, run, counts)
        )
        read_up(job.reader, job.store, run_id, counts)
        keep_columns(job.store)
    return counts


def read_up(reader: Reader, store: Store, run_id: int, counts: Counts) -> None:
    """Reads what an older reader, a fault or a death in the middle left unread; the copy is published already."""
    read, failures = read_rest(reader, store)
    counts.read += read
    if read or failures:
        store.note_reading(
            run_id, counts.read, [Unreadable(k, f"the reader failed: {v}", b"") for k, v in failures.items()]
        )


def recorded(
    store: Store,
    kind: RunKind,
    query: str | None,
    clock: Callable[[], datetime],
    work: Callable[[int, Counts], Publication],
) -> tuple[Counts, int]:
    """Runs `work` under a run record and publishes what it returns; a failure's reason is kept in the record."""
    started, counts = time.monotonic(), Counts()
    run_id = store.start_run(kind, query, f"process {os.getpid()} on {socket.gethostname()}", utc_text(clock()))
    try:
        publication = work(run_id, counts)
        store.publish(publication, utc_text(clock()), time.monotonic() - started)
    except (SyncProblem, DatabaseProblem, KeyboardInterrupt) as problem:
        reason = str(problem) or "stopped at the keyboard"
        mend = problem.mend if isinstance(problem, SyncProblem) else ""
        with contextlib.suppress(DatabaseProblem):  # a database that can't be written can't keep the reason either
            store.fail_run(run_id, f"{reason}. {mend}".strip(), utc_text(clock()), time.monotonic() - started, counts)
        if isinstance(problem, KeyboardInterrupt):
            raise Stopped(reason) from problem
        raise
    return counts, run_id


def _run(job: Job, kind: RunKind, run_id: int, counts: Counts) -> Publication:
    with job.store.snapshot() as copy:
        info = copy.info()
        sample = info is not None and info.is_sample
        known: dict[str, KnownTrial] = {} if sample else copy.known()
        last = copy.last_good_run(job.query)
    try:
        found = pull(
            job.registry, job.query, known,
            max_studies=job.max_studies, progress=lambda done, of: job.progress("pull", done, of),
        )  # fmt: skip
        missing = Missing()
        if kind is RunKind.FULL:
            current = {k for k, v in known.items() if v.state == State.CURRENT}
            absent = sorted(current - found.seen)
            if not job.accept:
                check_believable(found, last)
                check_departures(sum(known[k].missing_since is None for k in absent), len(current))
            missing = explain(job.registry, absent, known, utc_text(job.clock()))
    finally:
        counts.retries = job.registry.retries
    rewritten = set_rewritten_apart(job.store, found, known)
    _count(counts, found, missing, known)
    new = list(found.staged.values())
    changes = changes_of(job.store, found, missing, known, tell_new=last is not None)
    counts.read = read_staged(job.reader, job.store, new)
    return Publication(
        run_id=run_id,
        kind=kind,
        data_timestamp=found.data_timestamp,
        version_holder=next(iter(found.holders), None),
        total=found.total,
        counts=counts,
        staged=new,
        rewritten=rewritten,
        returned=found.back,
        departures=missing.departures,
        missing=missing.first_nights,
        found_again=[k for k in found.seen if k in known and known[k].missing_since and k not in found.staged],
        changes=changes + reading_history(job.store, new, known),
        unreadable=found.unreadable,
        remarks=_remarks(found, missing),
    )


def _count(counts: Counts, found: Pull, missing: Missing, known: dict[str, KnownTrial]) -> None:
    counts.new = sum(1 for k in found.staged if k not in known)
    counts.changed = len(found.staged) - counts.new
    counts.unchanged = found.unchanged
    counts.failed = len(found.unreadable)
    counts.left = len(missing.departures)
    counts.returned = len(found.back) + sum(1 for k in found.staged if k in known and known[k].state != State.CURRENT)


def _remarks(found: Pull, missing: Missing) -> str | None:
    often = sorted(found.odd_records.items(), key=lambda one: (-one[1], one[0]))
    remarks = [f"{kind} ({count})" for kind, count in often[:_REMARKS]]
    if len(often) > _REMARKS:
        remarks.append(f"and {len(often) - _REMARKS} more kinds")
    if missing.unanswered:
        remarks.append(f"no answer about {len(missing.unanswered)} missing trials: asked again next night")
    return "; ".join(remarks) or None


def read_again(job: Job) -> tuple[int, dict[str, str]]:
    """Reads every current trial that this reader version has not read; returns how many, and the failures."""
    with run_lock(job.store.engine):
        done = read_rest(job.reader, job.store)
        keep_columns(job.store)
        return done
