"""The finite axes on which a patient has a place, and their values in bit order.

A set of values is an int with bit i set for value i. What is known of a patient narrows each axis to the values still
possible; a criterion names the values it allows. Allowed by all that is possible: met; by none: not met; else unknown.
That is why a further fact can only ever settle an unknown.

Sources of the clinical classes: ASCO/CAP 2018, 2020, 2023 (receptors), DESTINY-Breast04 and -06 (HER2-low, ultralow),
AJCC 8 (stage), RECIST 1.1 (measurable disease).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from typing import NamedTuple

# ---------------------------------------------------------------- receptors

# Percent of nuclei stained: below 1; 1 to under 10; exactly 10; above 10. The exact 10 stands alone because trials cut
# at "<10 %", "<=10 %", ">=10 %" and ">10 %".
STAINING = ("negative", "low", "ten", "high")
HER2 = ("zero", "ultralow", "low", "positive")


class ReceptorState(NamedTuple):
    er: str
    pr: str
    her2: str


RECEPTOR_STATES: tuple[ReceptorState, ...] = tuple(
    ReceptorState(er, pr, her2) for er, pr, her2 in product(STAINING, STAINING, HER2)
)

# ---------------------------------------------------------------- disease state


class DiseaseState(NamedTuple):
    """Where the disease stands now.

    kind: in_situ, primary (never recurred, not metastatic), local_breast (recurrence in the breast after lumpectomy),
    local_chest_wall (after mastectomy), regional (same-side nodes), metastatic.
    stage: 0, I, IIA, IIB, IIIA, IIIB, IIIC, IV; "" for a local or regional recurrence.
    phase: untreated, neoadjuvant (before surgery, treatment running), adjuvant (operated, adjuvant treatment due or
    running), surveillance (curative treatment finished), advanced (under treatment for advanced disease).
    origin: de_novo or recurrent for metastatic disease, "" otherwise.
    resectable: can be (or was) removed with curative intent; False for metastatic disease.
    """

    kind: str
    stage: str
    phase: str
    origin: str
    resectable: bool


RECURRENCES = ("local_breast", "local_chest_wall", "regional")
DISEASE_FREE_PHASES = ("adjuvant", "surveillance")  # operated, no evidence of disease


def _disease_states() -> tuple[DiseaseState, ...]:
    states = [DiseaseState("in_situ", "0", phase, "", True) for phase in ("untreated", "adjuvant", "surveillance")]
    states += [
        DiseaseState("primary", stage, phase, "", True)
        for stage in ("I", "IIA", "IIB", "IIIA", "IIIB", "IIIC")
        for phase in ("untreated", "neoadjuvant", "adjuvant", "surveillance")
    ]
    states += [
        DiseaseState("primary", stage, phase, "", False)
        for stage in ("IIIA", "IIIB", "IIIC")
        for phase in ("untreated", "neoadjuvant", "advanced")
    ]
    for kind in RECURRENCES:
        states += [
            DiseaseState(kind, "", phase, "", True)
            for phase in ("untreated", "neoadjuvant", "adjuvant", "surveillance")
        ]
        states += [DiseaseState(kind, "", phase, "", False) for phase in ("untreated", "advanced")]
    states += [
        DiseaseState("metastatic", "IV", phase, origin, False)
        for origin in ("de_novo", "recurrent")
        for phase in ("untreated", "advanced")
    ]
    return tuple(states)


DISEASE_STATES: tuple[DiseaseState, ...] = _disease_states()

# ---------------------------------------------------------------- the other axes

PERSON = ("male", "premenopausal", "perimenopausal", "postmenopausal")
ECOG = ("0", "1", "2", "3", "4")
BRAIN_METASTASES = ("none", "treated_stable", "untreated", "progressing")
NO_YES = ("no", "yes")
NEGATIVE_POSITIVE = ("negative", "positive")
BREAST_SURGERY = ("none", "lumpectomy", "mastectomy")

METASTATIC_SITES = (
    "bone", "liver", "lung", "pleura", "brain", "lymph_node", "skin", "chest_wall", "peritoneum", "adrenal", "ovary",
    "other",
)  # fmt: skip

RECEPTORS_AXIS = "receptors"
STATE_AXIS = "state"
PERSON_AXIS = "person"
ECOG_AXIS = "ecog"
BRAIN_AXIS = "brain_metastases"
LEPTOMENINGEAL_AXIS = "leptomeningeal_disease"
MEASURABLE_AXIS = "measurable_disease"
BONE_ONLY_AXIS = "bone_only"
VISCERAL_AXIS = "visceral"
SURGERY_AXIS = "initial_surgery"

FIXED_AXES: dict[str, tuple[object, ...]] = {
    RECEPTORS_AXIS: RECEPTOR_STATES,
    STATE_AXIS: DISEASE_STATES,
    PERSON_AXIS: PERSON,
    ECOG_AXIS: ECOG,
    BRAIN_AXIS: BRAIN_METASTASES,
    LEPTOMENINGEAL_AXIS: NO_YES,
    MEASURABLE_AXIS: NO_YES,
    BONE_ONLY_AXIS: NO_YES,
    VISCERAL_AXIS: NO_YES,
    SURGERY_AXIS: BREAST_SURGERY,
}

# Axes made per name: "site:liver", "biomarker:PIK3CA", "received:CDK4/6 inhibitor", "received_metastatic:...",
# "progressed_on:...". A therapy name is a drug or class of the vocabulary table `therapies.tsv`.
NAMED_AXES: dict[str, tuple[str, ...]] = {
    "site": NO_YES,
    "biomarker": NEGATIVE_POSITIVE,
    "received": NO_YES,  # ever, in any setting
    "received_early": NO_YES,  # before surgery or as adjuvant treatment
    "received_metastatic": NO_YES,  # for unresectable or metastatic disease
    "progressed_on": NO_YES,
    # of `er` or `pr`: a percentage of 1 to 10 was given; some trials take such a tumour for receptor-negative
    "reported_low": NO_YES,
}

QUANTITIES = (
    "age_years",
    "lines_metastatic",
    "chemo_lines_metastatic",
    "endocrine_lines_metastatic",
    "pdl1_cps",
)

NO = 1
YES = 2


def values_of(axis: str) -> tuple[object, ...]:
    """The values of an axis in bit order. Raises KeyError for an axis that does not exist."""
    if axis in FIXED_AXES:
        return FIXED_AXES[axis]
    return NAMED_AXES[axis.partition(":")[0]]


def full(axis: str) -> int:
    """The mask that allows everything on `axis`."""
    return (1 << len(values_of(axis))) - 1


def mask(axis: str, values: Iterable[object]) -> int:
    """The mask of the given values. Raises ValueError for a value that the axis does not have."""
    order = values_of(axis)
    result = 0
    for value in values:
        result |= 1 << order.index(value)
    return result


def receptors_where(holds: Callable[[ReceptorState], bool]) -> int:
    """The mask of the receptor states for which `holds` is true."""
    return sum(1 << i for i, state in enumerate(RECEPTOR_STATES) if holds(state))


def states_where(holds: Callable[[DiseaseState], bool]) -> int:
    """The mask of the disease states for which `holds` is true."""
    return sum(1 << i for i, state in enumerate(DISEASE_STATES) if holds(state))
