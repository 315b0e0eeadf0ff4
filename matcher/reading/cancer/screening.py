"""Women who come for screening of the breast: they have no known breast cancer."""

from __future__ import annotations

import re

from data.criteria import Evidence
from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.negation import negated
from matcher.reading.whole_record import TITLES, inclusions, lines_of_sources, place_of, titles

_SCREENED = gated(
    r"\b(?:screening\s+(?:tool|mammogra\w+|exam\w*|program\w*|ultrasound|MRI|digital|uptake|attendance|rates?|behaviou?rs?)|(?:mammogra\w+|tomosynthesis|breast(?:\s+cancer)?)\s+screening|(?:uptake|use|utili[sz]ation|attendance|adherence|reminders?|decisions?(?:\s+(?:aids?|making))?|improving|increasing|promoting|promotion|intervention)\s+(?:of|to|on|for|about|with|in)?\s*(?:screening\s+)?mammogra\w+|dense\s+breasts?|breast\s+density|mammogra\w+\s+(?:attend|use|adheren|uptake|reminder)\w*|screening\s+for\s+breast\s+cancer|cancers?\s+screening|breast[\s-]+self[\s-]*exam\w*|BSE|clinical\s+breast\s+exam\w*|breast\s+(?:health|awareness)|breast\s+cancer\s+(?:awareness|knowledge|education))\b",
    re.I,
)
_COMES_FOR_SCREENING = gated(
    r"\b(?:scheduled|presenting|presents|attend\w*|undergo\w*|eligible|due|overdue|invited|referred|appointment|intent\s+to\s+schedule)\b[^.;]{0,40}?\bscreening\s+(?:mammogra|DBT|breast|exam|tomosyn|digital|ultraso)|\b(?:routine|annual|biennial|opportunistic|organi[sz]ed|population[- ]based)\s+(?:(?:breast|cancer|digital)\s+)*(?:screening|mammogra)|\b(?:attend\w*|participa\w*|invit\w*|tak\w+\s+part|enrol\w*|eligible|comes?|coming)\b[^.;]{0,60}?\b(?:mammogra\w+|breast(?:\s+cancer)?|tomosynthesis)\s+screening\b|\b(?:of|within)\s+(?:the\s+)?(?:breast\s+)?screening\s+age|\b(?:never|not|without|non-?\s?adheren\w+)\b[^.;]{0,30}\b(?:mammogra\w+)\b(?:[^.;]{0,20}\bguidelines?\b|\W*$)|\b(?:over-?)?due\b[^.;]{0,30}\bfor\s+(?:[\w,/]+\s+){0,5}(?:mammogra|cancer\s+screening|recommended\s+screening|screening\b)"
    r"|\b(?:no|not)\b[^.;]{0,30}\bmammogra\w+[^.;]{0,30}\b(?:(?:within|in)\s+(?:the\s+)?(?:last|past|previous)|for\s+(?:at\s+least\s+|more\s+than\s+|the\s+(?:last|past)\s+)?(?:\d+|one|two|three|five)\s+(?:years|months))|\basymptomatic\b",
    re.I,
)


def about_screening(trial: Trial) -> Evidence | None:
    """Where a title is about women who come for screening, or an inclusion asks for dense breasts."""
    for _, line, evidence in lines_of_sources(trial, *TITLES):
        if _SCREENED.search(line) and not gated(
            r"distress|symptom|genetic|survivor|patients with|brain|bone|lymph", re.I
        ).search(line):
            return evidence
    for text, sentence in inclusions(trial):
        found = _DENSE.search(sentence.text)
        if found and not negated(sentence, found.start()) and not _OR_ELSE.search(sentence.text, 0, found.start()):
            return place_of(text, sentence)
    return None


_OR_ELSE = gated(r"[,;]\s*or\b", re.I)  # 'age >= 55, or age 50-54 with dense breasts'

# Women who had breast cancer may have dense breasts, too
_DENSE = gated(
    r"\bdense\s+breasts?\b|\b(?:heterogeneously|extremely)\s+dense\b|\b(?:increased|high|mammographic|breast)\s+(?:breast\s+)?density\b|\bBI-?RADS\s+density",
    re.I,
)


def comes_for_screening(trial: Trial) -> Evidence | None:
    """Where an inclusion asks for women who are due for, or come to, screening of the breast."""
    titled = gated(r"mammogra|tomosynth|\bscreening\b", re.I).search(titles(trial)) is not None
    for text, sentence in inclusions(trial):
        if _COMES_FOR_SCREENING.search(sentence.text) and (
            titled or gated(r"mammogra|breast|DBT|screen", re.I).search(sentence.text)
        ):
            return place_of(text, sentence)
    return None
