"""Breast cancer left out of the tumours taken: expressly, no longer, or for another tumour of the breast."""

from __future__ import annotations

import re

from data.criteria import Evidence
from data.trial import Trial
from matcher.reading.cancer.named import NAMING_BREAST, NO_BREAST, SOLID
from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE
from matcher.reading.population import BREAST, OTHER_TUMOUR
from matcher.reading.sentences import sentences_of_text
from matcher.reading.text import plain_text
from matcher.reading.whole_record import TITLES, lines_of_sources, place_of, sentences

_ONE_ORGAN_ONLY = gated(r"\b(?:enrol\w+|study|trial) (?:is|will be) (?:now )?(?:limited|restricted) to\b", re.I)

# 'Currently enrolling only ovarian cancer', 'as of amendment 4, only patients with mesothelioma will be enrolled'
_NOW = gated(r"\b(?:currently|at present|presently|at this time|now|as of|since (?:protocol )?amendment)\b", re.I)
_LIMITED = gated(r"\b(?:only|limited to|restricted to|exclusively)\b", re.I)
_ENROLS = gated(r"\b(?:enrol\w*|recruit\w*|accru\w*|open(?:ed)? (?:to|for))\b", re.I)
_IN_A_PART = gated(
    r"\b(?:cohorts?|arms?|parts?|phases?|expansion|escalation|sites?|countr\w+|another|other (?:trial|stud)\w*)\b|\b[Ii]n (?!patients|adults|subjects|participants|women|people)[A-Z]",
)

# 'Breast cancer (enrolment completed)', 'the breast cohort is closed'; not: 'triple-negative breast cancer (closed)'
_OVER = r"(?:closed|completed?|full|finished|no longer (?:enrol\w+|recruit\w+|open|accru\w+|(?:being )?(?:enrolled|accepted)))\b"
_BREAST_CLOSED = gated(
    r"(?<!negative )(?<!positive )(?<!-low )(?<!mutated )(?<!lobular )(?<!inflammatory )(?<!\+ )\bbreast(?:[ -](?:cancers?|carcinoma|tumou?rs?))?(?: (?:patients?|participants?|subjects?))?"
    rf"(?:\W{{1,3}}(?:cohort|arm|group|stratum|enrol\w+|accrual|recruitment)(?: (?:is|are|has|have|been|was|were|now|already|currently)){{0,3}} {_OVER}"
    rf"|\s?[(\[]\W?(?:(?:the|this|cohort|arm|group|enrol\w+|accrual|recruitment|is|now|currently)\s){{0,4}}{_OVER}"
    r"|(?: (?:is|are))? no longer (?:enrol\w+|recruit\w+|open|accru\w+|(?:being )?(?:enrolled|accepted))\b)"
    r"|\bclosed (?:to|for)(?: (?!triple|HER)\w+){0,3} breast\b",
    re.I,
)
_PHYLLODES = gated(r"\bphyllodes|\bbreast (?:lymphoma|sarcoma|angiosarcoma)", re.I)


def left_out(trial: Trial) -> Evidence | None:
    """Breast cancer expressly left out of the tumours taken, or another tumour of the breast alone taken."""
    named = " ".join((trial.brief_title, trial.official_title or "", *trial.conditions))
    several = bool(OTHER_TUMOUR.search(named) or SOLID.search(named))
    return _by_its_title(trial) or (_by_its_summary(trial) if several else None) or _by_a_sentence(trial, several)


# 'Breast cancer recurrence', 'non-breast malignancies' among the conditions leave nothing out
_OF_THOSE_WHO_HAD_IT = gated(r"recurren|second|non-?\s?breast (?:cancer )?(?:malignan|event)", re.I)


def _by_its_title(trial: Trial) -> Evidence | None:
    for _, line, evidence in lines_of_sources(trial, *TITLES, "conditions"):
        if NO_BREAST.search(line) and not _OF_THOSE_WHO_HAD_IT.search(line):
            return evidence
        if evidence.source in TITLES and _PHYLLODES.search(line):
            return evidence
    return None


def _by_its_summary(trial: Trial) -> Evidence | None:
    if not trial.brief_summary or not _LIMITED.search(trial.brief_summary):
        return None
    summary = plain_text("brief_summary", trial.brief_summary)
    told = (s for s in sentences_of_text(summary) if _only_another_now(s.text))
    return next((Evidence("brief_summary", *summary.span(s.start, s.end)) for s in told), None)


def _by_a_sentence(trial: Trial, several: bool) -> Evidence | None:
    titles = (trial.brief_title, trial.official_title or "")
    basket = several and not any(NAMING_BREAST.search(title) for title in titles)
    for text, sentence, item in sentences(trial):
        if _of_one_organ(sentence.text) or _only_another_now(sentence.text):
            return place_of(text, sentence)
        if several and not item.cohorts and _BREAST_CLOSED.search(sentence.text):
            return place_of(text, sentence)
        of_a_cohort = item.heading or bool(item.cohorts)  # 'Breast cancer' over the exclusions of its cohort
        if basket and item.polarity == EXCLUDE and not of_a_cohort and _BREAST_ALONE.match(sentence.text):
            return place_of(text, sentence)
    return None


_BREAST_ALONE = gated(
    r"^\W*(?:current |active |known )?(?:primary diagnosis of |patients? with |participants? with |diagnosis of )?(?:(?:adeno)?carcinoma of (?:the )?)?breast(?: cancer| carcinoma)?(?: diagnosis)?\W*(?:,|or|and|$)",
    re.I,
)


def _of_one_organ(text: str) -> bool:
    """'Enrolment is limited to ovarian cancer'"""
    only = _ONE_ORGAN_ONLY.search(text)
    return only is not None and bool(OTHER_TUMOUR.search(text, only.end())) and not BREAST.search(text, only.end())


def _only_another_now(text: str) -> bool:
    """Whether enrolment is at present limited to tumours of other organs."""
    if not (_NOW.search(text) and _LIMITED.search(text) and _ENROLS.search(text)) or _IN_A_PART.search(text):
        return False
    return bool(OTHER_TUMOUR.search(text)) and not BREAST.search(text)
