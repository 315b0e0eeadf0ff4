"""Nothing given yet: 'previously untreated metastatic disease', 'an untreated primary malignancy'."""

from __future__ import annotations

import re

from data.axes import NO
from data.criteria import Between, Within
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.beside_the_brain import BRAIN
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.therapy.kinds import of_one_kind


def untreated(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    told = phrases.UNTREATED.search(sentence.text)
    if told and not of_one_kind(sentence.text, told.start(), vocabulary):
        none = Between("lines_metastatic", None, 0)
        return Mention(PRIOR_THERAPY, none, "no therapy for metastatic disease", *told.span())
    return _never_treated(sentence)


def _never_treated(sentence: Sentence) -> Mention | None:
    text = sentence.text
    if sentence.excludes or phrases.METASTATIC.search(text) or BRAIN.search(text):
        return None
    found = _UNTREATED_CANCER.search(text)
    if found is None or _OF_ANOTHER.search(text, 0, found.start()) or _BUT_FOR.search(text, found.end()):
        return None
    none = Within("received:systemic therapy", NO)
    return Mention(PRIOR_THERAPY, none, "no earlier treatment of the cancer", *found.span(), Stance.REQUIRE)


# 'Any patient with an untreated primary malignancy': had nothing yet. Not: 'an untreated primary tumour' beside metastases
_UNTREATED_CANCER = gated(
    r"\b(?:previously\s+|hitherto\s+|so far\s+|as yet\s+)?untreated,?\s+(?:(?:primary|invasive|solid|operable|resectable|unilateral|breast|early(?:-stage)?|locali[sz]ed|and|or)\s+){0,4}"
    r"(?:cancers?|carcinomas?|malignanc(?:y|ies)|neoplasms?|adenocarcinomas?|(?<=solid )tumou?rs?|(?<=breast )tumou?rs?)\b"
    r"(?!\s+(?:tissue|specimens?|samples?|blocks?|biops\w+|material|cells?)\b)",
    re.I,
)

_OF_ANOTHER = gated(
    r"\b(?:no|not|without|never|other|another|second|if|or|prior|previous|history|concurrent|concomitant|synchronous|contralateral|than|except)\b[^.;]{0,40}$",
    re.I,
)

_BUT_FOR = gated(r"\b(?:except\w*|other than|apart from|but for|unless)\b", re.I)
