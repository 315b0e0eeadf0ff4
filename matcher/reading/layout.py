"""The eligibility text cut into items: which lines belong together, under which heading, nested how deep.

Sponsors write inclusion and exclusion under any heading form or none, as bullets, numbers, wrapped lines or one long
paragraph. The result is a list of `Item`s in text order, each knowing its parent, its polarity and its cohorts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from matcher.reading.cohorts import CohortLabel, cohort_heading, inline_cohorts

INCLUDE, EXCLUDE = "include", "exclude"


@dataclass(slots=True)
class Item:
    """A bullet, numbered point, paragraph or heading: `plain[start:end]` of the text, marker left out.

    polarity: `include` or `exclude`, after its heading and parents. cohorts: the labels of the cohorts that it is
    written for; empty where it is for all.
    """

    start: int
    end: int
    text: str
    indent: int
    marker: str
    polarity: str = INCLUDE
    heading: bool = False
    parent: Item | None = None
    children: list[Item] = field(default_factory=list)
    cohorts: tuple[CohortLabel, ...] = ()

    def ancestors(self) -> Iterator[Item]:
        item = self.parent
        while item is not None:
            yield item
            item = item.parent


# ---------------------------------------------------------------- lines

_MARKER = re.compile(
    r"[ \t]*(?:(?P<bullet>[*+\-]+|o(?=\s))[ \t]+|\(?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)\]:]+[ \t]*(?=\D)"
    r"|\(?(?P<roman>[ivxIVX]{1,5})[.)][ \t]+|\(?(?P<letter>[a-zA-Z])[.)][ \t]+)?"
)
_HEADING_WORDS = (
    r"(?:(?:key|main|major|principal|general|specific|additional|core|common|primary|other|patient|subject|"
    r"participant|study|trial|clinical|protocol|eligibility|basic|overall|detailed|summary|the|cohort[- ]specific)\s+){0,3}"
)
_POLARITY_HEADING = re.compile(
    r"^[\W\d]*(?:[a-zA-Z]{1,3}[.)]\s+)?(?P<before>(?:[\w/.,()-]+\s+){0,8}?)"
    + _HEADING_WORDS
    + r"(?P<word>inclusion|exclusion|eligibility|non-?inclusion)\b(?:\s*[/&]\s*exclusion)?(?P<criteria>\s+criteri(?:a|on))?"
    r"(?P<rest>[^:\n.]{0,80})(?P<colon>[:.]|$)",
    re.I,
)
_INLINE_HEADING = re.compile(
    r"(?<=[.;)\s])(?=(?:(?:key|main|major)\s+)?(?:inclusion|exclusion)\s+criteria\s*:)", re.I
)
_INLINE_BULLET = re.compile(r"(?:(?<=[.:;)])|(?<=\s))\s*(?<!\w)[*•]\s+(?=\S)")
_INLINE_NUMBER = re.compile(r"(?:(?<=[.:;,)\w])\s+|^\s*)\(?(\d{1,2})[.)]\)?\s*(?=[A-Za-z(<>=])")
_INLINE_DASH = re.compile(r"(?<=[.:;])\s+-\s*(?=[A-Z])")
_LONG_LINE = 400

# An item that turns what is listed below it into exclusions, in whichever section it stands.
_EXCLUDES_BELOW = re.compile(
    r"(?:must|should|may|can|do|does|shall|will)\s*not\s+(?:have|meet|be|show|present|fulfil+|receive)\b[^.]*"
    r"\b(?:any|one|following|below)\b[^.]*:?\s*$"
    r"|\b(?:excluded?|ineligible|not\s+(?:be\s+)?eligible|exclusion)\b[^.]{0,80}(?::|\bif\b|\bfollowing\b[^.]*)\s*$"
    r"|^(?:no|none of|without|absence of)\b[^.]*\bfollowing\b[^.]*:?\s*$",
    re.I,
)
_INCLUDES_BELOW = re.compile(
    r"\b(?:must|should)\s+(?:have|meet|be|fulfil+|satisfy)\b[^.]*:?\s*$|\b(?:eligible|permitted|allowed)\b[^.]{0,60}"
    r"(?:if|provided|when|:)[^.]*$|^(?:except(?:ion)?s?|unless)\b[^.]*:?\s*$|\bexcept(?:ion)?s?\b[^.]{0,60}:?\s*$",
    re.I,
)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the lines; long lines are cut before inline headings, bullets and running numbers."""
    position = 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        cuts = sorted({start, end, *(start + cut for cut in _inline_cuts(line))})
        for a, b in zip(cuts, cuts[1:], strict=False):
            if text[a:b].strip():
                yield a, b


def _inline_cuts(line: str) -> set[int]:
    cuts = {m.start() for m in _INLINE_HEADING.finditer(line)}
    cuts |= {m.end() for m in _COLON_HEADING.finditer(line)}
    bullets = [m.start() for m in _INLINE_BULLET.finditer(line) if m.start() > 3]
    if bullets and (len(bullets) > 1 or len(line) > _LONG_LINE):
        cuts |= set(bullets)
    if len(line) > 150:
        cuts |= _running_numbers(line)
    if len(line) > _LONG_LINE:
        dashes = [m.start() for m in _INLINE_DASH.finditer(line)]
        cuts |= set(dashes) if len(dashes) > 1 else set()
    return cuts


