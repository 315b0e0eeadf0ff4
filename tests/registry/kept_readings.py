"""Readings kept from one test to the next: the nights of the registry's tests read the same few trials again and again, and the
same text has the same reading (`tests/reading/test_robustness.py`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from data.criteria import Reading
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.reading.reader import read_trial

_encode = msgspec.msgpack.Encoder().encode
_kept: dict[bytes, Reading] = {}


def readings_kept(trials: Iterable[Trial], vocabulary: Vocabulary) -> Iterator[Reading]:
    """The reading of each trial by the version `test`."""
    for trial in trials:
        text = _encode(trial)
        if text not in _kept:
            _kept[text] = read_trial(trial, vocabulary, "test")
        yield _kept[text]
