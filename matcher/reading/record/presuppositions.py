"""Criteria that other sentences presuppose to be met by some: what shuts all of those out is left open."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from data import axes
from data.criteria import AllOf, AnyOf, Between, Criterion, Requirement, Undecidable, Within, atoms
from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.receptors.masks import LOW, let_in
from matcher.reading.record.masks import widest

RECEPTOR_FACETS = frozenset({"er", "pr", "her2", "receptor_subtype"})


METASTATIC = axes.states_where(lambda s: s.kind == "metastatic")


TUMOUR_PRESENT = axes.states_where(lambda s: s.phase not in axes.DISEASE_FREE_PHASES and s.kind != "in_situ")


NO_BRAIN_METASTASES = axes.mask(axes.BRAIN_AXIS, ["none"])


_METASTATIC_CONDITION = gated(
    r"(?<!non-)(?<!non )\b(?:metastatic\b|(?<!node )(?<!nodes )(?<!nodal )(?<!axillary )(?<!lymphatic )metastases|stage (?:IV|4)\b)",
    re.I,
)


_LINES = frozenset({"lines_metastatic", "chemo_lines_metastatic", "endocrine_lines_metastatic"})


# Asked in early disease as well, where no other radiation may have reached the head
_BRAIN_IRRADIATED = "Requires no earlier irradiation of the brain"


_SITES = frozenset({"site", axes.BONE_ONLY_AXIS, axes.VISCERAL_AXIS, "received_metastatic"})


def against_presuppositions(
    trial: Trial, criteria: Sequence[Criterion], everything: Sequence[Criterion]
) -> list[Criterion]:
    """Criteria that count lines for metastatic disease, or let stable brain metastases in, are for patients who have it,
    and so is a trial with metastatic disease among its conditions; measurable disease is asked of those who have a
    tumour. A criterion that shuts all of them out was misread, or contradicts the others, and is left open."""
    presupposed = [
        _Presupposed(states, words, not all(_shuts_out(c) for c in speaking))
        for states, words, speaks in (
            (METASTATIC, "metastatic disease", _of_metastatic_disease),
            (TUMOUR_PRESENT, "measurable disease", _of_measurable_disease),
        )
        if (speaking := [c for c in everything if _speaks(trial, c, speaks)])
    ]
    if _conditions_name_metastatic_disease(trial):
        of_that_alone = all(_METASTATIC_CONDITION.search(condition) for condition in trial.conditions)
        presupposed.append(_Presupposed(METASTATIC, "metastatic disease", of_that_alone))
    return [_left_open(c, presupposed) for c in criteria]


class _Presupposed(NamedTuple):
    """States of which other sentences speak; firm: one of these sentences asks for something, or lets somebody in."""

    states: int
    words: str
    firm: bool


def _speaks(trial: Trial, criterion: Criterion, speaks: Callable[[Requirement], bool]) -> bool:
    if criterion.facet == "setting" or criterion.statement == _BRAIN_IRRADIATED:
        return False
    return any(
        speaks(atom) and not (_denies_lines(criterion, atom) and not _tells_of_late_disease(trial, criterion))
        for atom in atoms(criterion.requirement)
    )


# 'Bone-only disease', shut out, tells of a trial for metastatic disease; these may be shut out in any
_SHUT_OUT_ANYWHERE = frozenset({"brain_metastases", "leptomeningeal_disease", "prior_therapy", "lines_of_therapy"})


def _shuts_out(criterion: Criterion) -> bool:
    return criterion.facet in _SHUT_OUT_ANYWHERE and criterion.statement.startswith(_DENIES)


_DENIES = ("Requires no ", "Excludes ")


# A list of every stage is the registry's habit: the criteria tell which of them are meant.
_EARLIER_STAGE_CONDITION = gated(r"\bstage (?:0|I{1,3}|[123])[ABC]?\b", re.I)


def _conditions_name_metastatic_disease(trial: Trial) -> bool:
    if any(_EARLIER_STAGE_CONDITION.search(condition) for condition in trial.conditions):
        return False
    return any(_METASTATIC_CONDITION.search(condition) for condition in (*trial.conditions, *trial.keywords))


# 'Stage I-III', 'T1-3 N0-1', 'early breast cancer', in so many words: what is shut out beside it ('active CNS metastases') is a usual sentence
_PLAIN_EXTENT = gated(r"^Requires (?:stage|early breast cancer|[cp]?[TN][0-4])")


def _left_open(criterion: Criterion, presupposed: Sequence[_Presupposed]) -> Criterion:
    if criterion.facet not in STATE_FACETS:
        return criterion
    side = widest(criterion.requirement, axes.STATE_AXIS)
    plain = criterion.facet == "stage" and _PLAIN_EXTENT.search(criterion.statement) is not None
    for states, words, firm in presupposed:
        if not side & states and (firm or not plain):
            of_those = AllOf((Within(axes.STATE_AXIS, states), Undecidable(f"criteria about {words}")))
            requirement = AnyOf((criterion.requirement, of_those))
            statement = f"{criterion.statement}, although other sentences speak of {words}"
            return Criterion(criterion.facet, requirement, statement, criterion.evidence)
    return criterion


_LOW = LOW["er"] | LOW["pr"]  # may be on either side of an unstated cut-off


def open_to_those_with_rules(criterion: Criterion, presupposed: Sequence[Requirement]) -> Criterion:
    """'ER-positive patients must have had endocrine therapy' is for a trial that takes some: a receptor status that shuts
    all of them out was misread, or is one of several, and is left open."""
    if criterion.facet not in RECEPTOR_FACETS or not criterion.statement.startswith("Requires"):
        return criterion
    side = widest(criterion.requirement, axes.RECEPTORS_AXIS)
    for some in presupposed:
        others = widest(some, axes.RECEPTORS_AXIS)
        if not side & (others & ~_LOW or others):
            spoken_of = AllOf((some, Undecidable("patients of whom another sentence speaks")))
            requirement = AnyOf((criterion.requirement, spoken_of))
            statement = f"{criterion.statement}, although another sentence has a rule for others"
            return Criterion(criterion.facet, requirement, statement, criterion.evidence)
    return criterion


def open_to_those_let_in(criterion: Criterion, permitted: Sequence[Requirement]) -> Criterion:
    """A receptor subtype that is asked for, with what other sentences expressly let in ('ER-low is allowed')."""
    if criterion.facet not in RECEPTOR_FACETS or not criterion.statement.startswith("Requires"):
        return criterion
    side = widest(criterion.requirement, axes.RECEPTORS_AXIS)
    more = 0
    for some in permitted:
        more |= let_in(side, widest(some, axes.RECEPTORS_AXIS))
    if not more & ~side:
        return criterion
    requirement = AnyOf((criterion.requirement, Within(axes.RECEPTORS_AXIS, more)))
    words = f"{criterion.statement}, or what another sentence lets in"
    return Criterion(criterion.facet, requirement, words, criterion.evidence)


def _of_metastatic_disease(atom: Requirement) -> bool:
    if isinstance(atom, Between):
        return atom.quantity in _LINES
    if not isinstance(atom, Within):
        return False
    if atom.axis == axes.BRAIN_AXIS:
        return atom.allowed != NO_BRAIN_METASTASES
    if atom.axis.startswith("site:") and atom.allowed == axes.NO:
        return False  # 'no bone metastases' may be asked in early disease, as 'no brain metastases' is
    return atom.axis.partition(":")[0] in _SITES


def _denies_lines(criterion: Criterion, atom: Requirement) -> bool:
    """What 'no prior endocrine therapy; a short adjuvant course is allowed' leaves: none for metastatic disease."""
    if not criterion.statement.startswith(_DENIES):
        return False
    if isinstance(atom, Between):
        return atom.quantity in _LINES
    return isinstance(atom, Within) and atom.axis.startswith("received_metastatic:")


_LATE_DISEASE = gated(
    r"\b(?:metasta\w+|advanced|stage (?:IV|4)|[ma]BC|palliative|incurable|unresectable|inoperable|recurren\w+|relaps\w+|lines?)\b",
    re.I,
)


def _tells_of_late_disease(trial: Trial, criterion: Criterion) -> bool:
    return any(_LATE_DISEASE.search(trial.source_text(e.source)[e.start : e.end]) for e in criterion.evidence)


def _of_measurable_disease(atom: Requirement) -> bool:
    return isinstance(atom, Within) and atom.axis == axes.MEASURABLE_AXIS and atom.allowed == axes.YES


STATE_FACETS = frozenset({"stage", "setting", "recurrence"})
