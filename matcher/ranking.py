"""The order in which a patient's trials are shown, and the matches made for those that are.

1. Eligible before possible before ineligible; but an eligible trial that was read to ask for less than two subjects of her
   disease (receptors, extent, phase, origin, sites, markers, earlier treatment) comes among the possible ones.
2. Treatment before supportive care, imaging, registries and other kinds.
3. The more subjects of her disease the trial asks for and finds met, the earlier: it is meant for her.
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

from data.patient import Patient
from data.vocabulary.terms import Vocabulary
from matcher.columns import Readable, TrialColumns
from matcher.deciding.facts import Known
from matcher.deciding.many import Judged, Verdicts
from matcher.deciding.match import ELIGIBLE, INELIGIBLE, VERDICT_CODE, VERDICTS, decide
from matcher.deciding.settling import Settles, what_would_settle
from matcher.kinds import KINDS
from matcher.places import nearest_site, place_of
from matcher.reasons import Reasons
from matcher.results import match_object

STATUS_ORDER = ("RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE", "NOT_YET_RECRUITING")


class RankedTrials:
    """Trials with their readings, ready for ranking by their columns. Immutable; may be shared by threads.

    A trial is looked at only when its match is made: `trials` may decode them as they are asked for.
    """

    def __init__(
        self,
        trials: Sequence[Readable],
        vocabulary: Vocabulary,
        data_timestamp: str | None,
        today: date,
        columns: TrialColumns | None = None,
    ):
        self.trials = trials
        self.vocabulary = vocabulary
        self.data_timestamp = data_timestamp
        self.today = today
        columns = columns or TrialColumns.of(trials)
        self.columns = columns
        self.compiled, self.sites = columns.compiled, columns.sites
        self.kind_codes, self.unread, self.sentences = columns.kinds, columns.unread, columns.sentences
        self.statuses = np.array(columns.statuses, dtype=object)
        self.numbers = np.array([int(nct_id[3:]) for nct_id in columns.ids], dtype=np.int64)
        self.place_of_id = {nct_id: i for i, nct_id in enumerate(columns.ids)}
        order = np.lexsort((-self.numbers, np.array([_place_of_status(s) for s in columns.statuses], dtype=np.int8)))
        self._last = np.empty(len(order), dtype=np.int64)  # what decides between equals: status, then the newer number
        self._last[order] = np.arange(len(order))
        self._other_kind = self.kind_codes != KINDS.index("treatment")

    def rank(
        self,
        patient: Patient,
        *,
        with_ineligible: bool = False,
        kinds: Collection[str] | None = None,
        only: NDArray[np.bool_] | None = None,
        verdicts: str = "",
    ) -> Ranking:
        """The trials for one patient, best first. Raises UnknownPlace, and BadPatient for contradicting therapies.

        only: a mark for each trial that is to be considered; None considers all. verdicts: which are wanted, as in `of`; by default as `with_ineligible` says. With `max_distance_miles` and a place, trials whose nearest recruiting site is known to be farther are left out.
        """
        known = Known(patient, self.vocabulary)
        judged = self.compiled.judged(known)
        found = judged.verdicts
        miles = self.sites.distances(place_of(patient))
        wanted = self._within_reach(patient, miles, only)
        if kinds is not None:
            wanted &= np.isin(self.kind_codes, [KINDS.index(kind) for kind in kinds])
        counts = {verdict: int((found.codes[wanted] == code).sum()) for verdict, code in VERDICT_CODE.items()}
        wanted &= verdict_marks(found.codes, verdicts or ("all" if with_ineligible else "open"))
        places = np.flatnonzero(wanted)
        keys = self._first(found)[places]
        order = places[np.lexsort((self._last[places], miles[places], keys))]
        return Ranking(self, known, order, judged, counts, miles)

    def miles_of(self, patient: Patient) -> NDArray[np.float64] | None:
        """Miles to the nearest recruiting site of each trial; None where no place of the patient is known."""
        place = place_of(patient)
        return None if place is None else self.sites.distances(place)

    def _first(self, verdicts: Verdicts) -> NDArray[np.int64]:
        """Verdict, kind, subjects met and open questions as one number, the earlier the less; each has room to spare."""
        thin = (verdicts.codes == VERDICT_CODE[ELIGIBLE]) & (verdicts.met < WELL_READ)
        key = (2 - verdicts.codes.astype(np.int64) + thin) * 2 + self._other_kind
        key = key * _ROOM + (_ROOM - 1 - np.minimum(verdicts.met, _ROOM - 1))
        found: NDArray[np.int64] = key * _ROOM + np.minimum(verdicts.unknown + self.unread, _ROOM - 1)
        return found

    def _within_reach(
        self, patient: Patient, miles: NDArray[np.float64], only: NDArray[np.bool_] | None
    ) -> NDArray[np.bool_]:
        wanted = np.ones(len(self.trials), dtype=bool) if only is None else only.copy()
        if patient.max_distance_miles is not None:
            wanted &= ~(np.isfinite(miles) & (miles > patient.max_distance_miles))
        return wanted

    def settles(self, patient: Patient, only: NDArray[np.bool_] | None = None) -> list[Settles]:
        """What would settle more, of this patient's possible trials (within her distance, where she gave one)."""
        wanted = self._within_reach(patient, self.sites.distances(place_of(patient)), only)
        return what_would_settle(self.compiled, patient, self.vocabulary, wanted)

    def match(self, i: int, reasons: Reasons) -> dict[str, Any]:
        """The match of the trial at place `i`, as `result.schema.json` has it. Raises UnknownPlace."""
        trial, reading = self.trials[i]
        site, decision = nearest_site(trial, place_of(reasons.known.patient)), decide(reading, reasons.known)
        return match_object(trial, reading, decision, reasons, site, self.data_timestamp, self.today)


