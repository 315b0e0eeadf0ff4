"""Many trials read at once, over processes. The result does not depend on order or on the number of workers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

import msgspec

from data.criteria import Reading
from data.trial import Trial
from data.vocabulary import load_vocabulary
from data.vocabulary.terms import Vocabulary
from matcher.reading.reader import read_trial

BATCH = 64  # trials handed to a worker at once
AHEAD = 3  # batches in flight for each worker, so that memory does not grow with the number of trials
FEW = 128  # up to here starting processes costs more than it saves

_encode = msgspec.msgpack.Encoder().encode
_decode_trials = msgspec.msgpack.Decoder(list[Trial]).decode
_decode_readings = msgspec.msgpack.Decoder(list[Reading]).decode
_vocabulary: Vocabulary | None = None


def read_trials(
    trials: Iterable[Trial],
    reader_version: str,
    *,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Reading]:
    """The readings in the order of the trials. `progress` is told how many more have been read.

    workers: processes to use; None is one for each processor. With one worker, or few trials, no process is started.
    """
    count = workers or os.cpu_count() or 1
    source = iter(trials)
    first = list(islice(source, FEW))
    if count == 1 or len(first) < FEW:
        yield from _read_here(_chain(first, source), reader_version, progress)
    else:
        yield from _read_apart(_chain(first, source), reader_version, count, progress)


def _chain(first: list[Trial], rest: Iterator[Trial]) -> Iterator[Trial]:
    yield from first
    yield from rest


def _read_here(
    trials: Iterable[Trial], reader_version: str, progress: Callable[[int], None] | None
) -> Iterator[Reading]:
    vocabulary = load_vocabulary()
    for trial in trials:
        yield read_trial(trial, vocabulary, reader_version)
        if progress is not None:
            progress(1)


def _read_apart(
    trials: Iterator[Trial], reader_version: str, workers: int, progress: Callable[[int], None] | None
) -> Iterator[Reading]:
    # Spawned, not forked: the caller may hold database connections and threads that a fork would break.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start) as pool:
        waiting: list[Future[bytes]] = []
        while batch := list(islice(trials, BATCH)):
            waiting.append(pool.submit(_read_batch, _encode(batch), reader_version))
            if len(waiting) >= workers * AHEAD:
                yield from _finished(waiting.pop(0), progress)
        for future in waiting:
            yield from _finished(future, progress)


def _finished(future: Future[bytes], progress: Callable[[int], None] | None) -> Iterator[Reading]:
    readings = _decode_readings(future.result())
    if progress is not None:
        progress(len(readings))
    yield from readings


def _start() -> None:
    global _vocabulary
    _vocabulary = load_vocabulary()


def _read_batch(batch: bytes, reader_version: str) -> bytes:
    assert _vocabulary is not None  # set when the worker started
    return _encode([read_trial(trial, _vocabulary, reader_version) for trial in _decode_trials(batch)])
