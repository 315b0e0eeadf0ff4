"""Age limits in the criteria text and in the registry's fields ('18 Years', '6 Months')."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.criteria import Between
from matcher.reading.mentions import Mention
from matcher.reading.pattern import words_beginning
from matcher.reading.sentences import Sentence, Stance

_KEYS = words_beginning("age ages aged years year yo y adult adults")
_TRIGGER = re.compile(r"\bage|years|\by/?o\b|adult", re.I)
_Y = r"\s*(?:years?|yrs?\.?|y/?o)"
_NUMBER = r"(?P<{}>\d{{1,3}})(?!\d|\.\d|\s*%)"
_RANGE = re.compile(
    rf"\b(?:age[sd]?|between|from)\W{{0,4}}(?:(?:of|between|from|range|is|patients?|ranges?|years?)\W{{0,3}}){{0,3}}{_NUMBER.format('low')}{_Y}?\s*(?:old\s*)?(?:-|to|and|~|through)\s*{_NUMBER.format('high')}(?:{_Y}|\s*$|\s*[,;.)])"
    rf"|^\W*(?:(?:female|male|women|patients?|adults?|subjects?|and|or|men)\W+){{0,5}}{_NUMBER.format('low2')}{_Y}?\s*(?:-|to|~)\s*{_NUMBER.format('high2')}{_Y}",
    re.I,
)
_LOW = re.compile(
    rf"\bage[sd]?\b\W{{0,3}}(?:(?:of|is|must be|should be|at|years|at time of \w+)\W{{0,3}}){{0,3}}(?P<sign>>=|>|at least|over|older than|greater than or equal to|greater than/equal to|greater or equal to|minimum)\s*{_NUMBER.format('low')}"
    rf"|(?P<sign2>>=|>|at least|over|older than|minimum age(?: of)?)\s*{_NUMBER.format('low2')}{_Y}(?:\s*(?:of age|old|and older|at (?:the )?(?:time|screening|enrol\w+|study|consent|baseline|inclusion))|\s*$|\s*[,;.()])"
    rf"|\b{_NUMBER.format('low3')}{_Y}?\s*(?:of age|old)?\s*(?:or|and|&)\s*(?:older|over|above|up|more|greater)\b"
    rf"|^\W*(?:(?:patients?|subjects?|participants?|volunteers)\s+must be\s+|age[sd]?[\s:]+){_NUMBER.format('low4')}{_Y}\s*(?:of age|old)?\W*$",
    re.I,
)
_HIGH = re.compile(
    rf"\bage[sd]?\b\W{{0,3}}(?:(?:of|is|must be|should be)\W{{0,3}}){{0,3}}(?P<sign><=|<|under|below|less than|younger than|up to|no(?:t)? (?:more|older) than)\s*{_NUMBER.format('high')}"
    rf"|(?:^|\b(?:patients?|subjects?|participants?)\s+(?:who (?:are|is)\s+|aged\s+)?)\W*(?P<sign2><=|<|under|below|younger than|less than)\s*{_NUMBER.format('high2')}{_Y}\s*(?:of age|old)?\W*$",
    re.I,
)
_NOT_HERS = re.compile(
    r"diagnos\w+\s+(?:\w+\s+){0,4}(?:at|before|under)|famil|relative|menopaus|menarche|first (?:birth|child)|child|partner|life expectancy|amenorr|smok|within|for at least|prior|last|ago\b|mother|father",
    re.I,
)


def read_age(sentence: Sentence) -> Iterator[Mention]:
    """The age range that a short sentence about age states."""
    text = sentence.text
    if not sentence.from_criteria or _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(text) or len(text) > 220:
        return
    found, low, high = _range(text)
    if found is None or _NOT_HERS.search(text):
        return
    if sentence.excludes:
        yield Mention("age", Between("age_years", low, high), _words(low, high), *found.span(), Stance.FORBID)
        return
    yield Mention(
        "age", Between("age_years", low, high), _words(low, high), *found.span(), Stance.REQUIRE, settled=True
    )


def _range(text: str) -> tuple[re.Match[str] | None, float | None, float | None]:
    both = _RANGE.search(text)
    if both is not None:
        return both, float(both["low"] or both["low2"]), float(both["high"] or both["high2"]) + 0.999
    least, most = _LOW.search(text), _HIGH.search(text)
    low = high = None
    if least is not None:
        strict = (least["sign"] or least["sign2"] or "").lower() in (">", "over", "older than")
        low = float(least["low"] or least["low2"] or least["low3"] or least["low4"]) + (
            0.001 if strict and least["sign"] == ">" else 0
        )
    if most is not None:
        whole = (most["sign"] or most["sign2"]).lower() in ("<=", "up to") or "more" in (most["sign"] or "")
        high = float(most["high"] or most["high2"]) + (0.999 if whole else -0.001)
    return least or most, low, high


def _words(low: float | None, high: float | None) -> str:
    limits = [f"at least {low:.0f}"] if low is not None else []
    limits += [f"at most {high:.0f}" if high % 1 < 0.5 else f"at most {int(high)}"] if high is not None else []
    return f"an age of {' and '.join(limits)} years"


_PER_YEAR = {"year": 1, "month": 12, "week": 52.1775, "day": 365.2425, "hour": 8765.82, "minute": 525949.2}


def years_of(field: str | None) -> float | None:
    """'18 Years' -> 18.0; None where the field is empty or not of that form."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s+(year|month|week|day|hour|minute)s?\s*", field or "", re.I)
    return float(found[1]) / _PER_YEAR[found[2].lower()] if found else None
