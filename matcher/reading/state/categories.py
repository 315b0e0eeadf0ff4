"""T and N categories as the stages that they make up (AJCC 8)."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state import meanings
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import MEANINGS
from matcher.reading.state.tnm import Categories, any_of_categories, denied_stages, tnm_stages

TNM = frozenset({"tnm", "clinical_tnm", "pathologic_tnm"})


def categories_as_stages(sentence: Sentence, found: list[Found]) -> list[Found]:
    """T and N categories as the stages that they make up, where no stage is named beside them."""
    lower = sentence.lower
    if sentence.from_criteria and not sentence.excludes and (denied := denied_stages(lower)) is not None:
        start, end = denied.start, denied.end
        words = _CATEGORY_LETTER.sub(lambda m: m.group().upper(), lower[start:end])
        others = [f for f in found if not (f.name in TNM and start <= f.start < end)]
        rest = _asserted_categories(sentence, others, f"{lower[:start]}{' ' * (end - start)}{lower[end:]}")
        return [*rest, Found("tnm_stage", "extent", denied.sure, denied.wide, words, start, end, True)]
    return _asserted_categories(sentence, found, lower)


def _asserted_categories(sentence: Sentence, found: list[Found], lower: str) -> list[Found]:
    if sentence.excludes or sentence.stance is Stance.FORBID:
        lower = _each_of_them(lower)
    if any(f.name == "stage" for f in found):
        categories = None
    elif sentence.excludes and _each_by_itself(lower):
        categories = _listed_alone(lower)
    else:
        categories = tnm_stages(lower)
    if categories is None and sentence.excludes:
        categories = _listed_alone(lower)
    if categories is None or _beside_other_categories(sentence) or _a_way_in(sentence, categories.start):
        return found
    named = [f for f in found if f.name in TNM]
    told = [f for f in named if not _told_more_fully(f, named)]
    sure = wide = meanings.IN_SITU
    for masks in [(f.sure, f.wide) for f in told] or [(MEANINGS["tnm"].sure, MEANINGS["tnm"].wide)]:
        sure, wide = sure | masks[0] | (masks[1] & meanings.PRIMARY), wide | masks[1]
    words = _CATEGORY_LETTER.sub(lambda m: m.group().upper(), sentence.lower[categories.start : categories.end])
    start, end = (min([categories.start, *(f.start for f in named)]), max([categories.end, *(f.end for f in named)]))
    stages = Found(
        "tnm_stage",
        "extent",
        sure & categories.sure,
        wide & (categories.wide | meanings.LOCAL),  # clear nodes may be those of a recurrence in the breast
        words,
        start,
        end,
        any(f.denied for f in named),
    )
    return [*(f for f in found if f not in named), stages]


# 'T1N0 and T1N1mi disease, and T4 disease, are excluded': each of them
_ARE_EXCLUDED = gated(r"\s+(?:is|are|will be|must be)\s+(?:also\s+)?excluded\b[^.;,]*\W*$")
_AND = gated(r"\band\b(?=\s+(?:(?:patients?|those|women)\s+with\s+)?[cp]?t\s?[0-4])")


def _each_of_them(lower: str) -> str:
    """A lower-case sentence that shuts out, with 'or' for 'and' and without the words that shut out; places hold."""
    return _AND.sub("or ", blanked(_ARE_EXCLUDED, lower))


def _told_more_fully(found: Found, named: list[Found]) -> bool:
    """The 'T1' within 'pathological T1'"""
    return any(o.start <= found.start and found.end <= o.end and o.words != found.words for o in named)


# 'N2, N3, T4', 'T4 or inflammatory carcinoma' among exclusions
_LISTED = gated(r"(?:(?!\bor\b|\band/or\b)[^,;])+")
_CATEGORY_ALONE = gated(
    r"\W*(?:(?:patients?|women|with|any|clinical|clinically|stage|tumou?rs?|an?|of)\s+)*[cp]?(?:(?P<t>t)\s?[1-4](?:[a-d](?:-[a-d])?)?|n\s?[1-3][a-c]?(?:\s?-\s?n?[2-3][a-c]?)?)\s*(?:tumou?rs?|disease|lesions?|(?:breast )?cancers?)?\W*"
)
_OR = gated(r"\b(?:or|and/or)\b")


def _listed_alone(lower: str) -> Categories | None:
    """The stages of the categories that are whole parts of a list, one beside the next: each shuts out by itself."""
    run: list[re.Match[str]] = []
    for part in _LISTED.finditer(lower):
        alone = _CATEGORY_ALONE.fullmatch(lower, *part.span())
        if alone is not None:
            run.append(alone)
        elif any(one["t"] for one in run):
            break
        else:
            run = []
    if not any(one["t"] for one in run):
        return None
    return any_of_categories(lower, run[0].start(), run[-1].end())


def _each_by_itself(lower: str) -> bool:
    """Whether three categories or more, or two that 'or' joins, stand in a row: 'T4, N2' may be one tumour."""
    parts = [part.group() for part in _LISTED.finditer(lower)]
    if not all(_CATEGORY_ALONE.fullmatch(part) for part in parts):
        return False
    return len(parts) > 2 or (len(parts) == 2 and _OR.search(lower) is not None)


_TIS = gated(r"\b[cp]?tis\b")


def with_tis(sentence: Sentence, found: list[Found]) -> list[Found]:
    """Categories of which one is Tis take carcinoma in situ too."""
    if sentence.excludes or not _TIS.search(sentence.lower):
        return found
    states = meanings.IN_SITU
    return [f._replace(sure=f.sure | states, wide=f.wide | states) if f.name in TNM else f for f in found]


_CATEGORY_LETTER = gated(r"(?<!l)[tn](?=\s?[0-4x+]|\s?is\b|\b)")


_CATEGORY = gated(r"\b(?:[cp]?[tn](?:[0-4]|\+)|stage|inflammatory)", re.I)


# The points of such a list are put together as alternatives, each read as it stands.
_ANY_OF = gated(r"\b(?:any|one|either)(?: or more)?\s+of\s+(?:the\s+)?(?:following|these)\b", re.I)


def _beside_other_categories(sentence: Sentence) -> bool:
    """Whether the point stands in a list of which another point names stages or categories: they may be alternatives."""
    item = sentence.item
    if item is None or item.parent is None or sentence.excludes or _ANY_OF.search(item.parent.text):
        return False
    return any(other is not item and _CATEGORY.search(other.text) for other in item.parent.children)


def _a_way_in(sentence: Sentence, start: int) -> bool:
    """'T4, any N;' as a whole point is one of several ways in more often than a demand."""
    return sentence.from_criteria and start <= 4 and sentence.text.rstrip().endswith(";")
