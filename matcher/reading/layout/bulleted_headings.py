"""Points that name a cohort, or whom it takes, and nothing else, above the points that are its own: '* Cohort A only:',
'* No prior lapatinib', '* Cohort B: TNBC', '* One line of chemotherapy' ... And lines without a mark above marked points: 'Cohort 1 - TNBC'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from matcher.reading.cohorts.headings import cohort_heading
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.cohorts.named_groups import group_heading, tumour_heading
from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE, Item


def heading_the_points_behind(items: list[Item]) -> list[Item]:
    """Gives the points that follow such a point to its cohorts, up to the next of its kind; one alone heads nothing."""
    heads = [
        (place, item, labels)
        for place, (item, following) in enumerate(zip(items, [*items[1:], None], strict=False))
        if (labels := _cohorts_named(item, following))
    ]
    for place, item, labels in heads:
        if not any(_beside(item, other) and not set(labels) & set(of_other) for _, other, of_other in heads):
            continue
        others = {id(other) for _, other, _ in heads}
        item.cohorts = labels
        for member in _behind(items[place + 1 :], item, others):
            member.cohorts = labels
    _give_to_those_taken(items)
    return items


def _give_to_those_taken(items: list[Item]) -> None:
    """'* Part A: TNBC', '* One line', '* Part B: HR-positive BC', '* Two lines', '* ECOG 0-1': the points behind 'TNBC' are those
    of Part A where two parts at least have points of their own; what is usually asked of all ends those of the last one."""
    heads = [
        (place, item)
        for place, item in enumerate(items[:-1])
        if _tells_whom_a_cohort_takes(item) and _goes_on_with_a_bare_point(item, items[place + 1])
    ]
    for place, item in heads:
        if not any(_beside(item, other) and not set(item.cohorts) & set(other.cohorts) for _, other in heads):
            continue
        for member in _behind(items[place + 1 :], item):
            if _ASKED_OF_ALL.match(member.text):
                break
            member.cohorts = item.cohorts
        above = items[place - 1] if place else None
        if above is not None and above.marker and not above.cohorts and _NAMES_A_TOPIC.fullmatch(above.text):
            above.heading = True


def _tells_whom_a_cohort_takes(item: Item) -> bool:
    bare = bool(item.marker) and not item.heading and not item.children and bool(item.cohorts)
    return bare and item.polarity == INCLUDE and _WHOM_IT_TAKES.fullmatch(item.text) is not None


def _goes_on_with_a_bare_point(head: Item, following: Item) -> bool:
    outer = head.parent.cohorts if head.parent else ()
    alike = (head.parent, head.marker, head.indent) == (following.parent, following.marker, following.indent)
    return alike and following.polarity == head.polarity and following.cohorts in ((), outer)


_STATUS = r"(?:(?:HR|HoR|ER|PR|HER-?2|hormone[- ]receptor|TNBC|triple[- ]negative|BRCA\d?|PIK3CA|ESR1|AKT1)(?:[- ]?(?:positive|negative|low|mutated|mutant|\(?[+-]\)?))?)"
# 'Part 2B: HR-positive/HER2-negative BC', 'Cohort 1 - TNBC', 'Part 2:'
_WHOM_IT_TAKES = gated(
    r"\W*(?:for\s+)?(?:cohort|arm|group|part|phase|module|sub-?study)s?\s+[\w/ ,&-]{1,30}?\s?[:\u2013-]\s*"
    rf"(?:(?:refractory|advanced|metastatic|locally|unresectable|recurrent|early|and|or|breast|cancers?|carcinomas?|tumou?rs?|disease|patients|participants|subjects|with|m?BC|\([^()\n]{{0,20}}\)|{_STATUS})[\s,/]*)*\W*",
    re.I,
)
# what every part asks: performance, organs, consent
_ASKED_OF_ALL = gated(
    r"\W*(?:\w+\s){0,3}?(?:ECOG|Eastern|Karnofsky|KPS|WHO|performance|adequate|age[ds]?|informed|consent|life\s+expectancy|expected|willing\w*|able|ability|wom[ae]n|females?|males?|measurable|evaluable|organ|lesions?|resol\w+)\b",
    re.I,
)
# 'Prior systemic treatment', above what each part asks of it
_NAMES_A_TOPIC = gated(
    r"\W*(?:(?:prior|previous)\s+)?(?:(?:systemic|anti-?cancer|cancer)\s+)*(?:treatments?|therap(?:y|ies)|disease(?:\s+characteristics)?|diagnosis|tumou?r\s+types?|lesions?)\s*:?\W*",
    re.I,
)


def _beside(one: Item, other: Item) -> bool:
    alike = (one.parent, one.marker, one.indent, one.polarity) == (
        other.parent,
        other.marker,
        other.indent,
        other.polarity,
    )
    return alike and one is not other


_LONGEST = 110


def _cohorts_named(item: Item, following: Item | None) -> tuple[CohortLabel, ...]:
    """The cohorts of a point that names them and says nothing else, or of a line without a mark above points: 'Cohort 1 - TNBC'."""
    if item.heading or item.children or following is None or len(item.text) > _LONGEST:
        return ()
    if not item.marker:
        return item.cohorts if following.marker and following.cohorts == () else ()
    if labels := cohort_heading(item.text):
        return labels
    by_name = group_heading(item.text) or tumour_heading(item.text) if item.text.rstrip().endswith(":") else None
    return (by_name,) if by_name is not None else ()


def _behind(following: list[Item], head: Item, heads: Set[int] = frozenset()) -> Iterator[Item]:
    outer = head.parent.cohorts if head.parent else ()
    for other in following:
        if other.heading or other.polarity != head.polarity or other.indent < head.indent:
            return
        if id(other) in heads or (head.marker == "" and not other.marker):
            return
        if other.parent is head.parent and other.cohorts not in ((), outer):
            return
        yield other
