"""'Relapsed or refractory': one description, which may be of the extent named before it or right behind it."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state.found import Found

# between extents: two of a list
LISTED = gated(r"\b(?:or|and|and/or)\b|[,/;:(]")
BACK = frozenset({"recurrent", "refractory"})
_PAIRED = gated(r"\w{0,3}\W{0,3}(?:or|and|and/or|/)\W{0,3}\w{0,3}")


def relapsed_or_refractory(lower: str, found: list[Found]) -> list[Found]:
    """'Relapsed or refractory' is one description, of the disease named before or behind it."""
    paired: list[Found] = []
    for f in found:
        last = paired[-1] if paired else None
        paired_words = last and (f.start < last.end or _PAIRED.fullmatch(lower[max(last.end - 3, 0) : f.start + 3]))
        if last and paired_words and {last.name, f.name} == BACK:
            words = f"{last.words} or {f.words}"
            sure, wide, end = last.sure | f.sure, last.wide | f.wide, max(last.end, f.end)
            paired[-1] = last._replace(sure=sure, wide=wide, words=words, end=end)
        else:
            paired.append(f)
    return paired


# 'Metastatic solid tumours that are relapsed or refractory to standard therapy' are metastatic ones, whatever else is told.
_THAT_IS = gated(
    r"\b(?:that|which)\W+(?:is|are|was|were|has|have)\W+(?:been\W+)?(?:(?:either|also)\W+)?(?:(?:relapsed|recurrent|recurred|refractory)\W+(?:or|and/or|and)?\W*)?$"
)
# 'Relapsed or refractory, locally advanced or metastatic disease'
_RELAPSED_OR_REFRACTORY = (
    r"(?:(?:relapsed|recurrent)\s?(?:or|and/or|/)\s?refractory|refractory\s?(?:or|and/or|/)\s?(?:relapsed|recurrent))"
)
_HEADS_THEM = gated(
    rf"\b{_RELAPSED_OR_REFRACTORY}(?:,\s|\s)(?=(?:locally|advanced|metastatic|unresectable|inoperable|stage)\b)"
)


def without_returned_aside(lower: str, found: list[Found]) -> list[Found]:
    """Without 'relapsed or refractory' where a clause tells it of an extent named before: it is no other extent."""
    extents = [f.end for f in found if f.name not in BACK and not f.denied]
    return [f for f in found if f.name not in BACK or not _told_of_one_before(lower, extents, f.start)]


def _told_of_one_before(lower: str, extents: list[int], start: int) -> bool:
    before = max((end for end in extents if end <= start), default=None)
    clause = _THAT_IS.search(lower, before, start) if before is not None else None
    return clause is not None and before is not None and not LISTED.search(lower, before, clause.start())


def heads_the_extents(lower: str, found: Found, asserted: list[Found]) -> bool:
    """Whether it is 'relapsed or refractory' right before the extents that it is said of."""
    heads = next((m for m in _HEADS_THEM.finditer(lower) if m.start() <= found.start < m.end()), None)
    return found.name in BACK and heads is not None and any(f.start >= heads.end() for f in asserted)
