"""What categories, a new diagnosis or a recurrence tell beside words of nodes, treatment or surgery."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state import meanings
from matcher.reading.state.denials import OF_SITES_OR_THERAPY
from matcher.reading.state.meanings import MEANINGS, Meaning
from matcher.reading.state.refined.said import Said, narrowed, widened
from matcher.reading.state.refined.surgery import CONSERVED

_OF_SIZE = gated(r"\b[cpy]{0,2}t\s?[0-4]|\bt(?:is|x)\b|\by?pn|\bc?n\s?[1-3]")

# Clear nodes alone speak against no carcinoma in situ.
_NO_NODES = gated(r"(?:yp|[cp])?n0|clinical\w*\W+(?:node|nodal|lymph node|axillary)\W+negative")


def clear_nodes_alone(meaning: Meaning, said: Said) -> Meaning:
    """Clear nodes may be those of a carcinoma in situ; 'cN0' may be said of a recurrence in the breast, too."""
    if not _NO_NODES.fullmatch(said.words):
        return meaning
    local = said.words.startswith("c") and not _OF_SIZE.search(said.lower)
    return widened(meaning, meanings.IN_SITU | (meanings.LOCAL if local else 0))


_STAGE_0 = gated(r"\bstag(?:e|es|ing)\W+0\b")


def in_situ_with_it(meaning: Meaning, said: Said) -> Meaning:
    """'Pathologic stage 0-III' takes carcinoma in situ with the others."""
    if not _STAGE_0.search(said.words):
        return meaning
    return meaning._replace(sure=meaning.sure | meanings.IN_SITU, wide=meaning.wide | meanings.IN_SITU)


# 'Previously untreated breast cancer' has not been operated on, either.
_UNTREATED = gated(r"(?:previously |primary )?untreated|treatment")

_BESIDES_SURGERY = gated(r"[^.;]{0,40}\b(?:except|other than|apart from|besides|systemic)\b")


def untreated(meaning: Meaning, said: Said) -> Meaning:
    """'Previously untreated breast cancer'"""
    all_of_it = _UNTREATED.match(said.words) and not _BESIDES_SURGERY.match(said.lower, said.end)
    return narrowed(meaning, meanings.UNTREATED) if all_of_it else meaning


def of_one_site(meaning: Meaning, said: Said) -> Meaning:
    """'Newly diagnosed brain metastases': of a cancer found whenever"""
    return MEANINGS["metastatic"] if OF_SITES_OR_THERAPY.search(said.words) else meaning


def none_of_any_origin(meaning: Meaning, said: Said) -> Meaning:
    """'No distant relapse' is no metastases of any origin."""
    return MEANINGS["metastatic"] if said.denied else meaning


def kept_breast_of_old(meaning: Meaning, said: Said) -> Meaning:
    """'A year between breast conserving therapy and recurrence'"""
    conserved = CONSERVED.search(said.words) and "mastectom" not in said.words
    return narrowed(meaning, ~meanings.CHEST_WALL) if conserved else meaning


# 'Larger than 4 cm and/or inoperable', 'inoperable, or over 5 cm'
_LENGTH_OR = gated(r"\d\s?(?:cm|mm)\b[^.;]{0,25}?\b(?:and/or|or)\W+(?:[\w-]+\W+){0,4}$")
_OR_LENGTH = gated(
    r"\W*(?:and/or|or)\W+(?:[\w-]+\W+){0,5}?(?:[<>\u2264\u2265]=?|at least|more than|larger than|over|exceeding)\W*\d+(?:\.\d+)?\s?(?:cm|mm)\b"
)


def or_of_a_size(meaning: Meaning, said: Said) -> Meaning:
    """A tumour that can't be resected beside a size, which no patient field holds"""
    before = said.lower[max(0, said.start - 80) : said.start]
    if (
        said.denied
        or said.sentence.excludes
        or not (_LENGTH_OR.search(before) or _OR_LENGTH.match(said.lower, said.end))
    ):
        return meaning
    locally = (
        "locally advanced" in said.lower[: said.start]
    )  # 'locally advanced cancers must be over 4 cm or inoperable'
    by = MEANINGS["locally_advanced"].wide if locally else meanings.ALL
    return widened(meaning, by)._replace(words=f"{meaning.words} or a tumour of a certain size")


_AND = gated(r"\band\b(?![ /]*or\b)")


def both_of_them(meaning: Meaning, said: Said) -> Meaning:
    """'Evidence of recurrence and metastasis' is not told of a recurrence in the breast alone."""
    both = _AND.search(said.words) and not said.denied and not said.sentence.excludes
    return meaning._replace(sure=meaning.sure & meanings.METASTATIC) if both else meaning


# 'History of breast cancer prior to the index diagnosis': her cancer of now is no history; of one that came back, which
# diagnosis the index is, isn't told; 'before the current diagnosis' it is
_BEFORE_ANOTHER = gated(
    r"\W*(?:\([^()]*\)\W*)?(?:prior to|before|preceding|earlier than|other than|besides)\W+(?:(?:the|this|that|their|her|study|first|of)\W+){0,3}"
    r"(?:(?P<index>index|initial|original|qualifying|primary)|current|present|study)\b"
)


def before_her_cancer(meaning: Meaning, said: Said) -> Meaning:
    told = _BEFORE_ANOTHER.match(said.lower, said.end)
    if told is None:
        return meaning
    return meaning._replace(sure=0 if told["index"] else meanings.RECURRENT, wide=meanings.RECURRENT)


