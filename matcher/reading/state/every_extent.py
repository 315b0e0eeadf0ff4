"""Words that take every extent of disease, and what they widen: 'early or metastatic', 'resectable or not', 'any stage'.

"Any stage other than IV", "all stages except carcinoma in situ"     every extent but those
"Locally advanced, with or without metastases"                        metastatic disease as well
"Newly diagnosed or recurrent metastatic breast cancer"               metastatic disease, however it came
"""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.exclusions import PARENTHESES
from matcher.reading.state.first_or_returned import KINDS_OF_RECURRENCE
from matcher.reading.state.found import Found
from matcher.reading.state.guards.another_cancer import PRIMARY_OR_OF_THE_BRAIN
from matcher.reading.state.meanings import ALL, MEANINGS, RECURRENCES
from matcher.reading.state.samples import OF_SAMPLES
from matcher.reading.state.stages import stage_lists

# Not: 'biopsy-proven primary breast cancer and biopsy-proven metastatic disease', which asks for both.
_EVERY_EXTENT = gated(
    r"\b(?:early|primary|local(?:ized|ised)|(?<!non-)(?<!non )(?<!not )(?:operable|resectable)|non-?metastatic)(?:[- ](?:stage|breast|disease|cancer|invasive)){0,3}(?:\s*[,/]\s*(?:\w+[- ]){0,2}?(?:advanced|recurrent|inoperable|unresectable)){0,2},?\s*(?:(?:or|and/or|/|as well as)\s*(?:(?!recurrent\b)\w+[- ]){0,2}?|and\s*(?:(?!recurrent\b|proven|confirmed|verified|documented|synchronous|concurrent)\w+[- ]){0,2}?)(?:metastatic(?!\W{0,2}(?:site|lesion|tumou?r|sample|tissue))|advanced(?! or early)|inoperable|recurrent(?! (?:loco-?\s?(?:region\w+ )?|local(?:ly)? )?advanced| metastatic| stage iv)|unresectable)"
    r"|\b(?:early|primary|local(?:ized|ised)?|operable)(?:[- ](?:stage|breast|disease|cancer|invasive)){0,3}\s*[,/]\s*(?:(?:locally|regional\w*|loco-?regional\w*)[- ]?(?:advanced)?(?:[- ](?:breast|disease|cancer|recurrent))*\s*,?\s*)(?:or|and/or|and|/)\s*(?:oligo-?\s?)?metastatic(?!\W{0,2}(?:site|lesion|tumou?r|sample|tissue))"
    r"|\blocal (?:or|and) (?:metastatic|advanced)\b(?! stages?\b)|\bany stage\b(?! (?:i{1,3}|iv|[0-4])[abc]?\b)|\ball stages|\bmetastatic or not\b|\b(?:regardless|irrespective|independent\w*) of (?:the )?(?:\w+ ){0,3}(?:metasta\w+|stage)\b|\bm0\s*(?:-|/|,|or|and|to|&)\s*m?1\b|\bregardless of stage|\bmetastatic (?:or|and|and/or|as well as) (?:non-?\s?metasta|early)|\bmetastatic or primary|\bwith(?: or |/)without (?:(?:distant|known|clinical|radiolog\w+|overt|any|evidence|signs|of|or) ){0,6}metasta|\bnewly diagnosed\s*(?:or|and/or|/)\s*(?:recurr|relaps)"
)
_NOT_SAID_TO_BE_DISTANT = RECURRENCES - {"distant_recurrence"}


def _every_extent(lower: str) -> re.Match[str] | None:
    """'Non-metastatic (stage 0-III) or metastatic': a gloss in parentheses may stand between."""
    return _EVERY_EXTENT.search(lower) or (_EVERY_EXTENT.search(blanked(PARENTHESES, lower)) if "(" in lower else None)


def every_extent_told(sentence: Sentence, found: list[Found]) -> re.Match[str] | None:
    if sentence.excludes or OF_SAMPLES.search(sentence.lower):
        return None
    every = _every_extent(sentence.lower)
    if every is not None and PRIMARY_OR_OF_THE_BRAIN.search(sentence.lower[: every.end()].removesuffix("metastatic")):
        return None
    if every is not None and every.group().startswith("local") and KINDS_OF_RECURRENCE.search(sentence.lower):
        return None
    if every is not None and "metasta" not in every.group():  # 'inoperable, locally advanced primary or recurrent'
        if any(f.name in ("unresectable", "incurable") and f.end <= every.start() and not f.denied for f in found):
            return None
    return every


