"""Points that name a cohort and nothing else, above the points that are its own: '* Cohort A only:', '* No prior lapatinib', '* Cohort B only:' ..."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.reading.cohorts.headings import cohort_heading
from matcher.reading.layout.item import Item


def heading_the_points_behind(items: list[Item]) -> list[Item]:
    """Gives the points that follow such a point to its cohorts, up to the next of its kind; one alone heads nothing."""
    heads = [(place, item) for place, item in enumerate(items) if _names_a_cohort_alone(item)]
    for place, item in heads:
        if any(_beside(item, other) for _, other in heads):
            for member in _behind(items[place + 1 :], item):
                member.cohorts = item.cohorts
    return items


def _beside(one: Item, other: Item) -> bool:
    alike = (one.parent, one.marker, one.indent, one.polarity) == (
        other.parent,
        other.marker,
        other.indent,
        other.polarity,
    )
    return alike and one is not other and not set(one.cohorts) & set(other.cohorts)


def _names_a_cohort_alone(item: Item) -> bool:
    bare = bool(item.marker) and not item.heading and not item.children and bool(item.cohorts)
    return bare and len(item.text) <= 80 and item.text.rstrip().endswith(":") and bool(cohort_heading(item.text))


def _behind(following: list[Item], head: Item) -> Iterator[Item]:
    outer = head.parent.cohorts if head.parent else ()
    for other in following:
        if other.heading or other.polarity != head.polarity or other.indent < head.indent:
            return
        if other.parent is head.parent and (_names_a_cohort_alone(other) or other.cohorts not in ((), outer)):
            return
        yield other
