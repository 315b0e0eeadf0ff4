"""What a number of lines of a kind asks for, and in which words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.axes import NO, YES
from data.criteria import AnyOf, Between, Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.bounds import Bounds
from matcher.reading.therapy.names import therapies_in

CHEMO = gated(r"chemo|cytotoxic", re.I)


ENDOCRINE = gated(r"(?-i:\bET\b)|endocrine|hormonal|hormone therap|hormone treat|anti-?o?estrogen", re.I)


_ANY_KIND = gated(
    r"^(?:(?:prior|previous|earlier|or|and|of|any|systemic|anti-?cancer|anti-?tumou?r|lines?|regimens?|therap\w+|treatments?|courses?|standard|conventional|established|guideline|different|total|number|separate|palliative|metastatic|advanced|recurrent|disease|setting|breast|cancer|for|in|the|more|drug|first|care|additional)\W*)+$",
    re.I,
)


# 'Lines containing trastuzumab or a similar antibody'
_ONE_OF_THOSE_IN_IT = gated(r"\b(?:contain|compris|consist|includ)\w*\b.*(?:\bor\b|,|/)", re.I | re.S)


# 'Two lines of either trastuzumab or lapatinib'
_EITHER_OF_TWO = gated(r"\beither\s+(?:(?!\bor\b)[^.;:()]){3,60}\bor\s+(?:[\w-]+\s?){1,3}", re.I)


def _named_in(what: str, around: str, vocabulary: Vocabulary) -> list[str] | None:
    """The classes and drugs of which lines are counted; None where others may be meant as well."""
    if "either" in what.lower():
        two = _EITHER_OF_TWO.search(around)
        if two is None:
            return None
        what = two.group()
    told = therapies_in(what, vocabulary)
    named = list(dict.fromkeys(c for one in told for c in one.concepts))
    beside = f"{what[: told[0].start]} {what[told[-1].end :]}" if told else what
    unnamed = len(named) < 2 and phrases.OR.search(beside) is not None
    return None if not named or unnamed or _ONE_OF_THOSE_IN_IT.search(what) else named


def _given_early(concepts: Sequence[str], answer: int) -> list[Requirement]:
    return [Within(f"received_early:{c}", answer) for c in concepts]


def had_the_class(what: str, around: str, bounds: Bounds, vocabulary: Vocabulary) -> Requirement | None:
    """'At least one line of anti-HER2 therapy for metastatic disease': she had the class; how many lines is open."""
    named = _named_in(what, around, vocabulary)
    if named is None or (len(named) > 1 and (bounds.low or 0) < 2):
        return None
    if not phrases.METASTATIC.search(around) or phrases.EARLY.search(around):
        received = either([Within(f"received:{c}", YES) for c in named])
        if bounds.high is not None:
            return None
        if bounds == Bounds(1, None):
            return received
        late = _late_ones(bounds.low, "lines_metastatic")
        had_late = (either([Within(f"received_metastatic:{c}", YES) for c in named]),) if late else ()
        if _LINES.search(what):  # of which none was for early disease, all were for metastatic disease
            late = (*late, either((Between("lines_metastatic", bounds.low, None), *_given_early(named, YES))))
        return every((received, *late, *had_late, Undecidable("lines of one kind")))
    had = either([Within(f"received_metastatic:{c}", YES) for c in named])
    if bounds == Bounds(1, None):
        return had
    return every((had, Between("lines_metastatic", bounds.low, None), Undecidable("lines of one kind")))


_LINES = gated(r"\b(?:lines?|regimens?)\b", re.I)


_OR_OTHERS = gated(r"\bor\s+(?:an?\s?)?(?:other|similar|equivalent)\b", re.I)


def within_the_limit(what: str, around: str, bounds: Bounds, vocabulary: Vocabulary) -> Requirement | None:
    """'At most two trastuzumab-based regimens': whoever had none, or no more lines of any kind, is within the limit."""
    named = _named_in(what, around, vocabulary)
    if named is None or not bounds.high or _OR_OTHERS.search(around):
        return None
    ways = [every([Within(f"received:{c}", NO) for c in named])]
    if _LINES.search(what):
        so_few = Between("lines_metastatic", None, bounds.high)
        late = phrases.METASTATIC.search(around) and not phrases.EARLY.search(around)
        ways.append(so_few if late else every((so_few, *_given_early(named, NO))))
    return either((*ways, Undecidable("lines of one kind")))


# 'Two non-hormonal regimens'
NON_ENDOCRINE = gated(r"\bnon-?\s?(?:hormon|endocrin)\w*", re.I)


def quantity_counted(what: str) -> str | None:
    what = NON_ENDOCRINE.sub("", what)
    if CHEMO.search(what) and ENDOCRINE.search(what):
        return None
    if CHEMO.search(what):
        return "chemo_lines_metastatic"
    if ENDOCRINE.search(what):
        return "endocrine_lines_metastatic"
    return "lines_metastatic" if _ANY_KIND.match(what) else None


_EARLY_AT_MOST = 2  # lines for early disease: one before surgery, one after it


def _late_ones(low: int | None, quantity: str) -> tuple[Requirement, ...]:
    """Of three lines or more, whatever they were given for, one was for metastatic disease."""
    return (Between(quantity, low - _EARLY_AT_MOST, None),) if low is not None and low > _EARLY_AT_MOST else ()


def requirement_of(bounds: Bounds, quantity: str | None, rest: str) -> Requirement:
    rest = _ON_A_CONDITION.sub(" ", _ADJUVANT_TO_OTHERS.sub(" ", rest))
    early, metastatic = phrases.EARLY.search(rest), phrases.METASTATIC.search(rest)
    if early and not metastatic and _COUNTS_ALL.search(rest):
        early = None  # a limit on the lines for any disease is one on those for advanced disease
    if quantity is None and bounds.low and bounds.high is None and metastatic and not early:
        return every((Between("lines_metastatic", bounds.low, None), Undecidable("lines of one kind")))
    if quantity is None:
        return Undecidable("lines of one kind")
    if early and not metastatic:  # no field counts them; whoever had none is within a limit
        none_given = (Within(f"received_early:{KIND_OF[quantity]}", NO),) if not bounds.low and bounds.high else ()
        return either((*none_given, Undecidable("lines of one kind")))
    low = bounds.low or None
    number = Between(quantity, low, bounds.high)
    if low is None:
        return number
    if metastatic and not early:
        return number
    early_ones = every(
        (
            Within(f"received:{KIND_OF[quantity]}", YES),
            *_late_ones(low, quantity),
            Undecidable("lines for early disease"),
        )
    )
    least = AnyOf((Between(quantity, low, None), early_ones))
    return least if bounds.high is None else every((least, Between(quantity, None, bounds.high)))


# '1 to 2 prior lines of chemotherapy/adjuvant in the metastatic setting' counts lines for metastatic disease.
_ADJUVANT_TO_OTHERS = gated(
    r"(?<=chemotherapy)\s?/\s?adjuvant(?:\s+therapy)?(?=\s+in\s+the\s+(?:\w+\s+or\s+|\w+/)?(?:metastatic|advanced)\s+(?:disease\s+)?setting)",
    re.I,
)


# 'and, if ER-positive, have failed adjuvant hormonal therapy' asks for more, and tells nothing of the lines counted.
_ON_A_CONDITION = gated(r"\band,?\s+(?:if|for|in)\s[^,.;]{1,60},[^.;]*", re.I)


_COUNTS_ALL = gated(r"\b(?:includ\w+|counting|any setting|all settings)\b(?![^.;]{0,15}\bno\b)", re.I)


KIND_OF = {
    "lines_metastatic": "systemic therapy",
    "chemo_lines_metastatic": "chemotherapy",
    "endocrine_lines_metastatic": "endocrine therapy",
}


_LINES_IN_WORDS = {
    "lines_metastatic": "earlier {lines} of systemic treatment",
    "chemo_lines_metastatic": "earlier {lines} of chemotherapy",
    "endocrine_lines_metastatic": "earlier {lines} of endocrine therapy",
}


def in_words(bounds: Bounds, what: str) -> str:
    """'at most 2 earlier lines of chemotherapy'; where no field counts what is meant, in the record's own words."""
    quantity = quantity_counted(what)
    if quantity is None:
        return f"{range_in_words(bounds)} {' '.join(what.split())}"
    one = 1 in (bounds.low, bounds.high) and (bounds.low or 0) <= 1 and (bounds.high or 1) <= 1
    return f"{range_in_words(bounds)} {_LINES_IN_WORDS[quantity].format(lines='line' if one else 'lines')}"


def range_in_words(bounds: Bounds) -> str:
    if bounds.high is None:
        return f"at least {bounds.low}"
    if bounds.low == bounds.high:
        return f"exactly {bounds.low}"
    return f"at most {bounds.high}" if bounds.low is None else f"{bounds.low} to {bounds.high}"
