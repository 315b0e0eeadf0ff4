"""IHC scores and ISH results of HER2."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.receptors.masks import Description, her2_scores
from matcher.reading.sentence_ends import ANOTHER_SCORE

# IHC scores with their ISH results (ASCO/CAP 2018/2023).
_SCORE = gated(
    r"(?<![\d.<>=])(?<![RBrb])(?<![RBrb]-)(?<!HER )(?P<score>[0-3])\s?(?P<plus>\+)?(?!\d|\.\d|%)(?!\s*(?:%|months|weeks|days|years|mm|cm|prior|lines?))"
)


ISH_NEGATIVE = gated(
    r"(?:F?ISH|in[- ]situ hybridi[sz]ation|CISH|SISH|amplif\w+|CEP-?\s?17)[^.;]{0,30}?(?:negativ|-(?=\W|$)|not amplif|non-?amplif|unamplif|<)|negative\s+(?:(?:by|on|with|in)\s+)?(?:F?ISH|(?:(?:fluorescen\w+|chromogenic|silver|dual)\s+)?in[- ]situ)|(?:without|no|lack of|absence of)\s+(?:evidence of\s+)?(?:HER-?2\s+)?(?:(?:gene|F?ISH|CISH)\s+)?amplification|non-?amplified|not amplified",
    re.I,
)


_IHC = gated(r"\bIHC(?![a-z])|immunohisto\w*|immunostain\w*|score", re.I)


_PLUSES = gated(r"(?<![\d+])\+{2,3}(?!\+)")  # 'HER2 (++)'


# 'HER2 (-), (+) or (++)': signs of which one is doubled are scores, not a positive result.
_SIGN = r"[(\[]?\s?(?:[-\u2212\u2013]|\+{1,3})\s?[)\]]?"
_SIGNS = gated(rf"(?<![\w+]){_SIGN}(?:\s?(?:,\s?(?:or|and)|,|/|or|and|to|~|\u2013)\s?{_SIGN})+(?![\w+-])", re.I)
_UP_TO = gated(r"\bto\b|~", re.I)
_ONE_SIGN = gated(r"\+{1,3}|[-\u2212\u2013]")


def signs_are_scores(text: str, at: int) -> bool:
    """Whether the sign at a position belongs to a list of signs that are scores."""
    return "++" in text and any(m.start() <= at < m.end() and "++" in m.group() for m in _SIGNS.finditer(text))


def _signs_as_scores(text: str) -> str:
    def scores(signs: re.Match[str]) -> str:
        if "++" not in signs.group():
            return signs.group()
        found = [len(sign) if sign.startswith("+") else 0 for sign in _ONE_SIGN.findall(signs.group())]
        if _UP_TO.search(signs.group()):
            found = list(range(min(found), max(found) + 1))
        return " ".join(f"{n}+" if n else "IHC 0" for n in dict.fromkeys(found))

    return _SIGNS.sub(scores, text) if "++" in text else text


def scored_part(text: str, at: int, limit: int) -> str:
    """The words after HER2 in which its scores stand: up to the next receptor, unless they only begin there."""
    own = text[at : min(limit, at + 200)]
    return own if gated(r"[0-3]\s?\+|\b[01]\b|\+\+").search(own) else text[at : min(limit + 40, at + 200)]


# 'IHC 0-2+', '1+ to 3+'; 'at least 1+', 'IHC >= 2', '2+ or higher', 'less than 3+': the scores that they stand for.
_RANGE = gated(r"(?<![\w.+<>=])(?P<low>[012])\s?\+?\s?(?:-|to|through)\s?(?P<high>[123])(?:\s?\+)?(?!\d|\.\d|%)")


_UP_TO_IT = (
    r"<\s?/?\s?=|(?:less|lower) than or equal to|up to|at most|no(?:t)? (?:more|higher|greater) than|maximum(?: of)?"
)
_BELOW_IT = r"<|(?:less|lower) than|below|under"
_FROM_IT = r">\s?/?\s?=|at least|minimum(?: of)?|(?:greater|higher|more) than or equal to"
_ABOVE_IT = r">|(?:greater|higher|more) than|above"
_SIGN_OF_BOUND = "|".join((_UP_TO_IT, _FROM_IT, _BELOW_IT, _ABOVE_IT))
_BOUND = gated(
    rf"(?P<ihc>\bIHC\s?(?:score )?(?:of )?)?(?:(?<![a-z])(?P<sign>{_SIGN_OF_BOUND})\s?(?:IHC\s?)?)?"
    r"(?<![\d.])(?P<score>[0-3])\s?(?P<plus>\+)?(?!\d|\.\d|%)(?:(?P<more>\s(?:or|and)\s(?:higher|greater|above|more|stronger)\b)|(?P<less>\s(?:or|and)\s(?:less|lower|below|weaker)\b))?",
    re.I,
)


def _spelt_out(low: int, high: int) -> str:
    return " ".join(f"{n}+" if n else "0" for n in range(low, high + 1))


def _within_bound(m: re.Match[str]) -> str:
    """The scores within a bound, one by one; a bare number beside a sign is a score only next to IHC."""
    sign, score = m["sign"] or "", int(m["score"])
    if not (m["more"] or m["less"] or (sign and (m["plus"] or m["ihc"]))):
        return m.group()
    if m["less"] or re.fullmatch(_UP_TO_IT, sign, re.I):
        return "IHC " + _spelt_out(0, score)
    if re.fullmatch(_BELOW_IT, sign, re.I):
        return "IHC " + _spelt_out(0, score - 1)
    return "IHC " + _spelt_out(score + 1 if re.fullmatch(_ABOVE_IT, sign, re.I) else score, 3)


# 'IHC: not 3+', 'must not be 2+ or 3+': all other scores.
_NOT_SCORED = gated(
    r"\b(?:not|never|other than)\s(?:(?:be|score[ds]?|a|an|at|as|of|equal to)\s){0,3}(?P<scores>[0-3]\s?\+(?:\s?(?:,|/|or|nor)\s?[0-3]\s?\+)*)",
    re.I,
)


def _all_but(m: re.Match[str]) -> str:
    named = {int(score) for score in gated(r"[0-3]").findall(m["scores"])}
    return "IHC " + " ".join(f"{n}+" if n else "0" for n in range(4) if n not in named)


# 'HER2 0', 'HER2 (0)'
_BARE_ZERO = gated(r"[\s-]{0,2}\(?0(?=\s|$|[),;]|\s?/\s?1\+)(?!\s?(?:-|to|or|%|months|weeks|days))")


def scored_levels(text: str) -> Description | None:
    stop = gated(rf"\.\s|;\s(?!{ANOTHER_SCORE})|\bECOG\b|\bage\b").search(text)
    text = _signs_as_scores(text[: stop.start()] if stop else text)
    text = _PLUSES.sub(lambda m: f"{len(m.group())}+", text)
    if _BARE_ZERO.match(text):
        text = f"IHC {text}"
    if not _IHC.search(text) and not gated(r"\d\+|\b[0-3]\s\+(?!\s?\d)").search(text):
        return None
    bounded = _BOUND.sub(_within_bound, _NOT_SCORED.sub(_all_but, text))
    ranged = _RANGE.sub(lambda m: _spelt_out(int(m["low"]), int(m["high"])), bounded)
    scores = {m["score"] for m in _SCORE.finditer(ranged) if m["plus"] or m["score"] == "0" or _IHC.search(ranged)}
    if not scores:
        return None
    ish_negative = bool(ISH_NEGATIVE.search(text))
    ish_positive = bool(
        gated(
            r"(?:ISH|amplif)\w*\W{0,12}(?:\+|positiv)|(?:ISH|CEP-?\s?17)\s+ratio\s*(?:of\s+)?(?:>|at least)|\bamplified|gene amplification|\bpositive\s(?:F?ISH|CISH|SISH|in[- ]situ)\b|(?:positiv|confirm)\w*\s(?:by|with|on)\s(?:F?ISH|CISH|in situ)",
            re.I,
        ).search(text)
    ) and not gated(r"not amplified|non-?amplified").search(text)
    sure: set[str] = set()
    wide: set[str] = set()
    for score in scores:
        levels = {"0": {"zero", "ultralow"}, "1": {"low"}, "3": {"positive"}}.get(score)
        if levels is None:  # 2+
            levels = {"low"} if ish_negative else {"positive"} if ish_positive else set()
            wide |= levels or {"low", "positive"}
        sure |= levels
        wide |= levels
    shown = ", ".join(s + ("+" if s != "0" else "") for s in sorted(scores))
    return her2_scores(sure, wide, f"HER2 IHC {shown}{_ish_told(scores, ish_negative, ish_positive)}")


def _ish_told(scores: set[str], negative: bool, positive: bool) -> str:
    if "2" not in scores or not (negative or positive):
        return ""
    if negative:
        return " (ISH-)"
    if "1" in scores:
        return ""  # 2+ without amplification is HER2-low, as 1+ is
    return " (ISH+)" if scores == {"2"} else " (2+ with ISH+)"