_ROOM = 1 << 20  # of subjects met, and of open questions
WELL_READ = 2  # subjects of her disease met, from which on 'eligible' says that a trial is for her


def _place_of_status(status: str) -> int:
    return STATUS_ORDER.index(status) if status in STATUS_ORDER else len(STATUS_ORDER)


class Ranking(NamedTuple):
    """The trials of one patient in order. `counts` are by verdict, over all that were asked for, ineligible included;
    `judged`, `codes` and `miles` (to the nearest recruiting site, infinite where not known) are of every trial."""

    ranked: RankedTrials
    known: Known
    order: NDArray[np.int64]
    judged: Judged
    counts: dict[str, int]
    miles: NDArray[np.float64]

    @property
    def codes(self) -> NDArray[np.int8]:
        return self.judged.verdicts.codes

    def of(self, verdicts: str) -> Ranking:
        """Those of one verdict; `open`: eligible and possible; `all`: every one."""
        return self._replace(order=self.order[verdict_marks(self.codes[self.order], verdicts)])

    def matches(self, start: int = 0, stop: int | None = None) -> Iterator[dict[str, Any]]:
        """The matches of `result.schema.json` from place `start` up to, not including, `stop`."""
        reasons = Reasons(self.known)
        for i in self.order[start:stop]:
            match = self.ranked.match(int(i), reasons)
            # the reference and the columns agree
            assert match["verdict"] == VERDICTS[self.codes[i]], match["nct_id"]
            yield match


def verdict_marks(codes: NDArray[np.int8], verdicts: str) -> NDArray[np.bool_]:
    """A mark for each code that is among `verdicts`: one verdict, `open` or `all`."""
    if verdicts == "all":
        return np.ones(len(codes), dtype=bool)
    marks: NDArray[np.bool_] = (
        codes != VERDICT_CODE[INELIGIBLE] if verdicts == "open" else codes == VERDICT_CODE[verdicts]
    )
    return marks
