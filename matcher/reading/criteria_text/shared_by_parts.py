"""What a part of the trial asks that is told in the list of another one.

"Inclusion criteria for dose expansion:"           the part takes the inclusions of the escalation, but for what it tells of
"As for dose escalation, except:"                  the same matters itself
"Inclusion criteria for dose escalation:"          whoever enters Cohort B0 meets the criteria of the escalation as well
"* Cohort B0: no prior CDK4/6 inhibitor"
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from matcher.reading.cohorts.label import KIND_OF_PART, NAMES_OF_PARTS, CohortLabel, labels_of
from matcher.reading.criteria_text.drafts import Draft
from matcher.reading.exceptions import OF_DRUGS
from matcher.reading.facets import READERS
from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE, Item
from matcher.reading.mentions import Context
from matcher.reading.sentences import sentences_of
from matcher.reading.subjects import RECEPTORS

_LIST = r"(?:(?:inclusion|exclusion|eligibility)\s+)?(?:criteria|requirements)"
_OF_WHOM = rf"(?:the\s+)?(?:(?:dose[- ]?)?(?P<dose>escalation|expansion|finding|optimi[sz]ation)|{KIND_OF_PART}\s+{NAMES_OF_PARTS})"
# 'As for dose escalation, except for the following:', 'The same criteria as in Part 1', 'All inclusion criteria of Cohort A apply'
_AS_ANOTHER = gated(
    rf"^\W*(?:patients?\s+|participants?\s+|subjects?\s+)?(?:must\s+(?:meet|fulfil\w*)\s+)?(?:(?:the\s+)?(?:same|identical)\s+(?:{_LIST}\s+)?(?:as|to)|as)\s+(?:(?:for|in|those\s+(?:for|of|in)|{_LIST}\s+(?:for|of|in))\s+)?{_OF_WHOM}(?!\s+(?:who|with)\b)"
    rf"|^\W*(?:(?:patients?|participants?|subjects?)\s+(?:must|should|have\s+to)\s+(?:meet|fulfil\w*|satisfy)\s+)?all\s+(?:of\s+)?(?:the\s+)?{_LIST}\s+(?:for|of|in|from)\s+{_OF_WHOM.replace('<dose>', '<dose_b>').replace('<kind>', '<kind_b>').replace('<names>', '<names_b>')}",
    re.I,
)
_EXCEPT = gated(
    r"\b(?:except\w*|excluding|apart\s+from|other\s+than|but|with\s+the\s+following|unless|modif\w+|differ\w*)\b", re.I
)
# what one list tells of one matter by several facets
_MATTERS = (OF_DRUGS, RECEPTORS, frozenset({"stage", "recurrence", "setting"}), frozenset({"menopausal_status", "sex"}))


def share_between_parts(items: Sequence[Item], draft: Draft, context: Context) -> None:
    within = _named_within_a_part(items)
    apart_from: dict[CohortLabel, set[str]] = {}  # told once for each part, however often it refers to another
    taken: set[tuple[CohortLabel, CohortLabel, str, bool]] = set()
    for item in items:
        if len(item.cohorts) == 1 and not item.of_others and (named := _AS_ANOTHER.match(item.text)):
            part, but_for_some = item.cohorts[0], _EXCEPT.search(item.text) is not None
            others = [label for label in _labels(named) if label != part and label in draft.by_cohort]
            if len(others) != 1 or (reference := (part, others[0], item.polarity, but_for_some)) in taken:
                continue
            taken.add(reference)
            if but_for_some and part not in apart_from:
                apart_from[part] = _told_apart(part, within, items, context)
            _take_over(item, others[0], apart_from[part] if but_for_some else set(), items, draft)
    for label, part in within.items():
        if label in draft.by_cohort:
            draft.by_cohort[label] = [*draft.by_cohort.get(part, ()), *draft.by_cohort[label]]


def _labels(named: re.Match[str]) -> tuple[CohortLabel, ...]:
    if dose := named["dose"] or named["dose_b"]:
        return (CohortLabel("dose", dose.lower().replace("z", "s")),)
    return labels_of(named["kind"] or named["kind_b"], named["names"] or named["names_b"])


def _take_over(item: Item, other: CohortLabel, apart: set[str], items: Sequence[Item], draft: Draft) -> None:
    """The criteria of the other part's list of the same kind, but for those of facets that are told apart."""
    spans = [draft.text.span(i.start, i.end) for i in items if other in i.cohorts and i.polarity == item.polarity]
    starts = [start for start, _ in spans]
    have = draft.by_cohort.setdefault(item.cohorts[0], [])
    known = set(have)
    taken = []
    for criterion in draft.by_cohort[other]:
        place = criterion.evidence[0].start
        before = bisect_right(starts, place)
        if before and place < spans[before - 1][1] and criterion.facet not in apart and criterion not in known:
            taken.append(criterion)
    have[:0] = taken


def _told_apart(
    part: CohortLabel, within: dict[CohortLabel, CohortLabel], items: Sequence[Item], context: Context
) -> set[str]:
    """The facets of all that the part speaks of itself, also where it only permits."""
    own = [i for i in items if any(label == part or within.get(label) == part for label in i.cohorts)]
    spoken_of = {m.facet for i in own for s in sentences_of(i) for reader in READERS for m in reader(s, context)}
    return spoken_of.union(*(matter for matter in _MATTERS if matter & spoken_of))


def _named_within_a_part(items: Sequence[Item]) -> dict[CohortLabel, CohortLabel]:
    """The cohorts that points name below the inclusions of one part alone, each with that part; it stays a way in for the
    cohorts that have no point of their own."""
    parts: dict[CohortLabel, set[CohortLabel | None]] = {}
    section: Item | None = None
    for item in items:
        if item.heading and item.parent is None and not item.marker:
            section = item
        for label in item.cohorts:
            of_part = section is not None and item is not section and section.polarity == INCLUDE == item.polarity
            outer = section.cohorts[0] if section is not None and of_part and len(section.cohorts) == 1 else None
            parts.setdefault(label, set()).add(outer)
    found = {label: next(iter(outer)) for label, outer in parts.items() if len(outer) == 1}
    return {
        label: part
        for label, part in found.items()
        if part is not None and part != label and not label.within and label.kind in _IN_A_PART and part.kind in _HOLDS
    }


_IN_A_PART = frozenset({"cohort", "arm", "group"})
_HOLDS = frozenset({"dose", "part", "phase", "module", "substudy"})
