"""From the facts given of a patient to the disease states that they leave possible: one table, a row a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from data import axes
from data.axes import DISEASE_FREE_PHASES, RECURRENCES, DiseaseState
from data.patient_facts import PatientFacts

# Facts to states: each row names a fact and says which disease states agree with it (AJCC 8; domain definitions of
# local, regional and distant recurrence). A fact that is not given narrows nothing.
STAGE_MEMBERS: dict[str, tuple[str, ...]] = {
    "0": ("0",), "I": ("I",), "IA": ("I",), "IB": ("I",),
    "II": ("IIA", "IIB"), "IIA": ("IIA",), "IIB": ("IIB",),
    "III": ("IIIA", "IIIB", "IIIC"), "IIIA": ("IIIA",), "IIIB": ("IIIB",), "IIIC": ("IIIC",), "IV": ("IV",),
}  # fmt: skip
RECURRENCE_KINDS: dict[str, Callable[[DiseaseState], bool]] = {
    "none": lambda s: s.kind in ("in_situ", "primary") or s.origin == "de_novo",
    "local": lambda s: s.kind in ("local_breast", "local_chest_wall") or s.origin == "recurrent",
    "regional": lambda s: s.kind == "regional" or s.origin == "recurrent",
    "distant": lambda s: s.kind == "metastatic" and s.origin == "recurrent",
}
# A local recurrence after lumpectomy is in the breast, after mastectomy in the chest wall; a breast that was never
# operated has not recurred, and an operated one is past the untreated and the neoadjuvant phase of a first cancer.
SURGERY_STATES: dict[str, Callable[[DiseaseState], bool]] = {
    "none": lambda s: s.kind in ("in_situ", "primary", "metastatic", "regional") and s.phase not in DISEASE_FREE_PHASES,
    "lumpectomy": lambda s: s.kind != "local_chest_wall" and not _first_cancer_before_surgery(s),
    "mastectomy": lambda s: s.kind != "local_breast" and not _first_cancer_before_surgery(s),
}


def _first_cancer_before_surgery(s: DiseaseState) -> bool:
    return s.kind in ("in_situ", "primary") and s.phase in ("untreated", "neoadjuvant") and s.resectable


def _removed_recurrence(s: DiseaseState) -> bool:
    """`resectable` speaks of the present disease: where it is given of a recurrence, that is still there."""
    return s.kind in RECURRENCES and s.phase in DISEASE_FREE_PHASES


def _state_rules(p: PatientFacts) -> Iterator[Callable[[DiseaseState], bool]]:
    if p.stage is not None:
        stages = STAGE_MEMBERS[p.stage]
        yield lambda s: s.stage in stages
    if p.metastatic is not None:
        yield lambda s: (s.kind == "metastatic") == p.metastatic
    if p.metastatic_sites or p.brain_metastases not in (None, "none"):
        yield lambda s: s.kind == "metastatic"
    if p.recurrence_type is not None:
        yield RECURRENCE_KINDS[p.recurrence_type]
    if p.initial_surgery is not None:
        yield SURGERY_STATES[p.initial_surgery]
    if p.resectable is not None:
        yield lambda s: s.kind == "metastatic" or (s.resectable == p.resectable and not _removed_recurrence(s))
    if p.treatment_phase is not None:
        yield lambda s: s.phase == p.treatment_phase
    if p.measurable_disease:
        yield lambda s: s.phase not in DISEASE_FREE_PHASES
    if any(lines for lines in (p.lines_metastatic, p.chemo_lines_metastatic, p.endocrine_lines_metastatic)):
        # A line given for metastatic disease: she has it, and is no longer untreated.
        yield lambda s: s.kind == "metastatic" and s.phase == "advanced"


# A first cancer for which nothing was done yet: no therapy of any kind was received for breast cancer.
NEVER_TREATED = axes.states_where(
    lambda s: s.phase == "untreated" and (s.kind in ("in_situ", "primary") or s.origin == "de_novo")
)


def possible_states(patient: PatientFacts) -> int:
    """The mask of the disease states that agree with every fact given; 0 where the facts contradict each other."""
    rules = tuple(_state_rules(patient))
    return axes.states_where(lambda s: all(rule(s) for rule in rules))
