"""The extents or phases of one sentence joined to one: alternatives widen, descriptions of one disease narrow."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.categories import TNM
from matcher.reading.state.first_or_returned import KINDS_OF_RECURRENCE
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import ALL, RECURRENCES

_NEAR_RECURRENCES = frozenset({"locoregional_recurrence", "locally_recurrent"})


def _beyond_surgery(lower: str, recurrent: Found, found: list[Found]) -> bool:
    """'Recurrent or metastatic disease that is not suitable for surgery': said of both."""
    after = [f for f in found if f.name == "unresectable" and not f.denied and f.start > recurrent.end]
    before = [f for f in found if after and f.end <= after[0].start]
    return bool(before) and not _LISTED.search(lower[before[-1].end : after[0].start])


def _narrowed_beside_metastatic(found: list[Found], excludes: bool, lower: str) -> Iterable[Found]:
    """Beside metastatic disease 'locally advanced' is disease that can't be operated, 'recurrent' hardly a curable one."""
    asserted = [f for f in found if not f.denied and f.name not in ("stage", "not_recurrent")]
    late = any(f.sure & meanings.METASTATIC for f in asserted if f.name != "invasive")
    beside = any(f.sure & meanings.METASTATIC for f in asserted if f.name not in ("recurrent", "invasive"))
    unresectable = any(f.name == "unresectable" and not f.denied and not _PRIMARY.match(lower, f.end) for f in found)
    for f in found:
        if beside and f.name in ("recurrent", "metastatic_or_recurrent") and _beyond_surgery(lower, f, found):
            sure = (f.sure & meanings.METASTATIC) | meanings.UNRESECTABLE_RECURRENCE
            yield f._replace(sure=sure, wide=sure)
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
        elif f.name == "inflammatory" and not late and any(o.name in _ONE_DESCRIPTION and not o.denied for o in found):
            yield f._replace(wide=meanings.INOPERABLE_STAGES)
        else:
            yield f


# 'T1-3, N0-1, or stage IV with an intact primary'
_OR_IT = gated(r"[^;:]*,?\s*\b(?:or|and/or)\W+(?:\w+\W+){0,2}$")


def _or_spread(lower: str, category: Found, asserted: list[Found]) -> bool:
    """Whether the spread is named as an alternative to a T category, not beside it ('any T, M1')."""
    spread = next((f for f in asserted if f.start >= category.end and f.sure & meanings.METASTATIC), None)
    return category.name == "tnm" and spread is not None and bool(_OR_IT.match(lower[category.end : spread.start]))


# 'Local recurrence or unresectable primary breast cancer'
_PRIMARY = gated(r"\W+(?:\w+\W+)?primary\b")


# 'Locally recurrent, unresectable, or metastatic' may be three kinds of disease.
_ONE_OF_THREE = gated(r"\s*,\s*(?:unresectable|inoperable|non-?resectable)\s*,\s*(?:and/)?or\b")


