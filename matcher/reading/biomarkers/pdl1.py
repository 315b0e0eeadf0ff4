"""PD-L1 by its cut-off."""

from __future__ import annotations

import re

from data.criteria import AllOf, AnyOf, Between, Requirement, Undecidable
from data.criteria import negated as opposite
from matcher.reading.biomarkers.findings import has_marker
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention

_CPS = gated(
    r"\b(?:CPS|combined positive score)\b(?:[\s:,=()]++|\b(?:CPS|score|of|is|was|be|must|between|from|22C3|28-8|SP142|SP263|pharmDx|assay)\b){0,8}"
    r"(?P<sign>>\s?/?\s?=|<\s?/?\s?=|>|<|at least|less than|below|greater than or equal to|greater than|more than|above)?\s?"
    r"(?P<low>\d{1,2})(?![\d%A-Z]|-\d)(?:\s?(?:-|to|and(?= <)|(?<=1 )and)\s?(?P<under><?)\s?(?P<high>\d{1,2})(?![\d%]))?",
    re.I,
)


_OTHER_SCORE = gated(r"\bor\b[^.;]{0,40}\b(?:IC|TPS|TC|TAP|SP142|SP263|immune cells?)\b")


_PDL1 = gated(
    r"\bPD-?\s?L1\b(?!\s*(?:inhib|antibod|agent|block|therap|/|\)(?!\W{0,2}(?:positiv|negativ|express))|or anti))", re.I
)


_PDL1_POSITIVE = gated(
    r"\bpositiv\w*|\b(?:tumou?rs?|cancers?|disease)\s+(?:that\s+|which\s+)?express(?:es|ing)?\s+PD-?\s?L1\b|\bPD-?\s?L1[- ]express(?:ing|ers)\b|\b(?:tumou?rs?|cancers?|disease)\s+with\s+PD-?\s?L1\s+expression\b(?!\s+(?:status|levels?|tests?|results?|data|below|under|of\b))|>=?\s?1\s?%|\(\+\)|\bIC\s?(?:>=|>)\s?1|\bIC\s?1(?:\s?(?:/|,|-|or|to)\s?(?:or\s)?(?:IC\s?)?[23])+|at least 1\s?%",
    re.I,
)


_STATUS_OF_ANOTHER = gated(r"\btriple[- ]negative\b|\b(?:HER-?2|ER|PR|HR|node)[- ](?:negative|positive)\b", re.I)


_PDL1_NEGATIVE = gated(
    r"\bnegativ\w*|<\s?1\s?%|less than 1\s?%|CPS\s?<|\bIC\s?0\b|\b(?:no|lack of|without|absence of|absent)\s(?:tumou?r\s)?PD-?\s?L1\sexpression",
    re.I,
)


def pdl1_in(text: str) -> Mention | None:
    score = _CPS.search(text)
    if score is not None:
        requirement, words = _score(score)
        if _OTHER_SCORE.search(text):
            requirement, words = AnyOf((requirement, Undecidable("another PD-L1 score"))), f"{words} or another score"
        return Mention("biomarker:PD-L1", requirement, words, score.start(), score.end())
    found = _PDL1.search(text)
    if found is None:
        return None
    around = _STATUS_OF_ANOTHER.sub(" ", text[max(0, found.start() - 30) : found.end() + 60])
    if _PDL1_NEGATIVE.search(around) and not _PDL1_POSITIVE.search(around):
        return Mention("biomarker:PD-L1", opposite(has_marker("PD-L1")), "PD-L1 negative", found.start(), found.end())
    if _PDL1_POSITIVE.search(around) and not _PDL1_NEGATIVE.search(around):
        return Mention("biomarker:PD-L1", has_marker("PD-L1"), "PD-L1 positive", found.start(), found.end())
    return None


_JUST_BESIDE = 0.01  # a CPS is a whole number, given with one decimal at most


def _score(match: re.Match[str]) -> tuple[Requirement, str]:
    """The range of combined positive scores asked for, and its words."""
    low, sign = float(match["low"]), gated(r"[\s/]").sub("", match["sign"] or "").lower()
    if sign in ("<", "lessthan", "below"):
        return Between("pdl1_cps", None, low - _JUST_BESIDE), f"PD-L1 CPS below {low:g}"
    if sign == "<=" or (low == 0 and not sign and not match["high"]):
        return Between("pdl1_cps", None, low), f"PD-L1 CPS at most {low:g}"
    above = sign in (">", "greaterthan", "morethan", "above")
    words = f"PD-L1 CPS {'above' if above else 'at least'} {low:g}"
    high = float(match["high"]) if match["high"] else None
    if high is not None:
        words += f" and {'below' if match['under'] else 'at most'} {high:g}"
        high -= _JUST_BESIDE if match["under"] else 0
    scored = Between("pdl1_cps", low + _JUST_BESIDE if above else low, high)
    # A tumour without PD-L1 expression has no such score, whatever the number.
    return (AllOf((has_marker("PD-L1"), scored)) if low >= 1 else scored), words
