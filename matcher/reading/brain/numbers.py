"""How many brain metastases there may be: no field of a patient tells their number."""

from __future__ import annotations

import re
from dataclasses import replace

from data.criteria import Undecidable, every
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention

_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty)"
_SEVERAL = r"(?:[2-9]|\d{2}|two|three|four|five|six|seven|eight|nine|ten)"
# 'One to three', 'up to 10 newly diagnosed', '4 or fewer', 'at least 5', 'a single'
_BEFORE = gated(
    rf"(?:\b{_NUMBER}\s*(?:to|-|\u2013|and|or)\s*{_NUMBER}|\b(?:up to|at most|(?:no|not) more than|a maximum of|(?:fewer|less) than)\s+{_NUMBER}|(?:<=?|\u2264)\s*{_NUMBER}"
    rf"|\b{_NUMBER}\s+or\s+(?:fewer|less)|(?:\b(?:at least|a minimum of)|>=|\u2265)\s*{_SEVERAL}|\b{_SEVERAL}\s+or\s+more|(?:\b(?:more|greater) than|>)\s*{_NUMBER}|\b(?:single|solitary|multiple|limited(?:\s+number\s+of)?))"
    r"(?:\s+(?:(?!metasta|lesion|with\b|and\b|of\b)[\w/-]+,?)){0,4}\s+$",
    re.I,
)
# 'Brain metastases (1-3)'
_BEHIND = gated(
    rf"\s*\(\s*(?:n\s*=\s*|up to\s+)?(?:{_NUMBER}\s*(?:to|-|\u2013)\s*)?{_NUMBER}(?:\s+or\s+(?:fewer|less|more))?\s*(?:lesions?\s*)?\)",
    re.I,
)


def so_many(told: Mention, text: str, phrase: re.Match[str]) -> Mention:
    """What is told of metastases that there must be, open where their number is limited."""
    if not (_BEFORE.search(text, max(0, phrase.start() - 90), phrase.start()) or _BEHIND.match(text, phrase.end())):
        return told
    doubt = Undecidable("how many brain metastases there are")
    return replace(
        told, requirement=every((told.requirement, doubt)), statement=f"{told.statement}, of a certain number"
    )