def joined_extents(sentence: Sentence, found: list[Found]) -> Found:
    """Extents of one sentence are alternatives, phases joined by 'or' too; a denial narrows, and so do the others."""
    ordered = sorted(found, key=lambda f: f.start)
    if ordered[0].axis == "extent":
        ordered = _asides_applied(sentence.lower, _without_returned_aside(sentence.lower, ordered))
        ordered = list(_narrowed_beside_metastatic(ordered, sentence.excludes, sentence.lower)) or ordered
    asserted = [f for f in ordered if not f.denied and not _only_narrows(sentence.lower, f)]
    asserted = [f for f in asserted if not _heads_the_extents(sentence.lower, f, asserted)]
    narrowing = [f for f in ordered if f not in asserted]
    asserted = _as_defined(sentence.lower, asserted)
    axis, start, end = ordered[0].axis, ordered[0].start, max(f.end for f in ordered)
    alternatives = axis == "extent" or (
        len(asserted) > 1 and any(_either(sentence.lower, a, b) for a, b in zip(asserted, asserted[1:], strict=False))
    )
    sure = wide = ALL
    beyond_cure = [f for f in asserted if f.name == "incurable"]
    alone = beyond_cure and all(f.start >= beyond_cure[0].start for f in asserted)
    of_local_disease = alone and _LOCAL_OR_METASTATIC.search(sentence.lower, 0, beyond_cure[-1].end + 20)
    if (
        beyond_cure
        and len(asserted) > len(beyond_cure)
        and not (of_local_disease or _beside_incurable(sentence.lower, beyond_cure[-1]))
    ):
        asserted = [f for f in asserted if f not in beyond_cure]
        narrowing += beyond_cure
    if asserted and alternatives:
        sure = wide = 0
        for f in _qualified(sentence.lower, asserted) if axis == "extent" else asserted:
            sure, wide = sure | f.sure, wide | f.wide
        early = [f for f in asserted if f.name in _ONE_DESCRIPTION]
        if axis == "extent" and len(early) == len(asserted) > 1:  # 'early (stage I to IIIA)' is one description
            sure, wide = _intersected(asserted)
    else:
        narrowing = [*asserted, *narrowing]
    for f in narrowing:
        fs, fw = (ALL & ~f.wide, ALL & ~f.sure) if f.denied else (f.sure, f.wide)
        if wide & fw:
            sure, wide = sure & fs, wide & fw
    if axis == "extent" and any(f.name == "stage" for f in asserted):
        wide |= _as_late_as_it(wide)
    main = [f.words for f in ordered if f not in narrowing]
    rest = [f"no {f.words}" if f.denied else f.words for f in ordered if f in narrowing]
    words = ", ".join(
        dict.fromkeys([" or ".join(dict.fromkeys(main)), *rest] if main else [" and ".join(dict.fromkeys(rest))])
    )
    return Found(ordered[0].name, axis, sure, wide, words, start, end)


def _as_late_as_it(stages: int) -> int:
    """Beside stages III and IV alone, recurrences that can't be resected: they have no stage of their own but that of the
    retreatment classification (AJCC 8, rTNM), by which they stand no lower."""
    late = stages & meanings.METASTATIC and stages & meanings.STAGE_III and not stages & meanings.STAGE_I_II
    return meanings.UNRESECTABLE_RECURRENCE if late else 0


_NARROWS_ITS_OWN = frozenset({"incurable", "unresectable", "nonmetastatic"}) | TNM


def _asides_applied(lower: str, found: list[Found]) -> list[Found]:
    """'Metastatic, or locally advanced (T3 or T4, M0)': of several extents an aside narrows the one before it."""
    left = list(found)
    for aside in gated(r"\([^()]*\)").finditer(lower):
        inside = [f for f in left if aside.start() < f.start and f.end < aside.end() and not f.denied]
        outside = [f for f in left if f not in inside and not f.denied and not _only_narrows(lower, f)]
        owner = max((f for f in outside if f.end <= aside.start()), key=lambda f: f.end, default=None)
        narrowing = [f for f in inside if f.name in _NARROWS_ITS_OWN]
        if owner is None or len(outside) < 2 or not narrowing or lower[owner.end : aside.start()].count(","):
            continue
        sure, wide = owner.sure, owner.wide
        for f in narrowing:
            sure, wide = sure & f.sure, wide & f.wide
        if wide:
            left[left.index(owner)] = owner._replace(sure=sure, wide=wide, end=aside.end())
            left = [f for f in left if f not in inside]
    return left


def _either(lower: str, one: Found, other: Found) -> bool:
    """Whether 'or' joins two phases; where the words overlap, whether it stands within them."""
    if other.start < one.end:
        if one.name in meanings.CURATIVE_AIMS and other.end <= one.end:
            return False  # 'to start, or soon after starting, chemotherapy for cure' has the aim in either case
        return bool(gated(r"\bor\b|/").search(lower[one.start : max(one.end, other.end)]))
    return bool(_OR_AHEAD.search(lower[max(one.start, one.end - 4) : other.start]))


_OR_AHEAD = gated(r"(?:\bor\b|/)\W*(?:\w+\W+){0,2}$|\bor\W+(?:have|has|having|with)\W+(?:\w+\W+){0,3}$")


_ONE_DESCRIPTION = frozenset({"early", "operable", "stage", "tnm_stage"}) | TNM


def _only_narrows(lower: str, found: Found) -> bool:
    """'No distant metastasis' and 'invasive' narrow what else is said, but for 'non-metastatic or oligometastatic'."""
    if found.name in ("invasive", "not_recurrent"):
        return True
    return found.name == "nonmetastatic" and not gated(r"\s*(?:disease|breast cancer)?\s*or\b").match(
        lower[found.end :]
    )


