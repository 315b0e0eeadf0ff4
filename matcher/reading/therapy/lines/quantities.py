"""What a number of lines of a kind asks for, and in which words."""

from __future__ import annotations

import re

from data.axes import YES
from data.criteria import AnyOf, Between, Requirement, Undecidable, Within, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.bounds import Bounds
from matcher.reading.therapy.names import therapies_in

CHEMO = gated(r"chemo|cytotoxic", re.I)


ENDOCRINE = gated(r"(?-i:\bET\b)|endocrine|hormonal|hormone therap|hormone treat|anti-?o?estrogen", re.I)


_ANY_KIND = gated(
    r"^(?:(?:prior|previous|earlier|or|and|of|any|systemic|anti-?cancer|anti-?tumou?r|lines?|regimens?|therap\w+|treatments?|courses?|standard|different|total|number|separate|palliative|metastatic|advanced|recurrent|disease|setting|breast|cancer|for|in|the|more|drug|first|care|additional)\W*)+$",
    re.I,
)


# 'Lines containing trastuzumab or a similar antibody'
_ONE_OF_THOSE_IN_IT = gated(r"\b(?:contain|compris|consist|includ)\w*\b.*(?:\bor\b|,|/)", re.I | re.S)


def had_the_class(what: str, around: str, bounds: Bounds, vocabulary: Vocabulary) -> Requirement | None:
    """'At least one line of anti-HER2 therapy for metastatic disease': she had the class; how many lines is open."""
    named = [c for one in therapies_in(what, vocabulary) for c in one.concepts]
    if len(named) != 1 or _ONE_OF_THOSE_IN_IT.search(what):
        return None
    if not phrases.METASTATIC.search(around) or phrases.EARLY.search(around):
        received = Within(f"received:{named[0]}", YES)
        if bounds.high is not None or "either" in what.lower():
            return None
        if bounds == Bounds(1, None):
            return received
        late = _late_ones(bounds.low, "lines_metastatic")
        had_late = (Within(f"received_metastatic:{named[0]}", YES),) if late else ()
        return every((received, *late, *had_late, Undecidable("lines of one kind")))
    had: Requirement = Within(f"received_metastatic:{named[0]}", YES)
    if bounds == Bounds(1, None):
        return had
    return every((had, Between("lines_metastatic", bounds.low, None), Undecidable("lines of one kind")))


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
    if quantity is None or (early and not metastatic):
        return Undecidable("lines of one kind")
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
