"""Matching against the copy: trials with their readings, loaded once, and the ranked matches of a patient."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from data.criteria import Reading
from data.patient import Patient
from data.store import Store
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.places import nearest_site, place_of
from matcher.results import match_object, rank_key

OPEN_STATUSES = ("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE")


class Readable(NamedTuple):
    trial: Trial
    reading: Reading


class NothingRead(Exception):
    """The copy has no trials, or none was read yet; the message says what to run."""


class Matcher:
    """The trials that a question is about, with what they were judged on."""

    def __init__(self, trials: Collection[Readable], vocabulary: Vocabulary, data_timestamp: str | None, sample: bool):
        self.trials = list(trials)
        self.vocabulary = vocabulary
        self.data_timestamp = data_timestamp
        self.is_sample = sample

    def matches(self, patient: Patient, *, with_ineligible: bool = False) -> list[dict[str, Any]]:
        """The matches of `result.schema.json`, best first. Raises UnknownPlace.

        With `max_distance_miles` and a place, trials whose nearest recruiting site is known to be farther are left out.
        """
        known = Known(patient, self.vocabulary)
        place = place_of(patient)
        ranked = []
        for trial, reading in self.trials:
            decision = decide(reading, known)
            if decision.verdict == INELIGIBLE and not with_ineligible:
                continue
            site = nearest_site(trial, place)
            miles = site.distance_miles if site else None
            if patient.max_distance_miles is not None and miles is not None and miles > patient.max_distance_miles:
                continue
            ranked.append((rank_key(trial, reading, decision, miles), trial, reading, decision, site))
        ranked.sort(key=lambda entry: entry[0])
        return [match_object(t, r, d, known, s, self.data_timestamp) for _, t, r, d, s in ranked]

    def unknown_therapies(self, patient: Patient) -> tuple[str, ...]:
        """Names of therapies that the vocabulary does not know: kept, but no trial's rule can see them."""
        return Known(patient, self.vocabulary).therapies.unknown_names()


def load_matcher(store: Store, vocabulary: Vocabulary, statuses: Collection[str] | None) -> Matcher:
    """All read trials of the copy with one of `statuses`; None takes every status. Raises NothingRead."""
    with store.snapshot() as copy:
        info = copy.info()
        if info is None:
            raise NothingRead("there is no copy of the registry yet: run `trialsync once`")
        stored = list(copy.trials(statuses))
    trials = list(_readable(stored))
    if stored and not trials:
        raise NothingRead("no trial of the copy has been read yet: run `trialsync read`")
    return Matcher(trials, vocabulary, info.data_timestamp, info.is_sample)


def _readable(stored: list[Any]) -> Iterator[Readable]:
    for entry in stored:
        reading = entry.reading
        if reading is not None:
            yield Readable(entry.trial, reading)