_OR_BEFORE = gated(r"\bor\W*$|/\W*$")
_LISTED_BEFORE_OR = gated(r"[^.;:()]{0,40}\bor\b")


# 'Locoregional disease not amenable to surgery with curative intent, or metastatic disease'
_LOCAL_OR_METASTATIC = gated(
    r"\b(?:loco-?\s?regional(?:ly)?|local(?:ly)?)\b[^.;]{0,30}\bnot\s+(?:be\s+)?(?:amenable|suitable|candidates?)\b[^.;]{0,90}(?:,\s*|\s)(?:and/)?or\s+(?:distant\s+|with\s+)?metasta"
)


def _beside_incurable(lower: str, incurable: Found) -> bool:
    """Whether 'incurable' is one of several extents: 'advanced or incurable', 'advanced, incurable or metastatic'. Without an
    'or', as in 'metastatic, incurable disease', it tells more of the same disease."""
    before, after = lower[: incurable.start], lower[incurable.end :]
    listed = before.rstrip().endswith(",") and _LISTED_BEFORE_OR.match(after)
    return bool(_OR_BEFORE.search(before) or listed)


_LISTED = gated(r"\b(?:or|and|and/or)\b|[,/;:(]")


def _holds(outer: Found, inner: Found) -> bool:
    """Whether the words of one stand within the longer words of the other."""
    return outer.start <= inner.start and inner.end <= outer.end and outer.end - outer.start > inner.end - inner.start


def _qualified(lower: str, found: list[Found]) -> list[Found]:
    """Extents with no 'or', 'and' or comma between them describe one disease: 'unresectable recurrent', 'metastatic
    disease not amenable to surgery'."""
    joined: list[Found] = []
    for f in _relapsed_or_refractory(lower, found):
        last = joined[-1] if joined else None
        if any(f.name == o.name and _holds(o, f) for o in found):
            continue  # 'cancer that has recurred' holds 'recurred'
        between = lower[min(last.end - 3, f.start) : f.start] if last is not None else ""
        overlapping = last is not None and f.start < last.end
        apart = _LISTED.search(between) and not (
            last is not None and (_is_of_it(last, between, f, lower) or _said_of_the_noun(last, f, lower))
        )
        if last is not None and not overlapping and not apart and last.wide & f.wide:
            both = (last.sure & f.wide) | (f.sure & last.wide)
            joined[-1] = last._replace(
                sure=both & last.wide & f.wide, wide=last.wide & f.wide, end=max(f.end, last.end)
            )
        else:
            joined.append(f)
    return joined


_BACK = frozenset({"recurrent", "refractory"})
_PAIRED = gated(r"\w{0,3}\W{0,3}(?:or|and|and/or|/)\W{0,3}\w{0,3}")


def _relapsed_or_refractory(lower: str, found: list[Found]) -> list[Found]:
    """'Relapsed or refractory' is one description, of the disease named before or behind it."""
    paired: list[Found] = []
    for f in found:
        last = paired[-1] if paired else None
        paired_words = last and (f.start < last.end or _PAIRED.fullmatch(lower[max(last.end - 3, 0) : f.start + 3]))
        if last and paired_words and {last.name, f.name} == _BACK:
            words = f"{last.words} or {f.words}"
            sure, wide, end = last.sure | f.sure, last.wide | f.wide, max(last.end, f.end)
            paired[-1] = last._replace(sure=sure, wide=wide, words=words, end=end)
        else:
            paired.append(f)
    return paired


# 'Metastatic solid tumours that are relapsed or refractory to standard therapy' are metastatic ones, whatever else is told.
_THAT_IS = gated(
    r"\b(?:that|which)\W+(?:is|are|was|were|has|have)\W+(?:been\W+)?(?:(?:either|also)\W+)?(?:(?:relapsed|recurrent|recurred|refractory)\W+(?:or|and/or|and)?\W*)?$"
)
# 'Relapsed or refractory, locally advanced or metastatic disease'
_RELAPSED_OR_REFRACTORY = (
    r"(?:(?:relapsed|recurrent)\s?(?:or|and/or|/)\s?refractory|refractory\s?(?:or|and/or|/)\s?(?:relapsed|recurrent))"
)
_HEADS_THEM = gated(
    rf"\b{_RELAPSED_OR_REFRACTORY}(?:,\s|\s)(?=(?:locally|advanced|metastatic|unresectable|inoperable|stage)\b)"
)


