"""'At least two lines for metastatic disease, or one if the disease came back within a year of adjuvant treatment'.

Nobody without a line joins, and whether the relapse was early is told by no field.
"""

from __future__ import annotations

import re

from data.criteria import Between, Undecidable, either, every
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated as is_negated
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.bounds import Bounds
from matcher.reading.therapy.lines.quantities import in_words, quantity_counted

_LEAST = r"(?:(?:at\s+least|a?\s*minimum\s+of|>\s?=?|\u2265)\s*)"
_ONE_FEWER = gated(
    rf"{_LEAST}(?P<n>two|three|[23])(?:\s*\(\w+\))?\s+(?P<what>(?:(?:prior|previous|earlier)\s+)*(?:lines?|regimens?)\s+of\s+(?:(?:prior|previous|palliative|standard)\s+)*(?:systemic\s+(?:anti-?cancer\s+)?(?:therapy|treatment)|(?:cytotoxic\s+)?chemotherapy|treatment|therapy))"
    rf"(?P<setting>[^.;()]{{0,80}}?)\s*[,(]?\s*\bor\s+{_LEAST}?(?P<fewer>one|two|[12])(?:\s*\(\w+\))?\s+(?:(?:prior|previous|earlier)\s+)*(?:lines?|regimens?)\b[^.;()]{{0,40}}?"
    r"\b(?:if|where|when|in\s+case\s+of|provided|for\s+(?:patients|those|participants|subjects)\s+(?:who|with|whose))\b(?P<early>[^.;]{3,160}?\b(?:within|less\s+than|<)[^.;]{0,25}?\bmonths?\b)",
    re.I,
)
_CAME_BACK = gated(r"\b(?:recur|relaps|progress)\w*", re.I)


def one_fewer_after_early_relapse(sentence: Sentence) -> Mention | None:
    told = None if sentence.excludes else _ONE_FEWER.search(sentence.text)
    if told is None or is_negated(sentence, told.start()) or not _CAME_BACK.search(told["early"]):
        return None
    quantity = quantity_counted(told["what"])
    least, fewer = number(told["n"]), number(told["fewer"])
    if quantity is None or fewer >= least or not phrases.METASTATIC.search(told["setting"]):
        return None
    early = every((Between(quantity, fewer, None), Undecidable("whether the disease came back early")))
    words = f"{in_words(Bounds(least, None), told['what'])}, or {fewer} after an early relapse"
    either_way = either((Between(quantity, least, None), early))
    return Mention(LINES, either_way, words, *told.span(), Stance.REQUIRE, settled=True)
