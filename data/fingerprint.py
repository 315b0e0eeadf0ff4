"""Hashes that tell whether a record, or the text a reader sees of it, is still the same."""

from __future__ import annotations

import hashlib
import re

import msgspec

from data.trial import Trial

# Not part of what is read: a trial whose status, sites or dates change keeps its reading.
_NOT_READ = dict(
    overall_status=None, last_known_status=None, why_stopped=None, enrollment=None, lead_sponsor=None,
    locations=(), contacts=(), start_date=None, primary_completion_date=None, completion_date=None,
    verified_date=None, last_update_date=None, aliases=(),
)  # fmt: skip


# Quotes inside a text are escaped in JSON, so that this can match the key only.
_HOLDER = re.compile(rb'("versionHolder"\s*:\s*)"([^"\\]*)"')


def parted(raw: bytes) -> tuple[bytes, str | None]:
    """A record's bytes with `versionHolder` emptied, which changes on every record every night; and what it said."""
    found = _HOLDER.search(raw)
    if found is None:
        return raw, None
    return raw[: found.end(1)] + b'""' + raw[found.end() :], found[2].decode("utf-8", "replace")


def canonical(record: bytes) -> bytes:
    """The record with sorted keys and without `versionHolder`: alike for records that say the same in another order."""
    content = msgspec.json.decode(record)
    derived = content.get("derivedSection") if isinstance(content, dict) else None
    misc = derived.get("miscInfoModule") if isinstance(derived, dict) else None
    if isinstance(misc, dict):
        misc.pop("versionHolder", None)
    return msgspec.json.encode(content, order="deterministic")


def content_hash(record: bytes) -> bytes:
    return hashlib.sha256(record).digest()


def source_hash(trial: Trial) -> bytes:
    """The hash of everything a reading may depend on."""
    return hashlib.sha256(msgspec.msgpack.encode(msgspec.structs.replace(trial, **_NOT_READ))).digest()