def _without_returned_aside(lower: str, found: list[Found]) -> list[Found]:
    """Without 'relapsed or refractory' where a clause tells it of an extent named before: it is no other extent."""
    extents = [f.end for f in found if f.name not in _BACK and not f.denied]
    return [f for f in found if f.name not in _BACK or not _told_of_one_before(lower, extents, f.start)]


def _told_of_one_before(lower: str, extents: list[int], start: int) -> bool:
    before = max((end for end in extents if end <= start), default=None)
    clause = _THAT_IS.search(lower, before, start) if before is not None else None
    return clause is not None and before is not None and not _LISTED.search(lower, before, clause.start())


def _heads_the_extents(lower: str, found: Found, asserted: list[Found]) -> bool:
    """Whether it is 'relapsed or refractory' right before the extents that it is said of."""
    heads = next((m for m in _HEADS_THEM.finditer(lower) if m.start() <= found.start < m.end()), None)
    return found.name in _BACK and heads is not None and any(f.start >= heads.end() for f in asserted)


# '..., HER2-negative solid tumour (of any origin) relapsed' behind 'metastatic'
_NOUN_CAME_BACK = gated(
    r"(?:(?!\b(?:or|and|with|either)\b)[^.;:/])*?\b(?:tumou?rs?|cancers?|carcinomas?|malignanc(?:y|ies)|neoplasms?|disease)\s+"
    r"(?:\([^()]*\)\s+)?(?:(?:that|which)\s+)?(?:(?:is|are|has|have|had)\s+)?(?:been\s+)?(?:relaps|recurr|refractory)"
)


def _said_of_the_noun(last: Found, f: Found, lower: str) -> bool:
    """'Metastatic, non-cerebral tumour relapsed after ...': what follows the noun is said of the disease named before it."""
    return f.name in _BACK and last.name == "metastatic" and bool(_NOUN_CAME_BACK.match(lower[last.end : f.end]))


def _is_of_it(last: Found, between: str, f: Found, lower: str) -> bool:
    """'Recurrent and inoperable', 'locally advanced and not amenable to surgery' is one disease; 'metastatic and inoperable' may be two.
    So is 'metastatic, with lesions that cannot be resected', where no 'or' makes a list of it."""
    if f.name in ("unresectable", "incurable") and _AND_THAT.fullmatch(between):
        return not _OR_BETWEEN.search(lower, max(0, last.start - _NEAR), f.end + _NEAR)
    joined_to = last.name in RECURRENCES or last.name == "locally_advanced"
    return joined_to and f.name in ("unresectable", "incurable") and _AND_IS.fullmatch(between) is not None


_NEAR = 25  # characters
_OR_BETWEEN = gated(r"\bor\b|/")
_AND_THAT = gated(
    r"[\w\s]{0,20}\s*,\s*(?:(?:with|which|that|and|but|is|are|the|metasta\w+|disease|lesions?|tumou?rs?|surgically|technically|deemed|considered)\s+){0,5}\w{0,3}"
)
_AND_IS = gated(
    r"\w{0,3}\W+(?:(?:breast cancer|disease)\W+)?(?:(?:that|which)\W+(?:is|are)\W+)?and\W+(?:(?:is|are)\W+)?"
)


_DEFINES = gated(
    r"\s*(?:(?:breast|solid)?\s*(?:disease|cancers?|tumou?rs?|carcinoma|malignanc\w+)\s*)?\((?:defined as|i\.?e\.?,?|advanced disease (?:is|will be) defined as|ajcc)?\s*(?:\w+\s+){0,2}$"
)


def _as_defined(lower: str, found: list[Found]) -> list[Found]:
    """'Advanced (stage IV)', 'advanced (locally recurrent or metastatic)': what stands in the parentheses is meant."""
    for i, f in enumerate(found[1:], 1):
        before = found[i - 1]
        if before.name == "recurrent" and KINDS_OF_RECURRENCE.match(lower, before.start):
            continue  # 'recurrent (local or metastatic)'
        if before.axis == f.axis == "extent" and before.name != "stage" and _DEFINES.match(lower[before.end : f.start]):
            close = lower.find(")", f.start)
            if close > 0 and not gated(r"\bor\b|,|/").search(lower[: before.start][-25:]):
                return [o for o in found if o is not before]
    return found


def _intersected(found: list[Found]) -> tuple[int, int]:
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
