"""HER2 told by what was counted in situ, or by the name of a stain: 'HER2/CEP17 ratio >= 2.0', 'HercepTest 3+'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from matcher.reading.gated import gated
from matcher.reading.receptors.markers import Found
from matcher.reading.receptors.masks import her2
from matcher.reading.receptors.scores import scored_levels


class _Result(NamedTuple):
    """A count on this side of this limit, what it comes to, and who says so."""

    counted: str
    above: bool
    limit: float
    level: str
    source: str


# What lies between (a ratio of 2 with fewer than 4 copies, 4 to 6 copies) turns on the other count and on IHC: not read.
_RESULTS = (
    _Result("ratio", True, 2.0, "positive", "ASCO/CAP 2018, group 1"),
    _Result("ratio", True, 2.2, "positive", "ASCO/CAP 2007"),
    _Result("ratio", False, 2.0, "negative", "ASCO/CAP 2018, group 5"),
    _Result("ratio", False, 1.8, "negative", "ASCO/CAP 2007"),
    _Result("copies", True, 6.0, "positive", "ASCO/CAP 2013; 2018, group 3 (with IHC 2+ or 3+)"),
    _Result("copies", False, 4.0, "negative", "ASCO/CAP 2018, group 5"),
)

_HER2 = r"(?:HER-?\s?2(?:\s?/\s?ne[uw])?|c?-?erb-?B-?2)"
_LINK = r"(?:\s+(?:gene|signals?|is|of|was|must|should|be|an?|the|at|with|score|value|result|per|cell|nucleus|copies))*[\s:(=]*"
_ABOVE = r">\s?/?\s?=?|(?:greater|higher|more) than(?: or equal to)?|at least|above|exceeding"
_BELOW = r"<\s?/?\s?=?|(?:less|lower|fewer) than(?: or equal to)?|below"
_LIMIT = rf"{_LINK}(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW}))\s?(?P<limit>\d(?:[.,]\d)?)(?![\d%])"
_COUNTED = gated(
    rf"(?:(?P<ratio>{_HER2}\s?(?:/|:|to)\s?(?:CEP|Chr\w*|chromosome|centromere)[\s-]?(?:17\b)?(?:\s+(?:signal|gene|FISH|ISH|copy))*(?:\s+ratio)?|{_HER2}(?:\s+(?:gene|FISH|ISH|amplification|signal))*\s+ratio|\b[CDFS]?ISH(?:\s+(?:amplification|signal))*\s+ratio)"
    rf"|(?P<copies>{_HER2}(?:\s+gene)?\s+(?:copy number|copies|signals?)|(?:number of|average)\s+{_HER2}\s+(?:signals?|copies))){_LIMIT}",
    re.I,
)
_ANOTHER_GENE = gated(r"\b(?:FGFR\d?|MET|c-?MET|EGFR|HER-?1|TOP2A?|MYC|CCND1|MDM2|ALK|ROS1|CDK4)\b")
_STAIN = gated(r"\bHercep-?\s?test\b", re.I)


def told_in_situ(text: str) -> Iterator[Found]:
    """HER2 by what was counted, and by the scores of a stain that is made for it; nothing where two counts disagree."""
    if (stain := _STAIN.search(text)) and (scores := scored_levels(f"IHC {text[stain.end() : stain.end() + 120]}")):
        yield Found(scores, stain.start(), min(len(text), stain.end() + 10))
    counts = [] if _ANOTHER_GENE.search(text) else list(_COUNTED.finditer(text))
    levels = [_level("ratio" if c["ratio"] else "copies", c["above"] is not None, c["limit"]) for c in counts]
    if len(set(levels) - {None}) == 1:
        yield from (Found(her2(level), *c.span()) for c, level in zip(counts, levels, strict=True) if level)


def _level(counted: str, above: bool, limit: str) -> str | None:
    number = float(limit.replace(",", "."))
    return next((r.level for r in _RESULTS if (r.counted, r.above, r.limit) == (counted, above, number)), None)
