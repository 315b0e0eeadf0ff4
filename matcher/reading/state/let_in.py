"""States that a sentence lets in or shuts out beside those it asks for: 'stage IV disease (de novo is allowed)'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import RECURRENCES

_ASIDE = gated(r"\([^()]*\)")


_LETS_IN = gated(
    r"\b(?:allowed|permitted|acceptable|(?:are|is|be) (?:also |still )?(?:eligible|included|accepted|enrolled))\b"
)
_SHUTS_OUT = gated(r"\b(?:not|no|never|excluded|ineligible|must|only)\b")


# 'Stage I to III, including isolated local recurrences', 'early breast cancer including DCIS'
_INCLUDING = gated(r"\b(?<!not )(?:including|as well as)\s+(?:[\w-]+\s+){0,3}$")
_INCLUDED = RECURRENCES | {"in_situ"}
_CLAUSE = gated(r"[^.,;:()]*")


def let_in_apart(sentence: Sentence, found: list[Found]) -> tuple[list[Found], list[Found]]:
    """What the sentence asks for, and what it lets in beside it."""
    if sentence.excludes or not sentence.from_criteria:
        return found, []
    lower = sentence.lower
    spans = [*_permitting_asides(lower), *_recurrences_included(lower, found)]
    states = [f for f in found if f.axis != "phase" and f.name != "site_metastasis"]
    let_in = [f for f in states if any(start <= f.start < end for start, end in spans)]
    asked = [f for f in found if f not in let_in]
    return asked, [f._replace(axis="extent") for f in let_in if not f.denied]


# 'Synchronous bilateral invasive breast cancer is allowed' says how many there may be, not how far they reach.
_HOW_MANY = gated(
    r"\b(?:bilateral|synchronous|contralateral|multi-?\s?(?:focal|centric)|multiple|both)\W+(?:[\w-]+\W+){0,3}$"
)


def without_number_let_in(sentence: Sentence, found: list[Found]) -> list[Found]:
    if sentence.stance is not Stance.ALLOW or sentence.excludes:
        return found
    return [f for f in found if f.name != "invasive" or not _HOW_MANY.search(sentence.lower[: f.start])]


def _permitting_asides(lower: str) -> Iterator[tuple[int, int]]:
    for aside in _ASIDE.finditer(lower):
        if _LETS_IN.search(aside.group()) and not _SHUTS_OUT.search(aside.group()):
            yield aside.span()


def _recurrences_included(lower: str, found: list[Found]) -> Iterator[tuple[int, int]]:
    for f in found:
        told_before = f.name == "in_situ" and any(o.name == f.name and o.start < f.start for o in found)
        if f.name in _INCLUDED and not f.denied and not told_before and _INCLUDING.search(lower[: f.start]):
            clause = _CLAUSE.match(lower, f.start)
            yield f.start, clause.end() if clause is not None else f.end


# '(patients with recurrent disease are not eligible)', with nothing that narrows it
_NO_MORE_THAN_PATIENTS = gated(
    r"(?:\W|\b(?:patients?|women|participants?|subjects?|those|with|who|have|any|only|isolated|solely|but|however|an?|local\w*|regional\w*|distant|or|and)\b)*"
)
# '; local recurrence alone is not sufficient', ', but isolated local recurrences are excluded'
_CLAUSE_APART = gated(r"(?:[;.]|,\s*(?=but\b|however\b))\s[^;.()]*")
_SHUT_OUT = gated(
    r"\W*(?:(?:disease|breast|cancers?|carcinomas?|tumou?rs?|patients?|also|alone|only)\W+)*(?:(?:is|are|will be|does|do|will)\W+)?"
    r"(?:excluded|ineligible|insufficient|not (?:be )?(?:allowed|permitted|eligible|included|enrolled|accept\w+|sufficient|enough|qualify|count|suffice))\W*$"
)


# 'Metastatic breast cancer, excluding isolated local recurrence'
_LEFT_OUT = gated(
    r"^(?:(?!\b(?:no|not|without|never)\b)[^.;])*\b(?:excluding|but not|not including)\W+(?:(?:patients?|women|those|with|isolated|only|an?|sole)\W+){0,4}$"
)


def shut_out_denied(sentence: Sentence, found: list[Found]) -> list[Found]:
    """'Invasive breast cancer (recurrent disease not eligible)' asks that it be none."""
    if sentence.excludes or not sentence.from_criteria:
        return found
    lower = sentence.lower
    found = [
        f._replace(denied=True) if f.name in RECURRENCES and _LEFT_OUT.match(lower[: f.start]) else f for f in found
    ]
    asides = [*_ASIDE.finditer(lower), *_CLAUSE_APART.finditer(lower)]
    return [
        f._replace(denied=True) if f.axis == "extent" and any(_shut_out_in(lower, a, f) for a in asides) else f
        for f in found
    ]


def _shut_out_in(lower: str, aside: re.Match[str], found: Found) -> bool:
    if not aside.start() < found.start < found.end <= aside.end():
        return False
    alone = _NO_MORE_THAN_PATIENTS.fullmatch(lower, aside.start(), found.start)
    return alone is not None and _SHUT_OUT.match(lower[found.end : aside.end()]) is not None


_PERMITTED_THERAPY = gated(
    r"[,;]\s+(?!or\b|and\b)(?P<clause>[^,;.()]{0,60}\b(?:therap\w+|treatment|chemotherapy|radiation|radiotherapy|tamoxifen|inhibitors?|trastuzumab|reconstruction|bisphosphonates?|surgery|biopsy|use)\b"
    r"[^,;.()]{0,30}\b(?:(?:is|are|may be)\s+)?(?:also\s+)?(?:allowed|permitted|acceptable|ok)(?:\W*$|(?=,\s)))"
)


def without_what_is_permitted(sentence: Sentence, found: list[Found]) -> list[Found]:
    """'Completed primary treatment, ongoing endocrine therapy allowed' asks for no endocrine therapy."""
    if sentence.stance is not Stance.ALLOW or sentence.excludes or not sentence.from_criteria:
        return found
    permitted = _PERMITTED_THERAPY.search(sentence.lower)
    if permitted is None or _OF_PAST_ONLY.match(sentence.lower):
        return found
    start, end = permitted.span("clause")
    asked = [f for f in found if f.axis != "phase" or not start <= f.start < end]
    return [f._replace(end=permitted.start()) if f.axis == "phase" and f.start < start < f.end else f for f in asked]


def outside_permission(sentence: Sentence, mention: Mention) -> Mention:
    """'Stage I-III breast cancer, ongoing endocrine therapy allowed' still asks for the stage."""
    if sentence.stance is Stance.ALLOW and mention.stance is None and not sentence.excludes and sentence.from_criteria:
        permitted = _PERMITTED_THERAPY.search(sentence.lower)
        if permitted is None or _OF_PAST_ONLY.match(sentence.lower):
            return mention
        apart = mention.end <= permitted.start() or mention.start >= permitted.end()
        if apart or mention.facet == "setting":  # of the times of treatment, what is permitted is left out already
            return replace(mention, stance=Stance.REQUIRE)
    return mention


_OF_PAST_ONLY = gated(r"\W*(?:prior|previous|concurrent|concomitant|earlier)\b(?!\W+diagnos[ie]s\b)")
