"""One complete pull of the query: every page of one data snapshot, or nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import msgspec

from data.fingerprint import content_hash
from data.stored import KnownTrial, StagedTrial, Unreadable
from data.tables import State
from data.wire import UnusableRecord
from sync.errors import MixedSnapshot, Refused, TokenRefused
from sync.record import record_of, stage
from sync.registry import PAGE_SIZE, Page, Registry, Version

MIXED_RESTARTS = 3  # a data switch is over within minutes
TOKEN_RESTARTS = 1  # a token refused twice is no token that merely expired
MAX_PAGES = 200


class Pull(msgspec.Struct):
    """What one pull brought. `staged` holds the records whose bytes are not those known; `unchanged` counts the others.

    `odd_records`: how many records have each kind of oddity.
    """

    seen: set[str] = msgspec.field(default_factory=set)
    staged: dict[str, StagedTrial] = msgspec.field(default_factory=dict)
    back: list[str] = msgspec.field(default_factory=list)
    unreadable: list[Unreadable] = msgspec.field(default_factory=list)
    odd_records: dict[str, int] = msgspec.field(default_factory=dict)
    holders: set[str] = msgspec.field(default_factory=set)
    unchanged: int = 0
    total: int | None = None
    data_timestamp: str | None = None


def pull(
    registry: Registry,
    query: str,
    known: Mapping[str, KnownTrial],
    *,
    max_studies: int | None = None,
    progress: Callable[[int, int | None], None] = lambda _done, _total: None,
) -> Pull:
    """Pages through one snapshot; starts again where the data changed on the way. Raises SyncProblem."""
    mixed = refused = 0
    while True:
        try:
            return _chain(registry, query, known, max_studies, progress)
        except MixedSnapshot:
            mixed += 1
            if mixed > MIXED_RESTARTS:
                raise
        except TokenRefused:
            refused += 1
            if refused > TOKEN_RESTARTS:
                raise


def _chain(
    registry: Registry,
    query: str,
    known: Mapping[str, KnownTrial],
    max_studies: int | None,
    progress: Callable[[int, int | None], None],
) -> Pull:
    before = registry.version()
    found, token, tokens, etag, pages = Pull(), None, set[str](), None, 0
    size = PAGE_SIZE if max_studies is None else min(PAGE_SIZE, max_studies)
    while True:
        page = registry.page(query, token, size)
        pages += 1
        etag = _same_snapshot(found, page, etag, pages)
        studies = page.studies if max_studies is None else page.studies[: max_studies - len(found.seen)]
        for position, study in enumerate(studies, 1):
            _take(found, bytes(study), known, f"page {pages}, study {position}")
        progress(len(found.seen), found.total)
        if page.next_token is None or (max_studies is not None and len(found.seen) >= max_studies):
            break
        _check_chain(page, tokens, pages, found.total, len(studies))
        token = page.next_token
    _check_unmoved(before, registry.version())
    if max_studies is None:
        _check_complete(found)
    found.data_timestamp = before.data_timestamp or next(iter(found.holders), None)
    return found


def _same_snapshot(found: Pull, page: Page, etag: str | None, pages: int) -> str | None:
    if pages == 1:
        found.total = page.total
    elif page.total is not None and found.total is not None and page.total != found.total:
        raise MixedSnapshot(f"the registry counted {found.total} studies first and {page.total} on page {pages}")
    if etag is not None and page.etag is not None and page.etag != etag:
        raise MixedSnapshot("the registry's data changed while they were being pulled (another ETag)")
    return etag or page.etag


def _take(found: Pull, study: bytes, known: Mapping[str, KnownTrial], place: str) -> None:
    """Counts the study as unchanged, stages it, or keeps it aside as it came; one study never ends a run."""
    try:
        record = record_of(study)
    except UnusableRecord as problem:
        found.unreadable.append(Unreadable(place, str(problem), study))
        return
    if record.nct_id in found.seen:
        return
    _note_holder(found, record.holder)
    found.seen.add(record.nct_id)
    former = known.get(record.nct_id)
    if former is not None and former.content_hash == content_hash(record.content):
        found.unchanged += 1
        if former.state != State.CURRENT:
            found.back.append(record.nct_id)
        return
    try:
        found.staged[record.nct_id], oddities = stage(record)
    except UnusableRecord as problem:
        found.unreadable.append(Unreadable(f"{record.nct_id}, {place}", str(problem), study))
        return
    for kind in set(oddities):
        found.odd_records[kind] = found.odd_records.get(kind, 0) + 1


def _note_holder(found: Pull, holder: str | None) -> None:
    if holder:
        found.holders.add(holder)
        if len(found.holders) > 1:
            raise MixedSnapshot(f"records of several data dates in one pull: {', '.join(sorted(found.holders))}")


def _check_chain(page: Page, tokens: set[str], pages: int, total: int | None, taken: int) -> None:
    assert page.next_token is not None
    if page.next_token in tokens:
        raise MixedSnapshot("the registry gave the same page token twice")
    tokens.add(page.next_token)
    # A server may serve smaller pages than asked for, so the bound goes by what this page held.
    bound = MAX_PAGES if total is None else math.ceil(total / max(1, min(taken, PAGE_SIZE))) + 2
    if pages > max(bound, 3) + (MAX_PAGES if taken == 0 else 0) or pages > MAX_PAGES * 10:
        raise Refused(f"the registry's chain of pages does not end ({pages} pages for {total} studies)")


def _check_unmoved(before: Version, after: Version) -> None:
    if (before.said, before.etag) != (after.said, after.etag):
        raise MixedSnapshot(f"the registry's data changed from {before.said} to {after.said} during the pull")


def _check_complete(found: Pull) -> None:
    nameless = sum(1 for one in found.unreadable if not one.place.startswith("NCT"))  # the others are among the seen
    count = len(found.seen) + nameless
    if found.total is None:
        raise Refused("the registry did not say how many studies there are, so the pull can't be checked")
    if count != found.total:
        raise MixedSnapshot(f"the registry announced {found.total} studies and gave {count}")
