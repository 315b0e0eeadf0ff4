"""Matching against the copy: trials with their readings, loaded once, and the ranked matches of a patient."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, overload

from data.patient import Patient
from data.store import Store
from data.stored import StoredTrial, unpacked_reading, unpacked_trial
from data.vocabulary.terms import Vocabulary
from matcher.ranking import RankedTrials, Ranking, Readable

OPEN_STATUSES = ("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE")
# Every overall status of the registry (its enumeration `Status`), the open ones first.
STATUSES = (
    *OPEN_STATUSES, "ACTIVE_NOT_RECRUITING", "SUSPENDED", "COMPLETED", "TERMINATED", "WITHDRAWN", "UNKNOWN",
    "TEMPORARILY_NOT_AVAILABLE", "NO_LONGER_AVAILABLE", "APPROVED_FOR_MARKETING", "WITHHELD",
)  # fmt: skip


class NothingRead(Exception):
    """The copy has no trials, or none was read yet; the message says what to run."""


class PackedTrials(Sequence[Readable]):
    """Trials as they are stored, decoded when they are asked for: a fifth of the memory, for a server that stays up."""

    def __init__(self, stored: Iterable[StoredTrial]):
        self._packed = [(s.packed_trial, s.packed_reading) for s in stored if s.packed_reading is not None]

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, place: int) -> Readable: ...
    @overload
    def __getitem__(self, place: slice) -> list[Readable]: ...
    def __getitem__(self, place: int | slice) -> Readable | list[Readable]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        trial, reading = self._packed[place]
        return Readable(unpacked_trial(trial), unpacked_reading(reading))


class Matcher:
    """The trials that a question is about, with what they were judged on."""

    def __init__(
        self,
        trials: Sequence[Readable],
        vocabulary: Vocabulary,
        data_timestamp: str | None,
        sample: bool,
        today: date,
    ):
        self.trials = trials
        self.vocabulary = vocabulary
        self.data_timestamp = data_timestamp
        self.is_sample = sample
        self.reader_version = trials[0].reading.reader_version if trials else None
        self.ranked = RankedTrials(trials, vocabulary, data_timestamp, today)

    def rank(self, patient: Patient, *, with_ineligible: bool = False, kinds: Collection[str] | None = None) -> Ranking:
        """The trials for the patient, best first (see `ranking.py`). Raises UnknownPlace, BadPatient."""
        return self.ranked.rank(patient, with_ineligible=with_ineligible, kinds=kinds)

    def matches(
        self, patient: Patient, *, with_ineligible: bool = False, kinds: Collection[str] | None = None
    ) -> list[dict[str, Any]]:
        """All matches of `result.schema.json`, best first. Raises UnknownPlace, BadPatient."""
        return list(self.rank(patient, with_ineligible=with_ineligible, kinds=kinds).matches())


def load_matcher(
    store: Store, vocabulary: Vocabulary, statuses: Collection[str] | None, today: date, *, packed: bool = False
) -> Matcher:
    """All read trials of the copy with one of `statuses`; None takes every status. `packed` keeps them as stored, to be
    decoded as they are shown. Raises NothingRead."""
    with store.snapshot() as copy:
        info = copy.info()
        if info is None:
            raise NothingRead("there is no copy of the registry yet: run `trialsync once`")
        stored = list(copy.trials(statuses))
    with _without_collections():
        trials: Sequence[Readable] = PackedTrials(stored) if packed else list(_readable(stored))
        if stored and not trials:
            raise NothingRead("no trial of the copy has been read yet: run `trialsync read`")
        del stored
        return Matcher(trials, vocabulary, info.data_timestamp, info.is_sample, today)


@contextlib.contextmanager
def _without_collections() -> Iterator[None]:
    """Half a million small values are made that all stay: looking for garbage among them takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _readable(stored: list[Any]) -> Iterator[Readable]:
    for entry in stored:
        reading = entry.reading
        if reading is not None:
            yield Readable(entry.trial, reading)
