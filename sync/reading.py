"""Reads what has no reading yet, in pieces that a killed run leaves behind for the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

import msgspec

from data.criteria import Reading
from data.store import Store
from data.stored import StagedTrial, StoredTrial
from data.trial import Trial
from sync.errors import Stopped

Read = Callable[[Iterable[Trial]], Iterator[Reading]]
Progress = Callable[[str, int, int | None], None]
_AT_ONCE = 500


class Reader(msgspec.Struct, frozen=True):
    """`read` makes readings of `version`, in the order of the trials; None leaves reading to another time."""

    read: Read | None
    version: str
    progress: Progress = lambda _stage, _done, _total: None
    stopped: Callable[[], bool] = lambda: False


def read_staged(reader: Reader, store: Store, new: list[StagedTrial]) -> int:
    """Reads the new texts before they are published; returns how many."""
    with store.snapshot() as copy:
        done = copy.read_hashes(reader.version)
    todo = {t.nct_id: t for t in new if (t.nct_id, t.source_hash) not in done}
    read, _ = _read(reader, store, todo)
    return read


def read_rest(reader: Reader, store: Store) -> tuple[int, dict[str, str]]:
    """Reads every current trial that this version has not read; returns how many, and why some could not be read."""
    if reader.read is None:
        return 0, {}
    with store.snapshot() as copy:
        todo = {t.nct_id: t for t in copy.to_read(reader.version)}
    return _read(reader, store, todo)


def _read(reader: Reader, store: Store, todo: Mapping[str, StagedTrial | StoredTrial]) -> tuple[int, dict[str, str]]:
    read, failures = 0, dict[str, str]()
    readings = _readings(reader, list(todo.values()), failures) if reader.read is not None else iter(())
    while batch := list(islice(readings, _AT_ONCE)):
        if reader.stopped():
            raise Stopped("the run was asked to stop")
        read += store.save_readings((r, todo[r.nct_id].source_hash) for r in batch)
        reader.progress("read", read, len(todo))
    return read, failures


def _readings(reader: Reader, trials: list[StagedTrial | StoredTrial], failures: dict[str, str]) -> Iterator[Reading]:
    """A fault of the reader, or a worker of it that died, costs a reading and not the night: the rest goes one by one."""
    assert reader.read is not None
    done = 0
    try:
        for reading in reader.read(t.trial for t in trials):
            done += 1
            yield reading
        return
    except Exception as problem:
        failures["all at once"] = repr(problem)
    for trial in trials[done:]:
        try:
            yield from reader.read([trial.trial])
        except Exception as problem:
            failures[trial.nct_id] = repr(problem)
