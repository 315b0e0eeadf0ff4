"""Phases of treatment that several sentences name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data import axes
from data.axes import YES
from data.criteria import AllOf, AnyOf, Between, Criterion, Negation, Undecidable, Within, either
from data.trial import Trial
from matcher.reading.composing.naive_or_treated import UNTREATED, naive_to_advanced_disease
from matcher.reading.gated import gated
from matcher.reading.record.masks import widest
from matcher.reading.record.presuppositions import STATE_FACETS


def without_strange_phases(criteria: Sequence[Criterion]) -> list[Criterion]:
    """A phase that leaves nothing of the extent asked for is said of something else (a washout, an earlier therapy)."""
    extent = _extent_asked_for(criteria)
    return [
        c for c in criteria if c.facet != "setting" or not extent or widest(c.requirement, axes.STATE_AXIS) & extent
    ]


METASTATIC = axes.states_where(lambda s: s.kind == "metastatic")
_UNTREATED = axes.states_where(lambda s: s.phase == "untreated")
_FIRST_CANCER = axes.states_where(lambda s: s.kind in ("in_situ", "primary"))


def phases_together(criteria: Sequence[Criterion], titles: Sequence[Criterion] = ()) -> list[Criterion]:
    """Phases of different sentences that each leave first cancers, and together none, are points of one course of
    treatment ('has chosen lumpectomy', 'clear margins'): where the title does not tell, it is left open which of them she
    must have reached."""
    phases = [c for c in criteria if _asks_for_a_phase(c)]
    left = _FIRST_CANCER
    for c in criteria:
        if c.facet in STATE_FACETS and not _asks_for_a_phase(c):
            left &= widest(c.requirement, axes.STATE_AXIS)
    if not left:
        return _with_and_without_primary(criteria, phases)
    phases = [c for c in phases if widest(c.requirement, axes.STATE_AXIS) & left]
    if len(phases) < 2:
        return list(criteria)
    if both := _common(phases, left):
        chosen = not both & _UNTREATED and any(c.statement.endswith("breast surgery chosen") for c in phases)
        return [_open_to(c, _UNTREATED) if chosen and c in phases else c for c in criteria]
    curable = [c for c in titles if c.facet == "setting" and not widest(c.requirement, axes.STATE_AXIS) & METASTATIC]
    told = _common(curable, left)
    fitting = [c for c in phases if widest(c.requirement, axes.STATE_AXIS) & told]
    if told != left and fitting and _common(fitting, told):  # 'residual disease after ...' in the title
        return [c for c in criteria if c in fitting or c not in phases]
    return _one_of(phases, criteria)


def _asks_for_a_phase(criterion: Criterion) -> bool:
    return criterion.facet == "setting" and criterion.statement.startswith("Requires")


def _one_of(phases: Sequence[Criterion], criteria: Sequence[Criterion]) -> list[Criterion]:
    words = "; ".join(dict.fromkeys(c.statement.removeprefix("Requires ") for c in phases))
    requirement = AllOf((either([c.requirement for c in phases]), Undecidable("the time of treatment")))
    evidence = tuple(dict.fromkeys(e for c in phases for e in c.evidence))
    joined = Criterion("setting", requirement, f"Requires one of: {words}", evidence)
    others = frozenset(phases)
    return [joined if c is phases[0] else c for c in criteria if c is phases[0] or c not in others]


def _with_and_without_primary(criteria: Sequence[Criterion], phases: Sequence[Criterion]) -> list[Criterion]:
    """'Stage IV with the primary tumour in place', 'stage IV within three months of breast surgery', in points of one list:
    they are two ways in, as nobody is both."""
    in_place = [c for c in phases if c.statement == "Requires an intact primary tumour"]
    operated = [c for c in phases if c.statement == "Requires operated"]
    return _one_of([*in_place, *operated], criteria) if in_place and operated else list(criteria)


def _common(criteria: Sequence[Criterion], states: int) -> int:
    for c in criteria:
        states &= widest(c.requirement, axes.STATE_AXIS)
    return states


def new_disease_of_the_metastatic(criteria: Sequence[Criterion]) -> list[Criterion]:
    """'Diagnosed within the last six months' in a trial for metastatic disease may be said of the metastases."""
    left = axes.full(axes.STATE_AXIS)
    for c in criteria:
        if c.facet == "stage" and c.statement.startswith("Requires"):
            left &= widest(c.requirement, axes.STATE_AXIS)
    if not left or left & ~METASTATIC:
        return list(criteria)
    return [
        Criterion(
            c.facet,
            AnyOf((c.requirement, Undecidable("whether the cancer or its metastases are new"))),
            f"{c.statement}, or newly found metastases",
            c.evidence,
        )
        if c.facet == "recurrence" and c.statement.startswith("Requires newly diagnosed disease")
        else c
        for c in criteria
    ]


_TO_COME = ("Requires chemotherapy or radiation to come", "Requires drug treatment to come")
_AT_MOST_BEGUN = AllOf((Between("lines_metastatic", None, 1), Negation(Within("progressed_on:CDK4/6 inhibitor", YES))))


def lines_of_new_disease(criteria: Sequence[Criterion]) -> list[Criterion]:
    """A cancer that was just found, of which the treatment is to come, has at most begun its first line, and has not
    progressed under it; nothing where the lines are told, or metastatic disease is out."""
    new = next((c for c in criteria if c.statement == "Requires newly diagnosed disease"), None)
    due = next((c for c in criteria if c.statement in _TO_COME), None)
    if new is None or due is None or any(c.facet == "lines_of_therapy" for c in criteria):
        return []
    if not _common([c for c in criteria if c.facet in STATE_FACETS], METASTATIC):
        return []
    words = "Requires at most one earlier line, as the cancer is new and its treatment still to come"
    return [Criterion("lines_of_therapy", _AT_MOST_BEGUN, words, (*due.evidence, *new.evidence))]


_BOTH_ADVANCED = axes.states_where(lambda s: s.kind == "metastatic" or not s.resectable)
_NO_CURABLE_FIRST_CANCER = axes.states_where(lambda s: s.kind not in ("in_situ", "primary") or not s.resectable)


def treatment_of_the_first_cancer(criteria: Sequence[Criterion]) -> list[Criterion]:
    """'A year since the end of adjuvant treatment' in a trial for advanced or recurrent disease is asked of those who had such treatment:
    whether it shuts out the others is left open."""
    extent = _extent_asked_for(criteria)
    if not extent or extent & ~_NO_CURABLE_FIRST_CANCER & ~_LOCALLY_ADVANCED:
        return list(criteria)
    return [
        Criterion(
            c.facet,
            AnyOf((c.requirement, Undecidable("whether it is asked of those who had no such treatment"))),
            f"{c.statement}, where there was any",
            c.evidence,
        )
        if c.facet == "setting" and c.statement == "Requires primary treatment completed"
        else c
        for c in criteria
    ]


# 'Survivors, including those with recurrent disease'; not: 'recurrent disease' alone, of which the treatment is then asked for
_SURVIVORS_OR_RETURNED = gated(r"^Requires survivors\b[^;]*\bor (?:\w+ )?recurren(?:t|ce)")
_OF_THE_FIRST = gated(r"\b(?:primary|initial|original)\s+(?:\w+\s+){0,2}(?:therap|treatment|surgery|chemo)", re.I)
_RETURNED_UNTREATED = _UNTREATED & ~METASTATIC & ~_FIRST_CANCER


def primary_treatment_of_the_returned(trial: Trial, criteria: Sequence[Criterion]) -> list[Criterion]:
    """'Survivors, including recurrent disease; primary treatment completed': the treatment of the first cancer is behind
    whoever has a recurrence that is not treated yet. Whether it is meant is left open."""
    if not any(c.facet in STATE_FACETS and _SURVIVORS_OR_RETURNED.search(c.statement) for c in criteria):
        return list(criteria)
    sources = trial.sources()
    doubt = AllOf(
        (Within(axes.STATE_AXIS, _RETURNED_UNTREATED), Undecidable("whether that of the recurrence is meant"))
    )
    return [
        Criterion(c.facet, AnyOf((c.requirement, doubt)), f"{c.statement}, or a recurrence", c.evidence)
        if c.statement == "Requires survivors"
        or (
            c.statement == "Requires primary treatment completed"
            and all(_OF_THE_FIRST.search(sources[e.source][e.start : e.end]) for e in c.evidence)
        )
        else c
        for c in criteria
    ]


_UNTREATED_TITLE = gated(r"\b(?:untreated|treatment[- ]na(?:i|\u00ef)ve)\b", re.I)
_NEW_TITLE = gated(r"\b(?:new(?:ly)?|recent(?:ly)?|first|initial|de novo)\W+diagnos", re.I)


def untreated_advanced_disease(trial: Trial, criteria: Sequence[Criterion]) -> list[Criterion]:
    """'Previously untreated breast cancer' in the title of a trial for advanced disease whose text only rules out lines for
    that disease, or 'treatment-naive': what was given after an operation, years ago, may not count."""
    if not _of_advanced_disease(criteria):
        return list(criteria)
    criteria = [_naive_to_advanced_disease(c) for c in criteria]
    sources = trial.sources()
    no_lines = any(
        c.statement == "Requires first-line treatment"
        or (c.statement.startswith(("Requires no", "Excludes")) and c.statement.endswith("for metastatic disease"))
        for c in criteria
        if c.facet in ("prior_therapy", "lines_of_therapy")
    )
    if not no_lines:
        return criteria
    words = "whether what was given for the first cancer counts"
    return [
        Criterion(c.facet, AnyOf((c.requirement, Undecidable(words))), f"{c.statement}, or untreated since", c.evidence)
        if c.facet == "recurrence"
        and c.statement == "Requires newly diagnosed disease"
        and all(e.source.endswith("title") for e in c.evidence)
        and all(_UNTREATED_TITLE.search(sources[e.source]) for e in c.evidence)
        and not any(_NEW_TITLE.search(sources[e.source]) for e in c.evidence)
        else c
        for c in criteria
    ]


def _extent_asked_for(criteria: Sequence[Criterion]) -> int:
    """What the stages asked for leave."""
    extent = axes.full(axes.STATE_AXIS)
    for c in criteria:
        if c.facet == "stage" and c.statement.startswith("Requires"):
            extent &= widest(c.requirement, axes.STATE_AXIS)
    return extent


def _of_advanced_disease(criteria: Sequence[Criterion]) -> bool:
    """Whether all that the stages asked for leave is advanced, metastatic disease among it."""
    extent = _extent_asked_for(criteria)
    return bool(extent & METASTATIC) and not extent & ~_BOTH_ADVANCED & ~_LOCALLY_ADVANCED


def _naive_to_advanced_disease(criterion: Criterion) -> Criterion:
    """'Treatment-naive', where all disease is advanced."""
    if criterion.statement != f"Requires {UNTREATED}":
        return criterion
    requirement = naive_to_advanced_disease(criterion.requirement)
    return Criterion(criterion.facet, requirement, criterion.statement, criterion.evidence)


_LOCALLY_ADVANCED = axes.states_where(lambda s: s.stage in ("IIB", "IIIA", "IIIB", "IIIC"))


def open_to_phases_let_in(criteria: Sequence[Criterion], let_in: int) -> list[Criterion]:
    """'Patients who had surgery within 6 weeks are also eligible': a time of treatment asked for elsewhere is not asked of them."""
    return [
        _open_to(c, let_in)
        if let_in and c.facet in ("setting", "recurrence") and c.statement.startswith("Requires")
        else c
        for c in criteria
    ]


_IN_SITU_UNTREATED = axes.states_where(lambda s: s.kind == "in_situ" and s.phase == "untreated")
_IN_SITU_OPERATED = axes.states_where(lambda s: s.kind == "in_situ" and s.phase == "adjuvant")


_AFTER_SURGERY = gated(
    r"\boperated\b|\bendocrine treatment running\b|\bunder treatment\b(?!, or after)|\bwas removed\b|\badjuvant treatment\b|\bcurative intent\b"
)


def open_to_excised_in_situ(criteria: Sequence[Criterion]) -> list[Criterion]:
    """Carcinoma in situ is often excised to diagnose it: whoever has it and is untreated may be past her surgery, so that
    a trial after surgery leaves her open."""
    taken = any(c.facet == "stage" and _TAKES_STAGE_0.search(c.statement) for c in criteria)
    return [_open_to_treated(_open_to_excised(c)) if taken else _open_to_excised(c) for c in criteria]


def _open_to_excised(criterion: Criterion) -> Criterion:
    speaks_of_it = criterion.facet == "setting" or criterion.statement.startswith("Requires one of")
    after_surgery = speaks_of_it and bool(_AFTER_SURGERY.search(criterion.statement))
    side = widest(criterion.requirement, axes.STATE_AXIS) if after_surgery else 0
    return _open_to(criterion, _IN_SITU_UNTREATED) if side & _IN_SITU_OPERATED else criterion


# A trial of survivors that takes stage 0 by name takes it after its treatment.
_TAKES_STAGE_0 = gated(r"^Requires (?:one of: )?(?:stage 0|carcinoma in situ|ductal carcinoma in situ)\b")
_AFTER_TREATMENT = gated(r"^Requires (?:survivors|primary treatment completed)\b")
_IN_SITU = axes.states_where(lambda s: s.kind == "in_situ")


def _open_to_treated(criterion: Criterion) -> Criterion:
    after = criterion.facet == "setting" and _AFTER_TREATMENT.search(criterion.statement) is not None
    return _open_to(criterion, _IN_SITU) if after else criterion


def _open_to(criterion: Criterion, states: int) -> Criterion:
    """The criterion with the first cancers of these states let in where only the time of treatment keeps them out."""
    more = states & _FIRST_CANCER & ~widest(criterion.requirement, axes.STATE_AXIS)
    if not more:
        return criterion
    let_in = AllOf((Within(axes.STATE_AXIS, more), Undecidable("the time of treatment")))
    return Criterion(criterion.facet, AnyOf((criterion.requirement, let_in)), criterion.statement, criterion.evidence)
