"""Points that stand in one line behind what heads them: 'Earlier treatment with any of the following: A; B; C.', and among
inclusions 'One of the following: a) A b) B', 'i. A ii. B', '- A - B'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from matcher.reading.gated import gated
from matcher.reading.layout.below import polarity_below
from matcher.reading.layout.item import EXCLUDE, INCLUDE, Item
from matcher.reading.layout.options_not_set_in import OF_TREATMENT, opens_options, subjects_of
from matcher.reading.sentence_ends import split

# Only what was given before: of other lists each point tells by itself what is meant.
_HEADS_TREATMENTS = gated(
    r"^(?=[^;:]*\b(?:prior|previous(?:ly)?|earlier|received|treated|exposure|exposed)\b)[^;:]{0,160}\b(?:any|one(?:\s+or\s+more)?)\s+of\s+the\s+following\b[^.;:]{0,80}:(?=\s+\S)",
    re.I,
)
_SEPARATES = gated(r"[()]|;\s+(?:(?:and|or|and/or)\s+)?(?=\w)", re.I)


def with_points_in_line(item: Item) -> Iterator[Item]:
    """The exclusion, and as its children the treatments that follow on the same line; or the inclusion, and as its children the
    options of which one is enough."""
    if item.polarity == INCLUDE and not item.children and not item.heading and (marks := _marks_of_options(item.text)):
        yield from _with_options(item, marks)
        return
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


# 'One of the following: a) ... b) ...': the signs of the first option and of those behind it
_COLON = gated(r":\s+(?=\(?(?:[a1i][.)]|-\s)\s*\S)", re.I)
_MARK = gated(
    r"(?:(?<=\s)|^)(?:\(?(?P<sign>[a-h]|[1-8]|i{1,3}|iv|vi{0,3})[.)]|(?P<dash>[-\u2013]))\s+(?=[A-Za-z<>=])", re.I
)
_ORDERS = (tuple("abcdefgh"), tuple("12345678"), ("i", "ii", "iii", "iv", "v", "vi", "vii"))
_AND = gated(r"\band\W*$", re.I)
# What tells by itself that something was given before, or what came of it
_TELLS_HISTORY = gated(
    r"\b(?:prior|previous\w*|received|treated|undergone|progress\w+|relaps\w+|recurr\w+|refractory|resistan\w+|failed|failure|naive)\b",
    re.I,
)
_FEWEST = 2


def _marks_of_options(text: str) -> list[re.Match[str]]:
    """The signs of the options, where each can be understood without the words above it."""
    for colon in _COLON.finditer(text):
        if not opens_options(text[: colon.start() + 1]):
            continue
        marks = _run_of_marks(text, colon.end())
        told = [text[a.end() : b] for a, b in zip(marks, [*(m.start() for m in marks[1:]), len(text)], strict=False)]
        alone = all(map(subjects_of, told)) and not any(map(_AND.search, told[:-1]))
        if OF_TREATMENT in subjects_of(text[: colon.start()]):
            alone = alone and all(map(_TELLS_HISTORY.search, told))
        return marks if len(marks) >= _FEWEST and alone else []
    return []


def _run_of_marks(text: str, begin: int) -> list[re.Match[str]]:
    run: list[re.Match[str]] = []
    order: Sequence[str] = ()
    for mark in _MARK.finditer(text, begin):
        sign = (mark["sign"] or "-").lower()
        if not run:
            if mark.start() != begin:
                return []
            order = next((one for one in _ORDERS if one[0] == sign), ())
        if sign == (order[len(run)] if len(run) < len(order) else "-" if not order else None):
            run.append(mark)
    return run


def _with_options(item: Item, marks: Sequence[re.Match[str]]) -> Iterator[Item]:
    whole, start, above = item.text, item.start, item.parent
    item.text = whole[: marks[0].start()].rstrip()
    item.end = start + len(item.text)
    yield item
    behind = whole[marks[-1].end() :]
    ends = next((end for _, end in split(behind)), len(behind))
    last = marks[-1].end() + ends if behind[:ends].rstrip().endswith(".") else len(whole)
    for mark, end in zip(marks, [*(m.start() for m in marks[1:]), last], strict=True):
        yield _point(item, whole, start, mark.end(), end)
    if whole[last:].strip():  # '... b) B. Measurable disease is required.'
        rest = _point(item, whole, start, last, len(whole))
        item.children.remove(rest)
        rest.parent, rest.indent, rest.marker = above, item.indent, item.marker
        if above is not None:
            above.children.insert(above.children.index(item) + 1, rest)
        yield rest
