"""Descriptions joined to one: all of, any of, exceptions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import reduce

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.receptors.markers import Found
from matcher.reading.receptors.masks import Description


def receptor_mention(text: str, found: list[Found]) -> Mention:
    combined = combination_of(text, found)
    return Mention(
        facet_of(combined), combined.requirement(), combined.words, found[0].start, max(f.end for f in found)
    )


def facet_of(description: Description) -> str:
    words = description.words
    kinds = {k for k in ("HER2", "ER-", "PR-", "HR", "triple") if k in words}
    if kinds == {"HER2"}:
        return "her2"
    if kinds == {"ER-"}:
        return "er"
    return "pr" if kinds == {"PR-"} else "receptor_subtype"


# 'ER-positive (ER+) and/or PR-positive (PgR+)': the same once more
_IN_SHORT = gated(r"\s*\(\s*")
_ASIDE_BEHIND_SCORES = gated(
    r"[^()]{0,60}(?:[0-3]\s?\+|ISH)[^()]{0,30}\(\s*(?:(?:i\.e\.?|so-called|defined as)[\s,]{1,3})?", re.I
)
_WITH_ANOTHER = gated(r"\bor HER2[- ](?:IHC 0|zero|ultralow)")  # '... (HER2-low) or IHC 0'
_OR_BETWEEN = gated(r"\bor\b(?!\s+(?:amplif|equal|less|more|greater|higher|fewer|above|below))", re.I)


def combination_of(text: str, found: list[Found]) -> Description:
    """'and' binds tighter than 'or', but 'ER and/or PR positive' tighter still; a list of subtypes that no tumour can
    all be is a list of alternatives."""
    if (within := _kinds_within(text, found)) is not None:
        return within
    found = list(_levels_listed(text, found))
    if _any_of_three(text, found):
        return _any([one.description for one in found])
    return _any([_all(alternative) for alternative in _alternatives(text, found)])


def _alternatives(text: str, found: list[Found]) -> list[list[Description]]:
    """What must be true together, by the alternatives that 'or', or the list, sets apart."""
    alternatives = [[found[0].description]]
    begins_another = _list_around(text, found[0].start)
    end, last = found[0].end, found[0].description
    for one in found[1:]:
        current, more = alternatives[-1], one.description
        if more == last and _IN_SHORT.fullmatch(text, end, max(end, one.start)):
            end = max(end, one.end)
            continue
        if _names_the_scores(last, more, text[end : one.start]):
            if _WITH_ANOTHER.search(more.words):
                current[-1] = last = more
            end = max(end, one.end)
            continue
        between = _PARENTHESES.sub(" ", _NO_CHOICE.sub(" ", text[end : one.start]) if one.start >= end else "")
        if _ONLY_OR.fullmatch(between) and (both := _levels_or_denied(last, more)) is not None:
            if _levels_of_one(last, more) and current[-1] == last:
                current.pop()  # told again by the two together
            more, between = both, ""  # its 'or' is taken
        if not current:
            current.append(more)
        elif _positive_hormone(current[-1]) and _positive_hormone(more) and _EITHER_BETWEEN.search(between):
            current[-1] = current[-1].or_(more)
        elif begins_another(between):
            alternatives.append([more])
        elif not _says_it_again(current, last, more, between):
            if _is_another(current, more, between):
                alternatives.append([more])
            else:
                current.append(more)
        end, last = max(end, one.end), more
    return alternatives


def _names_the_scores(last: Description, more: Description, between: str) -> bool:
    """'HER2 IHC 1+ or 2+/ISH- (HER2-low) or IHC 0': the name in parentheses of what the scores before it tell."""
    in_an_aside = _ASIDE_BEHIND_SCORES.fullmatch(between) is not None
    return in_an_aside and _levels_of_one(last, more) and not last.wide & ~more.wide


def _levels_or_denied(last: Description, more: Description) -> Description | None:
    """What 'or' alone makes of two: one of the levels of a receptor, or none of what 'never A or B' denies."""
    if _levels_of_one(last, more):
        return last.or_(more)
    if last.words.startswith("not "):  # 'never HER2-positive or HER2-low'
        return more if more.words.startswith("not ") else more.negated()
    return None


def _list_around(text: str, start: int) -> Callable[[str], bool]:
    """Whether words between two descriptions begin another alternative, as a list that opens before the first one has it."""
    one_of = _ONE_OF_THEM.search(text, 0, start) is not None
    counted = _COUNT.search(text, 0, start) is not None
    return lambda between: bool((one_of and _NEXT_OF_LIST.search(between)) or (counted and _COUNT.search(between)))


def _says_it_again(current: list[Description], last: Description, more: Description, between: str) -> bool:
    return _repeats(_all(current), more) and not (
        last.words.startswith("triple") and bool(_PLAIN_OR.fullmatch(between))
    )


def _is_another(current: list[Description], more: Description, between: str) -> bool:
    either = _either_of(current[-1], more, between) or _OTHERS_TREATED.search(between) is not None
    return either or _exclusive(_all(current), more)


# 'HER2-negative (either triple-negative or HR-positive) disease': kinds of what stands before the parentheses
_KINDS_OF_IT = gated(
    r"(?:\s+(?:status|disease|metastatic|advanced|breast|cancers?|carcinomas?|tumou?rs?|MBC|BC)\b)*\s*\(\s*(?:(?:either|both|i\.e\.?,?|that is,?|including|can be|may be|with)\s+)*$",
    re.I,
)


def _kinds_within(text: str, found: list[Found]) -> Description | None:
    if len(found) < _THREE or not _HER2_LEVEL.match(found[0].description.words):
        return None
    opened = _KINDS_OF_IT.fullmatch(text, found[0].end, found[1].start)
    if opened is None or ")" in text[found[1].start : found[-1].start] or ")" not in text[found[-1].end :]:
        return None
    kinds = combination_of(text, found[1:])
    both = found[0].description.and_(kinds)
    return both if both.wide else None


_HER2_LEVEL = gated(r"^HER2-(?:negative|positive|low)")
_COMMA = gated(r"(?:\s(?:disease|tumou?rs?|expression|status))?\s{0,3},\s{1,3}", re.I)


def _levels_listed(text: str, found: list[Found]) -> Iterator[Found]:
    """'HER2-low, HER2-ultralow or HER2-negative': one of the levels of a receptor, as one description."""
    i = 0
    while i < len(found):
        end = i + 1
        while end < len(found) and _levels_of_one(found[end - 1].description, found[end].description):
            if not _COMMA.fullmatch(_between(text, found[end - 1], found[end])):
                break
            end += 1
        last = found[end] if i + 1 < end < len(found) else None
        if (
            last is not None
            and _levels_of_one(found[end - 1].description, last.description)
            and _ONLY_OR.fullmatch(_between(text, found[end - 1], last))
        ):
            union = _any([one.description for one in found[i : end + 1]])
            yield Found(union, found[i].start, last.end)
            i = end + 1
        else:
            yield found[i]
            i += 1


def _between(text: str, one: Found, other: Found) -> str:
    return _PARENTHESES.sub(" ", text[one.end : other.start]) if other.start >= one.end else ""


# 'At least one of the following: ER- and PR-, HER2 amplified'
_ONE_OF_THEM = gated(
    r"\b(?:(?:at least )?(?:one|1)(?: or more)?|any(?: one)?|either)\s+of\s+(?:the\s+)?(?:following|these)\b[^.;:]{0,40}:\s*(?:\(?\w{1,2}[.)]\s*)?(?:(?:with|an?|the)\s+)*$",
    re.I,
)
_NEXT_OF_LIST = gated(r"[,;]\s*(?!and\b)")
# '7 triple-negative, 23 ER+ and 10 HER2+': so many patients of each
_COUNT = gated(r"(?:^|[,;:(]|\b(?:and|plus|addition|with|of))\W*\d{1,3}\s+(?:patients\s+)?(?:with\s+)?$", re.I)


# 'triple-negative or HER2-negative' names two, 'triple-negative (ER-, PR- and HER2-negative)' one
_PLAIN_OR = gated(r"\s*(?:disease|tumou?rs?|breast cancers?|cancers?)?\s*,?\s+or\s+(?:\w+\s+)?", re.I)


# 'HER2-positive, luminal B, or triple-negative': subtypes one beside the other
_SUBTYPE = gated(r"^(?:HER2-positive|HR-positive|luminal|triple-negative)(?:\s\([^()]*\))?$")
_NEXT_SUBTYPE = gated(r"(?:\s+(?:breast|disease|cancers?|tumou?rs?|subtypes?))*\s*,\s*(?:\w+\s+){0,2}?", re.I)


_THREE = 3


def _any_of_three(text: str, found: list[Found]) -> bool:
    between = [text[one.end : other.start] for one, other in zip(found, found[1:], strict=False)]
    return (
        len(found) >= _THREE
        and all(_SUBTYPE.match(f.description.words) for f in found)
        and any(f.description.words.startswith("triple") for f in found)
        and all(_NEXT_SUBTYPE.fullmatch(words) for words in between[:-1])
        and _OR_BETWEEN.search(between[-1]) is not None
    )


_ONLY_OR = gated(
    r"\W*(?:IHC\W*)?(?:0\W+|[0-3]\s?\+\W*)?(?:expression|tumou?rs?|disease|status|result)?\W*(?:\bn?or\b|\band/or\b|/)\W*(?:with\W+)?",
    re.I,
)


def _levels_of_one(one: Description, more: Description) -> bool:
    """'HER2-negative or HER2-low', 'ER-low or ER-negative': levels of one receptor, none of them positive."""
    receptors = {gated(r"[- ]").split(d.words)[0] for d in (one, more)}
    return len(receptors) == 1 and not any(_SAID_POSITIVE.search(d.words) for d in (one, more))


_SAID_POSITIVE = gated(r"^triple|^luminal|^not |positive|express")


_PARENTHESES = gated(r"\((?!\s?(?:and/)?or\b)[^()]*\)?", re.I)  # 'TNBC (or ER-low)' keeps its 'or'


_EITHER_BETWEEN = gated(r"\bor\b|/|^\W*,", re.I)


# 'ER+, PR+ or -, HER2-': the 'or' is of the PR alone; 'HER2-negative by IHC or FISH and ER-positive', 'HER2 0 or 1+ and
# ER-positive': it is of the tests and scores; 'HR-positive, unresectable or metastatic, HER2-negative': of the extent.
_EXTENT = r"\b(?:advanced|unresectable|inoperable|incurable|recurrent|relapsed|refractory|metastatic|metastasi[sz]ed|locoregional|stages?\s(?:III|IV)[ABC]?)\b"
_TEST = r"(?:IHC|immuno\w+|[FCSD]?ISH|(?:\w+\s)?in[- ]situ hybridi[sz]ation|(?:local|central)\b|(?:primary|metasta\w+|recurren\w+|biops\w+)\b|[0-3]\s?\+|\b[01]\b(?![.,]?\d|%|\s\w+\slines?))"
_NO_CHOICE = gated(
    r",?\s?\bor (?:both|neg(?:ative)?)\b|(?:positive|\+)\s?(?:or|/)\s?(?:negative|-)|(?:negative|-)\s?(?:or|/)\s?(?:positive|\+)"
    rf"|{_TEST}(?:\s(?:staining|score|testing|tumou?r|lesion|site))?,?\s(?:and/)?or\s(?:by\s|an?\s|the\s|on\s|IHC\s|score\s|of\s){{0,2}}{_TEST}"
    rf"|{_EXTENT},?\s?(?:(?:and/)?or\s|/\s?)(?:(?:loco)?(?:locally|regionally)[ -]|surgically\s|distant\s|stage\s)?(?:{_EXTENT}|\bIV\b)",
    re.I,
)


def _either_of(one: Description, more: Description, between: str) -> bool:
    if "and/or" in between.lower():
        return bool(_TOLD_POSITIVE.search(one.words) and _TOLD_POSITIVE.search(more.words))
    return bool(_OR_BETWEEN.search(between))


# 'Trastuzumab in HER2-positive and endocrine therapy in ER-positive disease': two populations, each with its treatment
_OTHERS_TREATED = gated(
    r"\band\s+(?:with\s+)?(?:(?!resist|refract|progress|fail|prior|previous|candidat|eligib)[\w/+-]+\s+){0,4}?"
    r"(?:[\w/+-]*(?:therapy|treatment|blockade)|[\w/+-]+(?:mab|nib|ciclib|trant|taxel|stane|zole|xifen|abine|bulin))\s+(?:in|for)\s+(?:(?:patients|women|those)\s+with\s+)?$",
    re.I,
)


_TOLD_POSITIVE = gated(r"-positive$|\bIHC 3\+")


def _all(parts: list[Description]) -> Description:
    return reduce(Description.and_, parts)


def _any(ways: list[Description]) -> Description:
    return reduce(Description.or_, ways)


def _exclusive(known: Description, more: Description) -> bool:
    both = known.and_(more)
    return not both.wide or bool(known.sure and more.sure and not both.sure)


def _positive_hormone(description: Description) -> bool:
    return description.words.startswith(("ER-positive", "PR-positive"))


def _repeats(known: Description, more: Description) -> bool:
    """Whether `more` only spells out a part of what was said ('triple-negative (ER-negative, PR-negative ...)')."""
    return not known.wide & ~more.wide and known.words.startswith("triple")
