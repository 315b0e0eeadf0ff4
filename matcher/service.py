"""Matching against the copy: trials with their readings, loaded once, and the ranked matches of a patient."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, overload

import numpy as np

from data.patient import Patient
from data.store import Store
from data.stored import CopyInfo, StoredTrial, unpacked_reading, unpacked_trial
from data.view import View
from data.vocabulary.terms import Vocabulary
from matcher.columns import Readable, TrialColumns, unpacked
from matcher.deciding.settling import Settles
from matcher.ranking import RankedTrials, Ranking
from matcher.versions import columns_version

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


class TrialsOfCopy(Sequence[Readable]):
    """Trials that stay in the copy and are fetched as they are asked for: for a question that shows a few of them.

    ids: in order. Good for as long as the view is.
    """

    def __init__(self, copy: View, ids: Sequence[str]):
        self._copy = copy
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Readable: ...
    @overload
    def __getitem__(self, place: slice) -> list[Readable]: ...
    def __getitem__(self, place: int | slice) -> Readable | list[Readable]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        entry = self._copy.trial(self._ids[place])
        reading = None if entry is None else entry.reading
        assert entry is not None, self._ids[place]  # the columns are of this very copy
        assert reading is not None, self._ids[place]
        return Readable(entry.trial, reading)


class Matcher:
    """The trials that a question is about, with what they were judged on.

    columns: the trials laid out beforehand. statuses: those considered, None for all that `trials` holds.
    """

    def __init__(
        self,
        trials: Sequence[Readable],
        vocabulary: Vocabulary,
        info: CopyInfo,
        today: date,
        columns: TrialColumns | None = None,
        statuses: Collection[str] | None = None,
    ):
        self.trials = trials
        self.vocabulary = vocabulary
        self.data_timestamp = info.data_timestamp
        self.is_sample = info.is_sample
        self.ranked = RankedTrials(trials, vocabulary, info.data_timestamp, today, columns)
        self.reader_version = self.ranked.columns.reader_version
        self._only = None if statuses is None else np.isin(self.ranked.statuses, list(statuses))

    def __len__(self) -> int:
        """How many trials are considered."""
        return len(self.trials) if self._only is None else int(self._only.sum())

    def rank(self, patient: Patient, *, with_ineligible: bool = False, kinds: Collection[str] | None = None) -> Ranking:
        """The trials for the patient, best first (see `ranking.py`). Raises UnknownPlace, BadPatient."""
        return self.ranked.rank(patient, with_ineligible=with_ineligible, kinds=kinds, only=self._only)

    def settles(self, patient: Patient) -> list[Settles]:
        """What would settle more, of her possible trials among those considered."""
        return self.ranked.settles(patient, self._only)

    def matches(
        self, patient: Patient, *, with_ineligible: bool = False, kinds: Collection[str] | None = None
    ) -> list[dict[str, Any]]:
        """All matches of `result.schema.json`, best first. Raises UnknownPlace, BadPatient."""
        return list(self.rank(patient, with_ineligible=with_ineligible, kinds=kinds).matches())


@contextlib.contextmanager
def open_matcher(
    store: Store, vocabulary: Vocabulary, statuses: Collection[str] | None, today: date
) -> Iterator[Matcher]:
    """Of the trials with one of `statuses` (None: every one) for as long as the block lasts, on one view of the copy.

    Where the copy was laid out in columns, only the trials that are shown are decoded. Raises NothingRead.
    """
    with store.snapshot() as copy:
        info, content = _published(copy), copy.columns(columns_version())
        columns = None if content is None else unpacked(content)
        if columns is None or not columns.ids:
            yield _loaded(copy, vocabulary, info, statuses, today)
            return
        yield Matcher(TrialsOfCopy(copy, columns.ids), vocabulary, info, today, columns, statuses)


def load_matcher(store: Store, vocabulary: Vocabulary, statuses: Collection[str] | None, today: date) -> Matcher:
    """All read trials of the copy with one of `statuses` (None: every status), decoded. Raises NothingRead."""
    with store.snapshot() as copy:
        return _loaded(copy, vocabulary, _published(copy), statuses, today)


def load_packed_matcher(store: Store, vocabulary: Vocabulary, today: date) -> Matcher:
    """All read trials of the copy as they are stored, to be decoded as they are shown. Raises NothingRead."""
    with store.snapshot() as copy:
        info, content = _published(copy), copy.columns(columns_version())
        stored = list(copy.trials())
    trials = PackedTrials(stored)
    _check_read(stored, trials)
    return Matcher(trials, vocabulary, info, today, None if content is None else unpacked(content))


def _published(copy: View) -> CopyInfo:
    info = copy.info()
    if info is None:
        raise NothingRead("there is no copy of the registry yet: run `trialsync once`")
    return info


def _loaded(
    copy: View, vocabulary: Vocabulary, info: CopyInfo, statuses: Collection[str] | None, today: date
) -> Matcher:
    with without_collections():
        stored = list(copy.trials(statuses))
        trials = [Readable(s.trial, unpacked_reading(s.packed_reading)) for s in stored if s.packed_reading is not None]
        _check_read(stored, trials)
        del stored
        return Matcher(trials, vocabulary, info, today)


def _check_read(stored: Sequence[StoredTrial], read: Sequence[Readable]) -> None:
    if stored and not read:
        raise NothingRead("no trial of the copy has been read yet: run `trialsync read`")


@contextlib.contextmanager
def without_collections() -> Iterator[None]:
    """Half a million small values are made that all stay: looking for garbage among them takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
