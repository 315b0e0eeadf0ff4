"""One run: pull every page, check that it is one whole snapshot, publish all or nothing, then read what changed."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from data.criteria import Reading
from data.fingerprint import canonical
from data.store import Store
from data.stored import Counts, Departure, KnownTrial, Publication, StagedTrial, Unreadable, staged
from data.tables import RunKind, State
from data.trial import Trial
from data.wire import UnusableRecord, convert
from sync.registry import Absent, Moved, Page, Registry, RegistryError, TokenLost, Transient

SHRINK_LIMIT = 0.9  # of the last good run's trials; fewer is a broken answer, not a night's change
MISSING_SHARE, MISSING_LEAST = 0.005, 25  # more ids missing at once than this: the run fails
SNAPSHOT_TRIES = 3
READINGS_AT_ONCE = 500

Read = Callable[[Iterable[Trial]], Iterator[Reading]]
Progress = Callable[[str, int, int | None], None]  # what is being done, how many, of how many


class RunFailed(Exception):
    """The run published nothing; the message says why, and what was there before is intact."""


class MixedSnapshot(Exception):
    """The registry's data changed while we paged through it."""


@dataclass(slots=True)
class Pull:
    """A whole answer of the registry."""

    staged: dict[str, StagedTrial]
    data_timestamp: str | None
    version_holder: str | None
    total: int | None
    unreadable: list[Unreadable] = field(default_factory=list)


def now_text() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def owner_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def run_once(
    store: Store,
    registry: Registry,
    query: str,
    read: Read,
    reader_version: str,
    progress: Progress,
    max_studies: int | None = None,
) -> Counts:
    """A full run. Raises RunFailed with the reason; the run record says the same."""
    started = time.monotonic()
    counts = Counts()
    kind = RunKind.PARTIAL if max_studies is not None else RunKind.FULL
    run_id = store.start_run(kind, query, owner_name(), now_text())
    try:
        pull = _pull_snapshot(registry, query, progress, max_studies)
        with store.snapshot() as copy:
            last = copy.last_good_run(query)
            info = copy.info()
            known = {} if info is not None and info.is_sample else copy.known()
        if max_studies is None and last is not None and last.total:
            _refuse_shrinking(len(pull.staged), last.total)
        publication = _publication(run_id, kind, pull, known, registry, counts)
        counts.retries = registry.retries
        store.publish(publication, now_text(), time.monotonic() - started)
    except (RegistryError, RunFailed) as problem:
        store.fail_run(run_id, str(problem), now_text(), time.monotonic() - started, counts)
        raise RunFailed(str(problem)) from problem
    except KeyboardInterrupt:
        store.fail_run(run_id, "stopped by hand", now_text(), time.monotonic() - started, counts)
        raise
    counts.read = read_changed(store, read, reader_version, progress)
    return counts


# ---------------------------------------------------------------- pulling one snapshot


def _pull_snapshot(registry: Registry, query: str, progress: Progress, max_studies: int | None) -> Pull:
    for attempt in range(SNAPSHOT_TRIES):
        try:
            return _pull(registry, query, progress, max_studies)
        except (MixedSnapshot, TokenLost) as problem:
            if attempt == SNAPSHOT_TRIES - 1:
                raise RunFailed(f"{problem}; tried {SNAPSHOT_TRIES} times") from None
    raise AssertionError("the last try returns or raises")


def _pull(registry: Registry, query: str, progress: Progress, max_studies: int | None) -> Pull:
    before = registry.version().data_timestamp
    pull = Pull({}, before, None, None)
    etags: set[str] = set()
    for pages, page in enumerate(registry.pages(query), 1):
        if pull.total is None:
            pull.total = page.total
        etags |= {page.etag} if page.etag else set()
        _take(page, pull)
        if len(etags) > 1:
            raise MixedSnapshot("the registry's data changed while it was pulled (two ETags)")
        progress("pulling", len(pull.staged), pull.total)
        if max_studies is not None and len(pull.staged) >= max_studies:
            pull.staged = dict(list(pull.staged.items())[:max_studies])
            return pull
        if pull.total is not None and pages > pull.total // max(1, len(page.studies) or 1) + 1000:
            raise RunFailed("the registry's chain of pages does not end")
    after = registry.version().data_timestamp
    if before != after:
        raise MixedSnapshot(f"the registry's data changed while it was pulled ({before} to {after})")
    if pull.total is None:
        raise RunFailed("the registry did not say how many studies there are, so that completeness can't be checked")
    if len(pull.staged) + len(pull.unreadable) != pull.total:
        raise RunFailed(f"the registry announced {pull.total} studies and gave {len(pull.staged)} different ones")
    return pull


def _take(page: Page, pull: Pull) -> None:
    for position, record in enumerate(page.studies):
        holder = _version_holder(record)
        if holder is not None and pull.version_holder not in (None, holder):
            raise MixedSnapshot(
                f"the registry's data changed while it was pulled (of {pull.version_holder} and {holder})"
            )
        pull.version_holder = pull.version_holder or holder
        try:
            raw = canonical(record) if isinstance(record, dict) else b""
            trial = convert(record).trial
            pull.staged[trial.nct_id] = staged(trial, raw)
        except UnusableRecord as problem:
            pull.unreadable.append(
                Unreadable(f"study {len(pull.staged) + position + 1}", str(problem), repr(record)[:100_000].encode())
            )


