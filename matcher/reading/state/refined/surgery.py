"""What an operation tells where a recurrence, a margin, the axilla or another operation is spoken of."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.reading.elsewhere import given_elsewhere
from matcher.reading.gated import gated
from matcher.reading.state import meanings
from matcher.reading.state.meanings import MEANINGS, Meaning
from matcher.reading.state.of_which_tumour import BREAST_STUDIED
from matcher.reading.state.refined.perioperative import of_any_extent
from matcher.reading.state.refined.said import Said, narrowed, widened

_COME_BACK = gated(r"\b(?:recurr|relaps|ibtr)")


def come_back(meaning: Meaning, said: Said) -> Meaning:
    """'Removed', of a cancer that has come back: operated once"""
    return MEANINGS["operated"] if _COME_BACK.search(said.lower) else meaning


def margins_told(meaning: Meaning, said: Said) -> Meaning:
    """Clear or not, there was something to cut out."""
    if "margin" not in said.words:
        return meaning
    return meaning._replace(wide=meaning.wide & ~meanings.UNRESECTABLE_RECURRENCE)


# 'A year between breast conserving therapy and recurrence' is asked of those whose breast was kept.
CONSERVED = gated(
    r"\b(?:breast[- ](?:conserv|preserv|sparing)|conserv\w+ (?:surg|treat|therap)|lumpectom|quadrantectom)"
)

# 'Underwent lumpectomy', in criteria that speak of no mastectomy: none of them has a recurrence in the chest wall.
_MASTECTOMY = gated(r"\bmastectom|\bchest[- ]wall\b", re.I)

_OR_ANOTHER = gated(r"\b(?:or|and/or)\W+(?:\w+\W+){0,2}?(?:other|another|radical|ablative|any)\b")


@lru_cache(maxsize=64)
def _speaks_of_mastectomy(criteria: str) -> bool:
    """Asked anew of a record by each of its sentences."""
    return _MASTECTOMY.search(criteria) is not None


def kept_breast(meaning: Meaning, said: Said) -> Meaning:
    """'Underwent lumpectomy', in criteria that speak of no mastectomy"""
    if not CONSERVED.search(said.words) or _OR_ANOTHER.search(said.lower):
        return meaning
    if _speaks_of_mastectomy(said.context.trial.criteria or ""):
        return meaning
    return meaning._replace(wide=meaning.wide & ~meanings.CHEST_WALL)


# 'Any treatment for the currently diagnosed breast cancer': one that has come back may be untreated.
OF_NOW = gated(r"\bcurrently diagnosed\b|\bcurrent (?:\w+ ){0,2}diagnosis\b")

_OF_THIS_TUMOUR = gated(
    r"(?:\W+(?:or|and)\W+[\w-]+)?\W*(?:\([^()]*\)\W*)?(?:of|for)\W+(?:the\W+|their\W+|her\W+)?(?:current|present|index)\b"
)


def of_this_tumour(meaning: Meaning, said: Said) -> Meaning:
    """'Prior surgery for the current tumour'"""
    of_now = OF_NOW.search(said.words) or _OF_THIS_TUMOUR.match(said.lower, said.end)
    return meaning._replace(sure=meaning.sure & ~meanings.RECURRENT) if of_now else meaning


_BESIDE = 45  # characters
_BACK_IN_IT = meanings.IN_BREAST & meanings.UNTREATED


def of_the_breast_studied(meaning: Meaning, said: Said) -> Meaning:
    """'Prior surgery of the study breast': that may be the other one, unless the cancer is back in a breast once operated"""
    beside = said.lower[max(0, said.start - _BESIDE) : said.end + _BESIDE]
    return meaning._replace(sure=meaning.sure & _BACK_IN_IT) if BREAST_STUDIED.search(beside) else meaning


# An axilla may be cleared after the breast was operated; a breast may be reconstructed long after it was taken off.
_OF_THE_AXILLA = gated(r"\b(?:sentinel|slnb?|snb?|axilla\w*|lymph node)\b")

# Its node is looked for where nothing has spread; where a cancer is back, a second time (NCCN Breast: surgical axillary staging;
# SNARB, Maaskant-Braat 2013). Whoever has it back in the nodes is out where they have to be clear.
_SENTINEL = gated(r"\b(?:sentinel|slnb?|snb?)\b")
_NODES_CLEAR = gated(
    r"\b(?:nod(?:e|es|al|ally)|axilla\w*)\W+(?:\w+\W+){0,2}?(?:negative|clear|free)\b|\b(?:negative|clear|uninvolved|impalpable)\W+(?:\w+\W+){0,2}?(?:nod(?:e|es|al)|axilla\w*)\b|(?<![a-z0-9])[cu]?n0\b"
)

_OF_THE_BREAST = gated(r"mastectom|lumpectom|conserv|resection|excision|breast (?:cancer )?(?:surg|operat)|palliat")

# 'Will undergo breast cancer surgery': a recurrence in the chest wall or the nodes is operated on as well.
_CANCER_SURGERY = gated(
    r"\bcancer (?:surgery|operation)\b|\b(?:surgery|operation|(?:surgical )?resection) (?:for|of) (?:\w+ ){0,3}(?:cancer|carcinoma)\b"
)
_WHAT_FOR = 35  # characters: 'undergoing surgery | for breast cancer'

_ON_A_FIRST_CANCER = gated(
    r"mastectom|lumpectom|conserv|sentinel|primary|up-?\s?front|first|initial|neo-?\s?adjuvant|breast (?:surgery|operation)"
)

_OPERABLE_RECURRENCE = meanings.LOCOREGIONAL & meanings.UNTREATED & ~meanings.UNRESECTABLE

_RECONSTRUCTED_AT_ONCE = gated(r"immediate|mastectom|one-?\s?stage|direct[- ]to[- ]implant")


def of_its_kind(meaning: Meaning, said: Said) -> Meaning:
    """Reconstruction, surgery of the axilla or of a cancer, first or come back"""
    words, lower = said.words, said.lower
    if "reconstruct" in words and not _RECONSTRUCTED_AT_ONCE.search(lower):
        return widened(meaning, meanings.OPERATED)
    if _OF_THE_AXILLA.search(words) and not _OF_THE_BREAST.search(lower):
        if _SENTINEL.search(words):
            spread = (
                meanings.DE_NOVO if said.sentence.from_criteria else 0
            )  # a title tells whom it is about, not who may join
            clear = meanings.REGIONAL if _NODES_CLEAR.search(lower) else 0
            return widened(narrowed(meaning, ~spread), _OPERABLE_RECURRENCE & ~clear)
        # a recurrence in the axilla is dissected, too (NCCN Breast: regional recurrence)
        return widened(
            meaning, (meanings.FIRST_CANCER & meanings.ADJUVANT) | (_OPERABLE_RECURRENCE & meanings.REGIONAL)
        )
    of_a_cancer = _CANCER_SURGERY.search(lower, said.start, min(len(lower), said.end + _WHAT_FOR))
    if meaning == MEANINGS["surgery_due"] and of_a_cancer and not _ON_A_FIRST_CANCER.search(lower):
        return widened(meaning, _OPERABLE_RECURRENCE)
    return meaning


def in_another_hospital(meaning: Meaning, said: Said) -> Meaning:
    """'Prior treatment of the breast cancer, or breast surgery, in another hospital'"""
    return meaning._replace(sure=0) if given_elsewhere(said.lower, said.end) else meaning


REFINEMENTS = {
    "removed": (come_back,),
    "operated": (margins_told, kept_breast),
    "operated_before": (of_this_tumour, in_another_hospital, of_the_breast_studied),
    "surgery_due": (of_its_kind, of_any_extent),
    "surgery_title": (of_its_kind, of_any_extent),
}
