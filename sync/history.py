"""What a night changes in the memory of the copy: which records say something new, and what."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from data.fingerprint import canonical
from data.store import Store
from data.stored import Change, KnownTrial, StagedTrial, StoredTrial
from data.tables import State
from sync.changes import changes_between, other_changes, reading_changes
from sync.departures import Missing
from sync.pull import Pull

_AT_ONCE = 500


def set_rewritten_apart(store: Store, found: Pull, known: Mapping[str, KnownTrial]) -> list[StagedTrial]:
    """Takes out of `found.staged` the records that say the same as last night in other bytes, and returns them.

    The order of keys is not promised by the registry; a night on which it changed must not look like 17,000 changes.
    """
    rewritten = []
    for batch in _batches([k for k in found.staged if k in known]):
        with store.snapshot() as copy:
            former = copy.records(batch)
        for nct_id in batch:
            trial = found.staged[nct_id]
            if _canonical(former.get(nct_id)) == _canonical(zlib.decompress(trial.record)):
                rewritten.append(found.staged.pop(nct_id))
                found.unchanged += 1
                if known[nct_id].state != State.CURRENT:
                    found.back.append(nct_id)
    return rewritten


def changes_of(
    store: Store, found: Pull, missing: Missing, known: Mapping[str, KnownTrial], *, tell_new: bool
) -> list[Change]:
    """`tell_new`: whether a trial not known before is news; on the first night all of them are."""
    changes = [
        Change(d.nct_id, "left", None, (), tuple(filter(None, (d.state, d.alias_of)))) for d in missing.departures
    ]
    changes += [Change(nct_id, "returned") for nct_id in found.back]
    if tell_new:
        changes += [
            Change(t.nct_id, "new", None, (), (t.brief_title,)) for t in found.staged.values() if t.nct_id not in known
        ]
    refreshed = {d.staged.nct_id: d.staged for d in missing.departures if d.staged is not None}
    changes += [
        Change(nct_id, "returned")
        for nct_id in found.staged
        if nct_id in known and known[nct_id].state != State.CURRENT
    ]
    changed = {k: v for k, v in found.staged.items() if k in known} | refreshed
    for batch in _batches(list(changed)):
        with store.snapshot() as copy:
            records = copy.records(batch)
            for old in copy.named(batch):
                changes += _in_one(old, records[old.nct_id], changed[old.nct_id])
    return changes


def reading_history(store: Store, new: Sequence[StagedTrial], known: Mapping[str, KnownTrial]) -> list[Change]:
    """Which criteria of the reading changed with the text. After the new texts were read and before they are published."""
    changed = {
        t.nct_id: t.source_hash for t in new if t.nct_id in known and known[t.nct_id].source_hash != t.source_hash
    }
    changes: list[Change] = []
    for batch in _batches(list(changed)):
        with store.snapshot() as copy:
            former = {t.nct_id: t.reading for t in copy.named(batch)}
            present = copy.readings({nct_id: changed[nct_id] for nct_id in batch})
        for nct_id in batch:
            old, reading = former.get(nct_id), present.get(nct_id)
            if old is not None and reading is not None and old.reader_version == reading.reader_version:
                changes += reading_changes(old, reading)
    return changes


def _in_one(old: StoredTrial, record: bytes, new: StagedTrial) -> list[Change]:
    told = list(changes_between(old.trial, new.trial))
    before, after = msgspec.json.decode(record), msgspec.json.decode(zlib.decompress(new.record))
    return told + list(other_changes(new.nct_id, before, after, told))


def _canonical(record: bytes | None) -> bytes | None:
    return None if record is None else canonical(record)


def _batches(nct_ids: Sequence[str]) -> Iterator[list[str]]:
    ids = iter(nct_ids)
    while batch := list(islice(ids, _AT_ONCE)):
        yield batch
