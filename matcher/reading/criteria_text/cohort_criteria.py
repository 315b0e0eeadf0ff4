"""Criteria by cohort: their names, parts within parts, the cohort that is not named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from data.criteria import OPEN_POINT, WHERE, AnyOf, Constant, Criterion, Evidence, Truth, Undecidable, negated
from data.trial import Trial
from matcher.reading.cohorts.label import CohortLabel, phases_named, says_closed
from matcher.reading.composing.compose import compose
from matcher.reading.criteria_text.drafts import Draft
from matcher.reading.facets import READERS
from matcher.reading.gated import gated
from matcher.reading.layout.item import Item
from matcher.reading.mentions import Context
from matcher.reading.population import BREAST, is_for_another_tumour, names_another_tumour, of_other_tumours
from matcher.reading.record.presuppositions import RECEPTOR_FACETS
from matcher.reading.sentences import Sentence

# 'Selected tumour types (expansion of the monotherapy):'
_EXPANSION = gated(r"^(?!.*\bescalation\b).*\bexpansions?\b[^.]*:\s*$", re.I | re.S)


def note_cohorts(items: Sequence[Item], draft: Draft) -> None:
    for item, following in zip(items, items[1:], strict=False):
        first = following.cohorts[0] if following.cohorts and not item.cohorts else None
        if first is not None and not first.kind and not first.within and _EXPANSION.match(item.text):
            draft.of_the_expansion = True
    for item in items:
        if item.of_others:
            draft.of_others.update(item.cohorts)  # a group of healthy volunteers is no way in for a patient
            continue
        for label in item.cohorts:
            if label not in draft.by_cohort:
                draft.by_cohort[label] = []
                start, end = draft.text.span(item.start, item.end)
                draft.cohort_evidence[label] = Evidence("criteria", start, end)
            if says_closed(item.text[:120]):
                draft.closed.add(label)


# 'HER2-low, regardless of hormone receptor status'
_WHATEVER_THE_HORMONE_RECEPTORS = gated(
    r"\b(?:regardless|irrespective)\s+of\s+(?:the\s+)?(?:hormon\w+(?:[- ]receptors?)?|HR|ER(?:\s?(?:/|and|or)\s?PR)?|o?estrogen[- ]receptors?)(?:\s*\([^()]*\))?\s+(?:status|expression)\b",
    re.I,
)
_OF_HORMONE_RECEPTORS = frozenset({"er", "pr", "receptor_subtype"})


def take_any_hormone_receptors(items: Sequence[Item], draft: Draft) -> None:
    """Where the criteria of a cohort take any hormone receptor status, 'participants with HR+ disease who have had two
    lines' among them is a rule for those."""
    for label in {
        label for item in items if _WHATEVER_THE_HORMONE_RECEPTORS.search(item.text) for label in item.cohorts
    }:
        found = draft.by_cohort.get(label, [])
        told = {
            c.evidence: c
            for c in found
            if c.facet in _OF_HORMONE_RECEPTORS and not _HER2.search(c.statement) and c.statement.startswith("Requires")
        }
        draft.by_cohort[label] = [
            _for_those(c, told[c.evidence]) if c.evidence in told else c for c in found if c is not told.get(c.evidence)
        ]


_HER2 = gated(r"HER2|triple", re.I)


def _for_those(criterion: Criterion, of_whom: Criterion) -> Criterion:
    words = of_whom.statement.removeprefix("Requires ")
    requirement = AnyOf((negated(of_whom.requirement), criterion.requirement))
    return Criterion(criterion.facet, requirement, f"{criterion.statement}{WHERE}{words}", criterion.evidence)


NOT_NAMED = CohortLabel("", "a part without criteria of its own")


def add_the_cohort_not_named(draft: Draft, trial: Trial) -> None:
    """'Cohort 3 only: ...' and no other cohort named: there is another way in, of which no criteria are told."""
    lone = [
        label for label in draft.by_cohort if not (label.kind or label.within) or _is_all_of_it(label, trial)
    ]  # a group within the dose expansion is not the whole trial
    if len(draft.by_cohort) == 1 and lone and not draft.closed:
        # criteria 'for women', with no other group named, or 'for phase 1' of a phase 1 trial, are those of the trial
        draft.common += draft.by_cohort.pop(lone[0])
        return
    kinds = Counter(label.kind for label in {*draft.by_cohort, *draft.of_others})
    if draft.by_cohort and (max(kinds.values()) < 2 or draft.of_the_expansion or _some_only(draft)):
        named = next(iter(draft.by_cohort))
        words = "The criteria of the other parts of the trial are not told"
        evidence = (draft.cohort_evidence[named],)
        draft.by_cohort[NOT_NAMED] = []
        draft.open_points.append((Criterion(OPEN_POINT, Undecidable(words), words, evidence), (NOT_NAMED,)))


# 'Phases 1b and 1c only: ...', 'HER2-low disease (cohorts B and C only)'
_SOME_ONLY = gated(r"^[^.;:\n]{0,60}\bonly\b|\bonly\s*\)\W*$", re.I)


def _some_only(draft: Draft) -> bool:
    """Whether all the parts that have criteria of their own are named together with 'only', or are groups of the dose
    expansion: the trial has another way in."""
    told = {draft.cohort_evidence.get(label) for label in draft.by_cohort}
    named = next(iter(told)) if len(told) == 1 else None
    if named is not None and _SOME_ONLY.search(draft.text.stored[named.start : named.end]):
        return True
    return _all_of_the_expansion(draft)


def _all_of_the_expansion(draft: Draft) -> bool:
    """Whether only groups of the dose expansion, or of what comes between, are named: the escalation before it is another way
    in."""
    return all(
        any(part in (label.within, str(label)) for part in _BEHIND_THE_ESCALATION)
        for label in (*draft.by_cohort, *draft.of_others)
    )


