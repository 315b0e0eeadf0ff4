"""What stands inside a longer phrase is a part of it, but for some that say something of their own there."""

from __future__ import annotations

from matcher.reading.state.found import Found
from matcher.reading.state.meanings import CURATIVE_AIMS

# 'Receiving neoadjuvant chemotherapy' is more than 'receiving chemotherapy'.
_VAGUE_TREATMENT = frozenset(
    {"under_chemotherapy", "chemotherapy_due", "drug_due", "adjuvant_running", "treatment_title"}
)

_TREATMENT_BY_AIM = frozenset(
    {"neoadjuvant_due", "adjuvant_due", "neo_or_adjuvant_due", "neoadjuvant_title", "adjuvant_aim_title"}
)

# Names of the longer phrase, and of those in it that count beside it
_COUNTS_INSIDE: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (_VAGUE_TREATMENT, _TREATMENT_BY_AIM),
    (frozenset({"early", "operable"}), frozenset({"stage"})),  # 'early stage (0-IIIA) breast cancer'
    (frozenset({"clinical_tnm"}), frozenset({"stage"})),  # 'clinical stage III'
    (frozenset({"invasive"}), frozenset({"in_situ"})),  # 'invasive or intraductal breast cancer'
    (frozenset({"nonmetastatic"}), frozenset({"not_recurrent"})),  # 'no local recurrence or distant metastasis'
)
# Whatever stands inside these counts, and these count inside whatever.
_HOLDS_ANYTHING = CURATIVE_AIMS | {"recurrent", "not_recurrent"}
_COUNTS_ANYWHERE = frozenset({"neo_or_adjuvant_due", "nothing_to_come"})


def without_inner(found: list[Found]) -> list[Found]:
    """Without those that are told by a longer phrase around them."""
    return [f for f in found if not any(_is_part(f, of=o) for o in found)]


def _is_part(f: Found, of: Found) -> bool:
    """Whether one stands inside another of the same axis, and is told by it."""
    if of.axis != f.axis or not (of.start <= f.start and f.end <= of.end):
        return False
    longer = (of.end - of.start) > (f.end - f.start)
    by_its_aim = f.name in _VAGUE_TREATMENT and of.name in _TREATMENT_BY_AIM  # 'planned adjuvant chemotherapy'
    if not (longer or by_its_aim):
        return False
    if of.name in _HOLDS_ANYTHING or f.name in _COUNTS_ANYWHERE:
        return False
    if f.name == "tnm_stage" and f.denied:  # 'no T4, N2 or metastatic disease'
        return False
    return not any(of.name in outer and f.name in inner for outer, inner in _COUNTS_INSIDE)