# 'Resectable or unresectable breast cancer that has recurred'
_OF_THE_SAME = gated(r"[^.,;:()]{0,50}")
_OR_MORE = gated(r"\w*\s*(?:/|and/or\b|or\b)")  # 'newly diagnosed or recurrent/metastatic'


def extents_widened(lower: str, found: list[Found], every: re.Match[str]) -> list[Found] | None:
    """What the words that take every extent widen; None where they widen nothing."""
    for read in (_of_a_return, _newly_found_or_returned):
        told = read(lower, found, every)
        if told is not None:
            return told
    if _locally_advanced_only(lower, found, every):  # 'locally advanced, with or without metastases'
        spread = MEANINGS["metastatic"]
        beside = Found("metastatic", spread.axis, spread.sure, spread.wide, spread.words, *every.span())
        return [*found, beside] if every.group().startswith("with") else None
    left = _all_but(lower, found, every)
    return left if left is not None else _of_any_extent(lower, found, every)


def _of_a_return(lower: str, found: list[Found], every: re.Match[str]) -> list[Found] | None:
    """'Locoregional recurrence with or without metastases', 'local recurrence, resectable or not'"""
    words = every.group()
    told = [f for f in found if f.name in _NOT_SAID_TO_BE_DISTANT and not f.denied]
    recurred = [f for f in told if f.end <= every.start()]
    if recurred and words.startswith("with"):
        metastatic, first = MEANINGS["metastatic"], recurred[0]
        both = first._replace(sure=first.sure | metastatic.sure, wide=first.wide | metastatic.wide, end=every.end())
        others = [f for f in found if f.axis == "extent" and f.end <= first.start and not f.denied]
        return [*(f for f in found if f.axis != "extent"), *others, both]
    behind = [f for f in told if f.start >= every.end() - 1]
    if words.startswith(("operable", "resectable")) and (
        recurred or any(_OF_THE_SAME.fullmatch(lower, every.end(), max(f.start, every.end())) for f in behind)
    ):
        return [f for f in found if not every.start() <= f.start < every.end()]
    return None


def _newly_found_or_returned(lower: str, found: list[Found], every: re.Match[str]) -> list[Found] | None:
    """'Newly diagnosed or recurrent metastatic breast cancer'"""
    told = [f for f in found if f.name in ("stage", "metastatic", "newly_diagnosed_metastatic") and not f.denied]
    if not told or not every.group().startswith("newly") or _OR_MORE.match(lower, every.end()):
        return None
    metastatic = MEANINGS["metastatic"]
    told = [f if f.name == "stage" else f._replace(sure=metastatic.sure, wide=metastatic.wide) for f in told]
    return [*(f for f in found if f.axis == "phase"), *told]


def _locally_advanced_only(lower: str, found: list[Found], every: re.Match[str]) -> bool:
    if every.group().startswith("early") and "(" not in lower[every.start() : every.end()]:
        return False
    spread = ("oligometastatic", "oligoprogressive")
    extents = [f for f in found if f.axis == "extent"]
    return any(f.name == "locally_advanced" for f in found) and not any(
        f.sure & meanings.METASTATIC or f.name in spread for f in extents
    )


def _states_taken(lower: str, found: list[Found], words: str) -> tuple[int, int, str]:
    """The states that are surely taken, those that may be, and how that is told."""
    states = ALL
    if any(f.name == "invasive" and not f.denied for f in found) and not any(f.name == "in_situ" for f in found):
        states &= ~meanings.IN_SITU
    if "metasta" in lower or not gated(r"locally advanced|inoperable|unresectable").search(words):
        return states, states, "disease of any extent"
    # 'early or locally advanced' ends before metastases; 'operable or inoperable' may not
    sure = states & ~meanings.METASTATIC
    return sure, sure if "locally advanced" in words else states, "disease of any extent without metastases"


def _all_but(lower: str, found: list[Found], every: re.Match[str]) -> list[Found] | None:
    """'Any stage other than IV'"""
    but = _ALL_BUT.match(lower, every.end()) if "stage" in every.group() else None
    if but is None:
        return None
    if but["metastatic"] or but["iv"]:
        left_out = MEANINGS["metastatic"].sure
    else:
        left_out = meanings.IN_SITU if but["in_situ"] else _of_stages(but["stages"])
    left = _states_taken(lower, found, every.group())[1] & ~left_out
    if not left_out or not left:
        return None
    named = but["metastatic"] or but["in_situ"] or f"stage {(but['stages'] or but['iv']).upper()}"
    words = f"disease of any extent but {named}"
    others = [f for f in found if f.axis != "extent" or f.denied]
    return [*others, Found("all_but", "extent", left, left, words, every.start(), but.end())]


