"""One study as it came over the wire: which trial it is, whether it says anything new, and the trial in it."""

from __future__ import annotations

import msgspec

from data.fingerprint import parted
from data.stored import StagedTrial, staged
from data.study import trial_in
from data.wire import NCT_ID, UnusableRecord, convert
from sync.oddities import oddities_of


class _Names(msgspec.Struct, rename="camel"):
    nct_id: str


class _Protocol(msgspec.Struct, rename="camel"):
    identification_module: _Names


class _Head(msgspec.Struct, rename="camel"):
    protocol_section: _Protocol


_HEAD = msgspec.json.Decoder(_Head)
_RESULTS = b'"resultsSection"'


class Record(msgspec.Struct, frozen=True):
    """`content` is what is kept and compared: without results, `versionHolder` emptied (it is `holder`)."""

    nct_id: str
    holder: str | None
    content: bytes


def record_of(raw: bytes) -> Record:
    """Raises UnusableRecord where there is no valid NCT id to keep it under."""
    try:
        nct_id = _HEAD.decode(raw).protocol_section.identification_module.nct_id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        nct_id = ""
    if not NCT_ID.fullmatch(nct_id):
        raise UnusableRecord("no NCT id of the form NCT01234567")
    content, holder = parted(_without_results(raw) if _RESULTS in raw else raw)
    return Record(nct_id, holder, content)


def stage(record: Record) -> tuple[StagedTrial, list[str]]:
    """The trial made ready, and the kinds of what is odd in its record. Raises UnusableRecord."""
    trial = trial_in(record.content)
    problems: list[str] = []
    if trial is None:
        try:
            converted = convert(msgspec.json.decode(record.content))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
            raise UnusableRecord(f"the record can't be decoded ({problem})") from problem
        trial, problems = (
            converted.trial,
            [p.split(":")[0] + ": of another type than known" for p in converted.problems],
        )
    return staged(trial, record.content), problems + oddities_of(trial, record.content)


def _without_results(raw: bytes) -> bytes:
    """Without `resultsSection`, which was not asked for and may be megabytes."""
    try:
        parts = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return raw
    return msgspec.json.encode({name: part for name, part in parts.items() if name != "resultsSection"})
