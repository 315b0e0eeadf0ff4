"""The states of a person by sex and menopause, and how a demand on them is told."""

from __future__ import annotations

import re

from data import axes
from data.axes import PERSON_AXIS
from data.criteria import Within
from matcher.reading.mentions import Mention
from matcher.reading.stance import Stance

MALE = axes.mask(PERSON_AXIS, ["male"])
PRE = axes.mask(PERSON_AXIS, ["premenopausal"])
PERI = axes.mask(PERSON_AXIS, ["perimenopausal"])
POST = axes.mask(PERSON_AXIS, ["postmenopausal"])
WOMEN = PRE | PERI | POST
EVERYONE = axes.full(PERSON_AXIS)


def person_words(allowed: int) -> str:
    names = [name for i, name in enumerate(axes.PERSON) if allowed >> i & 1]
    women = [name for name in names if name != "male"]
    return ("a man or " if "male" in names else "") + "a " + " or ".join(women) + " woman"


def status_mention(allowed: int, at: re.Match[str]) -> Mention:
    words = person_words(allowed)
    within = Within(PERSON_AXIS, allowed)
    return Mention("menopausal_status", within, words, at.start(), at.end(), Stance.REQUIRE, settled=True)