def _of_any_extent(lower: str, found: list[Found], every: re.Match[str]) -> list[Found]:
    words = every.group()
    sure, states, said = _states_taken(lower, found, words)
    if "oligo" in words:  # 'early, locally advanced or oligometastatic'
        sure = states & ~meanings.METASTATIC
    others = [f for f in found if f.axis != "extent" or f.denied]
    outside = [f for f in found if not f.denied and not every.start() <= f.start < every.end()]
    if not gated(r"metasta|\bm1\b").search(words):  # 'any stage without distant metastases'
        others += [f for f in outside if f.name == "nonmetastatic"]
    if "stage" in words:  # 'any stage, operated, adjuvant radiotherapy indicated': also stage IV
        others = [_with_late(f) if f.axis == "phase" else f for f in others]
    if "recurr" in words:
        others = _phases_of_first_and_returned(others)
        for operable in (f for f in outside if f.name == "operable"):  # 'operable primary or recurrent breast cancer'
            sure, states, said = sure & operable.wide, states & operable.wide, "operable disease, first or recurrent"
    if told := _stages_behind(lower, found, every):  # 'operable or locally advanced (T2-4)'
        return [*others, told._replace(start=every.start())]
    return [*others, Found("every", "extent", sure, states, said, *every.span())]


_ASIDE = gated(
    r"\s?(?:(?:breast|disease|cancers?|tumou?rs?|carcinomas?)\s?){0,3}\((?:(?:defined|as|i\.?e\.?|clinical|stages?)\W+){0,3}"
)


def _stages_behind(lower: str, found: list[Found], every: re.Match[str]) -> Found | None:
    """The stages in parentheses behind 'operable or locally advanced', where they are not of the latter alone."""
    if "advanced" not in every.group() or "(" in every.group():
        return None
    for f in found:
        if f.name in ("tnm_stage", "stage") and not f.denied and _ASIDE.fullmatch(lower, every.end(), f.start):
            earlier = f.wide & meanings.PRIMARY & ~MEANINGS["locally_advanced"].wide
            return f if earlier else None
    return None


# 'All stages except IV', 'any stage of breast cancer other than metastatic disease'
_ALL_BUT = gated(
    r"s?(?:\s+(?:of|breast|cancers?|carcinoma|tumou?rs?|disease|invasive)){0,4}[\s,]*\(?(?:except(?:ing)?(?:\s+for)?|other than|excluding|but(?:\s+not)?|apart from|besides|not including|with the exception of|excluded?:?)\s+"
    r"(?:(?:for|the|distant)\s+)*(?:(?P<metastatic>metasta(?:tic|s[ei]s)|m1)|(?P<in_situ>(?:(?:ductal\s+)?carcinoma\s+)?in[- ]situ|dcis)|stages?\s+(?P<stages>(?:iv|i{1,3}[abc]?|[0-4])(?:\s*(?:,|and|or|-|/|&)\s*(?:stages?\s+)?(?:iv|i{1,3}[abc]?|[0-4])\b)*)|(?P<iv>iv|4))\b"
)
_ANY_STAGE = gated(r"\b(?:any|all) stage")


def tells_all_but(lower: str) -> bool:
    """'All stages except IV', in which no phrase is found."""
    told = _ANY_STAGE.search(lower)
    return told is not None and _ALL_BUT.match(lower, told.end()) is not None


def _of_stages(listed: str) -> int:
    return next((one.states for one in stage_lists(f"stage {listed} breast cancer")), 0)


def _with_late(phase: Found) -> Found:
    """With the metastatic states that may be meant beside a phase: after surgery none that was never treated."""
    late = MEANINGS["metastatic"].wide
    if not phase.wide & meanings.FIRST_CANCER & meanings.UNTREATED:
        late &= ~(meanings.DE_NOVO & meanings.UNTREATED)
    return phase._replace(wide=phase.wide | late)


def _phases_of_first_and_returned(found: list[Found]) -> list[Found]:
    """'Before surgery for primary or recurrent breast cancer': there is something to operate, in either."""
    in_place = MEANINGS["tumour_in_place"]
    before = ("surgery_title", "neoadjuvant_title", "surgery_due")
    return [
        f._replace(name="tumour_in_place", sure=in_place.sure, wide=in_place.wide, words=in_place.words)
        if f.name in before
        else f
        for f in found
        if f.name in before or not f.name.endswith("_title")
    ]
