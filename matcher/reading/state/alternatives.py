"""Alternatives within a sentence: 'early or metastatic', 'newly diagnosed or recurrent', 'neoadjuvant or adjuvant'."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.categories import TNM
from matcher.reading.state.every_extent import every_extent_told, extents_widened
from matcher.reading.state.first_or_returned import (
    first_or_returned,
    kinds_of_recurrence,
    now_metastatic,
    spread_or_returned,
)
from matcher.reading.state.found import Found
from matcher.reading.state.invasive_or_in_situ import (
    in_situ_beside_any_cancer,
    invasive_or_in_situ,
    of_any_invasive_stage,
)
from matcher.reading.state.meanings import MEANINGS, RECURRENCES

_EITHER_ORIGIN = gated(
    r"\bde novo\b(?:[- ]\w+){0,3}\s*(?:or|/|and/or)\s*recurrent\b|\brecurrent\b(?:[- ]\w+){0,3}\s*(?:or|/|and/or)\s*de novo\b"
)


def alternatives_settled(sentence: Sentence, found: list[Found]) -> list[Found]:
    """What is left when alternatives are taken for what they are. Each step takes one kind of them."""
    lower = sentence.lower
    found = kinds_of_recurrence(lower, now_metastatic(lower, found)) if not sentence.excludes else found
    every = every_extent_told(sentence, found)
    settled = extents_widened(lower, found, every) if every is not None else None
    if settled is not None:
        return settled
    if _EITHER_ORIGIN.search(lower) and (
        sentence.excludes or not spread_or_returned(lower)
    ):  # 'de novo or recurrent metastatic' is metastatic
        found = [_of_any_origin(f) for f in found if f.name not in ("recurrent", "de_novo_metastatic")]
    if not sentence.excludes:
        found = first_or_returned(lower, _without_primary_beside_return(lower, found))
    found = _without_parts_of_others(_either_timing(lower, found))
    if not sentence.from_criteria:
        found = _without_phases_of_the_first_cancer(sentence, found)
    if not sentence.excludes:
        found = invasive_or_in_situ(lower, _category_or_m1(lower, of_any_invasive_stage(found)))
        found = in_situ_beside_any_cancer(lower, found)
    return found


_OR_BETWEEN = gated(r"\bor\b")
_WHO_HAVE = gated(r"\b(?:who|that|which|with|having|has|have)\b")


def _without_primary_beside_return(lower: str, found: list[Found]) -> list[Found]:
    """'Local recurrence or unresectable primary breast cancer' takes either; 'primary breast cancer with local recurrence' has
    come back."""
    returned = [f for f in found if f.name in RECURRENCES and not f.denied]
    return [
        f
        for f in found
        if f.name not in ("primary_cancer", "first_cancer") or not any(_has_returned(lower, f, r) for r in returned)
    ]


def _has_returned(lower: str, primary: Found, recurrence: Found) -> bool:
    between = lower[min(primary.end, recurrence.end) : max(primary.start, recurrence.start)]
    if _OR_BETWEEN.search(between):
        return True
    return not primary.denied and primary.end <= recurrence.start and _WHO_HAVE.search(between) is not None


def _of_any_origin(found: Found) -> Found:
    """'Newly diagnosed metastatic disease (de novo or recurrent)'"""
    metastatic = MEANINGS["metastatic"]
    if found.name != "newly_diagnosed_metastatic":
        return found
    return found._replace(name="metastatic", sure=metastatic.sure, wide=metastatic.wide, words=metastatic.words)


def _without_parts_of_others(found: list[Found]) -> list[Found]:
    """Within 'residual disease after neoadjuvant therapy' no neoadjuvant therapy is asked for, within 'surgery planned' none done."""
    inner = {
        "had_neoadjuvant": ("residual_after_neoadjuvant", "operated_after_neoadjuvant", "pcr_after_neoadjuvant"),
        "pcr_after_neoadjuvant": ("residual_after_neoadjuvant",),  # 'with residual disease (non-pCR)'
        "operated": ("surgery_due",),
        "recurrent": ("breast_recurrence",),
        "locally_recurrent": ("breast_recurrence",),  # 'local recurrence in the previously irradiated breast'
        "local_recurrence": ("breast_recurrence",),
    }
    found = [
        f
        for f in found
        if not any(o.name in inner.get(f.name, ()) and f.start < o.end and o.start < f.end for o in found)
    ]
    if any(f.name == "breast_recurrence" and not f.denied for f in found):  # 'second lumpectomy for a recurrence'
        found = [f for f in found if f.name != "repeat_conservation"]
    special = [f for f in found if f.name in RECURRENCES and f.name != "recurrent"]
    return [  # 'chest wall recurrence of breast cancer'
        f
        for f in found
        if f.name != "recurrent"
        or not any(
            o.start < f.start < o.end or (o.name == "regional_recurrence" and o.start < f.end and f.start < o.end)
            for o in special
        )
    ]


def _without_phases_of_the_first_cancer(sentence: Sentence, found: list[Found]) -> list[Found]:
    """In a title that names disease which has come back, phases are those of the first cancer; an invasive cancer is of any extent."""
    later = meanings.METASTATIC | meanings.LOCOREGIONAL
    returned = any(
        f.axis == "extent"
        and not (f.name == "invasive" and sentence.source.endswith("title"))
        and f.sure & later
        and (f.sure & meanings.METASTATIC or not f.sure & ~later)
        for f in found
    )
    return [f for f in found if f.axis != "phase"] if returned else found


def _category_or_m1(lower: str, found: list[Found]) -> list[Found]:
    """'T4 or M1'"""
    beside = _CATEGORY_OR_M1.search(lower)
    if beside is None or any(f.name in ("tnm_stage", "stage") for f in found):
        return found
    span = beside.span("category")
    category = Found("category", "extent", 0, meanings.PRIMARY, beside.group("category").upper(), *span)
    return [*(f for f in found if f.name not in TNM), category]


_CATEGORY_OR_M1 = gated(
    r"(?<![a-z0-9])(?P<category>[cp]?[tn][0-4](?:[a-d]|\s?-\s?[tn]?[0-4])?)\W+(?:disease\W+)?(?:(?:or|and/or|/)\W*)(?:any t\W+any n\W+)?m1\b"
)


def _either_timing(lower: str, found: list[Found]) -> list[Found]:
    """'Neoadjuvant or adjuvant treatment' is not one of the two, and more than treatment of any aim."""
    either = [f for f in found if f.name == "neo_or_adjuvant_due"]
    one_of_them = ["neoadjuvant_due", "adjuvant_due"]
    if not gated(r"palliat|metasta|advanced").search(lower):
        one_of_them += ["chemotherapy_due", "drug_due"]
    return [
        f for f in found if f.name not in one_of_them or not any(f.start < e.end and e.start < f.end for e in either)
    ]
