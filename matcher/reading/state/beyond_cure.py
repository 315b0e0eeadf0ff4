"""'Not amenable to surgery or radiation therapy that aims at cure': beyond cure, however far the word 'cure' stands behind the 'not'."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.reading.gated import gated
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import MEANINGS

_REACH = 170  # characters that such a clause takes


def beyond_cure(lower: str) -> Iterator[Found]:
    """Clauses by which local treatment cannot cure; an operation must be among what is ruled out."""
    meaning = MEANINGS["incurable"]
    for ruled_out in _RULED_OUT.finditer(lower):
        cure = _FOR_CURE.search(lower, ruled_out.end(), ruled_out.end() + _REACH)
        if cure is None or _ANOTHER_MATTER.search(lower, ruled_out.end(), cure.start()):
            continue
        before = _OPERATION_BEFORE.search(lower, 0, ruled_out.start()) if ruled_out["option"] else None
        start = before.start() if before else ruled_out.start()
        if _OPERATION.search(lower, start, cure.end()) and not _OR_NOT.search(lower, 0, start):
            yield Found("incurable", meaning.axis, meaning.sure, meaning.wide, meaning.words, start, cure.end())


_RULED_OUT = gated(
    r"\b(?:(?:not|no longer|never)\s+(?:(?:be|been|considered|deemed|judged|a|an|any|longer|thought)\s+){0,3}(?:amenable|suitable|suited|eligible|accessible|appropriate|candidates?|susceptible|fit)"
    r"|unsuitable|unamenable|ineligible|unfit"
    r"|neither\s+(?:surg|resect|excis|operat|be\b|of\s+(?:which|whom|these|them)\b)"
    r"|(?:cannot|can\s*not|could\s+not|can\s+no\s+longer)\s+be\s+(?:\w+\s+)?(?:treated|managed|operated|resected|excised|removed|irradiated|approached)"
    r"|(?P<option>(?:is|are|being)\s+(?:not|no(?:\s+longer)?)\s+(?:an\s+)?(?:options?|possible|feasible|indicated|appropriate)))\b"
)
_FOR_CURE = gated(
    r"\b(?:with|in|for|as|to|that|which|intended|aim\w*|hopes?|purposes?|intent(?:ion)?|goals?|sake|view|given|meant|designed)\s+"
    r"(?:(?:with|in|for|as|to|of|at|on|the|an?|any|order|hopes?|hoping|aim\w*|purposes?|intent(?:ion)?|intended|goals?|sake|view|given|meant|designed|is|are|be|done|performed|undertaken|achiev\w+|obtain\w*|bring\w*|effect)\s+){0,8}"
    r"(?:cure[sd]?|curing|curative(?:ly)?)\b"
)
_OPERATIONS = r"surg\w+|resect\w+|excis\w+|operat\w+|mastectom\w+"
_LOCAL = r"(?:local|loco-?\s?regional)"
_TREATMENTS = r"treatments?|therap(?:y|ies)"
_OPERATION = gated(rf"\b(?:{_OPERATIONS}|{_LOCAL}\s+(?:{_TREATMENTS}|measures?|options?|modalit(?:y|ies)))\b")
# 'Surgery or radiotherapy is not an option in order to cure'
_OPERATION_BEFORE = gated(rf"\b(?:{_OPERATIONS}|{_LOCAL}\s+(?:{_TREATMENTS}))\s+(?:\w+\s+){{0,4}}$")
# 'Not suitable for radiotherapy, treated by surgery for cure', 'not suitable for conservation', 'not amenable to surgery alone'
_ANOTHER_MATTER = gated(
    r"[.;]|\b(?:but|yet|unless|until|if|except\w*|while|metasta\w+|recurr\w+|relaps\w+|stages?|amenable|suitable|who|treated|received?|receiving|underwent|undergo\w*|had"
    r"|conserv\w+|sparing|lumpectom\w+|reconstruct\w+|axill\w+|first|alone|cord|chemotherapy)\b"
)
# 'Whether or not suitable for surgery that aims at cure', 'not necessarily unsuitable'
_OR_NOT = gated(r"\b(?:whether\s+or|or|not|never|not\s+necessarily)\s+$")
