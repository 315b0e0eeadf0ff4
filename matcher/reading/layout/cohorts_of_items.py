"""The cohorts that items are written for: parts within parts, and parts that are counted."""

from __future__ import annotations

import re

from matcher.reading.cohorts.in_one_sentence import (
    kind_of_parts_below,
)
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE, Item


def with_outer_cohorts(items: list[Item]) -> list[Item]:
    """'Phase 1b' above 'Cohort 1', 'Part 2 Cohort 1': wherever Cohort 1 is named, it is that of the outer part."""
    outer: dict[CohortLabel, set[str]] = {}
    for item in items:
        above = item.parent.cohorts if item.parent else ()
        for label in item.cohorts:
            if label.within:
                outer.setdefault(label._replace(within=""), set()).add(label.within)
            elif len(above) == 1 and label.kind and _holds(above[0], label):
                outer.setdefault(label, set()).add(str(above[0]))
    for item in items:
        item.cohorts = tuple(
            label._replace(within=next(iter(outer[label]))) if len(outer.get(label, ())) == 1 else label
            for label in item.cohorts
        )
    return items


def _holds(above: CohortLabel, label: CohortLabel) -> bool:
    """Whether a part of the trial is one of the part above it: of another kind, or called 'Part 2a' below 'Part 2'."""
    if above.kind == label.kind:
        own = label.name.removeprefix(above.name)
        return own != label.name and gated(r"[A-Za-z]").fullmatch(own) is not None
    return above.kind != ""


_JOINED = gated(r"^\W*or\b|\bor\W*$", re.I)


def with_counted_cohorts(items: list[Item]) -> list[Item]:
    """The points below 'Three cohorts are enrolled:' are the cohorts."""
    for item in items:
        kind = kind_of_parts_below(item.text) if len(item.children) > 1 and item.polarity == INCLUDE else ""
        joined = any(_JOINED.search(child.text) for child in item.children)  # read as ways into the trial
        if not kind or joined or any(child.cohorts != item.cohorts for child in item.children):
            continue
        for number, child in enumerate(item.children, 1):
            label = CohortLabel(kind, str(number))
            for member in (child, *child.below()):
                member.cohorts = tuple(label._replace(within=str(o)) for o in item.cohorts) or (label,)
    return items
