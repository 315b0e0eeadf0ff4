"""Age limits in the criteria text and in the registry's fields ('18 Years', '6 Months')."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from data.criteria import AllOf, Between, Requirement, Undecidable, either
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blanked, words_beginning
from matcher.reading.person.age_scope import (
    WITH_MORE,
    end_before_another_way,
    narrowed,
    of_all_adults,
    of_some,
    other_ages,
    says_more,
)
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance

_KEYS = words_beginning(
    "age ages aged years year yo y adult adults older younger patients participants subjects women woman females those over older above"
)
_SIGNS = r"(?:>=|>|at least|over|above|older than)"
_PEOPLE = r"(?:(?:all|female)\s+)?(?:patients?|participants?|subjects?|wom[ae]n|females?|those)\s+(?:(?:who\s+)?are\s+|aged\s+)?"
_TRIGGER = gated(
    rf"\bage|year|\d\s?y\b|\by/?o\b|adult|\b(?:older|younger) than|^\W*(?:18|19|20|21)\s+(?:and|or)\s+(?:over|older|above)\W*$|^\W*{_PEOPLE}{_SIGNS}",
    re.I,
)
_Y = r"\s*(?:years?|yrs?\.?|y/?o|y\b)"
_NUMBER = r"(?P<{}>\d{{1,3}})(?!\d|\.\d|\s*%)"
_RANGE = gated(
    rf"\b(?:age[sd]?|between|from)\W{{0,4}}(?:(?:of|between|from|range|is|patients?|ranges?|years?)\W{{0,3}}){{0,3}}{_NUMBER.format('low')}{_Y}?\s*(?:old\s*)?(?:-|to|and|~|through)\s*{_NUMBER.format('high')}(?:{_Y}|\s*$|\s*[,;.()]|\s+with\b)"
    rf"|^\W*(?:(?:female|male|women|patients?|participants?|volunteers?|adults?|subjects?|and|or|men|of|aged|who|are|is|must|should|be)\W+){{0,5}}{_NUMBER.format('low2')}{_Y}?\s*(?:-|to|~)\s*{_NUMBER.format('high2')}{_Y}"
    rf"|\b{_NUMBER.format('low4')}{_Y}?\s*(?:old\s*)?(?:<=|<)\s*{_NUMBER.format('high4')}{_Y}|\b{_NUMBER.format('low5')}(?:{_Y})?\s*(?:old\s*)?(?:<=|<)\s*age\s*(?:<=|<)\s*{_NUMBER.format('high5')}"
    rf"|(?:\b(?:at least|minimum(?: of)?)|>=)\s*{_NUMBER.format('low3')}{_Y}?\s*(?:,|and|but)+\s*(?:at most|up to|<=)\s*{_NUMBER.format('high3')}{_Y}\s*(?:of age|old)",
    re.I,
)
_LOW = gated(
    rf"\bage[sd]?\b\W{{0,3}}(?:(?:of|is|must be|should be|at|years|at time of \w+)\W{{0,3}}){{0,3}}(?P<sign>>=|>|at least|over|above|(?:older|more|greater) than|minimum)\s*{_NUMBER.format('low')}"
    rf"|(?<!not )(?<!no )(?P<sign2>>=|>|at least|over|above|(?:older|more|greater) than|minimum age(?: of)?)\s*{_NUMBER.format('low2')}{_Y}(?:\s*(?:of age|old|and older|at (?:the )?(?:time|screening|enrol\w+|study|consent|baseline|inclusion))|\s*$|\s*[,;.()])"
    rf"|\b{_NUMBER.format('low3')}{_Y}?\s*(?:of age|old)?\s*(?:or|and|&)\s*(?:older|over|above|up|more|greater)\b(?!\s+than|\s*\d)"
    # 'Patients over 70 must ...'
    rf"|^\W*{_PEOPLE}(?P<sign5>{_SIGNS})\s*{_NUMBER.format('low8')}{_Y}?(?=\s+(?:must|should|shall|needs?|ha(?:ve|s)\b|may|can|are|is|will|with|who)\b)"
    rf"|\b(?P<sign4>older than)\s*{_NUMBER.format('low7')}\W*$"
    rf"|\b(?:adults?|age[sd]?|women|patients?)\W{{0,3}}{_NUMBER.format('low5')}\s*\+|\b{_NUMBER.format('low6')}\s*\+\s*{_Y}"
    rf"|^\W*(?:(?:patients?|subjects?|participants?|volunteers)\s+must be\s+|age[sd]?[\s:]+){_NUMBER.format('low4')}{_Y}\s*(?:of age|old)?\W*$",
    re.I,
)
_HIGH = gated(
    rf"\bage[sd]?\b\W{{0,3}}(?:(?:of|is|must be|should be)\W{{0,3}}){{0,3}}(?P<sign><=|<|under|below|(?:less|younger|lower) than|up to|at most)\s*{_NUMBER.format('high')}"
    rf"|(?:^|\b(?:patients?|subjects?|participants?)\s+(?:who (?:are|is)\s+|aged\s+)?)\W*(?P<sign2><=|<|under|below|younger than|less than|up to)\s*{_NUMBER.format('high2')}(?:{_Y}\s*(?:of age|old)?\W*$|(?={_Y}?\s*(?:of age|old)?\s*or\s+(?:>|older|over|above)))"
    rf"|\b(?P<sign3>younger than)\s*{_NUMBER.format('high3')}\W*$",
    re.I,
)
# The other limit, after one was given: 'at least 18 years old and not older than 75', 'younger than 18 or older than 75'.
_JOINS = rf"{_Y}?\s*(?:old|of age)?[\s,]*(?:and|but|or|to)?\s*(?:is\s+|are\s+|aged?\s+)?"
_THEN_HIGH = gated(
    rf"{_JOINS}(?P<sign><=|<|under|below|at most|maximum(?:\s+of)?|less than|younger than|up to)\s*(?:age\s+)?{_NUMBER.format('high')}",
    re.I,
)
_THEN_LOW = gated(
    rf"{_JOINS}(?P<sign>>=|>|over|above|at least|older than|more than|greater than)\s*{_NUMBER.format('low')}", re.I
)
# Numbers in words become digits of the same width, and go where they only repeat the digits: positions hold.
_IN_WORDS = {
    "eighteen": "18", "twenty": "20", "twenty-one": "21", "sixty": "60", "sixty-five": "65", "seventy": "70",
    "seventy-five": "75", "eighty": "80",
}  # fmt: skip
_WORD = gated(rf"\b(?:{'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})\b", re.I)
_REPEATED = gated(rf"(?<=\d)\s?\({_WORD.pattern}\)", re.I)
_NOT_HERS = gated(
    r"diagnos\w+\s+(?:\w+\s+){0,4}(?:at|before|under)|famil|relative|menopaus|menarche|first (?:birth|child)|child|partner|life expectancy|amenorr|smok|within|for at least|prior|last|ago\b|mother|father",
    re.I,
)

# 'Premenopausal or below 50 years of age', 'women over 50 must be postmenopausal': neither explains the other.
_MENOPAUSAL = r"\b(?:pre|peri|post)-?\s?menopausal(?:\s+(?:status|wom[ae]n|patients?))?"
_STATUS_BESIDE = gated(
    rf"^\W*(?:wom[ae]n\W+)?{_MENOPAUSAL},?\s+(?:and/)?or\s+(?=age|[<>\d]|under\b|over\b|below\b|above\b)|(?<=\d|e|d|s|r),?\s+(?:and/)?or\s+{_MENOPAUSAL}\W*$"
    rf"|\b(?:must|should|ha(?:ve|s)\s+to)\s+be\s+{_MENOPAUSAL}\W*$",
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
    return above is not None and bool(gated(r"^\W*age\W*$", re.I).match(above.text))


def _read(sentence: Sentence) -> Iterator[Mention]:
    text = sentence.text
    if not sentence.from_criteria or _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(text) or len(text) > 220:
        return
    excludes = stance_of(sentence) is Stance.FORBID
    found = _range(_in_digits(text), excludes=True) if excludes else _first_limits(_in_digits(text))
    if found is None or _NOT_HERS.search(_STATUS_BESIDE.sub("", text)) or _some_other_time(text, found):
        return
    if _OF_A_RISK.search(text, 0, found.start) and _OR_ELSE.search(text):
        return  # 'high risk: age below 35, grade 3 or node-positive'
    if _AT_DIAGNOSIS.search(text):  # she may be older now
        if excludes or found.low is None or (found.high is not None and found.low > found.high):
            return
        found = found._replace(high=None)
    if excludes:
        yield _excluded(text, found)
    elif of_some(text, *found):
        yield Mention("age", found.requirement, found.words, found.start, found.end, condition=True)
    else:
        yield _asked(text, found)


def _first_limits(text: str) -> _Limits | None:
    """The limits told first, where those of another way in follow."""
    rest = other_ages(text, 0)
    first = _range(text[: len(text) - len(rest)], excludes=False) if rest is not None else None
    return first or _range(text, excludes=False)


def _excluded(text: str, found: _Limits) -> Mention:
    """Those of that age, or of them those of whom more is told."""
    if not narrowed(text, found.end):
        return Mention("age", found.requirement, found.words, found.start, found.end, Stance.FORBID)
    some = AllOf((found.requirement, Undecidable("what is told beside her age")))
    return Mention("age", some, f"{found.words}{WITH_MORE}", found.start, found.end, Stance.FORBID)


def _asked(text: str, found: _Limits) -> Mention:
    """The limits asked for, and those of another way in; unsettled where another way is told by other words."""
    rest = None if of_all_adults(found.low, found.high) else other_ages(text, found.end)
    label = "age "
    others = _range(label + _in_digits(rest), excludes=False) if rest is not None else None
    if rest is None or others is None:
        cut = None if of_all_adults(found.low, found.high) else end_before_another_way(text, found.end)
        return Mention(
            "age", found.requirement, found.words, found.start, cut or found.end, Stance.REQUIRE, settled=cut is None
        )
    way, words = others.requirement, others.words
    if says_more(rest, others.end - len(label)):
        way, words = AllOf((way, Undecidable("what is told beside her age"))), f"{words}{WITH_MORE}"
    one_of = either((found.requirement, way))
    return Mention("age", one_of, f"{found.words} or {words}", found.start, len(text), Stance.REQUIRE, settled=True)


_OF_A_RISK = gated(
    r"\b(?:high|higher|intermediate|increased|elevated)[- ]risk\b|\brisk (?:factors?|features?|score|of)\b|\b(?:gail|lifetime|5-year|five-year)\b[^.;]*\brisk\b|\bmutations?\b",
    re.I,
)
_OR_ELSE = gated(r"\bor\b", re.I)
_AT_DIAGNOSIS = gated(
    r"\b(?:at|when|upon)\s+(?:(?:the|time|of|their|her|initial|first|primary|original|breast|cancer|being|they|she|were|was|first)\s+){0,7}(?:diagnos\w+|onset)\b",
    re.I,
)


def _some_other_time(text: str, found: _Limits) -> bool:
    """'Remission for > 2 years': without the word age, so few years are none."""
    return max(found.low or 0, found.high or 0) < _YOUNGEST and not _SAYS_AGE.search(text)


_YOUNGEST = 12
_SAYS_AGE = gated(r"\bage|\bold\b|\by/?o\b", re.I)


# 'Not less than 18', 'no older than 75', 'less than or equal to 70': a sign of the same width
_OR_EQUAL = r"\s*(?:or|/)\s*equal(?:\s+to)?"
_NOT_BELOW = gated(
    rf"\b(?:no|not)\s+(?:less|younger|lower|under|below|earlier)(?:\s+than)?\b|>\s?/\s?=|\b(?:over|above|(?:older|greater|more)(?:\s+than)?){_OR_EQUAL}\b"
    r"|\bequal(?:\s+to)?\s+or\s+(?:over|above|(?:older|greater|more)(?:\s+than)?(?:\s+to)?)\b",
    re.I,
)
_NOT_ABOVE = gated(
    rf"\b(?:no|not)\s+(?:more|older|greater|higher|over|above|exceed(?:ing)?)(?:\s+than)?\b|<\s?/\s?=|\b(?:under|below|(?:younger|less|lower)(?:\s+than)?){_OR_EQUAL}\b"
    r"|\bequal(?:\s+to)?\s+or\s+(?:under|below|(?:younger|less|lower)(?:\s+than)?(?:\s+to)?)\b",
    re.I,
)


# 'Below the age of 50 years'
_THE_AGE_OF = gated(
    r"(?<=\b(?:under|below|above|least) )(?:the )?age of(?= \d)|(?<=\b(?:over|than) )(?:the )?age of(?= \d)", re.I
)


def _in_digits(text: str) -> str:
    text = _NOT_BELOW.sub(lambda m: ">=".ljust(len(m.group())), text)
    text = _NOT_ABOVE.sub(lambda m: "<=".ljust(len(m.group())), text)
    text = blanked(_THE_AGE_OF, blanked(_REPEATED, text))
    return _WORD.sub(lambda m: _IN_WORDS[m.group().lower()].ljust(len(m.group())), text)


class _Limits(NamedTuple):
    """Where limits stand, the lower and the upper one; low above high means outside of the two."""

    start: int
    end: int
    low: float | None
    high: float | None

    @property
    def requirement(self) -> Requirement:
        if self.low is not None and self.high is not None and self.low > self.high:  # 'younger than 18 or over 75'
            return either((Between("age_years", None, self.high), Between("age_years", self.low, None)))
        return Between("age_years", self.low, self.high)

    @property
    def words(self) -> str:
        return _words(self.low, self.high)


def _range(text: str, *, excludes: bool) -> _Limits | None:
    both = _RANGE.search(text)
    if both is not None:
        return _Limits(*both.span(), _of(both, "low"), _of(both, "high") + 0.999)
    least, most = _LOW.search(text), _HIGH.search(text)
    if least is not None and most is None:
        most = _THEN_HIGH.match(text, least.end())
    elif most is not None and least is None and excludes:
        least = _THEN_LOW.match(text, most.end())
    told = [m for m in (least, most) if m is not None]
    if not told:
        return None
    low = None if least is None else _of(least, "low") + _above(least, excludes=excludes)
    high = None if most is None else _of(most, "high") + (0.999 if _ANY_OF_THAT_YEAR.search(_sign(most)) else -0.001)
    return _Limits(min(m.start() for m in told), max(m.end() for m in told), low, high)


_ANY_OF_THAT_YEAR = gated(r"<=|up to|at most|maximum", re.I)


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
    found = gated(r"\s*(\d+(?:\.\d+)?)\s+(year|month|week|day|hour|minute)s?\s*", re.I).fullmatch(field or "")
    return float(found[1]) / _PER_YEAR[found[2].lower()] if found else None
