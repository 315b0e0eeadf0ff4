"""From the facts given of a patient to what is still possible on each axis.

`Known` answers two questions, for any axis and any quantity of `data.axes`: which values are still possible, and
between which bounds does the number lie. Each rule in `narrowing` only ever narrows: that is what makes a further fact
settle unknowns and never overturn a verdict.
"""

from __future__ import annotations

from collections.abc import Callable

from data import axes
from data.patient import BadPatient, Patient
from data.vocabulary.terms import Vocabulary
from matcher.deciding.narrowing.disease import KnownDisease, state
from matcher.deciding.narrowing.person import biomarker, ecog, person, surgery
from matcher.deciding.narrowing.quantities import INTERVALS, Interval
from matcher.deciding.narrowing.received import progressed, received, received_early, received_metastatic
from matcher.deciding.narrowing.receptors import receptors, reported_low
from matcher.deciding.narrowing.sites import bone_only, brain, leptomeningeal, measurable, site, visceral


class Known(KnownDisease):
    """What is known of one patient. `Known(Patient(), vocabulary)` is the patient of whom nothing is known.

    Raises BadPatient where facts about therapies contradict each other.
    """

    def __init__(self, patient: Patient, vocabulary: Vocabulary):
        super().__init__(patient, vocabulary)
        self._possible: dict[str, int] = {}
        if contradiction := self.therapies.contradiction():
            raise BadPatient(contradiction)

    def possible(self, axis: str) -> int:
        found = self._possible.get(axis)
        if found is None:
            family, _, name = axis.partition(":")
            narrow = _NARROWING[family]
            found = self._possible[axis] = narrow(self, name)
        return found

    def interval(self, quantity: str) -> Interval:
        """The closed range in which `quantity` lies; (-inf, inf) where nothing is known."""
        return INTERVALS[quantity](self)


def remarks(known: Known) -> tuple[str, ...]:
    """Facts that were kept but settle less than they could, one sentence each."""
    found = [
        f"{name!r} is no drug or class known here; no rule about it could be judged"
        for name in known.therapies.unknown_names()
    ]
    if known.certainly_metastatic:
        found += [
            f"prior_therapies lists {name!r}, yet no line of it was given for metastatic disease; for which disease it "
            "was given stays open: what was given for early disease belongs in prior_therapies_early"
            for name in known.therapies.at_odds(untreated=known.untreated_for_metastatic_disease)
        ]
    found += [
        f"{name!r} was given for early disease, or failed without a line of it, yet the disease was metastatic from the "
        "start; for which disease it was given stays open"
        for name in at_odds_with_de_novo(known)
    ]
    return tuple(found)


def at_odds_with_de_novo(known: Known) -> tuple[str, ...]:
    """The therapies that she can't have had of a disease that was metastatic from the start."""
    if not known.certainly_de_novo:
        return ()
    return known.therapies.at_odds_with_de_novo(untreated=known.untreated_for_metastatic_disease)


_NARROWING: dict[str, Callable[[KnownDisease, str], int]] = {
    axes.RECEPTORS_AXIS: receptors,
    axes.STATE_AXIS: state,
    axes.PERSON_AXIS: person,
    axes.ECOG_AXIS: ecog,
    axes.BRAIN_AXIS: brain,
    axes.LEPTOMENINGEAL_AXIS: leptomeningeal,
    axes.MEASURABLE_AXIS: measurable,
    axes.BONE_ONLY_AXIS: bone_only,
    axes.VISCERAL_AXIS: visceral,
    axes.SURGERY_AXIS: surgery,
    "reported_low": reported_low,
    "site": site,
    "biomarker": biomarker,
    "received": received,
    "received_early": received_early,
    "received_metastatic": received_metastatic,
    "progressed_on": progressed,
}
