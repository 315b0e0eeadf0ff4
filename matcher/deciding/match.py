"""One patient against one trial: findings, the best open cohort, the verdict.

The verdict, from the truths of the criteria that were read (those common to all and those of the cohort):

    any FALSE                               ineligible
    no FALSE, any UNKNOWN                   possible
    all TRUE, one of them about a fact      eligible
    none about a fact of the patient        possible     (nothing was read that a fact could settle)
    no criteria text at all                 never better than possible

A trial with cohorts has the verdict of its best open cohort (of equals one for breast cancer before one for any tumour before
one for another tumour, then the one that asks for most of her disease and finds it met); closed cohorts do not count. Where every cohort is closed
no way in is left and the trial is judged by its common criteria and its closed cohorts together, as if they were open:
the registry's overall status, not this table, says whether it recruits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from data import axes
from data.criteria import WHERE, Cohort, Constant, Criterion, Reading, Requirement, Truth, Within, atoms
from matcher.deciding.facts import Known
from matcher.deciding.judge import judge

ELIGIBLE, POSSIBLE, INELIGIBLE = "eligible", "possible", "ineligible"
VERDICTS = (INELIGIBLE, POSSIBLE, ELIGIBLE)  # worst first; the place of each is its code
VERDICT_CODE = {verdict: code for code, verdict in enumerate(VERDICTS)}


class Finding(msgspec.Struct, frozen=True):
    """What one criterion comes to for this patient."""

    criterion: Criterion
    truth: Truth


class Decision(msgspec.Struct, frozen=True):
    """The verdict for one trial, with the findings of the cohort that it rests on (None: the trial has none)."""

    verdict: str
    cohort: str | None
    findings: tuple[Finding, ...]


def decide(reading: Reading, known: Known) -> Decision:
    """The reference decision about one patient and one trial."""
    common = _findings(reading.criteria, known)
    if not reading.cohorts:
        verdict = verdict_of(common)
        return Decision(POSSIBLE if verdict == ELIGIBLE and not reading.sentences else verdict, None, common)
    decided = [(_decide_cohort(common, cohort, known), meant_for_breast(cohort)) for cohort in _open_cohorts(reading)]
    return max(decided, key=_goodness)[0]  # the first of equals


class WayIn(NamedTuple):
    """An open cohort, or the trial itself (label None): its criteria with those common to all."""

    label: str | None
    criteria: tuple[Criterion, ...]
    meant_for_breast: int  # see `meant_for_breast`


def ways_in(reading: Reading) -> Sequence[WayIn]:
    """See the docstring of this module."""
    if not reading.cohorts:
        return (WayIn(None, reading.criteria, 1),)
    cohorts = _open_cohorts(reading)
    return [WayIn(c.label, reading.criteria + c.criteria, meant_for_breast(c)) for c in cohorts]


def meant_for_breast(cohort: Cohort) -> int:
    """2: a cohort for breast cancer; 1: for any tumour, or its tumours are not told; 0: for other tumours only."""
    if Constant(Truth.FALSE) in (c.requirement for c in cohort.criteria):
        return 0
    return 2 if cohort.of_breast else 1


def _open_cohorts(reading: Reading) -> Sequence[Cohort]:
    return [c for c in reading.cohorts if not c.closed] or reading.cohorts


def _decide_cohort(common: tuple[Finding, ...], cohort: Cohort, known: Known) -> Decision:
    findings = common + _findings(cohort.criteria, known)
    return Decision(verdict_of(findings), cohort.label, findings)


def _goodness(decided: tuple[Decision, int]) -> tuple[int, int, int, int]:
    decision, for_breast = decided
    not_settled = sum(f.truth is not Truth.TRUE for f in decision.findings)
    return VERDICTS.index(decision.verdict), for_breast, subjects_met(decision.findings), -not_settled


# What of her disease a criterion is about. Criteria of one subject count once: a trial that says the same thing twice
# is not meant for her twice. Other facets (age, sex, performance status ...) say little of whom a trial is meant for.
_SUBJECTS = {
    "er": "receptors", "pr": "receptors", "her2": "receptors", "receptor_subtype": "receptors",
    "stage": "extent", "setting": "phase", "recurrence": "origin", "metastatic_sites": "sites",
    "brain_metastases": "brain", "leptomeningeal_disease": "brain",
    "prior_therapy": "therapy", "lines_of_therapy": "therapy",
}  # fmt: skip


def subject_of(criterion: Criterion) -> str | None:
    """What of her disease a criterion asks for; None where it asks for the lack of something, under a condition, or for
    something else."""
    words = criterion.statement
    if not words.startswith("Requires ") or words.startswith("Requires no ") or WHERE in words:
        return None
    if criterion.facet.startswith("biomarker:"):
        return criterion.facet
    return _SUBJECTS.get(criterion.facet)


def subjects_met(findings: Iterable[Finding]) -> int:
    """How much of her disease is asked for and met."""
    met = {subject_of(f.criterion) for f in findings if f.truth is Truth.TRUE and asks_about_a_fact(f.criterion)}
    return len(met - {None})


def _findings(criteria: Iterable[Criterion], known: Known) -> tuple[Finding, ...]:
    return tuple(Finding(c, judge(c.requirement, known)) for c in criteria)


def verdict_of(findings: Iterable[Finding]) -> str:
    """The verdict table of this module's docstring."""
    about_a_fact = False
    worst = Truth.TRUE
    for finding in findings:
        worst = min(worst, finding.truth)
        about_a_fact = about_a_fact or asks_about_a_fact(finding.criterion)
    if worst is Truth.FALSE:
        return INELIGIBLE
    return ELIGIBLE if worst is Truth.TRUE and about_a_fact else POSSIBLE


def asks_about_a_fact(criterion: Criterion) -> bool:
    """Whether some fact of a patient could settle it (a tautology is no question)."""
    return any(not _is_tautology(atom) for atom in atoms(criterion.requirement))


def _is_tautology(atom: Requirement) -> bool:
    if isinstance(atom, Within):
        return not axes.full(atom.axis) & ~atom.allowed
    return isinstance(atom, Constant)
