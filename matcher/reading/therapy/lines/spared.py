"""Exclusions that spare some lines: 'systemic therapy for metastatic disease other than one line of chemotherapy'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from matcher.reading.gated import gated
from matcher.reading.numbers import number
from matcher.reading.therapy.asides import DIRECTLY_EARLY, without
from matcher.reading.therapy.lines.quantities import quantity_counted


class LinesSpared(NamedTuple):
    """At most `number` lines of what `quantity` counts are let in by the words `at`."""

    quantity: str
    number: int
    at: re.Match[str]


_SPARED = gated(
    r"[,(]?\s*\b(?:except(?:ing|ion)?(?:\s+(?:for|of))?|other than|unless|excluding|with the (?:exception of|following exceptions?[,:]?)|apart from|aside from)\s+"
    r"(?:(?:up to|at most|no more than|not more than|a maximum of|maximum|<=|\u2264)\s+)?(?:a\s+)?(?P<n>one|two|three|single|[123])(?:\s*\(\w+\))?\s+"
    r"(?:prior\s+|previous\s+|single\s+|earlier\s+)*(?:lines?|regimens?|courses?)\s+(?:of\s+)?(?:[\w-]+\s+){0,2}?(?P<kind>chemo\w*|cytotoxic\w*|endocrine|hormon\w*)[^.;()]{0,60}\)?",
    re.I,
)
# '(one line of endocrine therapy is permitted)' behind 'systemic therapy for metastatic disease'
_SPARED_ASIDE = gated(
    r"\(\s*(?:(?:but|prior|previous|up to|at most|no more than|not more than|a maximum of|maximum|<=)\s+)*(?P<n>one|two|three|single|[123])\s+"
    r"(?:prior\s+|previous\s+|single\s+|earlier\s+)*(?:lines?|regimens?|courses?)\s+(?:of\s+)?(?:[\w-]+\s+){0,2}?(?P<kind>chemo\w*|cytotoxic\w*|endocrine|hormon\w*)[^.;()]{0,40}\b(?:allowed|permitted|acceptable)\W*\)",
    re.I,
)
_SYSTEMIC_ALONE = gated(
    r"\b(?:systemic|anti-?cancer)\s+(?:anti-?cancer\s+)?(?:therap\w+|treatments?)\b[^.;()]{0,90}$|^\W*(?:no\s+|any\s+)?(?:prior\s+|previous\s+)?(?:therap\w+|treatments?)\b[^.;()]{0,90}$",
    re.I,
)
_SYSTEMIC = gated(
    r"\b(?:systemic|anti-?cancer)\b[^.;]{0,90}$|\b(?:therap\w+|treatments?)\b[^.;]{0,60}\b(?:metasta\w+|advanced|breast cancer|disease)\b[^.;]{0,10}$",
    re.I,
)


def lines_spared(text: str, after: int = 0) -> LinesSpared | None:
    """The lines that an exception after all systemic therapy lets in."""
    found, shut_out = _SPARED.search(text, after), _SYSTEMIC
    if found is None:
        found, shut_out = _SPARED_ASIDE.search(text, after), _SYSTEMIC_ALONE
    if found is None or DIRECTLY_EARLY.search(found.group()) or not shut_out.search(text[: found.start()]):
        return None
    quantity = quantity_counted(found["kind"])
    many = number(found["n"])
    return LinesSpared(quantity, many, found) if quantity else None


def without_lines_spared(text: str) -> str:
    """The text with such an exception made blank: no limit on lines that stands by itself."""
    spared = lines_spared(text)
    return text if spared is None else without(text, [spared.at])


def let_in_otherwise(text: str, asides: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The asides that let in something else than such lines."""
    spared = lines_spared(text)
    return [a for a in asides if spared is None or not a.start() <= spared.at.start() < a.end()]
