"""Which item stands below which."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.layout.below import ANOTHER_CANCER, EXCEPTS_CANCERS, WAIVES_BELOW, WHO_MAY_BEAR
from matcher.reading.layout.item import Item

_OWN_DEMAND = gated(
    r"\W*(?:patients?|participants?|subjects?|women|no|not|must|should|prior|previous|able|ability|agree\w*|willing\w*|signed|written|informed|adequate|histolog\w+|life)\b",
    re.I,
)

# 'Must meet one of the following', 'Patients must meet either'
_OPENS = gated(r"\bfollowing\b[^.]*$|\b(?:either|(?:one|any)\s+of(?:\s+these)?)\s*$")

_LEVEL = {"": 0, "number": 1, "bullet": 1, "circled": 2, "roman": 2, "letter": 2}


def attach(item: Item, stack: list[Item]) -> None:
    """Finds the item's parent on the stack of open items and opens the item."""
    beside = None
    while stack and not _contains(stack[-1], item):
        beside = stack.pop()
    if beside is not None and beside.indent == item.indent:
        item.counts_on = beside if beside.marker else beside.counts_on
    if stack:
        item.parent = stack[-1]
        stack[-1].children.append(item)
    stack.append(item)


def _contains(above: Item, item: Item) -> bool:
    if item.indent != above.indent:
        return item.indent > above.indent
    if not item.marker:
        return False
    if _goes_on_further_out(above, item):
        return False
    if not above.marker:
        return above.text.endswith(":") or above.heading
    if _of_one_sign(above) and _of_one_sign(item) and above.number[0] == item.number[0] and above.number != item.number:
        return len(item.number) > len(above.number)
    flat_waiver = item.marker == above.marker and WAIVES_BELOW.search(above.text) is not None
    if flat_waiver and not WHO_MAY_BEAR.search(above.text):  # not set in: up to the next demand
        return not _OWN_DEMAND.match(item.text) and all(child.indent == above.indent for child in above.children)
    if item.marker == above.marker and EXCEPTS_CANCERS.search(above.text):
        return bool(ANOTHER_CANCER.search(item.text))
    opens = above.text.endswith(":") or bool(_OPENS.search(above.text))
    if item.marker == above.marker:
        return _is_section_of(item, above) or (opens and _numbered_within(item, above))
    return (
        _LEVEL[item.marker] > _LEVEL[above.marker]
        or (opens and (above.marker != "bullet" or item.marker == "number"))
        or (above.marker in ("number",) and item.marker == "bullet")
    )


def _goes_on_further_out(above: Item, item: Item) -> bool:
    """'* One of the following:', '1. ...', '2. ...', '* ...', none of them set in: the second bullet is the next of the outer list.
    So is '2. ...' behind '1. ...', 'One of the following:', 'a) ...', 'b) ...'."""
    outer = above.counts_on
    if outer is not None and above.children and _is_behind(outer, item) and not marked_alike(above.children[0], item):
        return not marked_alike(above, item)
    if item.marker != "bullet":
        return False
    if _is_next_to_its_line(above, item):
        return True
    return any((a.indent, a.marker, a.number) == (item.indent, "bullet", item.number) for a in above.ancestors())


def _is_next_to_its_line(above: Item, item: Item) -> bool:
    """'* Progression on letrozole, with 1) ... or 2) ...' in one line, and '* ...' in the next: no point of '2)'."""
    line: Item | None = above
    while line is not None and line.marker == "number" and line.column > item.column + _IN_MID_LINE:
        line = line.counts_on
    if line is None or line is above or line.marker != "bullet":
        return False
    return line.number == item.number and line.column == item.column


_IN_MID_LINE = 10  # characters


def _is_behind(outer: Item, item: Item) -> bool:
    """Whether a point may be the next one behind another: '2.' behind '1.', '*' behind '*'."""
    if not marked_alike(outer, item):
        return False
    last, here = (gated(r"\d+").findall(i.number) for i in (outer, item))
    return item.marker != "number" or (last[:-1] == here[:-1] and int(here[-1]) == int(last[-1]) + 1)


def marked_alike(one: Item, other: Item) -> bool:
    return one.marker == other.marker and _form(one) == _form(other)


def _form(item: Item) -> str:
    """'(0)' of the point '(12)'."""
    return gated(r"\d+").sub("0", item.number)


def _of_one_sign(item: Item) -> bool:
    """'*', '**', '***': the more of them, the further in."""
    return item.marker == "bullet" and len(set(item.number)) == 1


def _is_section_of(item: Item, above: Item) -> bool:
    """'5.2.1' below '5.2', '1.1' below '1.'"""
    outer = above.number.strip("().:] ")
    return bool(outer) and item.number.strip("().:] ").startswith(f"{outer}.")


def _numbered_within(item: Item, above: Item) -> bool:
    """'(1)', '(2)' below '2. One of the following:', '-' below '*': a list within the list has its points marked in another way."""
    if item.marker == "bullet":
        return item.number != above.number
    begun = any(_form(child) == _form(item) for child in above.children)
    return _form(item) != _form(above) and (begun or gated(r"\d+").findall(item.number) == ["1"])