# 'Inoperable locoregional recurrence or metastases': which recurrence it is stands before the phrase.
_OF_A_PLACE = gated(
    r"\b(?:local|(?:loco-?\s?)?regional|locally|chest[- ]wall|ipsilateral|in-?breast|axillary|nodal)\s+(?:breast\s+(?:cancer\s+|tumou?r\s+)?|disease\s+|tumou?r\s+)?$"
)


def recurrence_of_a_place(meaning: Meaning, said: Said) -> Meaning:
    """'Local recurrence or metastases': the recurrence is told by a phrase of its own."""
    place = _OF_A_PLACE.search(said.lower[max(0, said.start - 45) : said.start])
    return MEANINGS["metastatic"] if place and said.words.startswith(("recur", "relaps")) else meaning


_BESIDE_METASTASES = gated(
    r"\W*(?:(?:disease|breast cancer|tumou?r)\W+)?(?:or|and|and/or|nor|,)\W*(?:[\w-]+\W+){0,4}?(?:distant|metasta\w+)\b"
)
_METASTASES_BESIDE = gated(r"\b(?:distant|metasta\w+)\W+(?:\w+\W+)?(?:or|and|and/or)\W+(?:an?\W+)?$")


def any_that_is_not_distant(meaning: Meaning, said: Said) -> Meaning:
    """'Local recurrence or distant metastasis', shut out, is any that came back."""
    if not (said.denied or said.sentence.excludes):
        return meaning
    before = said.lower[max(0, said.start - 50) : said.start]
    beside = _BESIDE_METASTASES.match(said.lower, said.end) or _METASTASES_BESIDE.search(before)
    return MEANINGS["locoregional_recurrence"] if beside else meaning


# 'PET in suspected recurrence of breast cancer'
_SUSPECTED = gated(
    r"\b(?:suspected|suspicions?\W+(?:of|for)|suspicious\W+for|possible|presumed)\W+(?:(?:an?|the|or|and|and/or|known|proven|confirmed|local|loco-?regional|regional|distant|metastatic|first|breast|cancer|tumou?r|clinical|disease)\W+){0,5}$"
)


def suspected(meaning: Meaning, said: Said) -> Meaning:
    """Whoever is suspected of a recurrence was free of disease, and may still be."""
    if said.denied or said.sentence.excludes or not _SUSPECTED.search(said.lower[max(0, said.start - 70) : said.start]):
        return meaning
    return widened(meaning, meanings.FIRST_CANCER & meanings.OPERATED)._replace(words=f"suspected {meaning.words}")


# 'Locally advanced (T4) or inflammatory'
_MEANING_T4 = gated(
    r"(?:\s+(?:breast|cancers?|carcinomas?|disease|tumou?rs?))*\s*\((?:(?:i\.?e\.?,?|defined as|clinical|stage)\s*){0,2}c?t4(?:\s?[a-d](?:\s?(?:-|/|,|to|or|and)\s?(?:c?t4)?[a-d])*)?(?:,?\s?(?:any\s)?n[x0]?)?\)"
)


def locally_advanced_as_t4(meaning: Meaning, said: Said) -> Meaning:
    """Where parentheses tell that T4 is meant: IIIB is T4, IIIC any T with N3 (AJCC 8)"""
    if not _MEANING_T4.match(said.lower, said.end):
        return meaning
    wide = meanings.PRIMARY & meanings.INOPERABLE_STAGES
    return meaning._replace(sure=wide & meanings.STAGE_IIIB, wide=wide, words="T4")


# 'Local recurrence, completely resected'; not: 'that can be completely resected', 'resected or resectable'
_CUT_OUT = gated(r"\b(?:resected|excised|removed)\b")
_STILL_TO_BE = gated(
    r"\b(?:can|could|may|might|will|would|must|should|to) (?:\w+ )?be\b|\b(?:be|not|without|never|in)\b"
)
_OR_TO_BE = gated(r"\W*(?:or|and/or)\b|\W*before\b")


def cut_out(meaning: Meaning, said: Said) -> Meaning:
    """Whoever has had the recurrence removed is past its surgery."""
    if said.denied or said.sentence.excludes or not _CUT_OUT.search(said.words):
        return meaning
    if _STILL_TO_BE.search(said.words) or _OR_TO_BE.match(said.lower, said.end):
        return meaning
    return narrowed(meaning, meanings.OPERATED)._replace(words="resected recurrence")


REFINEMENTS = {
    "operable_recurrence": (cut_out,),
    "locally_advanced": (locally_advanced_as_t4,),
    "recurrent": (suspected,),
    "locoregional_recurrence": (suspected,),
    "local_recurrence": (suspected,),
    "regional_recurrence": (suspected,),
    "breast_recurrence": (suspected,),
    "locally_recurrent": (any_that_is_not_distant, suspected),
    "metastatic_or_recurrent": (both_of_them, recurrence_of_a_place, suspected),
    "unresectable": (or_of_a_size,),
    "history_of_bc": (before_her_cancer,),
    "tnm": (clear_nodes_alone,),
    "clinical_tnm": (clear_nodes_alone,),
    "pathologic_tnm": (clear_nodes_alone, in_situ_with_it),
    "newly_diagnosed": (untreated,),
    "newly_diagnosed_metastatic": (of_one_site,),
    "distant_recurrence": (none_of_any_origin,),
    "time_to_recurrence": (kept_breast_of_old,),
}
