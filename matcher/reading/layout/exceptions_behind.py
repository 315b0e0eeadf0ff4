"""Exceptions in a point of their own behind an exclusion: 'Exception: ...', 'The following are allowed: ...'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, Item

_OPENS_EXCEPTIONS = gated(
    r"^\W*(?:(?:please\s+)?notes?\s*[:,]\s*)?(?:(?:the|only|following|some|allowed|permitted)\s+)*"
    r"(?:exceptions?\b(?:\s+(?:to|for|from)\s+(?:this|these|the above|the rule|that|(?:this |the above )?(?:exclusion|criteri\w+|rule)))*(?:\s+(?:are|is|includes?|included|would be|will be))?\s*[:,-]?"
    r"|following\b[^.:]{0,40}?\b(?:are|is|will be)\s+(?:allowed|permitted|acceptable|(?:an? )?exceptions?|not excluded|not exclusionary|excepted)\s*:)\s*",
    re.I,
)
_EXCEPTION = gated(r"^.{0,60}?\bexcept", re.I)
_LETS_NOBODY_IN = gated(
    r"(?:none|n/?a|not applicable)\W*$|\b(?:excluded|ineligible|not (?:be )?(?:allowed|permitted|eligible|acceptable))\b",
    re.I,
)
# 'Exceptions may be made ...', '... who stopped it for other reasons than toxicity'
_AT_DISCRETION = gated(
    r"^(?:may|can|might|could|will|must|should)\b|\b(?:discretion|approv\w*|discuss\w*|consult\w*|sponsor|investigator|toxicit\w*|discontinu\w*|intoleran\w*)\b",
    re.I,
)
_MOST = 250  # characters of what is let in; what is longer is not understood as a whole
_UNREAD = "what stands below"


def let_in(text: str, children: Sequence[Item]) -> str | None:
    """What a text that opens with an exception lets in, in its own words or those of the points below it; None for others."""
    opening = _OPENS_EXCEPTIONS.match(text)
    if opening is None or _LETS_NOBODY_IN.search(text, opening.end()):
        return None
    own = text[opening.end() :].strip(" .;:")
    told = own if own and not text.rstrip().endswith(":") else " or ".join(c.text.strip(" .;,") for c in children)
    return " ".join(told.split()) if 0 < len(told) <= _MOST and not _AT_DISCRETION.search(told) else _UNREAD


# 'Prior chemotherapy, with the following exceptions:', 'No earlier treatment except:', above a list
HEADS_EXCEPTIONS = gated(
    r"[\s,(]*\b(?:with\s+(?:the\s+)?(?:following\s+exceptions?(?:\s+of)?|exceptions?\s+of(?:\s+the\s+following)?)|except(?:ions?|ing)?(?:\s+(?:for|in|are|of))?(?:\s+(?:any\s+of\s+)?the\s+following)?)\s*:\W*$",
    re.I,
)


def with_exceptions_below(text: str, children: Sequence[Item]) -> str | None:
    """A text that ends in such words with what stands below as its exception; None for others."""
    heads = HEADS_EXCEPTIONS.search(text) if children else None
    if heads is None or not text[: heads.start()].strip():
        return None
    told = " ".join(" or ".join(c.text.strip(" .;,") for c in children).split())
    return f"{text[: heads.start()]}, except {told}" if len(told) <= _MOST and not _AT_DISCRETION.search(told) else None


def link_exceptions(items: Sequence[Item]) -> None:
    """Tells each exclusion what the exception in the point behind it lets in."""
    for before, item in pairwise(items):
        if before.polarity != EXCLUDE or item.heading or (told := let_in(item.text, item.children)) is None:
            continue
        if item.parent is not before and not _EXCEPTION.search(item.text):
            continue  # 'The following are allowed:' beside an exclusion heads a list of its own
        for exclusion in _excepted(before, item):
            exclusion.excepted = told


def link_points(items: Sequence[Item]) -> None:
    """Tells each point which ones stand before and behind it in the same list."""
    last: dict[int, Item] = {}
    for item in items:
        before = last.get(id(item.parent))
        if before is not None and not item.heading:
            before.behind, item.before = item, before
        last[id(item.parent)] = item


def _excepted(before: Item, item: Item) -> Sequence[Item]:
    """The point just before; of a list of points, all of them where the exception stands beside the list."""
    if item.parent in (before, before.parent):
        return () if before.heading else (before,)
    above = [a for a in (before, *before.ancestors()) if not a.heading]
    beside = next((i for i, a in enumerate(above) if a.parent is item.parent), None)
    if beside is None:
        return ()
    head = above[beside]
    return (head, *head.children)
