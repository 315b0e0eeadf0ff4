"""What stands in parentheses behind an extent: it narrows the one before it, or tells what is meant by it."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.categories import TNM
from matcher.reading.state.first_or_returned import KINDS_OF_RECURRENCE
from matcher.reading.state.found import Found

_NARROWS_ITS_OWN = frozenset({"incurable", "unresectable", "nonmetastatic"}) | TNM


def asides_applied(lower: str, found: list[Found]) -> list[Found]:
    """'Metastatic, or locally advanced (T3 or T4, M0)': of several extents an aside narrows the one before it."""
    left = list(found)
    for aside in gated(r"\([^()]*\)").finditer(lower):
        inside = [f for f in left if aside.start() < f.start and f.end < aside.end() and not f.denied]
        outside = [f for f in left if f not in inside and not f.denied and not only_narrows(lower, f)]
        owner = max((f for f in outside if f.end <= aside.start()), key=lambda f: f.end, default=None)
        narrowing = [f for f in inside if f.name in _NARROWS_ITS_OWN]
        if owner is None or len(outside) < 2 or not narrowing or lower[owner.end : aside.start()].count(","):
            continue
        sure, wide = owner.sure, owner.wide
        for f in narrowing:
            sure, wide = sure & f.sure, wide & f.wide
        if wide:
            left[left.index(owner)] = owner._replace(sure=sure, wide=wide, end=aside.end())
            left = [f for f in left if f not in inside]
    return left


def only_narrows(lower: str, found: Found) -> bool:
    """'No distant metastasis' and 'invasive' narrow what else is said, but for 'non-metastatic or oligometastatic'."""
    if found.name in ("invasive", "not_recurrent"):
        return True
    return found.name == "nonmetastatic" and not gated(r"\s*(?:disease|breast cancer)?\s*or\b").match(
        lower[found.end :]
    )


_DEFINES = gated(
    r"\s*(?:(?:breast|solid)?\s*(?:disease|cancers?|tumou?rs?|carcinoma|malignanc\w+)\s*)?\((?:defined as|i\.?e\.?,?|advanced disease (?:is|will be) defined as|ajcc)?\s*(?:\w+\s+){0,2}$"
)


# 'Locally advanced breast cancer: stage IIIA', '..., i.e. clinical stage III', '... is defined as T4'
_DEFINES_AFTERWARDS = gated(
    r"\s*(?:(?!\b(?:or|and|with|without)\b)(?:[\w-]+(?![\w-])|\([^()]{1,12}\))\s*){0,8}?(?:,\s*)?(?::|=|\b(?:i\.?\s?e\b\.?,?:?|(?:defined|understood|classified)\s+(?:as|by)\b:?|that\s+is(?:\s+to\s+say)?\b,?:?|meaning\b|namely\b|viz\b\.?|which\s+means\b))\s*(?:[\w-]+\s+){0,2}$"
)
_STAGED = frozenset({"stage", "tnm_stage"}) | TNM


def as_defined(lower: str, found: list[Found]) -> list[Found]:
    """'Advanced (stage IV)', 'advanced (locally recurrent or metastatic)': what stands in the parentheses is meant. So are the
    stages behind 'locally advanced:', which tell of a tumour as it was found: a recurrence has none (AJCC 8)."""
    for i, f in enumerate(found[1:], 1):
        before = found[i - 1]
        if before.name == "recurrent" and KINDS_OF_RECURRENCE.match(lower, before.start):
            continue  # 'recurrent (local or metastatic)'
        if gated(r"\bor\b|,|/").search(lower, max(0, before.start - 25), before.start):
            continue
        if _defined_in_parentheses(lower, before, f) or _defined_by_stages(lower, before, f):
            return [o for o in found if o is not before]
    return found


def _defined_in_parentheses(lower: str, before: Found, f: Found) -> bool:
    if not before.axis == f.axis == "extent" or before.name == "stage":
        return False
    return _DEFINES.match(lower[before.end : f.start]) is not None and lower.find(")", f.start) > 0


def _defined_by_stages(lower: str, before: Found, f: Found) -> bool:
    if before.name != "locally_advanced" or f.name not in _STAGED:
        return False
    return _DEFINES_AFTERWARDS.match(lower[before.end : f.start]) is not None
