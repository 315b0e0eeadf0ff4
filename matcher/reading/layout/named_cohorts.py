"""Cohorts that have a name of their own: tumour types, groups of participants, controls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.cohorts.named_groups import aim_heading, group_heading, is_an_organ, tumour_heading
from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE, Item
from matcher.reading.population import BREAST, NAMES_TUMOUR, is_for_another_tumour, names_another_tumour

Headed = list[tuple[Item, CohortLabel]]
_OF_CONTROLS = gated(r"\W*(?:the\s+)?controls?(?:\s+(?:group|arm|cohort))?\s*:\s*\S", re.I)


def _name_the_controls(items: list[Item]) -> None:
    """'Controls: ...' beside 'Phase I: ...' and 'Phase II: ...' in one list is a way in of its own."""
    for item in items:
        siblings = item.parent.children if item.parent is not None else []
        if item.cohorts or item.of_others or not _OF_CONTROLS.match(item.text):
            continue
        if any(sibling.cohorts and sibling.cohorts != item.cohorts for sibling in siblings):
            for member in (item, *item.below()):
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
    _leave_out_what_is_added(items)
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
            for member in (item, *item.below()):
                member.cohorts = tuple(label._replace(within=str(o)) for o in item.cohorts)


def _beside_all_others(tumours: Headed, scopes: dict[int, list[Item]], items: list[Item]) -> list[Item]:
    """'Melanoma:' with criteria of its own, below a part (or in a trial) that takes any solid tumour or breast cancer: its
    heading, if no breast cancer heads criteria in that part."""
    below = {id(member) for members in scopes.values() for member in members}
    following = _following(items)
    beside: list[Item] = []
    for part in dict.fromkeys(item.cohorts for item, _ in tumours):
        of_part = [(item, label) for item, label in tumours if item.cohorts == part]
        if not all(names_another_tumour(label.name) for _, label in of_part):
            continue
        rest = [i for i in items if id(i) not in below and (not part or i.cohorts == part) and i.polarity == INCLUDE]
        if any(_TAKES_BREAST.search(i.text) for i in rest):
            heading = [item for item, _ in of_part if _heads(item) or _stands_above(item, following.get(id(item)))]
            beside += [item for item in heading if item.polarity == INCLUDE]
    return beside


_ADDED = gated(r"\b(?:additional|further|added|extra)\b", re.I)


def _leave_out_what_is_added(items: list[Item]) -> None:
    """'Additional criteria for patients with colorectal cancer' in a trial of any solid tumour are asked of those alone."""
    heads: dict[CohortLabel, Item] = {}
    for item in items:
        for label in item.cohorts:
            heads.setdefault(label, item)
    if any(label.kind or label.within or not is_for_another_tumour(label.name) for label in heads):
        return
    rest = [item.text for item in items if not item.cohorts and item.polarity == INCLUDE]
    if all(_ADDED.search(head.text) for head in heads.values()) and any(map(_TAKES_BREAST.search, rest)):
        for item in items:
            item.of_others = item.of_others or bool(item.cohorts)


def _following(items: list[Item]) -> dict[int, Item]:
    """The item behind each, by the id of that."""
    return dict(zip(map(id, items), items[1:], strict=False))


def _headed_by_tumours(items: list[Item]) -> Headed:
    following = _following(items)
    headed = [
        (item, label)
        for item in items
        if (_heads(item) or _opens_with_its_name(item) or _stands_above(item, following.get(id(item))))
        and (label := tumour_heading(item.text))
    ]
    return headed if len({label for _, label in headed}) > 1 else [h for h in headed if not is_an_organ(h[0].text)]


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
    return headed if len({label for _, label in headed}) > 1 else _headed_by_the_aim(items)


def _headed_by_the_aim(items: list[Item]) -> Headed:
    """'Curable patients', 'Incurable patients': the trial takes both, and each with criteria of its own."""
    headed = [
        (item, label)
        for item, following in zip(items, [*items[1:], None], strict=False)
        if item.polarity == INCLUDE and (_heads(item) or _opens_with_its_name(item) or _stands_above(item, following))
        if (label := aim_heading(item.text))
    ]
    return headed if len({label for _, label in headed}) > 1 else []


def _name_the_others(above: Item, named: set[int]) -> None:
    """Tumours that stand in the same list as those with a name and a colon are cohorts as well."""
    if len([child for child in above.children if id(child) in named]) < 2:
        return
    for child in above.children:
        if id(child) not in named and child.cohorts == above.cohorts and NAMES_TUMOUR.search(child.text):
            label = CohortLabel("", " ".join(child.text.split())[:50])
            for member in (child, *child.below()):
                member.cohorts = tuple(label._replace(within=str(o)) for o in above.cohorts) or (label,)


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
