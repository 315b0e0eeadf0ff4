"""The cohorts that items are written for: parts within parts, tumours as cohorts, numbered parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.reading.cohorts.in_one_sentence import (
    AND_NEXT,
    beginnings_of_what_parts_are_asked,
    ends_of_what_parts_are_asked,
    kind_of_parts_below,
    parts_counted,
)
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.cohorts.named_groups import group_heading, tumour_heading
from matcher.reading.cohorts.openings import inline_cohorts
from matcher.reading.gated import gated
from matcher.reading.layout.below import polarity_below
from matcher.reading.layout.item import INCLUDE, Item
from matcher.reading.layout.lines import running_numbers
from matcher.reading.population import BREAST, NAMES_TUMOUR, names_another_tumour

MARKER = gated(
    # '- 1. Age' is the point 1
    r"[ \t]*(?:[*+\-][ \t]+(?=[(\[]?\d{1,2}[.)\]][ \t]+[A-Z]))?"
    r"(?:(?P<bullet>[*+\-.]+[ \t]+|o[ \t]+|[*\-](?=[A-Z][a-z]|[A-Z]{2}|[<>]=)|\*(?=[a-z])|(?:[-=]*>|~)[ \t]*(?=(?!Grade|Stage|Class|Score|New\s)[A-Z][a-z]))"
    r"|(?P<circled>[\u2460-\u2473])[ \t]*|[(\[]?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)\]:]+[ \t]*(?=\D)"
    # '1- Age', '2 - Women', '3/ Consent', 'No. 4 Consent', '#5 Consent'; not: '5-Fluorouracil'
    r"|(?:(?:No\.?|Nr\.?|#)[ \t]?(?P<counted>\d{1,2})[.):]*[ \t]+|(?P<dashed>\d{1,2})(?:[ \t]?-+[ \t]*|[ \t]?/[ \t]*|[ \t]?\u3001[ \t]*))(?=(?!Fluoro|Aza|Alpha|Year|Month|Week|Day)[A-Z][a-z])"
    # '5.1.2 Patients must have ...', 'E-2. Prior ...', 'IC3: ...', 'Exclusion 2: ...', not '1.5 ULN' or 'T2. '
    r"|(?P<section>\d{1,2}(?:\.\d{1,2}){1,3}|(?:(?:[IE]|IN|EX|INC|EXC?|INCL?|EXCL?)C?|Inclusion|Exclusion)[ -]?#?\d{1,2}[a-z]?[.):-]*|[A-LO-SU-Z](?:[.-]\d{1,2}(?:\.\d{1,2})?[.):]*|\d{1,2}[.):]+))[ \t]+(?=[A-Z][a-z]|A[ \t]|(?:is|are|has|have|was|were|cannot|no|an?)\s|(?!ULN|UNL|LLN|[A-Z]{0,2}LN)[A-Z]{2})"
    r"|\(?(?P<roman>[ivxIVX]{1,5})[.)][ \t]+|\(?(?P<letter>(?P<twice>[a-z])(?P=twice)|[a-zA-Z])[.)][ \t]+)?"
)


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


def with_numbered_parts(item: Item) -> Iterator[Item]:
    """The item, and as its children the points '1) ... 2) ...' that run through its (wrapped) text."""
    cuts = sorted(running_numbers(item.text)) if len(item.text) > 120 and not item.children else []
    if not cuts or cuts[0] < 3 or parts_counted(item.text):
        yield item
        return
    bounds = [*cuts, len(item.text)]
    points = list(zip(bounds, bounds[1:], strict=False))
    whole, item.text = item.text, item.text[: cuts[0]].rstrip()
    start, item.end = item.start, item.start + len(item.text)
    yield item
    for a, b in points:
        body = whole[a:b].rstrip()
        marker = MARKER.match(body)
        skip = marker.end() if marker else 0
        if gated(r"\w").search(body[skip:]):
            child = Item(start + a + skip, start + a + len(body), body[skip:], item.indent + 2, "number", item.polarity)
            child.parent, child.cohorts = item, item.cohorts
            child.polarity = polarity_below(child, item.polarity)
            item.children.append(child)
            yield child


_SENTENCE = gated(r"[.;]\)?\s+(?=[A-Z(])|;\s+(?=\w)")


_HOLDS_ITS_DOSES = frozenset({"cohort", "arm", "group", "module"})


def with_sentences_of_cohorts(item: Item) -> Iterator[Item]:
    """'For phase I, any solid tumour. For phase II, ...' in one point: each sentence is written for its own cohort, and so
    is what follows it up to the next one."""
    cuts = {
        *(m.end() for m in _SENTENCE.finditer(item.text)),
        *ends_of_what_parts_are_asked(item.text),
        *beginnings_of_what_parts_are_asked(item.text),
    }
    bounds = [0, *sorted(cuts), len(item.text)]
    named = [
        (a, labels)
        for a, b in zip(bounds, bounds[1:], strict=False)
        if (labels := inline_cohorts(AND_NEXT.sub("", item.text[a:b].replace("\n", " "))))
    ]
    if (
        named and named[0][1][0].kind in _HOLDS_ITS_DOSES
    ):  # 'Cohort 1: dose escalation takes ... Dose expansion takes ...'
        named = [one for one in named if one[1][0].kind != "dose"]
    named = parts_counted(item.text) or named
    if len({labels for _, labels in named}) < 2 or item.heading:
        yield item
        return
    starts = [(0, item.parent.cohorts if item.parent else ())] if named[0][0] else []
    starts += named
    whole, children = item.text, item.children
    for i, (a, labels) in enumerate(starts):
        b = starts[i + 1][0] if i + 1 < len(starts) else len(whole)
        part = item if i == 0 else Item(item.start + a, 0, "", item.indent, item.marker, item.polarity)
        part.text, part.cohorts, part.parent = AND_NEXT.sub("", whole[a:b]).rstrip(), labels, item.parent
        part.end, part.children = part.start + len(part.text), children if b == len(whole) else []
        for child in part.children:
            child.parent = part
        if i and item.parent is not None:
            item.parent.children.insert(item.parent.children.index(item) + i, part)
        yield part


Headed = list[tuple[Item, CohortLabel]]
_OF_CONTROLS = gated(r"\W*(?:the\s+)?controls?(?:\s+(?:group|arm|cohort))?\s*:\s*\S", re.I)


def _name_the_controls(items: list[Item]) -> None:
    """'Controls: ...' beside 'Phase I: ...' and 'Phase II: ...' in one list is a way in of its own."""
    for item in items:
        siblings = item.parent.children if item.parent is not None else []
        if item.cohorts or item.of_others or not _OF_CONTROLS.match(item.text):
            continue
        if any(sibling.cohorts and sibling.cohorts != item.cohorts for sibling in siblings):
            for member in (item, *_all_below(item)):
                member.cohorts = (CohortLabel("", "Controls"),)


def with_named_cohorts(items: list[Item]) -> list[Item]:
    """Where two or more tumour types, or groups of participants, head criteria of their own, each is a cohort with what
    stands below it; a tumour of another organ, headed where all others are taken too, is no way in for a patient."""
    tumours = _headed_by_tumours(items)
    headed = _without_the_one_around(tumours)
    if not _are_cohorts(headed, items):
        headed = _headed_by_groups(items)
    heads = {id(item) for item, _ in [*tumours, *headed]}
    scopes = {id(item): list(_scope_of(item, items, heads)) for item, _ in [*tumours, *headed]}
    beside = _beside_all_others(tumours, scopes, items)
    for item in beside:
        for member in scopes[id(item)]:
            member.of_others = True
    for item, label in headed:
        if item in beside:
            continue
        outer = item.cohorts
        if any(label.name.lower().startswith(str(o).lower()) for o in outer):
            continue  # 'Cohort 1 TNBC: ...' is Cohort 1
        for member in scopes[id(item)]:
            member.cohorts = tuple(label._replace(within=str(o)) for o in outer) or (label,)
        item.heading = item.heading or _heads(item) or not item.marker
    _name_the_controls(items)
    for above in {id(i.parent): i.parent for i, _ in headed if i.parent is not None}.values():
        _name_the_others(above, {id(item) for item, _ in headed})
    _name_those_beside(headed, items)
    return items


def _name_those_beside(headed: Headed, items: list[Item]) -> None:
    """'Tumours with an AKT mutation: ...' beside 'TNBC: ...' in the list of one part of the trial is a cohort as well."""
    for item in items:
        if item.parent is not None or not item.cohorts or not _opens_with_its_name(item):
            continue
        within = {str(label) for label in item.cohorts}
        beside = [h for h, _ in headed if (h.parent, h.marker, h.indent) == (None, item.marker, item.indent)]
        if len([h for h in beside if any(label.within in within for label in h.cohorts)]) > 1 and NAMES_TUMOUR.search(
            item.text
        ):
            label = CohortLabel("", " ".join(item.text.split(":")[0].split()))
            for member in (item, *_all_below(item)):
                member.cohorts = tuple(label._replace(within=str(o)) for o in item.cohorts)


def _beside_all_others(tumours: Headed, scopes: dict[int, list[Item]], items: list[Item]) -> list[Item]:
    """'Melanoma:' with criteria of its own, below a part (or in a trial) that takes any solid tumour or breast cancer: its
    heading, if no breast cancer heads criteria in that part."""
    below = {id(member) for members in scopes.values() for member in members}
    beside: list[Item] = []
    for part in dict.fromkeys(item.cohorts for item, _ in tumours):
        of_part = [(item, label) for item, label in tumours if item.cohorts == part]
        if not all(names_another_tumour(label.name) for _, label in of_part):
            continue
        rest = [i for i in items if id(i) not in below and (not part or i.cohorts == part) and i.polarity == INCLUDE]
        if any(_TAKES_BREAST.search(i.text) for i in rest):
            beside += [item for item, _ in of_part if _heads(item) and item.polarity == INCLUDE]
    return beside


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
            for member in (child, *_all_below(child)):
                member.cohorts = tuple(label._replace(within=str(o)) for o in item.cohorts) or (label,)
    return items


def _headed_by_tumours(items: list[Item]) -> Headed:
    following = dict(zip(map(id, items), items[1:], strict=False))
    return [
        (item, label)
        for item in items
        if (_heads(item) or _opens_with_its_name(item) or _stands_above(item, following.get(id(item))))
        and (label := tumour_heading(item.text))
    ]


def _are_cohorts(headed: Headed, items: list[Item]) -> bool:
    labels = {label for _, label in headed}
    for_breast = any(_MAY_BE_BREAST.search(label.name) for label in labels) or any(
        _OPENS_WITH_BREAST.match(item.text) for item in items
    )
    return len(labels) > 1 and for_breast


def _without_the_one_around(headed: Headed) -> Headed:
    """'Metastatic breast cancer:' above 'TNBC: ...' and 'HER2-positive: ...' is no cohort beside them."""
    heads = {id(item) for item, _ in headed}
    outermost = [h for h in headed if not any(id(above) in heads for above in h[0].ancestors())]
    if len({label for _, label in outermost}) > 1:
        return headed
    return [h for h in headed if h not in outermost]


def _headed_by_groups(items: list[Item]) -> Headed:
    """'Survivor group: ...', 'Control group: ...', in a record without numbered cohorts."""
    if any(item.cohorts for item in items):
        return []
    headed = [
        (item, label)
        for item in items
        if (_heads(item) or _opens_with_its_name(item)) and (label := group_heading(item.text))
    ]
    return headed if len({label for _, label in headed}) > 1 else []


def _name_the_others(above: Item, named: set[int]) -> None:
    """Tumours that stand in the same list as those with a name and a colon are cohorts as well."""
    if len([child for child in above.children if id(child) in named]) < 2:
        return
    for child in above.children:
        if id(child) not in named and child.cohorts == above.cohorts and NAMES_TUMOUR.search(child.text):
            label = CohortLabel("", " ".join(child.text.split())[:50])
            for member in (child, *_all_below(child)):
                member.cohorts = tuple(label._replace(within=str(o)) for o in above.cohorts) or (label,)


def _all_below(item: Item) -> Iterator[Item]:
    for child in item.children:
        yield child
        yield from _all_below(child)


def _heads(item: Item) -> bool:
    return bool(item.children) or (not item.marker and item.text.rstrip().endswith(":"))


_TAKES_BREAST = gated(rf"{BREAST.pattern}|\btriple[- ]negative", re.I)
_MAY_BE_BREAST = gated(r"breast|TNBC|BC\b|other|solid|HER-?2|triple|\b[HEP]R\b|hormone", re.I)
_OPENS_WITH_BREAST = gated(r"\W*breast cancers?\b", re.I)


def _stands_above(item: Item, following: Item | None) -> bool:
    """Whether the line has no mark of its own and a marked one behind it: 'Ovarian carcinoma', '1. Progression on ...'."""
    return not item.marker and following is not None and bool(following.marker) and ":" not in item.text


def _opens_with_its_name(item: Item) -> bool:
    return bool(gated(r"[^:.;]{2,90}:\s*\S").match(item.text)) and not item.heading


def _scope_of(item: Item, items: list[Item], headings: set[int]) -> Iterator[Item]:
    yield item
    if _opens_with_its_name(item) and not item.children:
        return
    if item.children:
        yield from (other for other in items if item in other.ancestors())
        return
    following = items[items.index(item) + 1 :]
    first = following[0] if _stands_above(item, following[0] if following else None) else None
    for other in following:
        if other.heading or id(other) in headings or other.polarity != item.polarity:
            return
        if first is not None and other.indent <= first.indent and other.marker != first.marker:
            return
        if first is not None and other.indent < first.indent:
            return
        yield other
