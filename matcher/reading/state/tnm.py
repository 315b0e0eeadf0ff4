"""T and N categories in text ('cT1-2 N0', 'T4, any N', 'T2 or larger') as the AJCC 8 anatomic stages that they leave.

A stage is certain where every combination of T and N that makes it is named, possible where one is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from data import axes
from matcher.reading.gated import gated

# AJCC 8, anatomic stage groups without distant metastasis: a row a T, a column an N (0 to 3).
_GROUPS: dict[str, tuple[str, ...]] = {
    "is": ("0",),
    "1": ("I", "IIA", "IIIA", "IIIC"),
    "2": ("IIA", "IIB", "IIIA", "IIIC"),
    "3": ("IIB", "IIIA", "IIIA", "IIIC"),
    "4": ("IIIB", "IIIB", "IIIB", "IIIC"),
}
_CELLS = {(t, n): stage for t, row in _GROUPS.items() for n, stage in enumerate(row)}
_INVASIVE = ("1", "2", "3", "4")
_EVERY_N = (0, 1, 2, 3)

_APART = r"(?:(?=[cp]?n[0-3x+])|(?![a-z0-9]))"
_RANGE = r"\s*(?:-|~|/|\bto\b|\bthrough\b)\s*"
_LIST = r"\s*(?:,\s*(?:or|and)?|\bor\b|\band\b|-|~|/|\bto\b|\bthrough\b)\s*"
_MORE = r"(?:\s*(?:\+|(?:or|and) (?:larger|greater|higher|above|more|bigger)))?"
_LEAST = r"(?:(?:>=|at least|any(?=\s+[cp]?[tn]\s?[0-4]))\s*)?"  # 'any T4'
# 'T1-2 breast cancer with clinical N0', 'T1-2 and axillary status N0'
_BEFORE_N = (
    r"(?:(?:(?:invasive |primary |operable )?(?:breast )?(?:tumou?rs?|lesions?|disease|cancers?|carcinomas?))[\s,]{1,2})?(?:and |with )?"
    r"(?:clinical |clinically |(?:axillary |nodal |lymph node |node )(?:status |stage )?(?:is |of )?)?"
)
_T_NAME = rf"(?:is|[0-4](?:[a-d](?:\s?[/,-]\s?[a-d](?![a-z]))?|mic?)?){_APART}"
_N_NAME = r"(?:[0-3](?:[a-c](?:\s?[/,-]\s?[a-c](?![a-z]))?|mi)?)(?![a-ln-z0-9])"
_PREFIX = r"[cp]?"
_NAMED = r"(?:-?\s?stage)?[\s-]?"  # 'T-stage 1-3'
_T = rf"{_LEAST}(?:any\s+{_PREFIX}t\b|{_PREFIX}t(?!\s+is){_NAMED}{_T_NAME}(?:{_LIST}{_PREFIX}t(?!\s+is){_NAMED}{_T_NAME}|{_RANGE}{_T_NAME}(?!\s*[cm]m)){{0,5}}{_MORE})"
_N = rf"{_LEAST}(?:any\s+{_PREFIX}n\b|{_PREFIX}n{_NAMED}(?:any|x|\+|{_N_NAME}(?:{_LIST}{_PREFIX}n{_NAMED}{_N_NAME}|{_RANGE}{_N_NAME}(?!\s*[cm]m)){{0,4}}{_MORE}))"
_COMBINED = gated(
    rf"(?:(?<![a-z0-9])|(?<=stage))(?:(?P<t>{_T})(?:(?:[\s,(/-]{{0,3}}|\s?;\s?(?=[cp]?n\s?0)){_BEFORE_N}(?P<n>{_N}))?|(?P<only_n>{_N})(?P<any_t>[\s,(/-]{{0,3}}(?:and |with )?any\s+{_PREFIX}t\b)?)"
)
_NAME = gated(r"is\b|[0-4](?:[a-d](?:\s?[/,-]\s?[a-d](?![a-z]))?|mic?)?|(?P<range>-|~|\bto\b|\bthrough\b)")

# What else is called T1 or T4, categories after treatment, and sentences that set a condition or take something out.
_OF_OTHERS = gated(
    r"\b(?:weighted|thyro\w*|tsh|vertebra\w*|spin(?:e|al)|mapping|t-?cells?|scores?|contralateral|if|unless|when|except\w*|exclu\w+|other than|[cp]?m1|any m)\b|\by[cp]?[tn]\d|\b(?:cohorts?|arms?|groups?|parts?|modules?)\s+[tn]\d"
)
_DENIED = gated(r"\b(?:no|not|non|without|nor)\W+(?:\w+\W+){0,2}$")
# Not: 'aged 70 or more with T1N0'
_OTHER_WAY_BEFORE = gated(
    r"\b(?:or|and/or)\W+(?!(?:more|older|above|over|greater|higher|younger|less)\b)(?:\w+\W+){0,5}$"
)
# 'Clinical stage by palpation or imaging: T2': the 'or' is of the examination
_BY_EXAMINATION = gated(
    r"\b(?:by|on|at|per|via|using|with|through)\W+(?:[\w-]+\W+){0,3}?(?:exam\w*|palpation|imaging|mammogra\w+|ultraso\w+|mri|ct|radiolog\w+|inspection|investigation)\W+(?:or|and/or)\W+(?:[\w-]+\W+){0,3}$"
)
_OTHER_WAY_AFTER = gated(r"\W{0,3}(?:\w+\W+){0,2}(?:or|and/or)\b|\s?/\s?(?:grade|g\s?[1-3])\b")
_OF_EXAMINATION = gated(r"\b(?:clinical|pathologic)\w* (?:\w+ ){0,2}n$|\b[cp]$")
_NEXT_OF_A_LIST = gated(r"\s*(?:,?\s?[cp]?m0)?\s*[,;]\s*")  # 'T4 any N M0, any T N2-3 M0'
_LAST_OF_A_LIST = gated(r"\s*,\s*(?:or|and/or)\s*")  # 'T3 N1, any T4, or any N2-3'
_OR = gated(r"\b(?:or|and/or)\b")


class Categories(NamedTuple):
    """`sure`, `wide`: the disease states of the stages that are certain and possible."""

    sure: int
    wide: int
    start: int
    end: int


# 'T2 or larger, or node-positive', 'T3, T4 and/or positive axillary lymph nodes': the nodes as the other way in
_OR_NODES = gated(
    r"\b(?:or|and/or)\s(?:with\s)?(?P<nodes>(?:(?:clinical(?:ly)?|pathological(?:ly)?|histological(?:ly)?|axillary|regional|verified|proven|any)[\s,]+){0,2}"
    r"(?:(?:lymph[\s-]?)?nod(?:e|al)[\s-](?:positive|involvement|metasta[st][ei][cs]|positivity)|ln\s?(?:positive|\+|involvement)|(?:positive|involved)\s(?:axillary\s|regional\s)?(?:lymph\s)?nodes?))"
    r"(?!\s?(?:or|and|/)\W{0,2}(?:negative|n0))"
)


def _with_nodes(lower: str) -> tuple[str, int]:
    """'T2, T3 or node-positive' as 'T2, T3 or N+', of the same length, and where the nodes end (0: it names none so)."""
    found = _OR_NODES.search(lower)
    if found is None:
        return lower, 0
    start, end = found.span("nodes")
    return f"{lower[:start]}n+{' ' * (end - start - 2)}{lower[end:]}", end


def tnm_stages(lower: str) -> Categories | None:
    """The stages that the categories of a lower-case sentence leave; None where it names none or says more than that."""
    lower, or_nodes = _with_nodes(lower)
    lower, place, in_part = _without_sizes(lower)
    larger = _LARGER_AS_T.search(lower) is not None
    found = _without_repeats(list(_COMBINED.finditer(lower)))
    if not any(m["t"] or m["any_t"] or _OF_EXAMINATION.search(lower[: m.start() + 1]) for m in found):
        return None
    if _OF_OTHERS.search(lower) or not _stands_alone(lower, found):
        return None
    full: set[tuple[str, int]] = set()
    some: set[tuple[str, int]] = set()
    for match in found:
        ts, whole_ts = (
            _tumours(f"{match['t']}+" if larger else match["t"]) if match["t"] else ({*_INVASIVE, "is"}, set(_INVASIVE))
        )
        ns, whole_ns = _nodes(match["n"] or match["only_n"])
        whole_ts = whole_ts - in_part if match["t"] else whole_ts
        some |= {(t, n) for t in ts for n in ns if (t, n) in _CELLS}
        full |= {(t, n) for t in whole_ts for n in whole_ns}
    if or_nodes:
        some.add(("1", 0))  # stage IB, T1 with micrometastases, stands in the same cell as T1 N0
    wide = frozenset(_CELLS[cell] for cell in some)
    sure = frozenset(s for s in wide if all(cell in full for cell, stage in _CELLS.items() if stage == s))
    if not wide:
        return None
    end = place[found[-1].end() - 1] + 1
    return Categories(_states(sure), _states(wide), place[found[0].start()], max(end, or_nodes))


def _without_repeats(found: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """'cT2N0, cN0 by ultrasound': the nodes are named a second time, alike."""
    nodes = {m["n"].strip("cp") for m in found if m["n"]}
    return [m for m in found if not (m["only_n"] and not m["any_t"] and m["only_n"].strip("cp") in nodes)]


# 'Larger than 2 cm (T2)' takes T3 and T4, too.
_LARGER_AS_T = gated(
    r"(?:\b(?:larger|greater|bigger|more) than|\bat least|>=?|\u2265)\s*2(?:\.0)?\s?cm\b(?![^()]*\b(?:but|and|or|to|less|smaller)\b)[^()]{0,40}\(\s*[cp]?t\s?2\s*\)"
)


_CATEGORY = r"[cp]?(?:t\s?[1-4](?:[a-d](?:-[a-d])?)?|n\s?[1-3](?:[a-c])?)(?:\s?(?:-|/)\s?[tn]?[1-4])?(?![a-z0-9])"
_NONE_OF = gated(
    r"\b(?:no|without|absence of|free of|must not have|not have)\s+(?:(?:(?:clinical|radiologic\w*|known|any)\s+)?(?:evidence|signs?)\s+of\s+)?(?:any\s+|clinical\s+|pathologic\s+)?"
    rf"(?P<listed>{_CATEGORY}(?:(?:\s*,\s*(?:or|nor|and)?|\s+(?:or|nor|and)|\s*/)\s*(?:{_CATEGORY}|[cp]?m1\b)){{0,4}})"
)
_EACH = gated(r"(?P<m>[cp]?m1)|[cp]?(?P<kind>[tn])(?P<rest>[^,]*?)(?=,|\bor\b|\bnor\b|\band\b|$)")


def denied_stages(lower: str) -> Categories | None:
    """The stages that are made up of the categories in 'no T4 or N3 disease': whoever has one of those is left out."""
    denied = _NONE_OF.search(lower)
    return None if denied is None else any_of_categories(lower, *denied.span("listed"))


def any_of_categories(lower: str, start: int, end: int) -> Categories | None:
    """The stages that any of the categories listed at `start:end` makes up, each by itself."""
    full: set[tuple[str, int]] = set()
    some: set[tuple[str, int]] = set()
    for each in _EACH.finditer(lower[start:end]):
        if each["m"]:
            continue
        if each["kind"] == "t":
            ts, whole_ts = _tumours(f"t{each['rest']}")
            some |= {(t, n) for t in ts for n in _EVERY_N}
            full |= {(t, n) for t in whole_ts for n in _EVERY_N}
        else:
            ns, whole_ns = _nodes(f"n{each['rest']}")
            some |= {(t, n) for t in _INVASIVE for n in ns}
            full |= {(t, n) for t in _INVASIVE for n in whole_ns}
    wide = frozenset(_CELLS[cell] for cell in some if cell in _CELLS)
    sure = frozenset(s for s in wide if all(cell in full for cell, stage in _CELLS.items() if stage == s))
    return Categories(_states(sure), _states(wide), start, end) if wide else None


_SIZE = gated(
    r"\s?\([^()]{0,40}\d\s?[cm]m\b[^()]{0,15}\)|\s?\([^()]{0,12}\b[tn]x\b[^()]{0,12}\)|\s?\((?:i[+-]|sn|mol[+-])\)"
    # 'T2 >= 3 cm, T3 or T4', 'T2 of at least 3 cm'
    r"|(?<=t[1-4]|[1-4][a-d])\s?(?:of\s|with\s|tumou?rs?\s|and\s){0,2}(?:\\?[<>]\\?=?|\u2264|\u2265|at least|at most|up to|(?:more|larger|greater|bigger|less|smaller) than)\s?\d{1,2}(?:\.\d)?\s?[cm]m\b(?:\sin\s(?:size|diameter))?"
)
_LENGTHS = gated(r"\d+(?:\.\d+)?")
_LIMITS = frozenset({"2", "5", "20", "50", "2.0", "5.0"})  # of T1, T2 and T3 (AJCC 8), in cm or mm
_SIZED = gated(r"(?:t\s?([1-4])[a-d]?\s?(?:-|/|to)\s?)?t?\s?([1-4])[a-d]?$")


def _without_sizes(lower: str) -> tuple[str, Sequence[int], set[str]]:
    """'T1 (<= 2 cm) N0', 'any N (NX included)' without the sizes and what stands in parentheses, where each sign that is left
    stands, and the T categories of which a size takes a part only ('T2 >= 3 cm')."""
    gaps = [m.span() for m in _SIZE.finditer(lower)]
    in_part: set[str] = set()
    for start, end in gaps:
        sized = _SIZED.search(lower, 0, start) if gated(r"\d\s?[cm]m\b").search(lower[start:end]) else None
        if sized and not _LIMITS.issuperset(_LENGTHS.findall(lower[start:end])):
            in_part |= {t for t in sized.groups() if t}
    kept = (
        [i for i in range(len(lower)) if not any(start <= i < end for start, end in gaps)]
        if gaps
        else range(len(lower))
    )
    return "".join(lower[i] for i in kept) if gaps else lower, kept, in_part


def _states(stages: frozenset[str]) -> int:
    return axes.states_where(lambda s: s.stage in stages)


# 'Operable or locally advanced breast cancer (T2-4)': the 'or' is between words for an extent
_OF_BOTH = gated(
    r"\b(?:operable|resectable|early(?:[- ]stage)?|primary|locali[sz]ed)\s(?:(?:breast|disease|cancers?|invasive)\s){0,3}(?:or|and/or)\s(?:locally\s)?advanced\s(?:(?:breast|disease|cancers?|tumou?rs?|carcinomas?)\s){0,3}(?=\()"
)


def _stands_alone(lower: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether the categories are the whole of what is asked: several are joined by 'or', and nothing else is."""
    betweens = [lower[one.end() : other.start()] for one, other in zip(found, found[1:], strict=False)]
    alternatives = bool(betweens) and _LAST_OF_A_LIST.fullmatch(betweens[-1]) is not None
    for (one, other), between in zip(zip(found, found[1:], strict=False), betweens, strict=True):
        whole = all(m["t"] and m["n"] for m in (one, other)) or (alternatives and one["t"] is not None)
        listed = _NEXT_OF_A_LIST.fullmatch(between) and whole
        if not (_OR.search(between) or listed) or len(between) > 30 or "advanced" in between:
            return False
    first, last = found[0], found[-1]
    before = _OF_BOTH.sub("", lower[: first.start()])
    if lower.count("(") != lower.count(")"):  # a part of a longer list
        return False
    return not (
        any(_DENIED.search(lower[: match.start()]) for match in found)
        or (_OTHER_WAY_BEFORE.search(before) and not _BY_EXAMINATION.search(before))
        or _OTHER_WAY_AFTER.match(lower[last.end() :])
    )


