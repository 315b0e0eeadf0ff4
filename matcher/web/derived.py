"""What the facts given amount to, in the clinic's words: receptor category, disease state, classes of the drugs.

Lines are keys of the catalogue with what is filled in; where several answers are still possible nothing is claimed.
Sources: ASCO/CAP 2018, 2020, 2023 (receptors), DESTINY-Breast04 and -06 (HER2-low, ultralow), AJCC 8 (stage).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from data import axes
from data.axes import DISEASE_STATES, RECEPTOR_STATES, DiseaseState, ReceptorState
from data.patient import Patient
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.web.texts import Texts

T = TypeVar("T")
_LOW = frozenset({"low", "ten"})  # 1 to 10 percent
_STAINED = frozenset({"low", "ten", "high"})
# Possible stainings to the words for them; a set that is not here says nothing.
STAINING = {
    frozenset({"negative"}): "negative", frozenset({"low"}): "low", frozenset({"ten"}): "low", _LOW: "low",
    frozenset({"high"}): "high", _STAINED: "positive",
}  # fmt: skip
HER2 = {
    frozenset({"positive"}): "positive", frozenset({"low"}): "low", frozenset({"ultralow"}): "ultralow",
    frozenset({"zero"}): "zero", frozenset({"zero", "ultralow"}): "null",
    frozenset({"zero", "ultralow", "low"}): "negative", frozenset({"low", "positive"}): "equivocal",
}  # fmt: skip


def derived(known: Known, words: Texts) -> dict[str, list[str]]:
    """Lines under `receptors`, `disease` and `therapies`."""
    receptors = [s for i, s in enumerate(RECEPTOR_STATES) if known.possible(axes.RECEPTORS_AXIS) >> i & 1]
    states = [s for i, s in enumerate(DISEASE_STATES) if known.possible(axes.STATE_AXIS) >> i & 1]
    return {
        "receptors": list(_receptors(receptors, words)),
        "disease": [line for line in [_disease(states, words)] if line],
        "therapies": list(_therapies(known.patient, known.vocabulary, words)),
    }


def _receptors(states: list[ReceptorState], words: Texts) -> Iterator[str]:
    her2 = HER2.get(frozenset(s.her2 for s in states))
    yield from _subtype(states, words)
    for name in ("er", "pr"):
        if found := STAINING.get(frozenset(getattr(s, name) for s in states)):
            yield words(f"derived.{name}_{found}")
    if her2:
        yield words(f"derived.her2_{her2}")


def _subtype(states: list[ReceptorState], words: Texts) -> Iterator[str]:
    """Triple-negative, or HR with HER2, where both are settled."""
    her2 = {s.her2 == "positive" for s in states}
    hormone = {s.er != "negative" or s.pr != "negative" for s in states}
    if len(her2) != 1 or len(hormone) != 1:
        return
    if her2 == hormone == {False}:
        yield words("derived.triple_negative")
        return
    signs = ("+" if True in found else "−" for found in (hormone, her2))
    yield words("derived.hr_her2", **dict(zip(("hr", "her2"), signs, strict=True)))
    if her2 == {False} and all(s.er not in ("ten", "high") and s.pr not in ("ten", "high") for s in states):
        yield words("derived.triple_negative_by_ten")


# Kinds of disease still possible to the word for them.
KINDS = {
    frozenset({"in_situ"}): "in_situ", frozenset({"local_breast"}): "local_breast",
    frozenset({"local_chest_wall"}): "local_chest_wall", frozenset({"local_breast", "local_chest_wall"}): "local",
    frozenset({"regional"}): "regional",
    frozenset({"local_breast", "local_chest_wall", "regional"}): "locoregional",
    frozenset({"local_breast", "regional"}): "locoregional", frozenset({"local_chest_wall", "regional"}): "locoregional",
}  # fmt: skip
EARLY = frozenset({"I", "IIA", "IIB"})
FREE = {"adjuvant": "operated", "surveillance": "surveillance"}  # phases without evidence of disease


def _disease(states: list[DiseaseState], words: Texts) -> str:
    """The state of the disease as one line; '' where too much is still possible."""
    kinds = frozenset(s.kind for s in states)
    if kinds == {"metastatic"}:
        key = _only(s.origin for s in states) or "metastatic"
        further = ["untreated_for_it"] if _only(s.phase for s in states) == "untreated" else []
    elif kinds == {"primary"}:
        phase = _only(s.phase for s in states)
        key = FREE[phase] if phase in FREE else _primary(states)
        further = ["neoadjuvant"] if phase == "neoadjuvant" else []
    elif kinds - {"metastatic"} in KINDS:
        key, removable = KINDS[kinds - {"metastatic"}], _only(s.resectable for s in states)
        further = [] if removable is None or key == "in_situ" else ["curative" if removable else "not_removable"]
        further = ["unless_metastatic"] if "metastatic" in kinds else further
    else:
        return "" if "metastatic" in kinds else words("derived.not_metastatic")
    return "; ".join(words(f"derived.{name}") for name in (key, *further))


def _primary(states: list[DiseaseState]) -> str:
    stages = {s.stage for s in states}
    if _only(s.resectable for s in states) is False:
        return "unresectable"
    if stages <= EARLY:
        return "early"
    return "primary" if stages & EARLY else "locally_advanced"


_HARDLY_A_CLASS = frozenset({"systemic therapy", "non-endocrine systemic therapy"})


def _only(values: Iterable[T]) -> T | None:
    """The one value, None where there are several."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _therapies(patient: Patient, vocabulary: Vocabulary, words: Texts) -> Iterator[str]:
    """Each drug or class named, and the classes that it answers for."""
    p = patient
    lists = (p.prior_therapies, p.prior_therapies_early, p.progressed_on, p.never_received)
    names = [name for listed in lists for name in listed or ()]
    for given in dict.fromkeys(names):
        concepts = vocabulary.therapies_named(given)
        if not concepts:
            yield words("derived.unknown_drug", given=given)
        for concept in concepts:
            classes = (
                ", ".join(c for c in vocabulary.ancestors(concept) if c not in _HARDLY_A_CLASS) or "systemic therapy"
            )
            if concept.casefold() == given.casefold():
                yield words("derived.drug", name=concept, classes=classes)
            else:
                yield words("derived.is_known_as", given=given, name=concept, classes=classes)
