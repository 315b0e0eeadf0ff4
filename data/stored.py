"""What goes into the store and what comes out of it: plain values, and how a trial and its reading are packed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import msgspec

from data.criteria import Reading
from data.fingerprint import content_hash, source_hash
from data.tables import RunKind, State
from data.trial import Trial

_TRIAL = msgspec.msgpack.Decoder(Trial)
_READING = msgspec.msgpack.Decoder(Reading)
_LEVEL = 1  # of zlib: 2 to 3 % larger than level 6 in half the time, measured on the registry's records
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def packed(value: Trial | Reading) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(value), _LEVEL)


def unpacked_trial(content: bytes) -> Trial:
    return _TRIAL.decode(zlib.decompress(content))


def unpacked_reading(content: bytes) -> Reading:
    return _READING.decode(zlib.decompress(content))


def storable(text: str) -> str:
    """The text without what PostgreSQL can't hold in a text column: NUL and lone surrogates."""
    return _UNSTORABLE.sub("\ufffd", text)


class StoredTrial(msgspec.Struct, frozen=True):
    """A trial of the copy. The trial and its reading are decoded when they are asked for, each time anew.

    `reading` is None where the present text was not read yet. Times are UTC text.
    """

    nct_id: str
    state: str
    alias_of: str | None
    overall_status: str | None
    brief_title: str
    first_seen: str
    changed_at: str
    left_at: str | None
    missing_since: str | None
    source_hash: bytes
    packed_trial: bytes
    packed_reading: bytes | None

    @property
    def trial(self) -> Trial:
        return unpacked_trial(self.packed_trial)

    @property
    def reading(self) -> Reading | None:
        return None if self.packed_reading is None else unpacked_reading(self.packed_reading)


class StagedTrial(msgspec.Struct, frozen=True):
    """A record made ready to be published."""

    nct_id: str
    overall_status: str | None
    study_type: str | None
    phases: str
    brief_title: str
    last_update_date: str | None
    content_hash: bytes
    source_hash: bytes
    record: bytes
    packed_trial: bytes

    @property
    def trial(self) -> Trial:
        return unpacked_trial(self.packed_trial)


def staged(trial: Trial, record: bytes) -> StagedTrial:
    """`record`: its bytes as the registry gave them, `versionHolder` emptied."""

    def text(value: str | None) -> str | None:
        return None if value is None else storable(value)

    return StagedTrial(
        nct_id=trial.nct_id,
        overall_status=text(trial.overall_status),
        study_type=text(trial.study_type),
        phases=storable("|".join(trial.phases)),
        brief_title=storable(trial.brief_title),
        last_update_date=text(trial.last_update_date),
        content_hash=content_hash(record),
        source_hash=source_hash(trial),
        record=zlib.compress(record, _LEVEL),
        packed_trial=packed(trial),
    )


class KnownTrial(msgspec.Struct, frozen=True):
    """What a night compares with: enough to see whether a record changed, without decoding it."""

    content_hash: bytes
    source_hash: bytes
    state: str
    missing_since: str | None


class Departure(msgspec.Struct, frozen=True):
    """A trial that our query no longer returns, and why; `staged` is its present record where there is one."""

    nct_id: str
    state: State
    alias_of: str | None = None
    staged: StagedTrial | None = None


class Change(msgspec.Struct, frozen=True):
    """One thing that changed in a trial: `what` of the kinds in `data.changes`, `place` the site or arm."""

    nct_id: str
    what: str
    place: str | None = None
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class SeenChange(msgspec.Struct, frozen=True):
    """A change with the time we saw it, and the registry's dataTimestamp it came under."""

    nct_id: str
    seen_at: str
    data_timestamp: str | None
    what: str
    place: str | None
    removed: tuple[str, ...]
    added: tuple[str, ...]


class Unreadable(msgspec.Struct, frozen=True):
    """A record that could not be kept as a trial; `place` is its NCT id or its position in the answer."""

    place: str
    reason: str
    record: bytes


class Counts(msgspec.Struct):
    """What a run did, in trials."""

    new: int = 0
    changed: int = 0
    left: int = 0
    failed: int = 0
    unchanged: int = 0
    returned: int = 0
    read: int = 0
    retries: int = 0


class Publication(msgspec.Struct, frozen=True):
    """All that one run changes, to be published in one transaction.

    `rewritten`: records that say the same in other bytes than last night.
    """

    run_id: int
    kind: RunKind
    data_timestamp: str | None
    version_holder: str | None
    total: int | None
    counts: Counts
    staged: Sequence[StagedTrial] = ()
    rewritten: Sequence[StagedTrial] = ()
    returned: Sequence[str] = ()
    departures: Sequence[Departure] = ()
    missing: Sequence[str] = ()
    found_again: Sequence[str] = ()
    changes: Sequence[Change] = ()
    unreadable: Sequence[Unreadable] = ()
    remarks: str | None = None


class Run(msgspec.Struct, frozen=True):
    """The record of one run."""

    id: int
    kind: str
    outcome: str
    reason: str | None
    owner: str
    query: str | None
    started_at: str
    ended_at: str | None
    seconds: float | None
    data_timestamp: str | None
    version_holder: str | None
    total: int | None
    new: int
    changed: int
    left: int
    failed: int
    unchanged: int
    returned: int
    read: int
    retries: int
    remarks: str | None


class CopyInfo(msgspec.Struct, frozen=True):
    """Which copy is published. `edition` differs whenever a trial or a reading may differ."""

    run_id: int
    edition: int
    data_timestamp: str | None
    is_sample: bool
    published_at: str
