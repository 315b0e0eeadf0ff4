"""Titles of treatment given on either side of a curative operation: '(neo)adjuvant chemotherapy', 'before or after surgery'.

Asked for is a first cancer that is to be operated or was operated just now; whoever is through with all treatment, has
metastases, or a recurrence that cannot be resected, is not. What recurrence could be operated is left open."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import within
from matcher.reading.state.meanings import (
    ADJUVANT,
    BEFORE_SURGERY,
    CURABLE,
    IN_SITU,
    PRIMARY,
    SURVEILLANCE,
    UNRESECTABLE_RECURRENCE,
)

_OR = r"\s?(?:,?\s?\b(?:or|and/or)\b|/)\s?"
_EITHER_SIDE = gated(
    rf"\(neo-?\)[\s-]?adjuvant\b|\bneo-?\s?adjuvant{_OR}adjuvant\b|\badjuvant{_OR}neo-?\s?adjuvant\b|\bneo/adjuvant\b"
    rf"|\b(?:before|prior to){_OR}(?:after|following)\s(?:(?:breast|breast-conserving|curative|definitive|primary|cancer)\s){{0,2}}surgery\b|\bpre-?{_OR}post-?\s?operative\b"
)
# A treatment that was given, what is done beside one, or one of any aim
_OF_ANOTHER_MATTER = gated(
    r"\b(?:after|following|post-?treatment|prior|previous\w*|earlier|treated with|received|receiving|undergoing|completed|during|while|survivors?|survivorship|follow-?\s?up|residual|resistan\w+|refractory|palliat\w+|metasta\w+|recurr\w+|relaps\w+|(?<!locally )(?<!locally-)advanced"
    r"|line|exercis\w*|physical|rehabilitat\w*|quality of life|fertility|ovarian (?:function|protection)|cognit\w+|neuropath\w+|nausea|vomiting|neutropeni\w+|scalp|alopecia|cardio\w+|diet\w*|weight|support\w*|decision\w*|registry|real-world|retrospective)\b"
)
_CYTOTOXIC = gated(r"chemo|cytotox|taxel|taxane|rubicin|anthracyclin|platin|cyclophosphamide|capecitabine|gemcitabine|her-?2|trastuzumab|pertuzumab")  # fmt: skip


def treatment_about_surgery(sentence: Sentence) -> Mention | None:
    """What a title tells so."""
    if not sentence.source.endswith("title"):
        return None
    told = _EITHER_SIDE.search(sentence.lower)
    if told is None:
        return None
    about = f"{sentence.lower[: told.start()]} {sentence.lower[told.end() :]}"
    if _OF_ANOTHER_MATTER.search(about):
        return None
    sure = PRIMARY & (BEFORE_SURGERY | ADJUVANT)
    wide = CURABLE & ~UNRESECTABLE_RECURRENCE & ~SURVEILLANCE
    if _CYTOTOXIC.search(sentence.lower):
        wide &= ~IN_SITU  # no carcinoma in situ is given it (NCCN Guidelines, Breast Cancer, DCIS-1)
    return Mention("setting", within(sure, wide), "treatment before or after surgery", *told.span())
