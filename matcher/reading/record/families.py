"""Facets that speak of one axis; requirements of different sentences that are alternatives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from data import axes
from data.criteria import AllOf, AnyOf, Criterion, Evidence, Requirement, Undecidable, Within, either, every
from matcher.reading.gated import gated
from matcher.reading.receptors.masks import LOW
from matcher.reading.record.masks import widest
from matcher.reading.record.phases import METASTATIC, without_strange_phases
from matcher.reading.state.meanings import LOCOREGIONAL, STAGE_I_II, UNRESECTABLE


def alternatives_joined(
    criteria: Sequence[Criterion], axis: str, facets: frozenset[str], text: str = ""
) -> list[Criterion]:
    """Requirements on one axis from different sentences that nobody can meet together are alternatives.

    'Stage II with ...', 'Stage III with ...' as separate points list ways in; so do 'HER2-positive' and
    'triple-negative'. Sentences that can all be met together stay requirements, each on its own. text: the criteria's.
    """
    asked = [c for c in criteria if c.facet in facets and c.statement.startswith("Requires")]
    by_sentence: dict[Evidence, list[Criterion]] = {}
    for criterion in asked:
        by_sentence.setdefault(criterion.evidence[0], []).append(criterion)
    if axis == axes.STATE_AXIS:  # phases and origins go with the extent that their sentence names
        by_sentence = {e: group for e, group in by_sentence.items() if any(c.facet == "stage" for c in group)}
    by_sentence = _clashing(by_sentence, axis)
    if not by_sentence:
        return list(criteria)
    if axis in (axes.RECEPTORS_AXIS, axes.STATE_AXIS):
        by_sentence = {
            e: [*group, *_of_its_kind(e, criteria), *_behind_its_kind(e, criteria, tuple(by_sentence), text)]
            for e, group in by_sentence.items()
        }
    asked = [c for group in by_sentence.values() for c in group]
    by_sentence = {e: without_strange_phases(group) for e, group in by_sentence.items()}
    ways = [every(c.requirement for c in group) for group in by_sentence.values()]
    words = [" and ".join(c.statement.removeprefix("Requires ") for c in group) for group in by_sentence.values()]
    joined = Criterion(
        asked[0].facet, either(ways), "Requires one of: " + "; ".join(dict.fromkeys(words)), tuple(by_sentence)
    )
    left = [joined if c is asked[0] else c for c in criteria if c is asked[0] or c not in asked]
    return [_spared(c, ways) for c in left] if axis == axes.STATE_AXIS else left


def _of_its_kind(evidence: Evidence, criteria: Sequence[Criterion]) -> list[Criterion]:
    """'HR-positive disease (must have progressed on a CDK4/6 inhibitor)' beside 'triple-negative disease', 'stage II after
    adjuvant chemotherapy' beside 'stage IV in remission': the treatment that the sentence asks for is asked of its own kind."""
    return [
        c
        for c in criteria
        if (c.facet in _OF_TREATMENT or c.facet.startswith("biomarker:"))
        and c.statement.startswith("Requires")
        and c.evidence[0] == evidence
    ]


def _behind_its_kind(
    kind: Evidence, criteria: Sequence[Criterion], kinds: Sequence[Evidence], text: str
) -> list[Criterion]:
    """'Triple-negative disease. A taxane must have been given.' as one point beside 'HR-positive disease. ...': so is what the
    sentences behind it ask for in that point."""
    end = text.find("\n", kind.end)
    end = len(text) if end < 0 else end
    start = text.rfind("\n", 0, kind.start) + 1
    if kind.source != "criteria" or any(start <= o.start < end for o in kinds if o != kind):
        return []
    return [
        c
        for c in criteria
        if c.facet in _OF_TREATMENT
        and c.statement.startswith("Requires")
        and c.evidence[0].source == "criteria"
        and kind.end <= c.evidence[0].start < end
    ]


_OF_TREATMENT = ("prior_therapy", "lines_of_therapy")


def _spared(criterion: Criterion, ways: Sequence[Requirement]) -> Criterion:
    """A phase that metastatic disease can't be in is not asked of those whom a way in for metastatic disease takes: '...; and
    are in complete remission', in the point for stage III."""
    phase = widest(criterion.requirement, axes.STATE_AXIS) if criterion.facet == "setting" else 0
    late = METASTATIC & ~phase
    others = [way for way in ways if not widest(way, axes.STATE_AXIS) & ~late]
    if not phase or len(others) in (0, len(ways)) or not criterion.statement.startswith("Requires"):
        return criterion
    return Criterion(
        criterion.facet, either([criterion.requirement, *others]), f"{criterion.statement}, of some", criterion.evidence
    )


_CATEGORIES = gated(
    r"Requires (?:\b[cp]?[TN](?:[0-4]|is|\+|X)[\w+/-]*\W*(?:or|to|and)?\W*)+$|Requires a primary tumour \((?:clinical )?TNM\)$"
)


def without_categories_of_recurrences(criteria: Sequence[Criterion]) -> list[Criterion]:
    """T and N categories beside a sentence that asks for disease which has come back are those of the recurrence."""
    returned = any(
        c.facet == "stage"
        and c.statement.startswith("Requires")
        and not widest(c.requirement, axes.STATE_AXIS) & ~LOCOREGIONAL
        for c in criteria
    )
    return [c for c in criteria if not (returned and c.facet == "stage" and _CATEGORIES.match(c.statement))]


