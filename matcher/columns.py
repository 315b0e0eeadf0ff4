"""What is asked of all trials at once, in columns: made once for a copy, and kept with it as bytes.

Ranking, filtering by status or kind and finding near sites look at no trial: what they need of each is here, in the order of
the trials. `packed` and `unpacked` are exact; the bytes are good for the version of the code that `columns_version` names.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from data.criteria import Reading
from data.trial import Trial
from matcher.deciding.many import CompiledReadings
from matcher.kinds import KINDS, kind_of
from matcher.places import RecruitingSites, SiteColumns

_LEVEL = 1  # of zlib: a sixth of the size, in 20 ms for 17,000 trials


class Readable(NamedTuple):
    trial: Trial
    reading: Reading


class TrialColumns(msgspec.Struct, frozen=True, eq=False):
    """Of each trial, in order. unread, sentences: how many of its criteria; kinds: the place in `KINDS`."""

    ids: tuple[str, ...]
    statuses: tuple[str, ...]
    kinds: NDArray[np.int8]
    unread: NDArray[np.int64]
    sentences: NDArray[np.int64]
    sites: RecruitingSites
    compiled: CompiledReadings
    reader_version: str | None

    @classmethod
    def of(cls, trials: Iterable[Readable]) -> TrialColumns:
        """Each trial is looked at once and not kept."""
        rows = _Rows()
        compiled = CompiledReadings.of(rows.readings_of(trials))
        return cls(
            tuple(rows.ids),
            tuple(rows.statuses),
            np.array(rows.kinds, dtype=np.int8),
            np.array(rows.unread, dtype=np.int64),
            np.array(rows.sentences, dtype=np.int64),
            rows.sites.packed(),
            compiled,
            rows.reader_version,
        )


class _Rows:
    """What is kept of each trial beside its compiled reading, gathered in one pass."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.kinds: list[int] = []
        self.statuses: list[str] = []
        self.unread: list[int] = []
        self.sentences: list[int] = []
        self.sites = SiteColumns()
        self.reader_version: str | None = None

    def readings_of(self, trials: Iterable[Readable]) -> Iterator[Reading]:
        for trial, reading in trials:
            self.ids.append(trial.nct_id)
            self.kinds.append(KINDS.index(kind_of(trial)))
            self.statuses.append(trial.overall_status or "")
            self.unread.append(len(reading.unread))
            self.sentences.append(reading.sentences)
            self.sites.add(trial)
            self.reader_version = self.reader_version or reading.reader_version
            yield reading


def packed(columns: TrialColumns) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(columns, enc_hook=_array_to_plain), _LEVEL)


def unpacked(content: bytes) -> TrialColumns:
    return msgspec.msgpack.decode(zlib.decompress(content), type=TrialColumns, dec_hook=_array_from_plain)


def _array_to_plain(value: Any) -> tuple[str, bytes]:
    if not isinstance(value, np.ndarray):
        raise NotImplementedError(type(value))
    return value.dtype.str, value.tobytes()


def _array_from_plain(_kind: type, plain: tuple[str, bytes]) -> NDArray[Any]:
    dtype, content = plain
    return np.frombuffer(content, dtype=np.dtype(dtype))
