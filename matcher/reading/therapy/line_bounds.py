"""How many lines: the numbers and bounds of a count."""

from __future__ import annotations

import re
from typing import NamedTuple

from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases

_AT_MOST = re.compile(r"no|not|up|at most|max|<=|\u2264|equal", re.I)


_NO_LESS_THAN = ("no less than", "not less than", "no fewer than", "not fewer than")


class Bounds(NamedTuple):
    low: int | None
    high: int | None


def as_a_range(numbers: re.Match[str]) -> str:
    """'0, 1 or 2' as '0 to 2', of the same length."""
    least = "0" if numbers["n"].lower() in ("no", "none") else numbers["n"]
    return f"{least} to".ljust(len(numbers.group()) - len(numbers["m"])) + numbers["m"]


def bounds_of_count(count: re.Match[str]) -> Bounds | None:
    """The closed range that the words of a count give; None where they bound nothing."""
    n = number(count["n"])
    m = number(count["m"]) if count["m"] else None
    bound, more = (count["bound"] or "").lower().strip(), (count["more"] or "").lower()
    if m is not None:
        return Bounds(n, m) if m >= n and bound not in ("up to", "<", ">") else None
    if more:
        return Bounds(n, None) if more in ("+", "or more") else Bounds(None, n)
    if bound in ("less than", "fewer than", "<"):
        return Bounds(None, n - 1) if n > 0 else None
    if bound in ("more than", "greater than", ">"):
        return Bounds(n + 1, None)
    if bound in (">=", "at least") or bound.startswith(("minimum", "a minimum")) or bound.endswith(_NO_LESS_THAN):
        return Bounds(n, None)
    if bound and _AT_MOST.match(bound.removeprefix("a ").removeprefix("less than or ")):
        return Bounds(None, n)
    if bound == "only":
        return Bounds(None, n)
    return Bounds(n, n) if bound == "exactly" else None


def bounds_of(count: re.Match[str]) -> Bounds | None:
    """The range of a count that stands after what it counts."""
    n = int(count["n"])
    bounds = {"<": (None, n - 1), "<=": (None, n), "\u2264": (None, n), ">": (n + 1, None)}
    low, high = bounds.get(count["bound"], (n, None))
    return Bounds(low, high) if (high is None or high >= 0) else None


_ONLY_HAD = re.compile(
    r"\b(?:can|may|must)\s+(?:only\s+have\s+(?:had|received)|have\s+only\s+(?:had|received)|have\s+(?:had|received)\s+only)\s*$",
    re.I,
)


def permitted(sentence: Sentence, count: re.Match[str]) -> Bounds | None:
    """'One prior line is allowed' is a limit."""
    text = sentence.text
    near = text[max(0, count.start() - 50) : count.start()] + " " + text[count.end() : count.end() + 60]
    counted = re.search(r"\b(?:prior|previous|lines?|regimens?)\b", count["what"], re.I)
    if not count["bound"] and _ONLY_HAD.search(text, 0, count.start()):
        return Bounds(None, number(count["n"]))
    if counted and not count["bound"] and phrases.PERMITS.search(near) and not phrases.DENIES_PERMISSION.search(text):
        return Bounds(None, number(count["n"]))
    return None


_MOST_ASKED_FOR = 3


def had_so_many(sentence: Sentence, count: re.Match[str]) -> Bounds | None:
    """'Progressed after one prior line of ...' asks for one or more."""
    before = sentence.text[max(0, count.start() - 60) : count.start()]
    counted = re.search(r"\b(?:prior|previous)\b", f"{sentence.text[: count.start()]} {count['what']}", re.I)
    told = re.search(
        r"\b(?:after|on|following|failed|received|had|with|and|progressed|includ\w+|must (?:meet|fulfil+)\b[^.;:]*)\s*$",
        before,
        re.I,
    )
    if sentence.excludes or count["bound"] or not counted or not told or phrases.PERMITS.search(sentence.text):
        return None
    if number(count["n"]) > _MOST_ASKED_FOR:  # a sign before the number was lost
        return None
    return Bounds(number(count["n"]), None)
