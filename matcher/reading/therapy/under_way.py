"""A treatment under way that shuts out: no patient field holds one, but some tell that there can be none.

"Currently receiving chemotherapy"    not of whoever is in follow-up or was never treated, nor of whoever never had any
"Receiving or planning to receive it" what is planned stays open
"""

from __future__ import annotations

from collections.abc import Iterator

from data import axes
from data.criteria import Requirement, Within, either, every
from data.disease import NEVER_TREATED
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.therapy.names import therapies_in

_IN_FOLLOW_UP = axes.states_where(lambda s: s.phase == "surveillance")
_BEFORE_SURGERY = axes.states_where(lambda s: s.phase == "neoadjuvant")
UNDER_WAY = "Excludes a treatment that is under way"
# Something that is to come, or is no treatment of the cancer
_TO_COME = gated(
    r"\b(?:plan\w*|will|schedul\w+|intend\w*|expect\w*|anticipat\w+|or (?:have|had|recent\w*|past|prior)|prevent\w+)\b"
)
# Ways of treatment, and words for any, that no name of a drug stands for
_OTHER_WAYS = gated(
    r"\b(?:radi\w+|irradiat\w+|surg\w+|investigational|experimental|other|another|any|cancer|anti-?cancer|systemic|targeted|biologic\w*)\b"
)


def nothing_under_way(text: str, vocabulary: Vocabulary) -> Iterator[Requirement]:
    """What of her facts tells that the treatment which `text` shuts out is not under way."""
    lower = text.lower()
    if _TO_COME.search(lower):
        return
    yield Within(axes.STATE_AXIS, _IN_FOLLOW_UP | NEVER_TREATED)
    named = sorted({concept for one in therapies_in(text, vocabulary) for concept in one.concepts})
    if named and not _OTHER_WAYS.search(lower):
        yield every(Within(f"received:{therapy}", axes.NO) for therapy in named)


# 'Currently receiving active cancer treatment': of whatever kind; not: 'any other anticancer therapy', 'for another cancer'
_OF_ANY_KIND_NOW = gated(
    r"\b(?:current(?:ly)?|presently|now|still|actively|active|ongoing)\b[^.;:()]{0,30}?\b(?:active\s+|ongoing\s+|primary\s+|systemic\s+){0,2}(?:anti-?\s?(?:cancer|tumou?r|neoplastic)|(?:breast\s+)?cancer|oncolog\w+|curative)[\s-]+(?:directed\s+|specific\s+)?(?:treatments?|therap(?:y|ies))\b"
    r"|\bactive\s+(?:treatments?|therapy)\s+(?:for|of)\s+(?:(?:their|her|the|any|breast)\s+){0,2}(?:cancer|malignancy)\b"
)
_NOT_ALL_OF_IT = gated(
    r"\b(?:other|another|second|except\w*|unless|excluding|apart|besides|than|investigational|experimental|alternative|complement\w*|study|trial|not|without|with\s+(?!(?:curative|palliative)\b)\w+)\b"
)


def surely_under_way(text: str) -> Requirement | None:
    """Of an exclusion of any treatment that is under way: whoever had chemotherapy and is not yet through with the treatment
    before surgery is in the midst of hers. (Of endocrine treatment alone, a sentence behind may let her in.)"""
    lower = text.lower()
    if not _OF_ANY_KIND_NOW.search(lower) or _NOT_ALL_OF_IT.search(lower) or _TO_COME.search(lower):
        return None
    return either(
        (
            Within(axes.STATE_AXIS, axes.full(axes.STATE_AXIS) & ~_BEFORE_SURGERY),
            Within("received:chemotherapy", axes.NO),
        )
    )
