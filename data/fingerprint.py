"""Hashes that tell whether a record, or the text a reader sees of it, is still the same."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from data.trial import Trial

# Not part of what is read: a trial whose status, sites or dates change keeps its reading.
_NOT_READ = dict(
    overall_status=None, last_known_status=None, why_stopped=None, enrollment=None, lead_sponsor=None,
    locations=(), contacts=(), start_date=None, primary_completion_date=None, completion_date=None,
    verified_date=None, last_update_date=None, aliases=(),
)  # fmt: skip


def canonical(record: dict[str, Any]) -> bytes:
    """The record as JSON with sorted keys, without `versionHolder`, which changes on every record every night."""
    derived = record.get("derivedSection")
    misc = derived.get("miscInfoModule") if isinstance(derived, dict) else None
    if isinstance(misc, dict) and "versionHolder" in misc:
        rest = {k: v for k, v in misc.items() if k != "versionHolder"}
        record = {**record, "derivedSection": {**derived, "miscInfoModule": rest}}  # type: ignore[dict-item]
    return msgspec.json.encode(record, order="deterministic")


def content_hash(canonical_record: bytes) -> bytes:
    return hashlib.sha256(canonical_record).digest()


def source_hash(trial: Trial) -> bytes:
    """The hash of everything a reading may depend on."""
    return hashlib.sha256(msgspec.msgpack.encode(msgspec.structs.replace(trial, **_NOT_READ))).digest()
