"""'Prior T-DM1 or a drug of the same class': a drug named for all that are like it. SN-38 is also given in a conjugate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated

_THING = (
    r"(?:drugs?|agents?|medications?|medicines?|compounds?|therap(?:y|ies)|treatments?|antibod(?:y|ies)|inhibitors?|products?|"
    r"ADCs?|antibody[\s-]drug conjugates?)"
)
_LIKENESS = r"(?:type|class|kind|category|mechanism(?: of action)?|target)"
_OTHERS_LIKE_IT = gated(
    r"\W{0,2}\s(?:or|and|and/or)\s(?:with\s)?(?:(?:an?|any|the|other|another|all)\s){0,2}"
    rf"(?:(?:similar|comparable|equivalent)\s(?:{_LIKENESS}s?\sof\s)?{_THING}"
    rf"|{_THING}\s(?:of|with|in|from|having|belonging to|sharing)\s(?:the|a)\s(?:same|similar)\s(?:drug\s)?{_LIKENESS}"
    rf"|same[\s-]{_LIKENESS}(?:\sof)?\s{_THING})\b",
    re.I,
)


# The conjugate that carries the drug (FDA label of sacituzumab govitecan, 12.1: SN-38, a metabolite of irinotecan)
_CARRIED_BY = {"SN-38": "sacituzumab govitecan"}
_IN_WHATEVER_FORM = gated(rf"[\s-](?:releasing|containing|based|generating|loaded|bearing)\s{_THING}", re.I)


def others_like(text: str, end: int, concepts: Sequence[str], vocabulary: Vocabulary) -> tuple[int, str] | None:
    """Where the words after a drug that widen it to all like it end, and the class, or the conjugate, that they mean."""
    if concepts and (conjugate := _CARRIED_BY.get(concepts[0])):
        widened = _IN_WHATEVER_FORM.match(text, end)
        return widened.end() if widened else end, conjugate
    if len(concepts) != 1 or vocabulary.therapy(concepts[0]).kind != "drug":
        return None
    widened = _OTHERS_LIKE_IT.match(text, end)
    classes = vocabulary.therapy(concepts[0]).parents
    return (widened.end(), classes[0]) if widened and classes else None
