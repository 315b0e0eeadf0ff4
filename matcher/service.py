"""Matching against the copy: trials with their readings, loaded once, and the ranked matches of a patient."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from data.patient import Patient
from data.store import Store
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known, remarks
from matcher.ranking import RankedTrials, Ranking, Readable

OPEN_STATUSES = ("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE")


class NothingRead(Exception):
    """The copy has no trials, or none was read yet; the message says what to run."""


class Matcher:
    """The trials that a question is about, with what they were judged on."""

    def __init__(
        self,
        trials: Collection[Readable],
        vocabulary: Vocabulary,
        data_timestamp: str | None,
        sample: bool,
        today: date,
    ):
        self.trials = list(trials)
        self.vocabulary = vocabulary
        self.data_timestamp = data_timestamp
        self.is_sample = sample
        self.ranked = RankedTrials(self.trials, vocabulary, data_timestamp, today)

    @property
    def reader_version(self) -> str | None:
        return self.trials[0].reading.reader_version if self.trials else None

    def rank(self, patient: Patient, *, with_ineligible: bool = False, kinds: Collection[str] | None = None) -> Ranking:
        """The trials for the patient, best first (see `ranking.py`). Raises UnknownPlace, BadPatient."""
        return self.ranked.rank(patient, with_ineligible=with_ineligible, kinds=kinds)

    def matches(
        self, patient: Patient, *, with_ineligible: bool = False, kinds: Collection[str] | None = None
    ) -> list[dict[str, Any]]:
        """All matches of `result.schema.json`, best first. Raises UnknownPlace, BadPatient."""
        return list(self.rank(patient, with_ineligible=with_ineligible, kinds=kinds).matches())

    def unknown_therapies(self, patient: Patient) -> tuple[str, ...]:
        """Names of therapies that the vocabulary does not know: kept, but no trial's rule can see them."""
        return Known(patient, self.vocabulary).therapies.unknown_names()

    def remarks(self, patient: Patient) -> tuple[str, ...]:
        """What her doctor should know about the facts as given: one sentence each, none of which stops the matching."""
        return remarks(Known(patient, self.vocabulary))


def load_matcher(store: Store, vocabulary: Vocabulary, statuses: Collection[str] | None, today: date) -> Matcher:
    """All read trials of the copy with one of `statuses`; None takes every status. Raises NothingRead."""
    with store.snapshot() as copy:
        info = copy.info()
        if info is None:
            raise NothingRead("there is no copy of the registry yet: run `trialsync once`")
        stored = list(copy.trials(statuses))
    with _without_collections():
        trials = list(_readable(stored))
    if stored and not trials:
        raise NothingRead("no trial of the copy has been read yet: run `trialsync read`")
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