def _version_holder(record: Any) -> str | None:
    try:
        found = record["derivedSection"]["miscInfoModule"]["versionHolder"]
    except (KeyError, TypeError, IndexError):
        return None
    return found if isinstance(found, str) else None


# ---------------------------------------------------------------- what changed


def _refuse_shrinking(found: int, last: int) -> None:
    if found < SHRINK_LIMIT * last:
        raise RunFailed(f"the registry gave {found} studies where the last good run had {last}: refused as incomplete")


def _publication(
    run_id: int, kind: RunKind, pull: Pull, known: dict[str, KnownTrial], registry: Registry, counts: Counts
) -> Publication:
    fresh = [s for i, s in pull.staged.items() if i not in known or known[i].content_hash != s.content_hash]
    counts.new = sum(s.nct_id not in known for s in fresh)
    counts.changed = len(fresh) - counts.new
    counts.unchanged = len(pull.staged) - len(fresh)
    counts.failed = len(pull.unreadable)
    returned = [i for i in pull.staged if i in known and known[i].state != State.CURRENT]
    counts.returned = len(returned)
    absent = [i for i, k in known.items() if k.state == State.CURRENT and i not in pull.staged]
    found_again = [i for i in pull.staged if i in known and known[i].missing_since is not None]
    departures: list[Departure] = []
    missing: list[str] = []
    if kind is RunKind.FULL and absent:
        _refuse_mass_departure(len(absent), len(known))
        departures, missing = _look_for(absent, known, registry)
    counts.left = len(departures)
    return Publication(
        run_id=run_id, kind=kind, data_timestamp=pull.data_timestamp, version_holder=pull.version_holder,
        total=pull.total if kind is RunKind.FULL else len(pull.staged), counts=counts, staged=fresh, returned=returned,
        departures=departures, missing=missing, found_again=found_again, unreadable=pull.unreadable,
    )  # fmt: skip


def _refuse_mass_departure(absent: int, known: int) -> None:
    limit = max(MISSING_LEAST, int(MISSING_SHARE * known))
    if absent > limit:
        raise RunFailed(f"{absent} known trials are missing from the registry's answer, more than {limit}: refused")


def _look_for(absent: list[str], known: dict[str, KnownTrial], registry: Registry) -> tuple[list[Departure], list[str]]:
    """Why each missing trial is missing: it left the query, became an alias, or is gone on two nights."""
    departures: list[Departure] = []
    missing: list[str] = []
    for nct_id in absent:
        try:
            trial_staged = _staged_study(registry.study(nct_id))
            if trial_staged is None:
                continue
            if trial_staged.nct_id == nct_id:
                departures.append(Departure(nct_id, State.LEFT_QUERY, None, trial_staged))
            else:
                departures.append(Departure(nct_id, State.ALIAS_OF, trial_staged.nct_id))
        except Moved as moved:
            departures.append(
                Departure(nct_id, State.ALIAS_OF, moved.location.rstrip("/").rpartition("/")[2][:11] or None)
            )
        except Absent:
            if known[nct_id].missing_since is None:
                missing.append(nct_id)
            else:
                departures.append(Departure(nct_id, State.GONE))
        except (Transient, RegistryError):
            continue  # nothing certain tonight: the trial stays, and is looked for again tomorrow
    return departures, missing


def _staged_study(record: Any) -> StagedTrial | None:
    try:
        return staged(convert(record).trial, canonical(record))
    except UnusableRecord:
        return None


# ---------------------------------------------------------------- reading


def read_changed(store: Store, read: Read, reader_version: str, progress: Progress) -> int:
    """Reads every current trial whose text this version of the reader has not read; returns how many."""
    with store.snapshot() as copy:
        waiting = list(copy.to_read(reader_version))
    done = 0
    batch: list[tuple[Reading, bytes]] = []
    hashes = {entry.nct_id: entry.source_hash for entry in waiting}
    for reading in read(entry.trial for entry in waiting):
        batch.append((reading, hashes[reading.nct_id]))
        done += 1
        if len(batch) >= READINGS_AT_ONCE:
            store.save_readings(batch)
            batch = []
        progress("reading", done, len(waiting))
    if batch:
        store.save_readings(batch)
    return done


def load_sample(store: Store, records: Iterable[Any], read: Read, reader_version: str, progress: Progress) -> Counts:
    """Publishes the invented sample as the copy; refused where the copy holds real trials."""
    with store.snapshot() as copy:
        info = copy.info()
        known = copy.known()
    if info is not None and not info.is_sample:
        raise RunFailed("this database holds real trials; the invented sample needs a database of its own")
    counts = Counts()
    started = time.monotonic()
    run_id = store.start_run(RunKind.SAMPLE, None, owner_name(), now_text())
    all_staged = [staged(convert(record).trial, canonical(record)) for record in records]
    fresh = [s for s in all_staged if s.nct_id not in known or known[s.nct_id].content_hash != s.content_hash]
    counts.new = sum(s.nct_id not in known for s in fresh)
    counts.changed, counts.unchanged = len(fresh) - counts.new, len(all_staged) - len(fresh)
    store.publish(
        Publication(run_id, RunKind.SAMPLE, None, None, len(all_staged), counts, staged=fresh),
        now_text(),
        time.monotonic() - started,
    )
    counts.read = read_changed(store, read, reader_version, progress)
    return counts
