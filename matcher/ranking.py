"""The order in which a patient's trials are shown, and the matches made for those that are.

1. Eligible before possible before ineligible.
2. Treatment before supportive care, imaging, registries and other kinds.
3. The more of her facts the trial asks for and she meets, the earlier: it is meant for her.
4. The fewer open questions (unknown criteria and unread sentences), the earlier; then the nearer recruiting site, where
   she gave a place; then recruiting before not yet recruiting.
5. Ties: the newer NCT number first, so that the order never changes from one run to the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.criteria import Reading
from data.patient import Patient
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.many import CompiledReadings
from matcher.deciding.match import INELIGIBLE, VERDICT_CODE, VERDICTS, decide
from matcher.deciding.settling import Settles, what_would_settle
from matcher.kinds import KINDS, kind_of
from matcher.places import RecruitingSites, nearest_site, place_of
from matcher.results import match_object

STATUS_ORDER = ("RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE", "NOT_YET_RECRUITING")


class Readable(NamedTuple):
    trial: Trial
    reading: Reading


class RankedTrials:
    """Trials with their readings, laid out in columns for ranking. Immutable; may be shared by threads."""

    def __init__(self, trials: Sequence[Readable], vocabulary: Vocabulary, data_timestamp: str | None, today: date):
        self.trials = trials
        self.vocabulary = vocabulary
        self.data_timestamp = data_timestamp
        self.today = today
        self.compiled = CompiledReadings([reading for _, reading in trials])
        self.sites = RecruitingSites([trial for trial, _ in trials])
        kinds = [kind_of(trial) for trial, _ in trials]
        self.kind_codes = np.array([KINDS.index(kind) for kind in kinds], dtype=np.int8)
        self._unread = np.array([len(reading.unread) for _, reading in trials], dtype=np.int64)
        self._status = np.array([_place_of_status(trial.overall_status) for trial, _ in trials], dtype=np.int8)
        self.statuses = np.array([trial.overall_status or "" for trial, _ in trials], dtype=object)
        self.place_of_id = {trial.nct_id: i for i, (trial, _) in enumerate(trials)}
        self._number = np.array([int(trial.nct_id[3:]) for trial, _ in trials], dtype=np.int64)

    def rank(
        self,
        patient: Patient,
        *,
        with_ineligible: bool = False,
        kinds: Collection[str] | None = None,
        only: NDArray[np.bool_] | None = None,
    ) -> Ranking:
        """The trials for one patient, best first. Raises UnknownPlace, and BadPatient for contradicting therapies.

        only: a mark for each trial that is to be considered; None considers all. With `max_distance_miles` and a place, trials whose nearest recruiting site is known to be farther are left out.
        """
        known = Known(patient, self.vocabulary)
        verdicts = self.compiled.verdicts(known)
        place = place_of(patient)
        miles = self.sites.distances(place)
        wanted = np.ones(len(self.trials), dtype=bool) if only is None else only.copy()
        if kinds is not None:
            wanted &= np.isin(self.kind_codes, [KINDS.index(kind) for kind in kinds])
        if patient.max_distance_miles is not None and place is not None:
            wanted &= ~(np.isfinite(miles) & (miles > patient.max_distance_miles))
        counts = {verdict: int((verdicts.codes[wanted] == code).sum()) for verdict, code in VERDICT_CODE.items()}
        if not with_ineligible:
            wanted &= verdicts.codes != VERDICT_CODE[INELIGIBLE]
        order = np.lexsort(
            (
                -self._number,
                self._status,
                miles,
                verdicts.unknown + self._unread,
                -verdicts.met,
                self.kind_codes != KINDS.index("treatment"),
                -verdicts.codes,
            )
        )
        return Ranking(self, known, order[wanted[order]], verdicts.codes, counts)

    def settles(self, patient: Patient, only: NDArray[np.bool_] | None = None) -> list[Settles]:
        """What would settle more, of this patient's possible trials (within her distance, where she gave one)."""
        wanted = np.ones(len(self.trials), dtype=bool) if only is None else only
        place = place_of(patient)
        if patient.max_distance_miles is not None and place is not None:
            miles = self.sites.distances(place)
            wanted = wanted & ~(np.isfinite(miles) & (miles > patient.max_distance_miles))
        return what_would_settle(self.compiled, patient, self.vocabulary, wanted)


def _place_of_status(status: str | None) -> int:
    return STATUS_ORDER.index(status) if status in STATUS_ORDER else len(STATUS_ORDER)


class Ranking(NamedTuple):
    """The trials of one patient in order. `counts` are by verdict, over all that were asked for, ineligible included."""

    ranked: RankedTrials
    known: Known
    order: NDArray[np.int64]
    codes: NDArray[np.int8]
    counts: dict[str, int]

    def of(self, verdicts: str) -> Ranking:
        """Those of one verdict; `open`: eligible and possible; `all`: every one."""
        if verdicts == "all":
            return self
        codes = self.codes[self.order]
        ineligible = VERDICT_CODE[INELIGIBLE]
        keeps = codes != ineligible if verdicts == "open" else codes == VERDICT_CODE[verdicts]
        return self._replace(order=self.order[keeps])

    def matches(self, start: int = 0, stop: int | None = None) -> Iterator[dict[str, Any]]:
        """The matches of `result.schema.json` from place `start` up to, not including, `stop`."""
        place = place_of(self.known.patient)
        for i in self.order[start:stop]:
            yield self.match(int(i), place)

    def match(self, i: int, place: Any) -> dict[str, Any]:
        trial, reading = self.ranked.trials[i]
        decision = decide(reading, self.known)
        assert decision.verdict == VERDICTS[self.codes[i]], trial.nct_id  # the reference and the columns agree
        site = nearest_site(trial, place)
        return match_object(trial, reading, decision, self.known, site, self.ranked.data_timestamp, self.ranked.today)