def relaxed(criterion: Criterion, permitted: int) -> Criterion:
    """An extent that is asked for in one sentence leaves open what another one expressly lets in; 'newly diagnosed' leaves open
    recurrences, where they are let in."""
    side = widest(criterion.requirement, axes.STATE_AXIS)
    more = permitted & ~side
    if side & LOCOREGIONAL and "incurable disease" in criterion.statement:
        more &= ~LOCOREGIONAL  # 'recurrent disease is eligible if ...' is said of recurrences that cannot be cured
    newly = criterion.facet == "recurrence" and criterion.statement.startswith("Requires newly diagnosed")
    returned = newly and permitted & LOCOREGIONAL & ~UNRESECTABLE
    if not (criterion.facet == "stage" or returned) or not more or not criterion.statement.startswith("Requires"):
        return criterion
    return or_let_in(criterion, more)


def or_let_in(criterion: Criterion, more: int) -> Criterion:
    """The criterion with what another sentence lets in beside it."""
    let_in = AllOf((Within(axes.STATE_AXIS, more), Undecidable("let in by another sentence")))
    words = f"{criterion.statement}, or what another sentence lets in"
    return Criterion(criterion.facet, AnyOf((criterion.requirement, let_in)), words, criterion.evidence)


def _clashing(by_sentence: dict[Evidence, list[Criterion]], axis: str) -> dict[Evidence, list[Criterion]]:
    """The sentences that leave no value in common with some other one; denials ('no metastases') do not take part."""
    sides = {
        evidence: _open_to([c for c in group if c.facet == "stage"] or group, axis)
        for evidence, group in by_sentence.items()
        if not all(c.statement.startswith("Requires no ") for c in group)
    }
    told = Counter(sides.values())  # thousands of sentences may say the same few things
    apart = {side for side in told if any(_apart(side, o, axis) for o in told if o != side or told[side] > 1)}
    clashing = {evidence: by_sentence[evidence] for evidence, side in sides.items() if side in apart}
    # Receptor subtypes that clash stand in a list of subtypes: what else the list names is an alternative too.
    # 'HER2-negative' beside 'ER-positive: ...' and 'ER-negative: ...' is asked of both.
    if not clashing or axis != axes.RECEPTORS_AXIS:
        return clashing
    of_hormones = all(side & _HER2_POSITIVE for side in apart)
    return {e: by_sentence[e] for e, side in sides.items() if not (of_hormones and side == _HER2_NEGATIVE)}


_HER2_POSITIVE = axes.receptors_where(lambda s: s.her2 == "positive")
_HER2_NEGATIVE = axes.full(axes.RECEPTORS_AXIS) & ~_HER2_POSITIVE


# The tumours on the border between ER-negative and ER-positive, or PR-negative and PR-positive.
_BORDER = LOW["er"] | LOW["pr"]


def _apart(side: int, other: int, axis: str) -> bool:
    """Whether nobody can meet both, or only those whom an unstated cut-off puts into either: 'HR-positive' and
    'triple-negative' as points of one list name two kinds of tumours."""
    common = side & other
    if axis == axes.PERSON_AXIS:
        return not common & ~_MEN  # of men no rule about menopause asks anything
    if axis == axes.STATE_AXIS:
        return not common or any(_late_and_early(a, b) for a, b in ((side, other), (other, side)))
    return not common or (axis == axes.RECEPTORS_AXIS and not common & ~_BORDER and common not in (side, other))


def _late_and_early(late: int, early: int) -> bool:
    """'Metastatic or unresectable disease' and 'locally advanced or early disease' as points of one list: two kinds of patients,
    although locally advanced disease may be one that cannot be resected."""
    settled = early & STAGE_I_II == STAGE_I_II and late & METASTATIC == METASTATIC
    return settled and not late & early & ~UNRESECTABLE and not early & METASTATIC


_MEN = axes.mask(axes.PERSON_AXIS, ["male"])


def _open_to(group: Sequence[Criterion], axis: str) -> int:
    allowed = axes.full(axis)
    for criterion in group:
        requirement = criterion.requirement
        if axis == axes.PERSON_AXIS and isinstance(requirement, AnyOf) and _under_a_condition(requirement.parts[-1]):
            requirement = requirement.parts[0]  # 'premenopausal, or what stands beside it'
        if axis == axes.STATE_AXIS:
            requirement = _consequence(requirement)
        allowed &= widest(requirement, axis)
    return allowed


def _under_a_condition(part: Requirement) -> bool:
    """Whether it is nothing but a condition, or others whom a condition lets in."""
    parts = part.parts if isinstance(part, AllOf) else (part,)
    return any(isinstance(p, Undecidable) for p in parts)


def _consequence(requirement: Requirement) -> Requirement:
    """What is asked where a condition holds that was not understood: 'if unilateral, pT1-2' clashes with 'DCIS'."""
    if isinstance(requirement, AnyOf):
        asked = [part for part in requirement.parts if part != Undecidable("a condition")]
        if len(asked) == 1 < len(requirement.parts):
            return asked[0]
    return requirement
