"""Receptors that an inclusion rules in or out by words of their own, beside those that it asks for.

'excluding TNBC', '(HER2-positive excluded)'      all but those
'(HER2+ allowed)'                                 nothing is asked by that; where it was shut out, it is let in
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from matcher.reading.gated import gated
from matcher.reading.receptors.combination import combination_of
from matcher.reading.receptors.markers import Found
from matcher.reading.receptors.masks import Description

_ASIDE = gated(r"\(([^()]*)\)")
_SHUTS_OUT = gated(
    r"^\s*(?:excluding|excludes?\b|except\w*|not including|but not|other than)\b"
    r"|\b(?:excluded|ineligible|not\s+(?:be\s+)?(?:eligible|allowed|permitted|included|enrolled|accepted|acceptable))\W*$",
    re.I,
)
_LETS_IN = gated(
    r"\b(?:(?:also\s+)?(?:allowed|permitted|eligible|acceptable|accepted)|(?:may|can)\s+(?:also\s+)?be\s+(?:included|enrolled)|(?:are|is)\s+(?:also\s+)?included)\W*$",
    re.I,
)


class Ruled(NamedTuple):
    """The descriptions in a sentence by what is said of them."""

    asked: list[Found]
    shut_out: list[Found]
    let_in: list[Found]

    @property
    def all(self) -> list[Found]:
        return [*self.asked, *self.shut_out, *self.let_in]

    @property
    def differ(self) -> bool:
        return bool(self.shut_out or self.let_in)

    def combined(self, text: str) -> Description | None:
        """What they come to together; None where nothing is asked."""
        result = combination_of(text, self.asked) if self.asked else None
        if self.shut_out:
            others = combination_of(text, self.shut_out).as_shut_out().negated()
            result = others if result is None else result.and_(others)
        if result is not None and self.let_in:
            result = result.letting_in(combination_of(text, self.let_in))
        return result


def rulings_on(text: str, found: Sequence[Found]) -> Ruled:
    """An aside rules on all receptors in it; 'excluding' on all that follow, where none stands before it."""
    ruled = Ruled([], [], [])
    asides = [aside for aside in _ASIDE.finditer(text)]
    all_but = _all_but(text, found[0].start)
    for one in found:
        inside = next((a[1] for a in asides if a.start() < one.start < a.end()), "")
        if all_but or _SHUTS_OUT.search(inside):
            ruled.shut_out.append(one)
        elif _LETS_IN.search(inside):
            ruled.let_in.append(one)
        else:
            ruled.asked.append(one)
    return ruled


# 'Any breast cancer except HER2-positive', 'All subtypes other than triple-negative'
_ALL_BUT = gated(
    r"(?:^\W*excluding\s+|\b(?:cancers?|carcinomas?|disease|tumou?rs?|sub-?types?|status|patients?|women|eligible|allowed|included)\W+(?:excluding|except(?:ing)?(?:\s+for)?|other than|apart from|with the exception of|not including)\s+)"
    r"(?:(?:for|those|patients?|participants?|women|tumou?rs?|cancers?|with|that\s+are|who\s+(?:are|have)|whose|the|any|an?|subtypes?|disease)\s+)*$",
    re.I,
)
_MORE_THAN_THE_DISEASE = gated(
    r"\b(?:prior|previous\w*|received|therap\w+|treat\w+|chemo\w*|regimens?|must|should|needs?|required|progress\w+|LVEF|measurable|biops\w+)\b",
    re.I,
)


def _all_but(text: str, start: int) -> bool:
    """Whether the words before a receptor except it from the breast cancers taken."""
    return bool(_ALL_BUT.search(text, 0, start)) and not _MORE_THAN_THE_DISEASE.search(text, 0, start)
