"""The sex and the menopausal status that a title tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.axes import PERSON_AXIS
from data.criteria import Within
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.person.men_and_women import MEN, WOMEN_WORD, a_woman, takes_men
from matcher.reading.person.menopausal_states import MALE, WOMEN, status_mention
from matcher.reading.person.menopause_words import described, shorter_than
from matcher.reading.stance import Stance

_TITLE_MEN = gated(
    rf"\b(?:in|among|for|treating)\s+(?:[\w-]+\s+){{0,3}}?{MEN}\s+(?:patients?\s+|subjects?\s+)?with\s+[^.;,]{{0,60}}\bbreast\s+(?:cancer|carcinoma)\b"
    r"|\b(?:in|of|for|treating)\s+(?:[\w-]+\s+){0,3}?male\s+breast\s+(?:cancer|carcinoma)\b",
    re.I,
)
_TITLE_WOMEN = gated(
    r"\b(?:in|among|of|for|treating|with)\s+(?:(?!who\b)[\w-]+\s+){0,5}?(?:wom[ae]n|female\s+(?:patients|subjects))\b(?!'s)",
    re.I,
)


def from_title(text: str, criteria: str) -> Iterator[Mention]:
    men = _TITLE_MEN.search(text)
    if men is not None and not WOMEN_WORD.search(text):
        yield Mention("sex", Within(PERSON_AXIS, MALE), "a man", *men.span(), Stance.REQUIRE, settled=True)
        return
    if gated(rf"\b{MEN}", re.I).search(text) or gated(r"\bwom[ae]n's\b", re.I).search(text):
        return
    women = None if takes_men(criteria) else _TITLE_WOMEN.search(text)
    told = described(text)
    if told is not None and told[1] != WOMEN:
        if not shorter_than(criteria, told[1]):
            yield status_mention(told[1] if women else told[1] | MALE, told[0])
    elif women is not None:
        yield a_woman(women)
