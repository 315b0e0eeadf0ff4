"""Numbers that are the whole of a point, with what they count: '0, 1 or 2 chemotherapies for metastatic disease'.

0/1 cytotoxic treatments for advanced disease      at most one line of chemotherapy
Palliative chemotherapies: 1 or 2                  one or two
1, 2 or more; as adjuvant treatment; biopsies      nothing here
"""

from __future__ import annotations

import re

from data.criteria import Between
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.bounds import Bounds
from matcher.reading.therapy.lines.quantities import in_words, quantity_counted

FOR_LATE_DISEASE = (
    r"(?:(?:for|in|against|since|after)\s+(?:(?:the|their|her|treatment|of|diagnosis|locally|recurrent|unresectable|inoperable|and|or|and/or)[\s/]+){0,5}"
    rf"(?:metastatic|metastas[ei]s|advanced|MBC|{phrases.STAGE_IV})(?:\s+(?:breast|disease|cancer|setting|stage|situation)){{0,2}})"
)
_NUMBER = r"(?:zero|none|nil|no|one|two|three|four|[0-5])"
_NUMBERS = rf"(?P<least>{_NUMBER})(?:\s*(?:,\s*or|,|/|-|or|to)\s*{_NUMBER}){{0,3}}\s*(?:,\s*or|,|/|-|or|to)\s*(?P<most>{_NUMBER})(?![\w.])"
_TREATMENTS = (
    r"(?P<what>(?:(?:palliative|cytotoxic|systemic|anti-?cancer|endocrine|hormonal|chemotherapy)\s+){0,3}"
    r"(?:(?<=cytotoxic )treatments?|(?<=systemic )treatments?|(?<=chemotherapy )treatments?|(?<=endocrine )treatments?|(?<=hormonal )treatments?|(?<=cancer )treatments?|chemotherap(?:y|ies)|therap(?:y|ies)))"
)
_ENUMERATED = (
    gated(
        rf"\W*{_NUMBERS}\s+{_TREATMENTS}\s*\(?(?P<late>{FOR_LATE_DISEASE}|\b(?:metastatic|advanced)\s+(?:setting|disease|stage|situation))?\W*",
        re.I,
    ),
    gated(rf"\W*(?:number\s+of\s+)?{_TREATMENTS}\s*\(?(?P<late>{FOR_LATE_DISEASE})?\)?\s*[:=]\s*{_NUMBERS}\W*", re.I),
)


def lines_enumerated(sentence: Sentence) -> Mention | None:
    if sentence.excludes or not sentence.from_criteria:
        return None
    told = next((found for pattern in _ENUMERATED if (found := pattern.fullmatch(sentence.text))), None)
    quantity = quantity_counted(told["what"]) if told else None
    if told is None or quantity is None or not (told["late"] or "palliative" in told["what"].lower()):
        return None
    least, most = _many(told["least"]), _many(told["most"])
    if most <= least:
        return None
    bounds = Bounds(least or None, most)
    start, end = told.span()
    return Mention(
        LINES, Between(quantity, *bounds), in_words(bounds, told["what"]), start, end, Stance.REQUIRE, settled=True
    )


def _many(told: str) -> int:
    return 0 if told.lower() in ("none", "nil") else number(told)
