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


def as_defined(lower: str, found: list[Found]) -> list[Found]:
    """'Advanced (stage IV)', 'advanced (locally recurrent or metastatic)': what stands in the parentheses is meant."""
    for i, f in enumerate(found[1:], 1):
        before = found[i - 1]
        if before.name == "recurrent" and KINDS_OF_RECURRENCE.match(lower, before.start):
            continue  # 'recurrent (local or metastatic)'
        if before.axis == f.axis == "extent" and before.name != "stage" and _DEFINES.match(lower[before.end : f.start]):
            close = lower.find(")", f.start)
            if close > 0 and not gated(r"\bor\b|,|/").search(lower[: before.start][-25:]):
                return [o for o in found if o is not before]
    return found
