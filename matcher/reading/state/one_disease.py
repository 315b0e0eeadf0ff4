"""Extents that describe one disease: 'unresectable recurrent', 'recurrent and inoperable', 'metastatic tumours that relapsed'."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.state import meanings
from matcher.reading.state.categories import TNM
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import RECURRENCES
from matcher.reading.state.relapsed_or_refractory import BACK, LISTED, relapsed_or_refractory

ONE_DESCRIPTION = frozenset({"early", "operable", "large_operable", "stage", "tnm_stage"}) | TNM


def _holds(outer: Found, inner: Found) -> bool:
    """Whether the words of one stand within the longer words of the other."""
    return outer.start <= inner.start and inner.end <= outer.end and outer.end - outer.start > inner.end - inner.start


def qualified(lower: str, found: list[Found]) -> list[Found]:
    """Extents with no 'or', 'and' or comma between them describe one disease: 'unresectable recurrent', 'metastatic
    disease not amenable to surgery'."""
    joined: list[Found] = []
    for f in relapsed_or_refractory(lower, found):
        last = joined[-1] if joined else None
        if any(f.name == o.name and _holds(o, f) for o in found):
            continue  # 'cancer that has recurred' holds 'recurred'
        between = lower[min(last.end - 3, f.start) : f.start] if last is not None else ""
        overlapping = last is not None and f.start < last.end
        apart = LISTED.search(between) and not (
            last is not None and (_is_of_it(last, between, f, lower) or _said_of_the_noun(last, f, lower))
        )
        if last is not None and overlapping and last.name in RECURRENCES and f.name == "operable_recurrence":
            overlapping = False  # 'local recurrence amenable to surgery' names one and the same, and tells more of it
        if last is not None and f.name == "stage" and last.name in TNM:
            overlapping = False  # 'clinical stage IIIA' is one description
        if last is not None and not overlapping and not apart and last.wide & f.wide:
            both = (last.sure & f.wide) | (f.sure & last.wide)
            joined[-1] = last._replace(
                sure=both & last.wide & f.wide, wide=last.wide & f.wide, end=max(f.end, last.end)
            )
        else:
            joined.append(f)
    return joined


# '..., HER2-negative solid tumour (of any origin) relapsed' behind 'metastatic'
_NOUN_CAME_BACK = gated(
    r"(?:(?!\b(?:or|and|with|either)\b)[^.;:/])*?\b(?:tumou?rs?|cancers?|carcinomas?|malignanc(?:y|ies)|neoplasms?|disease)\s+"
    r"(?:\([^()]*\)\s+)?(?:(?:that|which)\s+)?(?:(?:is|are|has|have|had)\s+)?(?:been\s+)?(?:relaps|recurr|refractory)"
)


def _said_of_the_noun(last: Found, f: Found, lower: str) -> bool:
    """'Metastatic, non-cerebral tumour relapsed after ...': what follows the noun is said of the disease named before it."""
    return f.name in BACK and last.name == "metastatic" and bool(_NOUN_CAME_BACK.match(lower[last.end : f.end]))


def _is_of_it(last: Found, between: str, f: Found, lower: str) -> bool:
    """'Recurrent and inoperable', 'locally advanced and not amenable to surgery' is one disease; 'metastatic and inoperable' may be two.
    So is 'metastatic, with lesions that cannot be resected', where no 'or' makes a list of it; and what ends the list without
    one, 'a local recurrence or metastases, not curable by surgery', is said of all of it."""
    if f.name in ("unresectable", "incurable") and _AND_THAT.fullmatch(between):
        if _TELLS_MORE.match(lower, f.start) and not OR_BETWEEN.search(lower, f.start, f.end + _NEAR):
            return True
        return not OR_BETWEEN.search(lower, max(0, last.start - _NEAR), f.end + _NEAR)
    joined_to = last.name in RECURRENCES or last.name == "locally_advanced"
    return joined_to and f.name in ("unresectable", "incurable") and _AND_IS.fullmatch(between) is not None


_NEAR = 25  # characters
# the 'or' of 'not amenable to surgery or radiotherapy' joins treatments
TREATMENTS = r"(?:\w+\s+){0,2}?(?:surg|radi|irradi|resect|local\b|loco|curative|chemo|ablat)"
OR_BETWEEN = gated(rf"\bor\b(?!\s+{TREATMENTS})|/(?!\s?{TREATMENTS})")
_AND_THAT = gated(
    r"[\w\s]{0,20}\s*,\s*(?:(?:in\s+either\s+case|both|with|which|that|and|but|is|are|the|metasta\w+|disease|lesions?|tumou?rs?|surgically|technically|deemed|considered)\s+){0,5}\w{0,3}"
)
# a clause of its own, not one more adjective of a list
_TELLS_MORE = gated(r"(?:not|no\s+longer|cannot|can|could|beyond|neither|unsuitable|out\s+of)\b")
_AND_IS = gated(
    r"\w{0,3}\W+(?:(?:breast cancer|disease)\W+)?(?:(?:that|which)\W+(?:is|are)\W+)?and\W+(?:(?:is|are)\W+)?"
)


def intersected(found: list[Found]) -> tuple[int, int]:
    """The states common to descriptions of one disease; their union where they have none in common."""
    exact = [f for f in found if f.name == "stage"] or [f for f in found if f.name == "tnm_stage"] or found
    sure = wide = 0
    for f in exact:
        sure, wide = sure | f.sure, wide | f.wide
    for f in found:
        named = exact[0].name == "stage"  # 'early stage (0 to IIB)', 'stage 0 to IIIA (operable)'
        taken = f.wide | (0 if f.name == "operable" and not named else meanings.IN_SITU)
        if f not in exact and wide & taken:
            sure, wide = sure & taken, wide & taken
    return sure, wide
