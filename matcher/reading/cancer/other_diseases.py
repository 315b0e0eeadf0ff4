"""Records on other organs, on other diseases, or on no cancer at all."""

from __future__ import annotations

import re
from functools import lru_cache

from data.criteria import Evidence
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.reading.cancer import other_tumours
from matcher.reading.cancer.named import CONFIRMED, NAMING_BREAST
from matcher.reading.gated import Pattern, gated
from matcher.reading.pattern import blanked
from matcher.reading.population import BREAST, BREAST_BY_NAME, OTHER_TUMOUR, is_of_another_tumour
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.whole_record import TITLES, inclusions, lines_of_sources, place_of

_CANCER_WORD = gated(
    r"cancer|carcinom|neoplas|tumou?r|malignan|oncolog|metasta|breast|mastect|lumpectom|\bMRM\b|chemotherap|radiotherap|lymphoma|leuk[ae]emia|myeloma|melanoma|sarcoma|glioma",
    re.I,
)

# 'Tumours diagnosed by imaging, like hepatocellular cancer': those named are not the ones asked for
_EXAMPLES = gated(r"\b(?:e\.g\b|such\s+as|like|for\s+(?:example|instance))[^();:]*", re.I)


def diagnosis_of_another(trial: Trial) -> Evidence | None:
    """The inclusion that asks for another tumour, of a record that names breast only among its conditions or keywords."""
    told: Evidence | None = None
    titled = OTHER_TUMOUR.search(trial.brief_title) is not None
    by_name = _may_be_of_another_by_name(trial)
    for text, sentence in inclusions(trial):
        if BREAST.search(sentence.text) and not gated(r"\bapproved for|\bweeks\b").search(sentence.text):
            return None
        if told is not None:
            continue
        named = OTHER_TUMOUR.search(blanked(_EXAMPLES, sentence.text))
        asked = named and (titled or CONFIRMED.search(sentence.text))
        if asked or (by_name and sentence.stance is Stance.REQUIRE and _asked_by_name(sentence)):
            told = place_of(text, sentence)
    return told


# Hormone receptors are asked of no other tumour
_OF_BREAST_CANCER = gated(r"\b(?:HR|ER|PR|PgR|(?:hormone|o?estrogen|progesterone)[- ]receptors?)\b", re.I)
_OF_A_SECOND_ONE = gated(r"\bin\s+situ\b|\b(?:prior|previous|history|treated|second|other)\b", re.I)


def _may_be_of_another_by_name(trial: Trial) -> bool:
    """Whether breast cancer is one of several conditions, and neither summary, arms nor inclusions speak of it."""
    told = (trial.brief_summary or "", *(f"{arm.label} {arm.description or ''}" for arm in trial.arms))
    if all(map(BREAST_BY_NAME.search, trial.conditions)) or any(map(BREAST_BY_NAME.search, told)):
        return False
    return not any(_OF_BREAST_CANCER.search(sentence.text) for _, sentence in inclusions(trial))


# 'Colorectal', 'Gastric' in points below 'adenocarcinoma of one of the following types:'
_ORGAN_ALONE = gated(rf"\W*{OTHER_TUMOUR.pattern}(?:\s+(?:cancers?|carcinomas?|tumou?rs?|or|and))?\W*", re.I)
_LISTS_TUMOURS = gated(r"\b(?:cancers?|\w*carcinomas?|tumou?rs?|malignanc(?:y|ies)|neoplasms?)\b[^.;]*:\W*$", re.I)


def _asked_by_name(sentence: Sentence) -> bool:
    """Whether the sentence is a tumour of another organ, by itself or in a list of tumours."""
    if is_of_another_tumour(sentence.text):
        return not _OF_A_SECOND_ONE.search(sentence.text)
    above = sentence.item.parent if sentence.item else None
    return above is not None and bool(_LISTS_TUMOURS.search(above.text) and _ORGAN_ALONE.fullmatch(sentence.text))


def names_other_organs(trial: Trial, evidence: Evidence) -> bool:
    """A general word for cancer beside organs that are named in title and conditions, breast not among them."""
    titles = f"{trial.brief_title}\n{trial.official_title or ''}"
    if gated(
        r"\bsolid (?:\w+ )?(?:tumou?r|cancer|malignan|neoplasm)|\bany cancer|\ball cancers|\bpan-?cancer|\btumor-?agnostic|\bbasket",
        re.I,
    ).search(titles):
        return False
    named = titles + "\n" + "\n".join(trial.conditions)
    return bool(OTHER_TUMOUR.search(named)) or evidence.source == "criteria"


def other_disease(trial: Trial, vocabulary: Vocabulary) -> Evidence | None:
    pattern = _tumours(vocabulary)
    for _, line, evidence in lines_of_sources(trial, "conditions", *TITLES):
        if pattern.search(line):
            return evidence
    if trial.healthy_volunteers and trial.brief_title and not NAMING_BREAST.search(trial.criteria or ""):
        return Evidence("brief_title", 0, len(trial.brief_title))
    return None


def no_cancer_at_all(trial: Trial) -> Evidence | None:
    """The conditions (or the title) of a record whose titles, conditions, keywords and inclusions speak of no cancer."""
    named = " ".join((trial.brief_title, trial.official_title or "", *trial.conditions, *trial.keywords))
    if _CANCER_WORD.search(named) or any(_CANCER_WORD.search(s.text) for _, s in inclusions(trial)):
        return None
    return next((evidence for _, _, evidence in lines_of_sources(trial, "conditions", "brief_title")), None)


@lru_cache(maxsize=4)
def _tumours(vocabulary: Vocabulary) -> Pattern:
    return other_tumours.naming_one_of(t.phrase for t in vocabulary.tumours)
