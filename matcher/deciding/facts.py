"""From the facts given of a patient to what is still possible on each axis.

`Known` answers two questions, for any axis and any quantity of `data.axes`: which values are still possible, and
between which bounds does the number lie. Each rule below only ever narrows: that is what makes a further fact settle
unknowns and never overturn a verdict.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property

from data import axes
from data.contradictions import her2_from_assays, her2_from_status
from data.disease import NEVER_TREATED, possible_states
from data.patient import BadPatient, Patient
from data.vocabulary.terms import Vocabulary
from matcher.deciding.therapies import TherapyHistory

Interval = tuple[float, float]
ANY_NUMBER: Interval = (-math.inf, math.inf)


class Known:
    """What is known of one patient. `Known(Patient(), vocabulary)` is the patient of whom nothing is known.

    Raises BadPatient where facts about therapies contradict each other.
    """

    def __init__(self, patient: Patient, vocabulary: Vocabulary):
        self.patient = patient
        self.vocabulary = vocabulary
        self._possible: dict[str, int] = {}
        if contradiction := self.therapies.contradiction():
            raise BadPatient(contradiction)

    def possible(self, axis: str) -> int:
        """The mask of the values on `axis` that the facts leave possible; never empty for consistent facts."""
        found = self._possible.get(axis)
        if found is None:
            family, _, name = axis.partition(":")
            narrow = _NARROWING[family]
            found = self._possible[axis] = narrow(self, name)
        return found

    def interval(self, quantity: str) -> Interval:
        """The closed range in which `quantity` lies; (-inf, inf) where nothing is known."""
        return _INTERVALS[quantity](self)

    @cached_property
    def therapies(self) -> TherapyHistory:
        return TherapyHistory(self.patient, self.vocabulary)

    @cached_property
    def certainly_metastatic(self) -> bool:
        return not self.possible(axes.STATE_AXIS) & ~METASTATIC

    @cached_property
    def untreated_for_metastatic_disease(self) -> bool:
        return self.certainly_metastatic and not self.possible(axes.STATE_AXIS) & ~UNTREATED

    @cached_property
    def never_treated(self) -> bool:
        """A first cancer for which nothing was done yet: no therapy of any kind was received for breast cancer."""
        return not self.possible(axes.STATE_AXIS) & ~NEVER_TREATED

    @cached_property
    def certainly_not_metastatic(self) -> bool:
        return not self.possible(axes.STATE_AXIS) & METASTATIC

    @cached_property
    def certainly_curable(self) -> bool:
        """Neither metastatic nor unresectable: she has had no line for advanced disease."""
        return not self.possible(axes.STATE_AXIS) & ~CURABLE


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
    if not _certainly_de_novo(known):
        return ()
    return known.therapies.at_odds_with_de_novo(untreated=known.untreated_for_metastatic_disease)


METASTATIC = axes.states_where(lambda s: s.kind == "metastatic")
CURABLE = axes.states_where(lambda s: s.kind != "metastatic" and s.resectable)
UNTREATED = axes.states_where(lambda s: s.phase == "untreated")


# ---------------------------------------------------------------- receptors


def staining_classes(status: str | None, percent: float | None) -> frozenset[str]:
    """The staining classes of `axes.STAINING` that status and percent leave possible (ASCO/CAP 2020)."""
    if percent is not None:
        if percent < 1:
            return frozenset({"negative"})
        if percent < 10:
            return frozenset({"low"})
        return frozenset({"ten"}) if percent == 10 else frozenset({"high"})
    if status is None:
        return frozenset(axes.STAINING)
    return frozenset({"negative"}) if status == "negative" else frozenset({"low", "ten", "high"})


def _receptors(known: Known, _: str) -> int:
    p = known.patient
    er = staining_classes(p.er_status, p.er_percent)
    pr = staining_classes(p.pr_status, p.pr_percent)
    her2 = her2_from_status(p.her2_status) & her2_from_assays(p.her2_ihc, p.her2_ish)
    return axes.receptors_where(lambda s: s.er in er and s.pr in pr and s.her2 in her2)


def _reported_low(known: Known, receptor: str) -> int:
    """YES where a percentage of 1 to 10 is given; NO where the receptor is told otherwise, if only by a status."""
    p = known.patient
    status, percent = (p.er_status, p.er_percent) if receptor == "er" else (p.pr_status, p.pr_percent)
    if percent is not None:
        return axes.YES if 1 <= percent <= 10 else axes.NO
    return axes.NO | axes.YES if status is None else axes.NO


# ---------------------------------------------------------------- disease state


def _state(known: Known, _: str) -> int:
    """Of a patient with metastatic disease the systemic therapies listed were given for it: she is no longer untreated."""
    states = possible_states(known.patient)
    treated = states & ~(METASTATIC & UNTREATED)
    if known.therapies.lists_systemic_therapy and not states & ~METASTATIC and treated:
        return treated
    return states


# ---------------------------------------------------------------- sites of metastasis

VISCERAL = ("liver", "lung", "pleura", "peritoneum")  # visceral: not bone, nodes or skin


def _site(known: Known, site: str) -> int:
    p = known.patient
    if known.certainly_not_metastatic:
        return axes.NO
    if site == "brain" and p.brain_metastases is not None:
        return axes.NO if p.brain_metastases == "none" else axes.YES
    if p.metastatic_sites:
        return axes.YES if site in p.metastatic_sites else axes.NO
    return axes.NO | axes.YES


def _visceral(known: Known, _: str) -> int:
    found = [known.possible(f"site:{site}") for site in VISCERAL]
    if axes.YES in found:
        return axes.YES
    return axes.NO if all(mask == axes.NO for mask in found) else axes.NO | axes.YES


def _bone_only(known: Known, _: str) -> int:
    sites = known.patient.metastatic_sites
    if known.certainly_not_metastatic:
        return axes.NO
    if sites:
        return axes.YES if set(sites) == {"bone"} else axes.NO
    brain = known.patient.brain_metastases
    return axes.NO if brain not in (None, "none") else axes.NO | axes.YES


def _brain(known: Known, _: str) -> int:
    p = known.patient
    if p.brain_metastases is not None:
        return axes.mask(axes.BRAIN_AXIS, [p.brain_metastases])
    if known.certainly_not_metastatic or set(p.metastatic_sites or ()) == {"bone"}:
        return axes.mask(axes.BRAIN_AXIS, ["none"])
    # The brain is not imaged as a rule: its absence from a list of known sites proves nothing.
    if known.possible("site:brain") == axes.YES:
        return axes.mask(axes.BRAIN_AXIS, ["treated_stable", "untreated", "progressing"])
    return axes.full(axes.BRAIN_AXIS)


def _leptomeningeal(known: Known, _: str) -> int:
    if known.patient.leptomeningeal_disease is not None:
        return axes.YES if known.patient.leptomeningeal_disease else axes.NO
    if known.certainly_not_metastatic or set(known.patient.metastatic_sites or ()) == {"bone"}:
        return axes.NO
    return axes.NO | axes.YES


# Operated and disease-free, or in situ only: nothing that RECIST 1.1 would call measurable.
DISEASE_FREE = axes.states_where(lambda s: s.phase in ("adjuvant", "surveillance") or s.kind == "in_situ")


def _measurable(known: Known, _: str) -> int:
    if known.patient.measurable_disease is not None:
        return axes.YES if known.patient.measurable_disease else axes.NO
    operated_and_free = not known.possible(axes.STATE_AXIS) & ~DISEASE_FREE
    return axes.NO if operated_and_free else axes.NO | axes.YES


# ---------------------------------------------------------------- person, surgery, markers, therapies


def _person(known: Known, _: str) -> int:
    p = known.patient
    if p.sex == "male":
        return axes.mask(axes.PERSON_AXIS, ["male"])
    if p.menopausal_status is not None:
        return axes.mask(axes.PERSON_AXIS, [p.menopausal_status])
    women = axes.mask(axes.PERSON_AXIS, ["premenopausal", "perimenopausal", "postmenopausal"])
    return women if p.sex == "female" else axes.full(axes.PERSON_AXIS)


def _ecog(known: Known, _: str) -> int:
    ecog = known.patient.ecog
    return axes.full(axes.ECOG_AXIS) if ecog is None else axes.mask(axes.ECOG_AXIS, [str(ecog)])


def _surgery(known: Known, _: str) -> int:
    p = known.patient
    if p.initial_surgery is not None:
        return axes.mask(axes.SURGERY_AXIS, [p.initial_surgery])
    if p.treatment_phase in ("adjuvant", "surveillance") or p.recurrence_type == "local":
        return axes.mask(axes.SURGERY_AXIS, ["lumpectomy", "mastectomy"])
    return axes.full(axes.SURGERY_AXIS)


def _biomarker(known: Known, marker: str) -> int:
    result = (known.patient.biomarkers or {}).get(marker)
    if result is None and marker == "PD-L1" and known.patient.pdl1_cps is not None:
        result = "positive" if known.patient.pdl1_cps >= 1 else "negative"
    return axes.full("biomarker:") if result is None else axes.mask("biomarker:", [result])


def _received(known: Known, therapy: str) -> int:
    return axes.NO if known.never_treated else known.therapies.received(therapy)


def _received_early(known: Known, therapy: str) -> int:
    if known.never_treated:
        return axes.NO
    return known.therapies.received_early(
        therapy, certainly_de_novo=_certainly_de_novo(known), certainly_curable=known.certainly_curable
    )


def _received_metastatic(known: Known, therapy: str) -> int:
    if known.certainly_curable or known.never_treated:
        return axes.NO
    if not known.certainly_metastatic:
        return axes.NO if known.therapies.received(therapy) == axes.NO else axes.NO | axes.YES
    return known.therapies.received_metastatic(
        therapy,
        certainly_de_novo=_certainly_de_novo(known),
        untreated=known.untreated_for_metastatic_disease,
    )


def _progressed(known: Known, therapy: str) -> int:
    if known.never_treated:
        return axes.NO
    no_line = known.certainly_metastatic and known.patient.lines_metastatic == 0
    return known.therapies.progressed_on(therapy, untreated=no_line or known.untreated_for_metastatic_disease)


DE_NOVO = axes.states_where(lambda s: s.origin == "de_novo")


def _certainly_de_novo(known: Known) -> bool:
    return not known.possible(axes.STATE_AXIS) & ~DE_NOVO


_NARROWING: dict[str, Callable[[Known, str], int]] = {
    axes.RECEPTORS_AXIS: _receptors,
    axes.STATE_AXIS: _state,
    axes.PERSON_AXIS: _person,
    axes.ECOG_AXIS: _ecog,
    axes.BRAIN_AXIS: _brain,
    axes.LEPTOMENINGEAL_AXIS: _leptomeningeal,
    axes.MEASURABLE_AXIS: _measurable,
    axes.BONE_ONLY_AXIS: _bone_only,
    axes.VISCERAL_AXIS: _visceral,
    axes.SURGERY_AXIS: _surgery,
    "reported_low": _reported_low,
    "site": _site,
    "biomarker": _biomarker,
    "received": _received,
    "received_early": _received_early,
    "received_metastatic": _received_metastatic,
    "progressed_on": _progressed,
}


# ---------------------------------------------------------------- quantities


def _exact(value: float | None) -> Interval:
    return ANY_NUMBER if value is None else (value, value)


def _lines(known: Known) -> Interval:
    p = known.patient
    parts = max(p.chemo_lines_metastatic or 0, p.endocrine_lines_metastatic or 0)
    return _counted(known, "systemic therapy", p.lines_metastatic, parts, math.inf)


def _chemo_lines(known: Known) -> Interval:
    """A cytotoxic antibody-drug conjugate counts as a line of chemotherapy."""
    every = known.patient.lines_metastatic
    return _counted(
        known, "chemotherapy", known.patient.chemo_lines_metastatic, 0, math.inf if every is None else every
    )


def _endocrine_lines(known: Known) -> Interval:
    every = known.patient.lines_metastatic
    lines = known.patient.endocrine_lines_metastatic
    return _counted(known, "endocrine therapy", lines, 0, math.inf if every is None else every)


def _counted(known: Known, therapy: str, lines: int | None, least: float, most: float) -> Interval:
    """The bounds of a number of lines, given (or None) or following from what was received. No line of what is listed as
    received for metastatic disease: how many there were is open."""
    given = known.possible(f"received_metastatic:{therapy}")
    at_odds = known.certainly_metastatic and bool(given & axes.YES) and (lines == 0 or most == 0)
    if at_odds:
        return (0, math.inf)
    if lines is not None:
        return _exact(lines)
    if known.certainly_curable or known.never_treated or given == axes.NO:
        return (0, 0)
    return (max(least, 1.0 if given == axes.YES else 0.0), max(most, least))


_INTERVALS: dict[str, Callable[[Known], Interval]] = {
    "age_years": lambda known: _exact(known.patient.age_years),
    "lines_metastatic": _lines,
    "chemo_lines_metastatic": _chemo_lines,
    "endocrine_lines_metastatic": _endocrine_lines,
    "pdl1_cps": lambda known: _exact(known.patient.pdl1_cps),
}
