"""Who may join though a limit on performance status keeps her out.

"ECOG 0-1 (2 allowed if due to bone pain)"        2, under a condition
"ECOG 0-1 (or 0-2 as allowed)"                    2, under a condition that the text does not tell
"ECOG 0-1. ECOG 2 is allowed if due to disease"   the same; the second sentence asks for nothing
"ECOG 2 or more, unless due to bone pain"         every value that is out, under a condition
"""

from __future__ import annotations

import re
from math import inf
from typing import NamedTuple

from data import axes
from data.axes import ECOG_AXIS
from matcher.reading.gated import gated
from matcher.reading.layout.item import Item
from matcher.reading.sentences import Sentence

_LET_IN = r"(?:allowed|eligible|permitted|acceptable|accepted|included|considered)"
_MORE_ALLOWED = gated(
    r"\b(?:ECOG|PS|performance status|status)\b[^.;]{0,25}?\b(?P<extra>[2-4])\b[^.;]{0,80}\b(?:allowed|eligible|permitted|acceptable|if|may|due to|because|considered)\b"
    rf"|\(\s*(?:or\s+)?(?:up to\s+)?(?:ECOG\s+|PS\s+)?(?:0\s*(?:-|to)\s*)?(?P<aside>[2-4])\s+(?:(?:is|are|will be|may be)\s+)?(?:{_LET_IN}|at (?:the )?(?:[\w']+\s+){{0,3}}discretion|with (?:the )?(?:[\w']+\s+){{0,3}}approval|if|due to|because|in case|for patients)\b"
    r"|\(\s*or\s+(?:ECOG\s+|PS\s+)?0\s*(?:-|to)\s*(?P<other_top>[2-4])\b",
    re.I,
)
_SCALE = r"(?:(?:ECOG|WHO|Zubrod|PS|performance|status|scores?|of|grade)[\s:=()]*)+"
_PERMISSION = gated(
    rf"^\W*(?:(?:patients?|participants?|subjects?|those|wom[ae]n|an?|with|having)\s+)*{_SCALE}(?P<value>[1-4])(?:\s*(?:or|-|,|and)\s*[1-4])?\s+(?:(?:due to|because of|owing to|from)\s+[^.;:]{{3,60}}?\s)?"
    rf"(?:(?:is|are|will\s+be|may\s+be|can\s+be|also)\s+)*{_LET_IN}\b",
    re.I,
)
# 'Patients with leptomeningeal disease: ECOG 0-2', behind a limit for all
_SOME = r"(?:patients?|participants?|subjects?|those|wom[ae]n|cohorts?\s+\w+|the\s+elderly)"
_LIMIT_OF_SOME = gated(
    rf"^\W*(?:(?:for|in)\s+)?(?:the\s+)?{_SOME}\b[^.;]{{0,100}}?{_SCALE}(?:0\s*(?:-|to|,|or)\s*(?:1\s*(?:,|or|and)+\s*)?|(?:<\s*=|up to|at most)\s*)(?P<top>[1-4])\b",
    re.I,
)
_EXCEPTED = gated(r"[\s,(%)]*(?:(?!(?:and|or|no|not)\b)[\w%-]+[\s,(]+){0,3}?(?:unless|except(?:ing|ed|ion)?)\b", re.I)
_EVERY = axes.full(ECOG_AXIS)


def is_permission(text: str) -> bool:
    """'ECOG 2 is allowed if due to disease' lets some in, and asks for nothing."""
    return _PERMISSION.match(text) is not None


def is_limit_of_some(sentence: Sentence) -> bool:
    """Whether it is the limit of some patients behind the one for all, in the same point."""
    if sentence.item is None or sentence.item.sentences is None or _LIMIT_OF_SOME.match(sentence.text) is None:
        return False
    return sentence.start > _of_point(sentence.item).limit_for_all


def let_in_besides(sentence: Sentence, text: str, start: int, end: int) -> int:
    """The values, as a mask, that an exception to the limit at `start:end` of `text`, or a permission that follows in the
    same point, lets in under a condition."""
    if _EXCEPTED.match(text, end):
        return _EVERY
    permitted = _MORE_ALLOWED.search(text, start)
    values = set() if permitted is None or sentence.excludes else {next(filter(None, permitted.groups()))}
    if sentence.item is not None and sentence.item.sentences is not None:
        point = _of_point(sentence.item)
        values |= point.permitted if _LIMIT_OF_SOME.match(sentence.text) else point.permitted | point.of_some
    return axes.mask(ECOG_AXIS, values)


class _Point(NamedTuple):
    """What the sentences of a point, and of the points below it, say together. The values are digits of ECOG."""

    limit_for_all: float  # where the first such sentence begins; infinity without one
    permitted: frozenset[str]
    of_some: frozenset[str]


def _of_point(item: Item) -> _Point:
    """Looked through once a point: a point of thousands of sentences would else be looked through by each of them."""
    if item.performance is None:
        texts = [*(s.text for s in item.sentences), *(child.text for child in item.children)]
        tops = [int(m["top"]) for text in texts if (m := _LIMIT_OF_SOME.match(text))]
        for_all = (s.start for s in item.sentences if _FOR_ALL.search(s.text) and not _LIMIT_OF_SOME.match(s.text))
        item.performance = _Point(
            min(for_all, default=inf),
            frozenset(m["value"] for text in texts if (m := _PERMISSION.match(text))),
            frozenset(str(value) for value in range(max(tops, default=-1) + 1)),
        )
    found: _Point = item.performance
    return found


_FOR_ALL = gated(r"\b(?:ECOG|WHO|Zubrod|performance status)\b[^.;]{0,60}\b0\b", re.I)
