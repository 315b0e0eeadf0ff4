"""Alternatives within a sentence: 'early or metastatic', 'newly diagnosed or recurrent', 'neoadjuvant or adjuvant'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.categories import TNM
from matcher.reading.state.exclusions import PARENTHESES
from matcher.reading.state.first_or_returned import (
    KINDS_OF_RECURRENCE,
    first_or_returned,
    kinds_of_recurrence,
    now_metastatic,
    spread_or_returned,
)
from matcher.reading.state.found import Found
from matcher.reading.state.guards.another_cancer import PRIMARY_OR_OF_THE_BRAIN
from matcher.reading.state.meanings import ALL, MEANINGS, RECURRENCES
from matcher.reading.state.samples import OF_SAMPLES
from matcher.reading.state.stages import stage_lists

_GLOSS_BETWEEN = gated(
    r"\W{0,5}(?:(?:breast|disease|cancers?|carcinoma|tumou?rs?)\W{1,5}){0,3}[(\[]\W{0,5}(?:i\.?e\.?,?\s*)?(?:ajcc )?$"
)


def glosses_denied(lower: str, found: list[Found]) -> list[Found]:
    """'No metastatic (stage IV) disease': what stands in parentheses behind a denied extent is denied with it."""
    denied = [f for f in found if f.axis == "extent" and (f.denied or f.name == "nonmetastatic")]
    return [
        f._replace(denied=True)
        if not f.denied
        and f.axis == "extent"
        and any(
            d.end <= f.start
            and _GLOSS_BETWEEN.fullmatch(lower[d.end : f.start])
            and (d.sure & f.sure if d.denied else not f.sure & d.sure)
            for d in denied
        )
        else f
        for f in found
    ]


# Not: 'biopsy-proven primary breast cancer and biopsy-proven metastatic disease', which asks for both.
_EVERY_EXTENT = gated(
    r"\b(?:early|primary|local(?:ized|ised)|(?<!non-)(?<!non )(?<!not )(?:operable|resectable)|non-?metastatic)(?:[- ](?:stage|breast|disease|cancer|invasive)){0,3}(?:\s*[,/]\s*(?:\w+[- ]){0,2}?(?:advanced|recurrent|inoperable|unresectable)){0,2},?\s*(?:(?:or|and/or|/|as well as)\s*(?:(?!recurrent\b)\w+[- ]){0,2}?|and\s*(?:(?!recurrent\b|proven|confirmed|verified|documented|synchronous|concurrent)\w+[- ]){0,2}?)(?:metastatic(?!\W{0,2}(?:site|lesion|tumou?r|sample|tissue))|advanced(?! or early)|inoperable|recurrent(?! (?:loco-?\s?(?:region\w+ )?|local(?:ly)? )?advanced| metastatic| stage iv)|unresectable)"
    r"|\b(?:early|primary|local(?:ized|ised)?|operable)(?:[- ](?:stage|breast|disease|cancer|invasive)){0,3}\s*[,/]\s*(?:(?:locally|regional\w*|loco-?regional\w*)[- ]?(?:advanced)?(?:[- ](?:breast|disease|cancer|recurrent))*\s*,?\s*)(?:or|and/or|and|/)\s*(?:oligo-?\s?)?metastatic(?!\W{0,2}(?:site|lesion|tumou?r|sample|tissue))"
    r"|\blocal (?:or|and) (?:metastatic|advanced)\b(?! stages?\b)|\bany stage|\ball stages|\bmetastatic or not\b|\b(?:regardless|irrespective|independent\w*) of (?:the )?(?:\w+ ){0,3}(?:metasta\w+|stage)\b|\bm0\s*(?:-|/|,|or|and|to|&)\s*m?1\b|\bregardless of stage|\bmetastatic (?:or|and|and/or|as well as) (?:non-?\s?metasta|early)|\bmetastatic or primary|\bwith(?: or |/)without (?:(?:distant|known|clinical|radiolog\w+|overt|any|evidence|signs|of|or) ){0,6}metasta|\bnewly diagnosed\s*(?:or|and/or|/)\s*(?:recurr|relaps)"
)


_NOT_SAID_TO_BE_DISTANT = RECURRENCES - {"distant_recurrence"}


_EITHER_ORIGIN = gated(
    r"\bde novo\b(?:[- ]\w+){0,3}\s*(?:or|/|and/or)\s*recurrent\b|\brecurrent\b(?:[- ]\w+){0,3}\s*(?:or|/|and/or)\s*de novo\b"
)


_WITH_OR_WITHOUT = gated(r"\bwith(?: or |/)without\b")


def _every_extent(lower: str) -> re.Match[str] | None:
    """'Non-metastatic (stage 0-III) or metastatic': a gloss in parentheses may stand between."""
    return _EVERY_EXTENT.search(lower) or (_EVERY_EXTENT.search(blanked(PARENTHESES, lower)) if "(" in lower else None)


def alternatives_settled(sentence: Sentence, found: list[Found]) -> list[Found]:
    """What is left when alternatives are taken for what they are. Each step takes one kind of them."""
    lower = sentence.lower
    found = kinds_of_recurrence(lower, now_metastatic(lower, found)) if not sentence.excludes else found
    every = _every_extent_told(sentence, found)
    settled = _extents_widened(lower, found, every) if every is not None else None
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
        found = _invasive_or_in_situ(lower, _category_or_m1(lower, _of_any_invasive_stage(found)))
        found = _in_situ_beside_any_cancer(lower, found)
    return found


def _every_extent_told(sentence: Sentence, found: list[Found]) -> re.Match[str] | None:
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


def _extents_widened(lower: str, found: list[Found], every: re.Match[str]) -> list[Found] | None:
    """What the words that take every extent widen; None where they widen nothing."""
    metastatic = MEANINGS["metastatic"]
    words = every.group()
    from_early_on = words.startswith("early") and "(" not in lower[every.start() : every.end()]
    locally = (
        not from_early_on
        and any(f.name == "locally_advanced" for f in found)
        and not any(
            f.sure & meanings.METASTATIC or f.name in ("oligometastatic", "oligoprogressive")
            for f in found
            if f.axis == "extent"
        )
    )
    recurred = [f for f in found if f.name in _NOT_SAID_TO_BE_DISTANT and not f.denied and f.end <= every.start()]
    if recurred and words.startswith("with"):  # 'locoregional recurrence with or without metastases'
        first = recurred[0]
        both = first._replace(sure=first.sure | metastatic.sure, wide=first.wide | metastatic.wide, end=every.end())
        others = [f for f in found if f.axis == "extent" and f.end <= first.start and not f.denied]
        return [*(f for f in found if f.axis != "extent"), *others, both]
    returns = [f for f in found if f.name in _NOT_SAID_TO_BE_DISTANT and not f.denied and f.start >= every.end() - 1]
    if words.startswith(("operable", "resectable")) and (  # 'local recurrence, resectable or not'
        recurred or any(_OF_THE_SAME.fullmatch(lower, every.end(), max(f.start, every.end())) for f in returns)
    ):
        return [f for f in found if not every.start() <= f.start < every.end()]
    told = [f for f in found if f.name in ("stage", "metastatic", "newly_diagnosed_metastatic") and not f.denied]
    if (
        told and words.startswith("newly") and not _OR_MORE.match(lower, every.end())
    ):  # 'newly diagnosed or recurrent metastatic breast cancer'
        told = [f if f.name == "stage" else f._replace(sure=metastatic.sure, wide=metastatic.wide) for f in told]
        return [*(f for f in found if f.axis == "phase"), *told]
    if locally:  # 'locally advanced, with or without metastases'
        beside = Found("metastatic", metastatic.axis, metastatic.sure, metastatic.wide, metastatic.words, *every.span())
        return [*found, beside] if words.startswith("with") else None
    names = {f.name for f in found}
    states = ALL
    if any(f.name == "invasive" and not f.denied for f in found) and "in_situ" not in names:
        states &= ~meanings.IN_SITU
    sure, said = states, "disease of any extent"
    if "metasta" not in lower and gated(r"locally advanced|inoperable|unresectable").search(words):
        # 'early or locally advanced' ends before metastases; 'operable or inoperable' may not
        sure, said = states & ~meanings.METASTATIC, "disease of any extent without metastases"
        states = sure if "locally advanced" in words else states
    if "stage" in words and (but := _ALL_BUT.match(lower, every.end())):  # 'any stage other than IV'
        left_out = (
            metastatic.sure
            if but["metastatic"] or but["iv"]
            else meanings.IN_SITU
            if but["in_situ"]
            else _of_stages(but["stages"])
        )
        if left_out and states & ~left_out:
            named = but["metastatic"] or but["in_situ"] or f"stage {(but['stages'] or but['iv']).upper()}"
            said = f"disease of any extent but {named}"
            left = Found("all_but", "extent", states & ~left_out, states & ~left_out, said, every.start(), but.end())
            return [*(f for f in found if f.axis != "extent" or f.denied), left]
    if "oligo" in words:  # 'early, locally advanced or oligometastatic'
        sure = states & ~meanings.METASTATIC
    others = [f for f in found if f.axis != "extent" or f.denied]
    outside = [f for f in found if not f.denied and not every.start() <= f.start < every.end()]
    if not gated(r"metasta|\bm1\b").search(words):  # 'any stage without distant metastases'
        others += [f for f in outside if f.name == "nonmetastatic"]
    if "stage" in words:  # 'any stage, operated, adjuvant radiotherapy indicated': also stage IV
        others = [
            f._replace(wide=f.wide | _late_beside(f.wide, metastatic.wide)) if f.axis == "phase" else f for f in others
        ]
    if "recurr" in words:
        others = _phases_of_first_and_returned(others)
        for operable in (f for f in outside if f.name == "operable"):  # 'operable primary or recurrent breast cancer'
            sure, states, said = sure & operable.wide, states & operable.wide, "operable disease, first or recurrent"
    return [*others, Found("every", "extent", sure, states, said, *every.span())]


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


def _late_beside(phase: int, late: int) -> int:
    """The metastatic states that may be meant beside a phase of treatment: after surgery none that was never treated."""
    return (
        late if phase & meanings.FIRST_CANCER & meanings.UNTREATED else late & ~(meanings.DE_NOVO & meanings.UNTREATED)
    )


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


_OR_BETWEEN = gated(r"\bor\b")


def _without_primary_beside_return(lower: str, found: list[Found]) -> list[Found]:
    """'Local recurrence or unresectable primary breast cancer' takes either."""
    returned = [f for f in found if f.name in RECURRENCES and not f.denied]
    return [
        f
        for f in found
        if f.name not in ("primary_cancer", "first_cancer")
        or not any(_OR_BETWEEN.search(lower[min(f.end, r.end) : max(f.start, r.start)]) for r in returned)
    ]


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


def _of_any_invasive_stage(found: list[Found]) -> list[Found]:
    """'Stage I to IV' is any stage of an invasive cancer (AJCC 8: carcinoma in situ is stage 0), recurrences not left out."""
    ends = (meanings.METASTATIC, meanings.STAGE_I)
    whole = next((f for f in found if f.name == "stage" and all(f.sure & end for end in ends)), None)
    if whole is None:
        return found
    others = [f for f in found if f.axis != "extent"]
    if whole.denied or any(f.sure & meanings.IN_SITU for f in found if f.axis == "extent"):
        return others
    invasive = MEANINGS["invasive"]
    return [whole._replace(name="invasive", sure=invasive.sure, wide=invasive.wide), *others]


def _category_or_m1(lower: str, found: list[Found]) -> list[Found]:
    """'T4 or M1'"""
    beside = _CATEGORY_OR_M1.search(lower)
    if beside is None or any(f.name in ("tnm_stage", "stage") for f in found):
        return found
    span = beside.span("category")
    category = Found("category", "extent", 0, meanings.PRIMARY, beside.group("category").upper(), *span)
    return [*(f for f in found if f.name not in TNM), category]


def _invasive_or_in_situ(lower: str, found: list[Found]) -> list[Found]:
    """Which of 'invasive' and 'in situ' holds where a sentence names both."""
    names = {f.name for f in found}
    invasive = "invasive" in names or gated(r"(?<!non-)(?<!non)\binvasive").search(lower)
    if not invasive or "in_situ" not in names:
        return found
    joined = gated(r"\bor\b|and/or|/").search(_WITH_OR_WITHOUT.sub(" ", lower))
    other_extent = any(f.axis == "extent" and f.name not in ("invasive", "in_situ") for f in found)
    drop = {"in_situ"} if not joined else {"invasive"} if other_extent else {"invasive", "in_situ"}
    return [f for f in found if f.name not in drop]


_BREAST_CANCER = r"\b(?:breast (?:cancers?|carcinomas?|malignanc\w+|neoplas\w+)|cancers? of the breast)\b"
_BESIDE = r"(?:or|and/or|and|/|,|including|includes?|as well as)"
_ANY_CANCER_AND = gated(
    rf"{_BREAST_CANCER}[\s,(;:-]*(?:\([^()]*\)[\s,]*)?{_BESIDE}\b[^.;]{{0,40}}$"
    rf"|{_BREAST_CANCER}[\s,(;:-]*(?:e\.?g\b\.?|such as|for (?:example|instance)|like)[^.;)]{{0,60}}$"
)
_AND_ANY_CANCER = gated(rf"[^.;\w]{{0,3}}(?:\([^()]*\)[\s,]*)?{_BESIDE}\s(?:an? |any |other )?{_BREAST_CANCER}")
_TAKEN_TOO = gated(r"[^.;]{0,30}\b(?:included|eligible|allowed|accepted|acceptable|permitted|too|also)\b")


def _in_situ_beside_any_cancer(lower: str, found: list[Found]) -> list[Found]:
    """'Breast cancer, including carcinoma in situ', 'breast cancer or DCIS' take cancers of any extent."""
    extents = [f for f in found if f.axis == "extent"]
    if not extents or any(f.name != "in_situ" or f.denied for f in extents):
        return found
    before, after = lower[: extents[0].start], lower[max(f.end for f in extents) :]
    named = re.search(_BREAST_CANCER, before)
    if _ANY_CANCER_AND.search(before) or _AND_ANY_CANCER.match(after) or (named and _TAKEN_TOO.match(after)):
        return [f for f in found if f.axis != "extent"]
    return found


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
