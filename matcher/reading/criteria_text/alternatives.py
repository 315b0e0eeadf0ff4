"""Items of which one is enough: any-of lists and points joined by 'or'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matcher.reading.gated import gated
from matcher.reading.layout.below import ANY_OF, EXCLUDES_BELOW, MAY_CONSIST_OF
from matcher.reading.layout.item import EXCLUDE, Item
from matcher.reading.population import NAMES_TUMOUR, of_other_tumours


def items_joined_by_or(items: Sequence[Item]) -> frozenset[int]:
    """Items of inclusions that begin with OR, or stand before one that does: ways of which one is enough. And the points
    below 'at least two of the following:', none of which is needed, or shuts out, by itself."""
    ways = {id(child) for item in items if _SEVERAL_OF.search(item.text) for child in item.children}
    for place, item in enumerate(items):
        if item.polarity != EXCLUDE and not item.children and _LET_IN_IF.match(item.text):
            ways |= {id(below) for below in _on_its_level(item, items[place + 1 :])}
    ways |= {id(item) for item in items if item.perhaps_option}
    for before, item in zip(items, items[1:], strict=False):
        if before.cohorts != item.cohorts:
            continue
        if item.polarity != EXCLUDE and before.polarity == item.polarity and _BEGINS_WITH_OR.match(item.text):
            ways |= {id(before), id(item)}
        if before.polarity != EXCLUDE and before.parent is item.parent and _ENDS_WITH_OR.search(before.text):
            ways |= {id(before), id(item)}
    return frozenset(ways)


# 'Patients with HR-positive disease are eligible if they meet the following criteria:', where the layout puts none below it
_LET_IN_IF = gated(
    r"^\W*(?:patients?|participants?|subjects?|women|those)\s+(?:with|whose|who)\b[^.:;]{0,60}\b(?:ER|PR|HR|HER-?2|receptors?|triple[- ]negative|TNBC)\b[^.:;]{0,140}\b(?:includ\w+|eligible|enrol\w+|allowed|permitted|accepted|admitted)\b[^.:;]{0,50}"
    r"\b(?:if|provided|as long as|when)\b[^.:;]{0,50}\b(?:following|these|below)\b[^.:;]{0,50}:\s*$",
    re.I,
)
_BELOW_IT = 5  # points after such a line that may still belong to it


def _on_its_level(item: Item, following: Sequence[Item]) -> list[Item]:
    found: list[Item] = []
    for other in following[:_BELOW_IT]:
        if other.heading or (other.parent, other.marker, other.polarity) != (item.parent, item.marker, item.polarity):
            break
        found.append(other)
    return found


_SEVERAL_OF = gated(
    r"\b(?:(?:at least|any|minimum of|>=)\s*(?:two|three|four|[2-4])|(?:two|three|four|[2-4])(?:\s*\(\d\))?\s+or more|(?<!all )(?:two|three|four|[2-4])(?=\s+(?:out\s+)?of\b))"
    r"(?:\s+(?:\(\d\)|out|of|the|risk|clinical|additional|adverse|prognostic|poor|high[- ]risk|unfavou?rable))*\s+(?:following|these|below|criteria|factors|features|characteristics|conditions)\b[^.]{0,80}:\s*$",
    re.I,
)


_BEGINS_WITH_OR = gated(r"^\W*(?:OR|or|Or)\b")


_ENDS_WITH_OR = gated(r"\b(?:OR|or)\W*$")


# 'Any of the signs of resistance below. The drug need not be the last one.'
_OPENS_WITH_ANY_OF = gated(r"\W*(?:any|either|one)\s+of\s+the\s+(?:following|below)\b[^.:]{0,100}\.\s", re.I)


def alternatives_below(item: Item, items: Sequence[Item]) -> list[Item]:
    """The points of which one is enough, where `item` introduces such a list under an inclusion."""
    if item.polarity == EXCLUDE or EXCLUDES_BELOW.search(item.text) or MAY_CONSIST_OF.search(item.text):
        return []
    if any(child.cohorts and child.cohorts != item.cohorts for child in item.children):
        return []  # each is a cohort, and read as such
    if item.footnotes >= 0:
        return list(item.children)
    if not (ANY_OF.search(item.text) or _OPENS_WITH_ANY_OF.match(item.text) or _TUMOUR_TYPES.search(item.text)):
        return _joined_by_or(item)
    of_many_kinds = _OF_CRITERIA.search(item.text)
    alternatives = list(item.children) if of_many_kinds else _tumours_listed(item.children)
    return alternatives if len(alternatives) > 1 else []


# '... and meet one of the following additional criteria:' lists more than tumours
_OF_CRITERIA = gated(
    r"\bof\s+(?:the\s+)?(?:following|these|below)\s+(?:\w+\s+)?(?:criteria|conditions|requirements)\b", re.I
)
# '... advanced disease of the following tumour types:'
_TUMOUR_TYPES = gated(
    r"\b(?:following|these|below)\b[^.:]{0,120}\b(?:tumou?rs?|cancers?|malignanc(?:y|ies)|indications|histologies|(?:sub)?types)(?: types?)?[^.:]{0,60}:\s*$"
    r"|\b(?:eligible|selected)\s+(?:tumou?r|cancer|malignanc|indication|histolog)\w*(?:\s+types?)?(?:\s+(?:include|are))?(?:\s+the\s+following)?\s*:\s*$",
    re.I,
)


def _tumours_listed(children: list[Item]) -> list[Item]:
    """Of a list that begins with tumours, those: what follows them is no tumour and no alternative of them."""
    if not any(of_other_tumours(child.text) for child in children[:4]) or not NAMES_TUMOUR.search(children[0].text):
        return children
    last = next((i for i, child in enumerate(children) if not NAMES_TUMOUR.search(child.text)), len(children))
    return children[:last]


_FEW_WORDS = 4  # '1) unresectable 2) locally recurrent, or 3) metastatic disease'


def _joined_by_or(item: Item) -> list[Item]:
    """Points below `item` that end or begin with a bare OR, or are set off by commas and semicolons with an OR before the
    last: 'a; b; or c'."""
    children = item.children
    if item.polarity == EXCLUDE or len(children) < 2:
        return []
    joined = [
        bool(gated(r"(?:\bor|\bOR)\W*$").search(a.text) or gated(r"^\W*(?:or|OR)\b").match(b.text))
        for a, b in zip(children, children[1:], strict=False)
    ]
    enumerated = joined[-1] and all(
        child.text.rstrip().endswith((";", ",")) or (child.marker == "number" and len(child.text.split()) <= _FEW_WORDS)
        for child in children[:-2]
    )
    return children if all(joined) or enumerated else []


def runs_of_ways(items: Sequence[Item]) -> dict[int, list[Item]]:
    """Neighbouring points of an inclusion of which each ends, or the next one begins, with a bare OR; by id of the first."""
    runs: dict[int, list[Item]] = {}
    run: list[Item] = []
    for item in items:
        if item.polarity == EXCLUDE or item.heading or _holds_more(item):
            run = []
            continue
        joined = run and (run[-1].parent, run[-1].marker, run[-1].cohorts) == (item.parent, item.marker, item.cohorts)
        if joined and (
            _ENDS_WITH_OR.search(run[-1].text)
            or _BEGINS_WITH_OR.match(item.text)
            or _resistant_in_either_setting(run[-1].text, item.text)
        ):
            run.append(item)
            runs[id(run[0])] = run
            run = [] if item.children else run  # what stands below it ends the list
        else:
            run = [] if item.children else [item]
    return runs


def _holds_more(item: Item) -> bool:
    """Whether more stands below than a line that names a group: 'Group with a curative plan:'."""
    return any(below.children or not below.text.rstrip().endswith(":") for below in item.children)


_ENDOCRINE = r"\b(?:aromatase|AIs?|endocrine|(?:anti-?)?hormon\w+|tamoxifen|letrozole|anastrozole|exemestane|ET|anti-?o?estrogens?)\b"
_UNDER = r"\b(?:while|whilst|during|on|receiving|under|after|within)\b"
# 'Relapse while receiving letrozole in the adjuvant setting'
_BACK_UNDER_ADJUVANT = gated(
    rf"^(?=[^.;]*{_ENDOCRINE})(?=[^.;]*\badjuvant\b)(?![^.;]*\b(?:or|must|no|not)\b)\W*(?:[\w-]+\W+){{0,3}}?(?:relaps|recur)\w*[^.;]*{_UNDER}[^.;]*\W*$",
    re.I,
)
# 'Progression while receiving letrozole for metastatic disease'
_ON_UNDER_LATE = gated(
    rf"^(?=[^.;]*{_ENDOCRINE})(?=[^.;]*{_UNDER}[^.;]*\b(?:metastatic|advanced|MBC|ABC)\b)(?![^.;]*\b(?:or|must|no|not|adjuvant)\b)\W*(?:[\w-]+\W+){{0,3}}?progress\w*[^.;]*\W*$",
    re.I,
)


def _resistant_in_either_setting(one: str, other: str) -> bool:
    """Whether two points tell resistance to endocrine treatment, one as a relapse under adjuvant treatment, one as progression
    of metastatic disease: either is enough (ESO-ESMO ABC: endocrine resistance)."""
    return any(
        _BACK_UNDER_ADJUVANT.match(a) is not None and _ON_UNDER_LATE.match(b) is not None
        for a, b in ((one, other), (other, one))
    )
