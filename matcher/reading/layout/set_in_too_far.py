"""Lines that name a cohort and stand further in than the criteria of that cohort, which follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.reading.gated import gated
from matcher.reading.layout.item import Item

_PART = r"(?:sub-?)?(?:cohort|arm|group|part|stratum|population|phase)s?\s+[\w./-]{1,6}(?:\s*(?:,|and|or|&)\s*(?:(?:cohort|arm|group|part|phase)\s+)?[\w./-]{1,6}){0,4}"
# 'Cohort B (irradiated before)', 'For phase 1 and 2 of the study:'
NAMES_A_COHORT = gated(
    rf"^\W*(?:(?:for|in)\s+(?:the\s+)?{_PART}(?:\s+(?:of|the|this|study|trial|patients|participants|only)){{0,4}}\s*:|{_PART}\s*(?:\([^()]*\)\s*:?|:|[-,][^.;:]{{0,80}})?)\W*$",
    re.I,
)


def heading_what_follows(items: list[Item]) -> list[Item]:
    """Gives the items that follow such a line to its cohorts, where they were given to those of the line before."""
    for place, item in enumerate(items[:-1]):
        after = items[place + 1]
        if not item.cohorts or item.children or not after.cohorts or not NAMES_A_COHORT.match(item.text):
            continue
        further_in = item.parent is not None and after.parent is not item.parent and after.indent < item.indent
        within = {label.within for label in item.cohorts} & {str(label) for label in after.cohorts}
        if further_in and not within and set(after.cohorts) != set(item.cohorts):
            for member in _of_its_list(items[place + 1 :], after):
                member.cohorts = item.cohorts
    return items


def _of_its_list(following: list[Item], first: Item) -> Iterator[Item]:
    of_them = first.cohorts
    for other in following:
        below = first.parent is None or first.parent in other.ancestors()
        if other.heading or other.polarity != first.polarity or other.cohorts != of_them or not below:
            return
        yield other
