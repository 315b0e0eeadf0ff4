"""Operations of the breast and of the axilla, and what is left where one may not have been."""

from __future__ import annotations

from data.axes import NO, STATE_AXIS
from data.criteria import Requirement, Within, either, every
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.exclusions import PARENTHESES
from matcher.reading.state.found import Found, within
from matcher.reading.state.history import of_some_ways
from matcher.reading.state.meanings import (
    ALL,
    CHEST_WALL,
    EARLIER_NEOADJUVANT,
    IN_BREAST,
    NEOADJUVANT_NOW,
    OPERATED,
    RECURRENT,
)

# 'No prior axillary surgery', 'previous sentinel node biopsy': of the breast itself she may have been operated or not.
_AXILLA_OPERATED = gated(r"\b(?:axill\w*|sentinel|slnb?|alnd|lymph[- ]?nodes?)\b")
_BREAST_OPERATED = gated(r"\b(?:breast|mastectom\w*|lumpectom\w*|conserv\w*|tumou?rs?|primary|cancers?|quadrant\w*)\b")


def of_the_axilla_alone(found: Found, lower: str) -> Found:
    """Nothing sure of an operation that is of the axilla."""
    words = lower[found.start : found.end]
    if found.name not in ("operated_before", "no_surgery_yet") or not _AXILLA_OPERATED.search(words):
        return found
    if _BREAST_OPERATED.search(words):
        return found
    return found._replace(sure=0) if found.name == "operated_before" else found._replace(wide=found.wide | OPERATED)


# 'Axillary dissection planned after a positive sentinel node at lumpectomy': of the breast she was operated.
_AXILLA_ALONE = gated(r"(?=.*\baxilla\w*\b)(?!.*(?:mastectom|lumpectom|breast|conserv)).*")


def without_later_axilla(lower: str, found: list[Found]) -> list[Found]:
    if not any(f.name == "operated" and not f.denied for f in found):
        return found
    return [f for f in found if f.name != "surgery_due" or not _AXILLA_ALONE.match(lower[f.start : f.end])]


# 'Previous mastectomy' alone leaves in those whose cancer has come back in the breast, 'prior lumpectomy' the others.
_ONE_OPERATION = (
    (gated(r"(?<!partial )(?<!segmental )\bmastectom"), gated(r"lumpectom|conserv|partial|segment|quadrant|excision|surger|operat|procedure"), IN_BREAST),
    (gated(r"lumpectom|breast conserv"), gated(r"(?<!partial )(?<!segmental )\bmastectom|breast surger|operat"), CHEST_WALL),
)  # fmt: skip


def _of_one_operation(lower: str, found: Found) -> Found:
    if found.name != "operated_before":
        return found
    told = PARENTHESES.sub(" ", lower)
    for named, others, left in _ONE_OPERATION:
        if named.search(lower[found.start : found.end]) and not others.search(told):
            return found._replace(sure=found.sure & (IN_BREAST | CHEST_WALL) & ~left, wide=found.wide & ~left)
    return found


# 'Earlier breast surgery other than lumpectomy': of her recurrences only that in the chest wall tells of a mastectomy.
_EXCEPT_LUMPECTOMY = gated(
    r"[^.;:]{0,25}?\b(?:excluding|except(?:ing)?|other than|apart from|not including|besides)\W+(?:\w+\W+){0,4}?(?:lumpectom|breast[- ]conserv|conserv\w+ surg|partial mastectom)"
)


# Whoever has had no such drugs at all has had none before surgery.
_RADIATION = gated(r"\b(?:radi\w+|irradiat\w+|chemo-?radi\w+)")
_CHEMOTHERAPY = gated(r"\bchemo")
_HORMONES = gated(r"\b(?:endocrine|hormon)")
_OF_ALL_KINDS = gated(r"\b(?:systemic|or|and|and/or)\b|/")


def _none_given(kind: str) -> Requirement:
    """Whatever is given before surgery now is systemic treatment; of which kind, only the list of drugs tells."""
    none = Within(f"received:{kind}", NO)
    return every((none, Within(STATE_AXIS, ALL & ~NEOADJUVANT_NOW))) if kind == _ANY_KIND else none


_ANY_KIND = "systemic therapy"


def _kind_given(lower: str, found: list[Found]) -> str:
    """The class of the vocabulary that the words name."""
    told = " ".join(lower[f.start : f.end + _NOUN_BEHIND] for f in found)
    chemo, hormones = _CHEMOTHERAPY.search(told), _HORMONES.search(told)
    if bool(chemo) == bool(hormones) or _OF_ALL_KINDS.search(told):
        return _ANY_KIND
    return "chemotherapy" if chemo else "endocrine therapy"


_NOUN_BEHIND = 25  # characters: '... or hormone therapy'


# 'No prior local therapy for the primary tumour': whoever had systemic treatment alone has had none
_LOCAL_ALONE = gated(
    r"(?:(?:no|without|any)\s+)?(?:prior|previous|previously|earlier|definitive|curative)\s+(?:(?:definitive|curative|any)\s+)?(?:local|loco-?\s?regional|local(?:/|\s+or\s+)regional)(?!\s*(?:or|and|and/or|/|,|nor)\W*(?:systemic|drug|medical))\s+(?:\w+\s+)?(?:treat|therap|interven)"
)


def _by_local_means(lower: str, found: Found) -> Found:
    if found.name != "treated_before" or not _LOCAL_ALONE.match(lower, found.start):
        return found
    return found._replace(wide=OPERATED | RECURRENT, words="earlier local treatment of the cancer")


def history_left_out(sentence: Sentence, found: list[Found]) -> Mention:
    """What may not have been: the states that it leaves."""
    sure = wide = 0
    found = [_by_local_means(sentence.lower, _of_one_operation(sentence.lower, f)) for f in found]
    for f in found:
        but = _EXCEPT_LUMPECTOMY.match(sentence.lower, f.end) if f.name == "operated_before" else None
        if f.name == "treated_before" and of_some_ways(sentence.lower[f.start : f.end]):
            f = f._replace(sure=0)
        out = IN_BREAST if but else 0
        sure, wide = sure | (f.sure & CHEST_WALL if but else f.sure), wide | (f.wide & ~out)
    words = " or ".join(dict.fromkeys(f.words for f in found))
    requirement = within(ALL & ~wide, ALL & ~sure)
    if words == EARLIER_NEOADJUVANT and not _RADIATION.search(sentence.lower):
        requirement = either((requirement, _none_given(_kind_given(sentence.lower, found))))
    start, end = min(f.start for f in found), max(f.end for f in found)
    return Mention("recurrence", requirement, f"no {words}", start, end, Stance.REQUIRE)
