"""What 'locally advanced' and 'recurrent' mean where metastatic disease stands beside them."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.reading.gated import gated
from matcher.reading.state import meanings
from matcher.reading.state.found import Found
from matcher.reading.state.one_disease import ONE_DESCRIPTION
from matcher.reading.state.relapsed_or_refractory import LISTED

_NEAR_RECURRENCES = frozenset({"locoregional_recurrence", "locally_recurrent"})


def _beyond_surgery(lower: str, recurrent: Found, found: list[Found]) -> bool:
    """'Recurrent or metastatic disease that is not suitable for surgery': said of both."""
    after = [f for f in found if f.name == "unresectable" and not f.denied and f.start > recurrent.end]
    before = [f for f in found if after and f.end <= after[0].start]
    return bool(before) and not LISTED.search(lower[before[-1].end : after[0].start])


def narrowed_beside_metastatic(found: list[Found], excludes: bool, lower: str) -> Iterable[Found]:
    """Beside metastatic disease 'locally advanced' is disease that can't be operated, 'recurrent' hardly a curable one."""
    asserted = [f for f in found if not f.denied and f.name not in ("stage", "not_recurrent")]
    late = any(f.sure & meanings.METASTATIC for f in asserted if f.name != "invasive")
    beside = any(f.sure & meanings.METASTATIC for f in asserted if f.name not in ("recurrent", "invasive"))
    unresectable = any(
        f.name == "unresectable"
        and not f.denied
        and not _PRIMARY.match(lower, f.end)
        and not (not excludes and spread_alone(lower, f))
        for f in found
    )
    for f in found:
        if beside and f.name in ("recurrent", "metastatic_or_recurrent") and _beyond_surgery(lower, f, found):
            sure = (f.sure & meanings.METASTATIC) | meanings.UNRESECTABLE_RECURRENCE
            yield f._replace(sure=sure, wide=sure)
        elif not excludes and f.name == "recurrent" and _as_a_few_metastases(lower, f, asserted):
            yield f._replace(sure=f.sure & meanings.METASTATIC, wide=f.wide & meanings.METASTATIC)
        elif unresectable and f.name in ("locally_advanced", *_NEAR_RECURRENCES):
            sure = meanings.UNRESECTABLE & f.wide
            yield f._replace(sure=sure, wide=f.wide if _ONE_OF_THREE.match(lower, f.end) else sure)
        elif late and f.name == "locally_advanced":
            before = meanings.BEFORE_SURGERY & meanings.STAGE_III
            if excludes:  # whoever is to have no advanced disease is not to have it beyond surgery
                yield f._replace(sure=meanings.INOPERABLE_STAGES)
                continue
            yield f._replace(sure=0, wide=meanings.UNRESECTABLE | before)
        elif beside and not excludes and not f.denied and f.name in ("recurrent", *_NEAR_RECURRENCES):
            sure = (f.sure & meanings.METASTATIC) | meanings.UNRESECTABLE_RECURRENCE
            yield f._replace(sure=sure, wide=f.wide | sure)
        elif late and f.name in ("invasive", "tnm") and not _or_spread(lower, f, asserted):
            continue
        elif f.name == "inflammatory" and not late and any(o.name in ONE_DESCRIPTION and not o.denied for o in found):
            yield f._replace(wide=meanings.INOPERABLE_STAGES)
        else:
            yield f


def spread_alone(lower: str, beyond: Found) -> bool:
    """'A local recurrence, or metastases that cannot be resected': said of the metastases."""
    return bool(
        _OR_SPREAD.search(lower, 0, beyond.start)
        or (_OR_BEFORE_IT.search(lower, 0, beyond.start) and _OF_METASTASES.match(lower, beyond.end))
    )


_RETURN = r"\b(?:recurrences?|relapses?|(?:recurrent|relapsed)\s+(?:breast\s+)?(?:cancers?|carcinomas?|disease|tumou?rs?))(?:\s+(?:in|of|to)\s+(?:\w+\s+){0,3}?\w+)?,\s*or\s+"
_OR_SPREAD = gated(
    rf"{_RETURN}(?:(?:with|distant|systemic|an?)\s+){{0,3}}metasta(?:s[ei]s|tic\s+(?:\w+\s+)?(?:disease|cancer|lesions?))\b[^,.;]*$"
)
_OR_BEFORE_IT = gated(rf"{_RETURN}(?:with\s+)?$")
_OF_METASTASES = gated(r"\s+(?:distant\s+)?metastas[ei]s\b")


# 'T1-3, N0-1, or stage IV with an intact primary'
_OR_IT = gated(r"[^;:]*,?\s*\b(?:or|and/or)\W+(?:\w+\W+){0,2}$")


def _or_spread(lower: str, category: Found, asserted: list[Found]) -> bool:
    """Whether the spread is named as an alternative to a T category, not beside it ('any T, M1')."""
    spread = next((f for f in asserted if f.start >= category.end and f.sure & meanings.METASTATIC), None)
    return category.name == "tnm" and spread is not None and bool(_OR_IT.match(lower[category.end : spread.start]))


_OR = gated(r"\bor\b|/")


def _as_a_few_metastases(lower: str, recurrent: Found, asserted: list[Found]) -> bool:
    """'Relapsed breast cancer, no more than four metastases': how it came back."""
    few = [f for f in asserted if f.name == "oligometastatic"]
    return bool(few) and not any(
        _OR.search(lower, min(f.start, recurrent.start), max(f.end, recurrent.end)) for f in few
    )


# 'Local recurrence or unresectable primary breast cancer'
_PRIMARY = gated(r"\W+(?:\w+\W+)?primary\b")


# 'Locally recurrent, unresectable, or metastatic' may be three kinds of disease.
_ONE_OF_THREE = gated(r"\s*,\s*(?:unresectable|inoperable|non-?resectable)\s*,\s*(?:and/)?or\b")