_COLON_HEADING = re.compile(
    r"^\W*(?:(?:key|main|major)\s+)?(?:inclusion|exclusion)\s+criteria\s*:+\s*(?=\S)"
    r"|(?<=[.;)\s])(?:(?:key|main|major)\s+)?(?:inclusion|exclusion)\s+criteria\s*:+\s*(?=\S)",
    re.I,
)


def _running_numbers(line: str) -> set[int]:
    """Where '1.', '2.', '3.' ... run through a line in order."""
    cuts: set[int] = set()
    expected = 1
    for m in _INLINE_NUMBER.finditer(line):
        number = int(m[1])
        if number == 1 or number == expected:
            cuts.add(m.start())
            expected = number + 1
    return cuts if len(cuts) > 1 else set()


# ---------------------------------------------------------------- items


def items_of(text: str) -> list[Item]:
    """The items of the plain criteria text, in order, linked to their parents."""
    items: list[Item] = []
    stack: list[Item] = []
    polarity = INCLUDE
    scope: tuple[CohortLabel, ...] = ()
    previous_end = 0
    for start, end in _lines(text):
        marker_match = _MARKER.match(text, start, end)
        assert marker_match is not None  # every part of the pattern is optional
        marker = next((k for k in ("bullet", "number", "roman", "letter") if marker_match[k]), "")
        body = text[marker_match.end() : end].rstrip()
        if not re.search(r"\w", body):
            continue
        blank_before = "\n\n" in text[previous_end : start + 1]
        previous_end = end
        if items and not marker and not blank_before and _continues(items[-1], text[start:end]):
            _extend(items[-1], text, end)
            continue
        indent = len(text[start : marker_match.end()]) - len(text[start : marker_match.end()].lstrip())
        item = Item(marker_match.end(), marker_match.end() + len(body), body, indent, marker)
        heading = _polarity_of_heading(body)
        if heading is not None and not (marker == "bullet" and len(body) > 80):
            polarity = heading
            scope = cohort_heading(body) or ()
            item.heading, item.polarity, item.cohorts = True, polarity, scope
            items.append(item)
            stack = []
            continue
        labels = cohort_heading(body)
        if labels is not None and not marker:
            scope = labels
            item.heading = True
            stack = []
        _attach(item, stack)
        item.polarity = _polarity_below(item, polarity)
        item.cohorts = inline_cohorts(body) or (item.parent.cohorts if item.parent else ()) or scope
        items.append(item)
    return items


def _extend(item: Item, text: str, end: int) -> None:
    item.text = text[item.start : end].rstrip()
    item.end = item.start + len(item.text)


def _continues(item: Item, line: str) -> bool:
    """Whether `line` (without marker) goes on with the wrapped line above it."""
    if item.heading or item.text.endswith((".", ":", ";", "!", "?")):
        return item.text.endswith(";") is False and not item.heading and line.lstrip()[:1].islower()
    first = line.lstrip()[:1]
    last_line = item.text.rsplit("\n", 1)[-1]
    return first.islower() or first in "(," or (len(last_line) > 60 and not first.isupper()) or len(last_line) > 74


def _polarity_of_heading(body: str) -> str | None:
    if len(body) > 160:
        return None
    found = _POLARITY_HEADING.match(body)
    if found is None or (found["rest"] and not found["colon"]):
        return None
    bare = not found["criteria"]
    if bare and (found["before"].strip() or len(body) > 40 or found["rest"].strip()):
        return None
    if len(found["before"].split()) > 4 and not body.rstrip().endswith(":"):
        return None
    after = body[found.end() :].strip()
    if after and found["colon"] != ":":
        return None
    word = found["word"].lower()
    if word == "exclusion" and re.match(r"inclusion\s*(?:/|and|&|or)", found["before"] or "", re.I):
        return INCLUDE
    if re.search(r"\binclusion\s*(?:/|and|&)\s*exclusion", body, re.I):
        return INCLUDE
    return EXCLUDE if word in ("exclusion", "non-inclusion", "noninclusion") else INCLUDE


_LEVEL = {"": 0, "number": 1, "bullet": 1, "roman": 2, "letter": 2}


def _attach(item: Item, stack: list[Item]) -> None:
    """Finds the item's parent on the stack of open items and opens the item."""
    while stack and not _contains(stack[-1], item):
        stack.pop()
    if stack:
        item.parent = stack[-1]
        stack[-1].children.append(item)
    stack.append(item)


def _contains(above: Item, item: Item) -> bool:
    if item.indent != above.indent:
        return item.indent > above.indent
    if not item.marker:
        return False
    if not above.marker:
        return above.text.endswith(":")
    if item.marker == above.marker:
        return False
    opens = above.text.endswith(":") or bool(re.search(r"\bfollowing\b[^.]*$", above.text))
    return _LEVEL[item.marker] > _LEVEL[above.marker] or (opens and above.marker != "bullet") or (
        above.marker in ("number",) and item.marker == "bullet"
    )


def _polarity_below(item: Item, section: str) -> str:
    """The polarity that the nearest telling parent, or else the section, gives."""
    for above in item.ancestors():
        if _EXCLUDES_BELOW.search(above.text):
            return EXCLUDE
        if above.polarity == EXCLUDE and _INCLUDES_BELOW.search(above.text):
            return INCLUDE
    return item.parent.polarity if item.parent else section
