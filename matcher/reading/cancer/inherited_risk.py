"""Records on people with an inherited risk of cancer, of whom some have or had breast cancer."""

from __future__ import annotations

import re

from data.criteria import Evidence
from data.trial import Trial
from matcher.reading import whole_record
from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE
from matcher.reading.negation import negated
from matcher.reading.population import BREAST, OTHER_TUMOUR
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance

_INHERITED = gated(
    r"^\W*(?:familial|hereditary|inherited)\s+(?:breast\W+(?:and\s+|or\s+)?ovarian\s+)?cancers?(?:\s+syndromes?)?\W*$|^\W*cancer\s+predisposition(?:\s+syndromes?)?\W*$",
    re.I,
)
_ILL_OR_NOT = gated(
    r"\b(?:affected\s+or\s+unaffected|unaffected\s+or\s+affected)\s+(?:by|with)\s+(?:an?\s+|the\s+)?cancers?\b"
    r"|\bwith\s+(?:or|and)\s+without\s+(?:an?\s+)?(?:(?:personal\s+)?history\s+of\s+)?(?:an?\s+)?cancers?\b"
    r"|\b(?:diagnosed\s+with|history\s+of)\s+(?:(?:more\s+than\s+)?one\s+|any\s+)?cancers?\b",
    re.I,
)


def of_any_cancer(trial: Trial) -> Evidence | None:
    """The inclusion that takes people who have or had a cancer, of a record on families with cancers of many organs."""
    lines = whole_record.lines_of_sources(trial, "conditions", "keywords")
    if not any(_INHERITED.search(line) for _, line, _ in lines):
        return None
    for text, sentence in whole_record.inclusions(trial):
        told = _ILL_OR_NOT.search(sentence.text)
        if told and not OTHER_TUMOUR.search(sentence.text) and not negated(sentence, told.start()):
            return Evidence("criteria", *text.span(sentence.start, sentence.end))
    return None


# 'Pancreatic cancer screening', 'registry of people at high risk of ovarian cancer': who comes does not have that cancer.
_LOOKED_FOR = gated(
    r"\b(?:screening|surveillance|early\s+(?:detection|diagnosis)|at\s+(?:\w+\s+)?risk|high[\s-]+risk\s+(?:individuals|people|persons|subjects|women|families|relatives|registry|cohort|clinic)|risk\s+(?:registry|reduc\w+)|risk-reducing|prevention)\b",
    re.I,
)
# Genes of which an alteration raises the risk of breast cancer (NCCN, genetic/familial high-risk assessment)
_GENES_OF_BREAST_CANCER = gated(r"\b(?:BRCA\s?-?[12]?(?:/2)?|PALB2|CHEK2|ATM|TP53|Li-?\s?Fraumeni|HBOC)\b")
_ALTERED = gated(r"\b(?:mutations?|variants?|carriers?|germline|alterations?|pathogenic|syndromes?)\b", re.I)
_HAS_A_CANCER = gated(
    r"\b(?:diagnos\w+|confirmed|proven|resected|metastatic|unresectable|histolog\w+|newly|history\s+of|patients?\s+with)\b",
    re.I,
)
_NAMES_A_CANCER = gated(
    r"\b(?:cancers?|malignanc(?:y|ies)|carcinomas?|neoplas\w+|tumou?rs?|chemotherapy)\b",
    re.I,
)
_OF_RELATIVES = gated(r"\b(?:family|familial|relatives?|siblings?|parents?|kin(?:dred)?s?)\b", re.I)


def carriers_watched(trial: Trial) -> Evidence | None:
    """The inclusion that takes carriers of genes of breast cancer, of a record that looks for another cancer in people at
    risk: that cancer is asked of nobody, and many of the carriers have or had one of the breast."""
    titles = [line for _, line, _ in whole_record.lines_of_sources(trial, *whole_record.TITLES)]
    if any(BREAST.search(line) for line in titles) or not any(
        _LOOKED_FOR.search(line) and OTHER_TUMOUR.search(line) for line in titles
    ):
        return None
    carriers: Evidence | None = None
    for text, sentence, item in whole_record.sentences(trial):
        if item.polarity == EXCLUDE or sentence.stance is Stance.FORBID:
            if _NAMES_A_CANCER.search(sentence.text) and not _OF_RELATIVES.search(sentence.text):
                return None  # whether hers is one of the cancers shut out is read from there
        elif _asks_for_a_cancer(sentence):
            return None
        elif carriers is None and _GENES_OF_BREAST_CANCER.search(sentence.text) and _ALTERED.search(sentence.text):
            carriers = Evidence("criteria", *text.span(sentence.start, sentence.end))
    return carriers


def _asks_for_a_cancer(sentence: Sentence) -> bool:
    """Whether an inclusion asks that she has the other cancer herself."""
    told = _HAS_A_CANCER.search(sentence.text)
    if told is None or _OF_RELATIVES.search(sentence.text):
        return False
    return bool(OTHER_TUMOUR.search(sentence.text) and _NAMES_A_CANCER.search(sentence.text))
