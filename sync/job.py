"""One run: pull, compare, read what changed, publish all of it or nothing, and leave a record of what happened."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice

import msgspec

from data.criteria import Reading
from data.database import DatabaseProblem
from data.store import Store
from data.stored import Change, Counts, KnownTrial, Publication, StagedTrial
from data.tables import RunKind, State
from data.trial import Trial
from sync.changes import changes_between, reading_changes
from sync.departures import Missing, explain
from sync.errors import Stopped, SyncProblem
from sync.guards import check_believable, check_departures
from sync.lock import run_lock
from sync.pull import Pull, pull
from sync.registry import Registry

Read = Callable[[Iterable[Trial]], Iterator[Reading]]
Progress = Callable[[str, int, int | None], None]
_READINGS_AT_ONCE = 500


class Job(msgspec.Struct, frozen=True):
    """What a run needs. `read` reads trials with the reader of `reader_version`; `progress` gets (stage, done, of)."""

    store: Store
    registry: Registry
    query: str
    read: Read
    reader_version: str
    progress: Progress = lambda _stage, _done, _total: None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    max_studies: int | None = None
    accept: bool = False


def utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def run_once(job: Job) -> Counts:
    """Raises SyncProblem or DatabaseProblem; the copy from before is then still the published one."""
    kind = RunKind.FULL if job.max_studies is None else RunKind.PARTIAL
    with run_lock(job.store.engine):
        return recorded(job.store, kind, job.query, job.clock, lambda run_id, counts: _run(job, kind, run_id, counts))


def recorded(
    store: Store,
    kind: RunKind,
    query: str | None,
    clock: Callable[[], datetime],
    work: Callable[[int, Counts], Publication],
) -> Counts:
    """Runs `work` under a run record and publishes what it returns; a failure's reason is kept in the record."""
    started, counts = time.monotonic(), Counts()
    run_id = store.start_run(kind, query, f"process {os.getpid()} on {socket.gethostname()}", utc_text(clock()))
    try:
        publication = work(run_id, counts)
        store.publish(publication, utc_text(clock()), time.monotonic() - started)
    except (SyncProblem, DatabaseProblem, KeyboardInterrupt) as problem:
        reason = str(problem) or "stopped at the keyboard"
        store.fail_run(run_id, reason, utc_text(clock()), time.monotonic() - started, counts)
        if isinstance(problem, KeyboardInterrupt):
            raise Stopped(reason) from problem
        raise
    return counts


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
        current = {k for k, v in known.items() if v.state == State.CURRENT}
        absent = sorted(current - found.seen) if kind is RunKind.FULL else []
        if not job.accept and kind is RunKind.FULL:
            check_believable(found, last)
            if last is not None:
                check_departures(len(absent), len(current))
        if absent:
            missing = explain(job.registry, absent, known, utc_text(job.clock()))
    finally:
        counts.retries = job.registry.retries
    _count(counts, found, missing, known)
    new = list(found.staged.values())
    changes = _changes(job.store, found, missing, known)
    counts.read, read_changes = read_staged(job, [] if sample else changes, new)
    return Publication(
        run_id=run_id,
        kind=kind,
        data_timestamp=found.data_timestamp,
        version_holder=next(iter(found.holders), None),
        total=found.total,
        counts=counts,
        staged=new,
        returned=found.back,
        departures=missing.departures,
        missing=missing.first_nights,
        found_again=[k for k in found.seen if k in known and known[k].missing_since and k not in found.staged],
        changes=changes + read_changes,
        unreadable=found.unreadable,
        remarks=_remarks(found),
    )


def _count(counts: Counts, found: Pull, missing: Missing, known: dict[str, KnownTrial]) -> None:
    counts.new = sum(1 for k in found.staged if k not in known)
    counts.changed = len(found.staged) - counts.new
    counts.unchanged = found.unchanged
    counts.failed = len(found.unreadable)
    counts.left = len(missing.departures)
    counts.returned = len(found.back) + sum(1 for k in found.staged if k in known and known[k].state != State.CURRENT)


def _remarks(found: Pull) -> str | None:
    if not found.odd_records:
        return None
    return "; ".join(f"{kind}: unexpected type in {n} records" for kind, n in sorted(found.odd_records.items())[:20])


def _changes(store: Store, found: Pull, missing: Missing, known: dict[str, KnownTrial]) -> list[Change]:
    changes = [
        Change(d.nct_id, "left", None, (), tuple(filter(None, (d.state, d.alias_of)))) for d in missing.departures
    ]
    changes += [Change(nct_id, "returned") for nct_id in found.back]
    with store.snapshot() as copy:
        for old in copy.named([k for k in found.staged if k in known]):
            if old.state != State.CURRENT:
                changes.append(Change(old.nct_id, "returned"))
            changes += changes_between(old.trial, found.staged[old.nct_id].trial)
    return changes


def read_staged(job: Job, changes: list[Change], new: list[StagedTrial]) -> tuple[int, list[Change]]:
    """Reads the new texts before they are published, in pieces that a killed run leaves behind for the next one."""
    with job.store.snapshot() as copy:
        done = copy.read_hashes(job.reader_version)
        changed = {c.nct_id for c in changes}
        former = {t.nct_id: t.reading for t in copy.named(changed)} if changed else {}
    todo = {t.nct_id: t.source_hash for t in new if (t.nct_id, t.source_hash) not in done}
    trials = (t.trial for t in new if t.nct_id in todo)
    read, found = 0, list[Change]()
    readings = job.read(trials) if todo else iter(())
    while batch := list(islice(readings, _READINGS_AT_ONCE)):
        read += job.store.save_readings((r, todo[r.nct_id]) for r in batch)
        for reading in batch:
            old = former.get(reading.nct_id)
            if old is not None and old.reader_version == reading.reader_version:
                found += reading_changes(old, reading)
        job.progress("read", read, len(todo))
    return read, found


def read_again(store: Store, read: Read, reader_version: str, progress: Progress) -> int:
    """Reads every current trial that this reader version has not read; returns how many."""
    with run_lock(store.engine):
        with store.snapshot() as copy:
            todo = {t.nct_id: t.source_hash for t in copy.to_read(reader_version)}
        read_count = 0
        readings = read(_trials(store, list(todo)))
        while batch := list(islice(readings, _READINGS_AT_ONCE)):
            read_count += store.save_readings((r, todo[r.nct_id]) for r in batch)
            progress("read", read_count, len(todo))
    return read_count


def _trials(store: Store, nct_ids: list[str]) -> Iterator[Trial]:
    for start in range(0, len(nct_ids), _READINGS_AT_ONCE):
        with store.snapshot() as copy:
            batch = [t.trial for t in copy.named(nct_ids[start : start + _READINGS_AT_ONCE])]
        yield from batch
