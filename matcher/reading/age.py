"""Age limits in the criteria text and in the registry's fields ('18 Years', '6 Months')."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from data.criteria import Between, Requirement, either
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blanked, words_beginning
from matcher.reading.sentences import Sentence, Stance

_KEYS = words_beginning("age ages aged years year yo y adult adults")
_TRIGGER = re.compile(r"\bage|year|\d\s?y\b|\by/?o\b|adult", re.I)
_Y = r"\s*(?:years?|yrs?\.?|y/?o|y\b)"
_NUMBER = r"(?P<{}>\d{{1,3}})(?!\d|\.\d|\s*%)"
_RANGE = re.compile(
    rf"\b(?:age[sd]?|between|from)\W{{0,4}}(?:(?:of|between|from|range|is|patients?|ranges?|years?)\W{{0,3}}){{0,3}}{_NUMBER.format('low')}{_Y}?\s*(?:old\s*)?(?:-|to|and|~|through)\s*{_NUMBER.format('high')}(?:{_Y}|\s*$|\s*[,;.)])"
    rf"|^\W*(?:(?:female|male|women|patients?|adults?|subjects?|and|or|men)\W+){{0,5}}{_NUMBER.format('low2')}{_Y}?\s*(?:-|to|~)\s*{_NUMBER.format('high2')}{_Y}"
    rf"|\b{_NUMBER.format('low4')}{_Y}?\s*(?:old\s*)?(?:<=|<)\s*{_NUMBER.format('high4')}{_Y}|\b{_NUMBER.format('low5')}\s*(?:<=|<)\s*age\s*(?:<=|<)\s*{_NUMBER.format('high5')}"
    rf"|(?:\b(?:at least|minimum(?: of)?)|>=)\s*{_NUMBER.format('low3')}{_Y}?\s*(?:,|and|but)+\s*(?:at most|up to|<=)\s*{_NUMBER.format('high3')}{_Y}\s*(?:of age|old)",
    re.I,
)
_LOW = re.compile(
    rf"\bage[sd]?\b\W{{0,3}}(?:(?:of|is|must be|should be|at|years|at time of \w+)\W{{0,3}}){{0,3}}(?P<sign>>=|>|at least|over|older than|greater than or equal to|greater than/equal to|greater or equal to|equal to or greater than|equal to or (?:over|above)|minimum)\s*{_NUMBER.format('low')}"
    rf"|(?<!not )(?<!no )(?P<sign2>>=|>|at least|over|older than|minimum age(?: of)?)\s*{_NUMBER.format('low2')}{_Y}(?:\s*(?:of age|old|and older|at (?:the )?(?:time|screening|enrol\w+|study|consent|baseline|inclusion))|\s*$|\s*[,;.()])"
    rf"|\b{_NUMBER.format('low3')}{_Y}?\s*(?:of age|old)?\s*(?:or|and|&)\s*(?:older|over|above|up|more|greater)\b(?!\s+than)"
    rf"|\b(?:adults?|age[sd]?|women|patients?)\W{{0,3}}{_NUMBER.format('low5')}\s*\+|\b{_NUMBER.format('low6')}\s*\+\s*{_Y}"
    rf"|^\W*(?:(?:patients?|subjects?|participants?|volunteers)\s+must be\s+|age[sd]?[\s:]+){_NUMBER.format('low4')}{_Y}\s*(?:of age|old)?\W*$",
    re.I,
)
_HIGH = re.compile(
    rf"\bage[sd]?\b\W{{0,3}}(?:(?:of|is|must be|should be)\W{{0,3}}){{0,3}}(?P<sign><=|<|under|below|less than|younger than|up to|no(?:t)? (?:more|older) than)\s*{_NUMBER.format('high')}"
    rf"|(?:^|\b(?:patients?|subjects?|participants?)\s+(?:who (?:are|is)\s+|aged\s+)?)\W*(?P<sign2><=|<|under|below|younger than|less than|not?\s+(?:more|older) than|not (?:over|above)|up to)\s*{_NUMBER.format('high2')}(?:{_Y}\s*(?:of age|old)?\W*$|(?={_Y}?\s*(?:of age|old)?\s*or\s+(?:>|older|over|above)))",
    re.I,
)
# The other limit, after one was given: 'at least 18 years old and not older than 75', 'younger than 18 or older than 75'.
_JOINS = rf"{_Y}?\s*(?:old|of age)?[\s,]*(?:and|but|or)?\s*(?:is\s+|are\s+|aged?\s+)?"
_THEN_HIGH = re.compile(
    rf"{_JOINS}(?P<sign><=|<|under|below|at most|maximum(?:\s+of)?|less than|younger than|up to|not? (?:more|older) than)\s*{_NUMBER.format('high')}",
    re.I,
)
_THEN_LOW = re.compile(
    rf"{_JOINS}(?P<sign>>=|>|over|above|at least|older than|more than|greater than)\s*{_NUMBER.format('low')}", re.I
)
# Numbers in words become digits of the same width, and go where they only repeat the digits: positions hold.
_IN_WORDS = {
    "eighteen": "18", "twenty": "20", "twenty-one": "21", "sixty": "60", "sixty-five": "65", "seventy": "70",
    "seventy-five": "75", "eighty": "80",
}  # fmt: skip
_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})\b", re.I)
_REPEATED = re.compile(rf"(?<=\d)\s?\({_WORD.pattern}\)", re.I)
_NOT_HERS = re.compile(
    r"diagnos\w+\s+(?:\w+\s+){0,4}(?:at|before|under)|famil|relative|menopaus|menarche|first (?:birth|child)|child|partner|life expectancy|amenorr|smok|within|for at least|prior|last|ago\b|mother|father",
    re.I,
)


def read_age(sentence: Sentence) -> Iterator[Mention]:
    """The age range that a short sentence about age states."""
    if _below_age(sentence) and not _SAYS_AGE.search(sentence.text):
        label = "Age: "
        for mention in _read(replace(sentence, text=label + sentence.text)):
            yield replace(mention, start=max(0, mention.start - len(label)), end=max(1, mention.end - len(label)))
        return
    yield from _read(sentence)


def _below_age(sentence: Sentence) -> bool:
    """Whether the sentence stands below a line that says no more than 'Age'."""
    above = sentence.item.parent if sentence.item is not None else None
    return above is not None and bool(re.match(r"^\W*age\W*$", above.text, re.I))


def _read(sentence: Sentence) -> Iterator[Mention]:
    text = sentence.text
    if not sentence.from_criteria or _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(text) or len(text) > 220:
        return
    found, low, high = _range(_in_digits(text), excludes=sentence.excludes)
    if found is None or _NOT_HERS.search(text) or _some_other_time(text, low, high):
        return
    limits: Requirement = Between("age_years", low, high)
    if low is not None and high is not None and low > high:  # 'younger than 18 or older than 75'
        limits = either((Between("age_years", None, high), Between("age_years", low, None)))
    words = _words(low, high)
    if sentence.excludes:
        yield Mention("age", limits, words, *found.span(), Stance.FORBID)
        return
    yield Mention("age", limits, words, *found.span(), Stance.REQUIRE, settled=True)


def _some_other_time(text: str, low: float | None, high: float | None) -> bool:
    """'Remission for > 2 years': without the word age, so few years are none."""
    return max(low or 0, high or 0) < _YOUNGEST and not _SAYS_AGE.search(text)


_YOUNGEST = 12
_SAYS_AGE = re.compile(r"\bage|\bold\b|\by/?o\b", re.I)


# 'Not less than 18', 'no older than 75': a sign of the same width
_NOT_BELOW = re.compile(
    r"\b(?:no|not)\s+(?:less|younger|lower|under|below|earlier)(?:\s+than)?\b|>\s?/\s?=|\b(?:over|above)\s+or\s+equal(?:\s+to)?\b",
    re.I,
)
_NOT_ABOVE = re.compile(
    r"\b(?:no|not)\s+(?:more|older|greater|higher|over|above|exceed(?:ing)?)(?:\s+than)?\b|<\s?/\s?=|\b(?:under|below)\s+or\s+equal(?:\s+to)?\b",
    re.I,
)


def _in_digits(text: str) -> str:
    text = _NOT_BELOW.sub(lambda m: ">=".ljust(len(m.group())), text)
    text = _NOT_ABOVE.sub(lambda m: "<=".ljust(len(m.group())), text)
    text = blanked(_REPEATED, text)
    return _WORD.sub(lambda m: _IN_WORDS[m.group().lower()].ljust(len(m.group())), text)


def _range(text: str, *, excludes: bool) -> tuple[re.Match[str] | None, float | None, float | None]:
    """Where the limits stand, the lower and the upper one; low above high means outside of the two."""
    both = _RANGE.search(text)
    if both is not None:
        return both, _of(both, "low"), _of(both, "high") + 0.999
    least, most = _LOW.search(text), _HIGH.search(text)
    first = least or most
    if least is not None and most is None:
        most = _THEN_HIGH.match(text, least.end())
    elif most is not None and least is None and excludes:
        least = _THEN_LOW.match(text, most.end())
    low = None if least is None else _of(least, "low") + _above(least, excludes=excludes)
    high = None if most is None else _of(most, "high") + (0.999 if _ANY_OF_THAT_YEAR.search(_sign(most)) else -0.001)
    return first, low, high


_ANY_OF_THAT_YEAR = re.compile(r"<=|up to|more|not? older|at most|maximum", re.I)


def _above(least: re.Match[str], *, excludes: bool) -> float:
    """What a strict sign adds: whom 'older than 75' excludes is 76, while 'over 18' is often written for 18 as well."""
    if excludes and _sign(least) in (">", "over", "above", "older than", "more than", "greater than"):
        return 1
    return 0.001 if least.groupdict().get("sign") == ">" else 0


def _of(found: re.Match[str], limit: str) -> float:
    """The number of the group named `limit`, or `limit2` and so on, that took part."""
    return next(float(n) for name, n in found.groupdict().items() if name.startswith(limit) and n is not None)


def _sign(found: re.Match[str]) -> str:
    return next((s.lower() for name, s in found.groupdict().items() if name.startswith("sign") and s), "")


def _words(low: float | None, high: float | None) -> str:
    limits = [f"at least {low:.0f}"] if low is not None else []
    limits += [f"at most {high:.0f}" if high % 1 < 0.5 else f"at most {int(high)}"] if high is not None else []
    joint = " or " if low is not None and high is not None and low > high else " and "
    return f"an age of {joint.join(limits)} years"


_PER_YEAR = {"year": 1, "month": 12, "week": 52.1775, "day": 365.2425, "hour": 8765.82, "minute": 525949.2}


def years_of(field: str | None) -> float | None:
    """'18 Years' -> 18.0; None where the field is empty or not of that form."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s+(year|month|week|day|hour|minute)s?\s*", field or "", re.I)
    return float(found[1]) / _PER_YEAR[found[2].lower()] if found else None
