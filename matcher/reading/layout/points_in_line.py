"""Points that stand in one line behind what heads them: 'Earlier treatment with any of the following: A; B; C.'"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.reading.gated import gated
from matcher.reading.layout.below import polarity_below
from matcher.reading.layout.item import EXCLUDE, Item

# Only what was given before: of other lists each point tells by itself what is meant.
_HEADS_TREATMENTS = gated(
    r"^(?=[^;:]*\b(?:prior|previous(?:ly)?|earlier|received|treated|exposure|exposed)\b)[^;:]{0,160}\b(?:any|one(?:\s+or\s+more)?)\s+of\s+the\s+following\b[^.;:]{0,80}:(?=\s+\S)",
    re.I,
)
_SEPARATES = gated(r"[()]|;\s+(?:(?:and|or|and/or)\s+)?(?=\w)", re.I)


def with_points_in_line(item: Item) -> Iterator[Item]:
    """The exclusion, and as its children the treatments that follow on the same line."""
    heads = None if item.children or item.heading or item.polarity != EXCLUDE else _HEADS_TREATMENTS.match(item.text)
    cuts = _cuts(item.text, heads.end()) if heads is not None else []
    if heads is None or not cuts:
        yield item
        return
    whole, start = item.text, item.start
    item.text, item.end = whole[: heads.end()], start + heads.end()
    yield item
    begins = heads.end()
    for ends, next_begins in [*cuts, (len(whole), len(whole))]:
        yield _point(item, whole, start, begins, ends)
        begins = next_begins


def _cuts(text: str, begin: int) -> list[tuple[int, int]]:
    """Where a point ends and the next one begins; a semicolon in parentheses divides none."""
    cuts, depth = [], 0
    for found in _SEPARATES.finditer(text, begin):
        depth = max(0, depth + {"(": 1, ")": -1}.get(found.group(), 0))
        if not depth and found.group() != ")":
            cuts.append((found.start(), found.end()))
    return cuts


def _point(above: Item, whole: str, start: int, begins: int, ends: int) -> Item:
    body = whole[begins:ends].strip()
    at = start + whole.index(body, begins)
    point = Item(at, at + len(body), body, above.indent + 2, "bullet", above.polarity)
    point.parent, point.cohorts = above, above.cohorts
    point.polarity = polarity_below(point, above.polarity)
    above.children.append(point)
    return point
