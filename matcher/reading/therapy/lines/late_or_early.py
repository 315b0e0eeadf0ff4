"""'Prior therapy for metastatic disease, or recurrence within six months of adjuvant therapy': either is enough.

A line for metastatic disease is a way in of its own; how soon the disease came back no patient field tells, so that the other
way stays open for whoever was treated before and has a disease that came back.
"""

from __future__ import annotations

import re

from data.criteria import Between, either
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.alternatives import EARLY_RELAPSE
from matcher.reading.therapy.lines.quantities import quantity_counted

_WHO = r"(?:(?:the|all|patients?|subjects?|participants?|women|those|disease|who|must|should|have|has|had|having|with|either|been)\s+){0,8}"
_LATE = r"(?:(?:the|their|her|treatment|of|unresectable|inoperable|locally|advanced|recurrent|metastatic|stage\s+IV|and/or|or|and)[\s,/]+){0,7}(?:metastatic|advanced|MBC|stage\s+IV)"
_TREATED = (
    r"(?:(?:received|undergone|progressed\s+(?:on|after|during|following)|progression\s+(?:on|after|during|following)|failed|failure\s+of)\s+)?"
    r"(?:(?:at\s+least|a\s+minimum\s+of|>=|\u2265|one|two|three|[1-3]|an?|any|or\s+more|prior|previous|earlier|line|lines|of|systemic|anti-?cancer|palliative|standard)\s+){0,8}"
    r"(?:therap(?:y|ies)|treatments?|regimens?|lines?|chemotherap(?:y|ies)|(?:endocrine|hormonal)\s+therap(?:y|ies))\s+(?:for|in)\s+"
    rf"{_LATE}(?:\s+(?:breast\s+cancer|cancer|disease|setting|HER2[\w+-]*))*"
)
_TREATED_FOR_IT = rf"(?:previously|already)\s+treated\s+for\s+{_LATE}(?:\s+(?:breast\s+cancer|cancer|disease))*"
_RELAPSED = (
    r"(?:(?:developed|experienced|documented|confirmed|an?|the|early|disease|tumou?r|cancer|metastatic)\s+){0,5}(?:recurr\w+|relaps\w+|progress\w+)\s+"
    r"(?:(?:of|the|their|her|disease|cancer|has|occurr\w+)\s+){0,4}(?:during|on|while|within|under|less\s+than|<|<=|\u2264|in)\b[^.;:]{0,90}?\badjuvant\b[^.;:]{0,60}?"
)
_EITHER_IS_ENOUGH = gated(
    rf"\W*{_WHO}(?:(?P<late>{_TREATED}|{_TREATED_FOR_IT}),?\s+or\s+{_WHO}(?:{_RELAPSED})|(?:{_RELAPSED}),?\s+or\s+{_WHO}(?P<late2>{_TREATED}|{_TREATED_FOR_IT}))\W*",
    re.I,
)


_SO_MANY = gated(r"\b(?:two|three|[23])\b", re.I)


def treated_late_or_relapsed_early(sentence: Sentence) -> Mention | None:
    """What a sentence that says nothing else asks for, or, among exclusions, shuts out."""
    found = _EITHER_IS_ENOUGH.fullmatch(sentence.text)
    stance = stance_of(sentence)
    if found is None or stance is not (Stance.FORBID if sentence.excludes else Stance.REQUIRE):
        return None
    late = found["late"] or found["late2"]
    quantity = quantity_counted(late) or "lines_metastatic"
    told = _SO_MANY.search(late)
    least = Between(quantity, number(told.group()) if told else 1, None)
    words = f"{late.strip().lower()}, or an early relapse"
    return Mention(LINES, either([least, EARLY_RELAPSE]), words, *found.span(), stance, settled=True)
