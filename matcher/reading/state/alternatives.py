"""Alternatives within a sentence: 'early or metastatic', 'newly diagnosed or recurrent', 'neoadjuvant or adjuvant'."""

from __future__ import annotations

import re

from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.categories import TNM
from matcher.reading.state.exclusions import PARENTHESES
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import ALL, MEANINGS
from matcher.reading.state.people import OF_SAMPLES

_GLOSS_BETWEEN = re.compile(
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


_EVERY_EXTENT = re.compile(
    r"\b(?:early|primary|local(?:ized|ised)|(?<!non-)(?<!non )(?<!not )(?:operable|resectable)|non-?metastatic)(?:[- ](?:stage|breast|disease|cancer|invasive)){0,3}(?:\s*[,/]\s*(?:\w+[- ]){0,2}?(?:advanced|recurrent|inoperable|unresectable)){0,2},?\s*(?:or|and/or|/|and|as well as)\s*(?:\w+[- ]){0,2}?(?:metastatic(?!\W{0,2}(?:site|lesion|tumou?r|sample|tissue))|advanced(?! or early)|inoperable|recurrent|unresectable)"
    r"|\b(?:early|primary|local(?:ized|ised)?|operable)(?:[- ](?:stage|breast|disease|cancer|invasive)){0,3}\s*[,/]\s*(?:(?:locally|regional\w*|loco-?regional\w*)[- ]?(?:advanced)?(?:[- ](?:breast|disease|cancer|recurrent))*\s*,?\s*)(?:or|and/or|and|/)\s*metastatic(?!\W{0,2}(?:site|lesion|tumou?r|sample|tissue))"
    r"|\blocal (?:or|and) metastatic|\bany stage|\ball stages|\bmetastatic or not\b|\b(?:regardless|irrespective|independent\w*) of (?:the )?(?:\w+ ){0,3}(?:metasta\w+|stage)\b|\bm0\s*(?:-|/|,|or|and|to|&)\s*m?1\b|\bregardless of stage|\bmetastatic or (?:non-?\s?metasta|early|primary)|\bwith(?: or |/)without (?:distant |known |clinical )?metasta|\bnewly diagnosed\s*(?:or|and/or|/)\s*(?:recurr|relaps)"
)


_RECURRENCES = frozenset(
    {
        "locally_recurrent",
        "locoregional_recurrence",
        "regional_recurrence",
        "local_recurrence",
        "chest_wall_recurrence",
        "breast_recurrence",
        "recurrent",
    }
)


_FIRST_DISEASE = frozenset({"newly_diagnosed", "newly_diagnosed_metastatic", "de_novo_metastatic"})


_EITHER_ORIGIN = re.compile(
    r"\bde novo\b(?:[- ]\w+){0,3}\s*(?:or|/|and/or)\s*recurrent\b|\brecurrent\b(?:[- ]\w+){0,3}\s*(?:or|/|and/or)\s*de novo\b"
)


_WITH_OR_WITHOUT = re.compile(r"\bwith(?: or |/)without\b")


_LATER = re.compile(r"advanced|metasta|recurr|relaps|\bor progress|progressive or\b")


def _every_extent(lower: str) -> re.Match[str] | None:
    """'Non-metastatic (stage 0-III) or metastatic': a gloss in parentheses may stand between."""
    return _EVERY_EXTENT.search(lower) or (
        _EVERY_EXTENT.search(PARENTHESES.sub(lambda gloss: " " * len(gloss.group()), lower)) if "(" in lower else None
    )


def alternatives_settled(sentence: Sentence, found: list[Found]) -> list[Found]:
    lower = sentence.lower
    every = None if sentence.excludes or OF_SAMPLES.search(lower) else _every_extent(lower)
    if every is not None and "metasta" not in every.group():  # 'inoperable, locally advanced primary or recurrent'
        if any(f.name in ("unresectable", "incurable") and f.end <= every.start() and not f.denied for f in found):
            every = None
    if every is not None:
        locally = any(f.name == "locally_advanced" for f in found) and not any(
            f.sure & meanings.METASTATIC for f in found if f.axis == "extent"
        )
        recurred = [f for f in found if f.name in _RECURRENCES and not f.denied and f.end <= every.start()]
        if recurred and every.group().startswith("with"):  # 'locoregional recurrence with or without metastases'
            metastatic = MEANINGS["metastatic"]
            both = recurred[0]._replace(
                sure=recurred[0].sure | metastatic.sure, wide=recurred[0].wide | metastatic.wide, end=every.end()
            )
            return [*(f for f in found if f.axis != "extent"), both]
        told = [f for f in found if f.name in ("stage", "metastatic", "newly_diagnosed_metastatic") and not f.denied]
        if told and every.group().startswith("newly"):  # 'newly diagnosed or recurrent metastatic breast cancer'
            stage_iv = MEANINGS["metastatic"]
            told = [f if f.name == "stage" else f._replace(sure=stage_iv.sure, wide=stage_iv.wide) for f in told]
            return [*(f for f in found if f.axis == "phase"), *told]
        if locally and every.group().startswith("with"):
            meaning = MEANINGS["metastatic"]
            span = every.span()
            return [*found, Found("metastatic", meaning.axis, meaning.sure, meaning.wide, meaning.words, *span)]
        if not locally:
            others = [f for f in found if f.axis != "extent" or f.denied]
            operable = re.search(r"locally advanced|inoperable|unresectable", every.group())
            states = ALL & ~(meanings.METASTATIC if operable and "metasta" not in lower else 0)
            if any(f.name == "invasive" and not f.denied for f in found) and not any(
                f.name == "in_situ" for f in found
            ):
                states &= ~meanings.IN_SITU
            return [*others, Found("every", "extent", states, states, "disease of any extent", *every.span())]
    if not sentence.excludes and _LATER.search(lower):
        first = [f for f in found if f.name in _FIRST_DISEASE]
        if first and re.search(r"\bor\b|/", lower):  # 'newly diagnosed or recurrent' takes either
            late = [f for f in first if f.name == "newly_diagnosed_metastatic"]
            if not late:
                found = [f for f in found if f not in first and f.name != "recurrent"]
            elif re.search(r"recurr|relaps", lower):  # 'newly diagnosed stage IV or relapsed'
                ways = MEANINGS["metastatic_or_recurrent"]
                found = [f for f in found if f not in first and f.name != "recurrent"]
                found.append(
                    late[0]._replace(name="metastatic_or_recurrent", sure=ways.sure, wide=ways.wide, words=ways.words)
                )
    found = _either_timing(found)
    left_over = [f for f in found if f.name == "residual_after_neoadjuvant"]
    found = [
        f
        for f in found
        if f.name != "had_neoadjuvant" or not any(f.start < r.end and r.start < f.end for r in left_over)
    ]
    due = [f for f in found if f.name == "surgery_due"]
    found = [f for f in found if f.name != "operated" or not any(d.start < f.end and f.start < d.end for d in due)]
    if _EITHER_ORIGIN.search(lower):  # 'de novo or recurrent metastatic' is metastatic
        found = [f for f in found if f.name not in ("recurrent", "de_novo_metastatic")]
    later = meanings.METASTATIC | meanings.LOCOREGIONAL  # a first cancer's phases are not those of its return
    if not sentence.from_criteria and any(
        f.axis == "extent" and f.sure & later and (f.sure & meanings.METASTATIC or not f.sure & ~later) for f in found
    ):
        found = [f for f in found if f.axis != "phase"]
    ends = (meanings.METASTATIC, meanings.STAGE_I)
    spans = [f for f in found if f.name == "stage" and all(f.sure & end for end in ends)]
    if spans and not sentence.excludes:  # 'stage I to IV' is any stage
        found = [f for f in found if f.axis != "extent"]
    if not sentence.excludes and not any(f.name in ("tnm_stage", "stage") for f in found):
        beside = _CATEGORY_OR_M1.search(lower)
        if beside is not None:  # 'T4 or M1'
            states = meanings.PRIMARY
            found = [
                *(f for f in found if f.name not in TNM),
                Found("category", "extent", 0, states, beside.group("category").upper(), *beside.span("category")),
            ]
    invasive = any(f.name == "invasive" for f in found) or re.search(r"(?<!non-)(?<!non)\binvasive", lower)
    if invasive and any(f.name == "in_situ" for f in found) and not sentence.excludes:
        joined = re.search(r"\bor\b|and/or|/", _WITH_OR_WITHOUT.sub(" ", lower))
        other_extent = any(f.axis == "extent" and f.name not in ("invasive", "in_situ") for f in found)
        drop = {"in_situ"} if not joined else {"invasive"} if other_extent else {"invasive", "in_situ"}
        found = [f for f in found if f.name not in drop]
    return found


_CATEGORY_OR_M1 = re.compile(
    r"(?<![a-z0-9])(?P<category>[cp]?[tn][0-4](?:[a-d]|\s?-\s?[tn]?[0-4])?)\W+(?:disease\W+)?(?:(?:or|and/or|/)\W*)(?:any t\W+any n\W+)?m1\b"
)


def _either_timing(found: list[Found]) -> list[Found]:
    """'Neoadjuvant or adjuvant treatment' is not one of the two."""
    either = [f for f in found if f.name == "neo_or_adjuvant_due"]
    one_of_them = ("neoadjuvant_due", "adjuvant_due")
    return [
        f for f in found if f.name not in one_of_them or not any(f.start < e.end and e.start < f.end for e in either)
    ]