_BEHIND_THE_ESCALATION = ("Dose expansion", "Dose finding", "Dose optimisation")


def _is_all_of_it(label: CohortLabel, trial: Trial) -> bool:
    """Whether the part is a phase of the trial, and neither the registry nor the record knows it by another phase."""
    if label.kind != "phase" or trial.phases != (f"PHASE{label.name}",):
        return False
    texts = (trial.brief_title, trial.official_title, trial.brief_summary, trial.criteria)
    return phases_named(" ".join(text for text in texts if text)) <= {label.name}


def ask_for_the_name(draft: Draft, context: Context) -> None:
    """A cohort called 'TNBC' or 'HR+/HER2-' is for those tumours, also where no sentence below repeats it."""
    for label, found in draft.by_cohort.items():
        if (
            (" " not in label.name and label.kind)
            or any(c.facet in RECEPTOR_FACETS for c in found)
            or label not in draft.cohort_evidence
        ):
            continue
        named = Sentence(label.name, 0, "criteria")
        mentions = [m for reader in READERS for m in reader(named, context) if m.facet in RECEPTOR_FACETS]
        found += [
            Criterion(s.facet, s.requirement, s.statement, (draft.cohort_evidence[label],))
            for s in compose(named, mentions)
        ]


def take_tumours_for_alternatives(draft: Draft) -> None:
    """Other tumours beside breast cancer in one cohort are other ways into it."""
    for label in draft.breast & draft.by_cohort.keys():
        draft.by_cohort[label] = [c for c in draft.by_cohort[label] if c.facet != "cancer_type"]


# 'Criteria for BTC participants'; not the names of parts of a study, or of breast cancers.
_ABBREVIATION = gated(r"(?!(?:HR|ER|PR|TN|BC|IBC|LA|IV|II|ABC|EBC|MBC|BRCA|ADC|PD|QOL|MRI|PK)\b)[A-Z]{2,5}")


def take_abbreviations_for_tumours(draft: Draft) -> None:
    """'Criteria for BTC participants' beside 'criteria for HER2-low BC participants' are those of another tumour; 'criteria for
    participants with resected NSCLC' and those of a 'melanoma cohort only' are whatever stands beside them."""
    named = [label for label in draft.by_cohort if not label.kind and not label.within]
    beside_breast = any(BREAST.search(label.name) for label in named)
    of_a_kind = [label for label in draft.by_cohort if label.kind and names_another_tumour(label.name)]
    for label in [*named, *of_a_kind]:
        told = any(c.facet == "cancer_type" for c in draft.by_cohort[label])
        if told or label in draft.breast or BREAST.search(label.name):
            continue
        abbreviated = _ABBREVIATION.fullmatch(label.name) or of_other_tumours(label.name)
        if not (label.kind or (beside_breast and abbreviated) or is_for_another_tumour(label.name)):
            continue
        words = f"Requires a tumour other than breast cancer ({label.name})"
        evidence = (draft.cohort_evidence[label],)
        draft.by_cohort[label].append(Criterion("cancer_type", Constant(Truth.FALSE), words, evidence))


_DOSE_PART = gated(r"\bdose[- ](?:escalation|expansion)\b", re.I)


def share_what_both_dose_parts_ask(draft: Draft) -> None:
    """'Dose escalation and dose expansion, cohort 2: ...' beside criteria of the escalation and of the expansion: what both
    of these ask for is asked of that cohort, too."""
    parts = [draft.by_cohort.get(CohortLabel("dose", name), []) for name in ("escalation", "expansion")]
    told = {(c.facet, c.statement) for c in parts[1]}
    both = [c for c in parts[0] if (c.facet, c.statement) in told]
    for label, found in draft.by_cohort.items():
        evidence = draft.cohort_evidence.get(label)
        if label.kind != "dose" and evidence and _DOSE_PART.search(draft.text.stored[evidence.start : evidence.end]):
            draft.by_cohort[label] = [*both, *found]


def complete_parts(draft: Draft) -> None:
    """A cohort within a cohort asks for both: it takes the place of the outer one as the way in."""
    within = {label: _outer_of(label, draft) for label in draft.by_cohort}
    outer = {name for name in within.values() if name}
    of_outer = {str(label): found for label, found in draft.by_cohort.items() if str(label) in outer}
    for label in list(draft.by_cohort):
        if within[label] in of_outer:
            draft.by_cohort[label] = [*of_outer[within[label]], *draft.by_cohort[label]]
        if str(label) in outer:
            draft.closed |= {part for part in within if within[part] == str(label)} if label in draft.closed else set()
    for label in [label for label in draft.by_cohort if str(label) in outer]:
        del draft.by_cohort[label]


# 'Part B (expansion):' above 'Part B1 ...' and 'Part B2 ...'; not 'cohort 1' before 'cohort 10'
_NUMBERED_ON = gated(r"(?<=[A-Z])\d{1,2}|(?<=\d)[A-Z]")


def _outer_of(label: CohortLabel, draft: Draft) -> str:
    """The name of the cohort that this one is a part of, told so or by its number; '' where it is none."""
    if label.within or not label.kind:
        return label.within
    for other in draft.by_cohort:
        head = other.name
        parts = [o for o in draft.by_cohort if o.kind == other.kind == label.kind and _goes_on_numbering(head, o.name)]
        if label in parts and len(parts) > 1:
            return str(other)
    return ""


def _goes_on_numbering(head: str, name: str) -> bool:
    return name.startswith(head) and _NUMBERED_ON.fullmatch(name, len(head)) is not None