_ANY_OF_THEM = gated(r"any\s+[cp]?[tn]\b(?!\s*-?\s*(?:stage\s*)?\d)")  # not: 'any T4'


def _tumours(text: str) -> tuple[set[str], set[str]]:
    """The T categories named, and those of them that are named as a whole ('T1c' is a part of T1)."""
    if _ANY_OF_THEM.match(text):
        return set(_INVASIVE), set(_INVASIVE)
    named = list(_filled(text, ("is", "0", *_INVASIVE)))
    return {t for t, _ in named}, {t for t, whole in named if whole}


def _nodes(text: str | None) -> tuple[set[int], set[int]]:
    if text is None or _ANY_OF_THEM.match(text) or gated(r"any|x").search(text.removeprefix("any")):
        return set(_EVERY_N), set(_EVERY_N)
    if gated(r"[cp]?\s?n\s?\+").match(text):
        return {1, 2, 3}, {1, 2, 3}
    named = list(_filled(text, ("0", "1", "2", "3")))
    some = {int(n) for n, _ in named}
    return some | ({0} if "1mi" in text else set()), {int(n) for n, whole in named if whole}


def _filled(text: str, order: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Categories with ranges filled in, each with whether the whole of it is meant."""
    last = -1
    ranging = False
    for match in _NAME.finditer(text):
        if match["range"]:
            ranging = True
            continue
        name = "is" if match.group() == "is" else match.group()[0]
        place = order.index(name)
        if ranging and last >= 0:
            yield from ((between, True) for between in order[last + 1 : place])
        yield name, match.group() == name
        last, ranging = place, False
    if gated(r"\+|>=|at least|(?:or|and) (?:larger|greater|higher|above|more|bigger)").search(text):
        yield from ((above, True) for above in order[last + 1 :])
