"""Terms with marks behind them and the lines that explain them: 'Hormone resistance (a) or visceral crisis (b)', 'a) Hormone
resistance: ...'; and one term of two: 'Hormone resistance*, or visceral crisis', '*Hormone resistance: ...'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, Item

_SIGN = r"[*#\u2020\u2021\u00a7\u00b6\u203b^]"
_MARK = rf"\s?(?:\((?:{_SIGN}?\d|[a-z]|[ivx]{{1,4}}|\*{{1,4}})\)|\[(?:{_SIGN}?\d|[a-z]|[ivx]{{1,4}})\]|{_SIGN}{{1,4}}(?:\d\)?)?|[\u00b9\u00b2\u00b3])"
# 'Hormone resistance (a) or visceral crisis (b)'
_EITHER_TERM = gated(rf"\w{_MARK}\s*(?:,\s*)?(?:and/)?or\s+(?:[\w/-]+\s+){{0,7}}?[\w/-]+{_MARK}(?!\w)")
_MARKED = gated(rf"{_MARK}(?!\w)")
# 'Visceral crisis: ...', 'visceral crisis is defined as ...'
_TERM = gated(
    r"^\W*(?:(?:\d|[a-z]|[ivx]{1,4})[\])]:?\s*|\d\s*:?\s*|[\u00b9\u00b2\u00b3]\s*)?(?P<term>\w[^:;.=()\[\]]{2,60}?)\s*(?::|=|\s-\s|\b(?:is|are|means|defined)\b)",
    re.I,
)
# '*1: progression on letrozole', where the point says 'resistance (*1) or need of a quick response (*2)'
_SIGN_AND_FIGURE = gated(rf"({_SIGN}\d)(?!\d)")
_BEGINS_WITH_A_MARK = gated(rf"\(?{_SIGN}\d(?!\d)")
_AS_FAR = 12  # points behind, among which the explanations stand
# 'Resistance to hormones*, or ...': the term goes on before its mark, and another way in stands behind it
_WORDS_TO_ITS_MARK = r"(?:\s[\w/-]+){0,5}?"
_OR_BEHIND = gated(rf"{_WORDS_TO_ITS_MARK}{_MARK}\s*(?:,|;)?\s*(?:and/)?or\s+(?P<other>[^.;:]{{3,200}}?)\W*$", re.I)
# '... or intolerance of it', 'or secondary resistance': what is said behind is of a treatment that was given as well
_OF_THE_SAME = gated(
    r"\W*(?:(?:not?|both|all|its|their|the\s+same)\b|(?:[\w-]+\s+){0,3}(?:intoleran|progress(?!ive)|relaps|recurr|fail|refractor|resistan|insensitiv)\w*)",
    re.I,
)


def link_footnotes(items: Sequence[Item]) -> None:
    """Puts the lines that explain the two terms below the point that asks for either."""
    for place, item in enumerate(items):
        if item.heading or item.polarity == EXCLUDE or not _MARKED.search(item.text):
            continue
        if not _EITHER_TERM.search(item.text):
            _link_the_first_of_two(item, items[place + 1 : place + 2])
            continue
        explained = list(_explained(item.text.lower(), items[place + 1 : place + 1 + _AS_FAR]))
        if len({at for at, _ in explained}) < 2:
            continue
        for _, line in explained:
            _put_below(item, line)
        item.footnotes = min(at for at, _ in explained)


def _link_the_first_of_two(item: Item, following: Sequence[Item]) -> None:
    """Of two terms the first has a mark, and the next line explains it: that line and the words of the second are ways in."""
    line = next(iter(following), None)
    told = _TERM.match(line.text) if line is not None and line.polarity != EXCLUDE else None
    if line is None or told is None or line.children:
        return
    at = item.text.lower().find(told["term"].lower())
    behind = _OR_BEHIND.match(item.text, at + len(told["term"])) if at >= 0 else None
    if behind is None or _OF_THE_SAME.match(behind["other"]):
        return
    start, end = behind.span("other")
    other = replace(item, text=behind["other"], start=item.start + start, end=item.start + end, children=[])
    _put_below(item, line)
    item.children.append(replace(other, parent=item))
    item.footnotes = at


def _explained(lower: str, following: Sequence[Item]) -> Iterator[tuple[int, Item]]:
    """Where the terms stand that lines behind explain, with those lines."""
    for line in following:
        if line.polarity == EXCLUDE:
            continue
        told = _TERM.match(line.text)
        at = lower.find(told["term"].lower()) if told is not None else -1
        if told is not None and at >= 0 and _MARKED.match(lower, at + len(told["term"])):
            yield at, line
        elif _BEGINS_WITH_A_MARK.match(line.text):
            marks = [mark.group(1) for mark in _SIGN_AND_FIGURE.finditer(line.text)]
            yield from ((m.start(), line) for m in _SIGN_AND_FIGURE.finditer(lower) if m.group(1) in marks)


def _put_below(item: Item, line: Item) -> None:
    if line.parent is not None:
        line.parent.children.remove(line)
    # what seems to stand below an explanation that is over is asked by itself
    if not line.text.rstrip().endswith(":"):
        for below in line.children:
            below.parent = line.parent
            if line.parent is not None:
                line.parent.children.append(below)
        line.children.clear()
    line.parent = item
    item.children.append(line)
