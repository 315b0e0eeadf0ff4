"""Her having had what a list names, by drug, class and setting, as a requirement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.axes import YES
from data.criteria import Between, Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.quantities import KIND_OF
from matcher.reading.therapy.lists import CLOSED, NO_PATIENT_FIELD
from matcher.reading.therapy.names import Named, therapies_in
from matcher.reading.therapy.settings import ANY, EARLY, METASTATIC

_LINES = {kind: quantity for quantity, kind in KIND_OF.items()}


# 'A HER2-directed therapy other than trastuzumab'
_OTHER_THAN = gated(
    r"(?:\s+(?:therap\w+|treatments?|agents?|drugs?|inhibitors?|antibod\w+))?(?:\s+(?:are|is|will\s+be)\s+excluded(?:\s+from\s+(?:the|this)\s+(?:study|trial))?)?[\s,(]*\b(?:other than|apart from|aside from|besides|except(?:ing)?(?: for)?|"
    r"excluding|with the exception of)\s+(?:prior\s+|the\s+|an?\s+|use of\s+|allosteric\s+)*",
    re.I,
)


# 'trastuzumab or pertuzumab', 'endocrine therapy +/- a CDK4/6 inhibitor'
_AND_ANOTHER = gated(
    r"\W*(?:\b(?:and|or|and/or|with or without|with/without|plus or minus|plus|with|combined with|in combination with|alone or)\b\W*)*(?:\ban?\b)?\W*",
    re.I,
)


_MOST_MEMBERS = 80  # of a class that can be told one by one


def all_but_some(
    text: str, group: Sequence[Named], vocabulary: Vocabulary, setting: str, *, progressed: bool
) -> tuple[Requirement, int] | None:
    """Her having had any of a class but what is named after 'other than', and where that ends."""
    start = group[-1].end
    opening = _OTHER_THAN.match(text, start)
    if opening is None:
        return None
    spared: list[Named] = []
    for one in therapies_in(text, vocabulary):
        if one.start < opening.end():
            continue
        if not _AND_ANOTHER.fullmatch(text[(spared[-1].end if spared else opening.end()) : one.start]):
            break
        spared.append(one)
    if not spared or phrases.WINDOW.search(text, start) or phrases.EARLY.search(text, spared[-1].end):
        return None
    had = had_all_but(group, spared, vocabulary, setting, progressed=progressed)
    return (had, spared[-1].end) if had is not None else None


# '(prior T-DM1 is allowed)', and nothing else: no condition, no number, no time
_LET_IN_AT_ALL = gated(
    r"\W*(?:(?:but|although|however|note|prior|previous|(?:treatment|therapy|use|exposure) (?:with|of|to))\W+)*(?P<spared>.+?)\W+"
    rf"(?:(?:is|are|was|were|being)\W+)?{phrases.LET_IN}\W*",
    re.I,
)


def all_but_let_in(
    let_in: str, group: Sequence[Named], vocabulary: Vocabulary, setting: str, *, progressed: bool
) -> Requirement | None:
    """Her having had any of a class but what an aside lets in by name."""
    aside = _LET_IN_AT_ALL.fullmatch(let_in)
    if aside is None:
        return None
    spared = therapies_in(aside["spared"], vocabulary)
    gaps = zip((0, *(one.end for one in spared)), (*(one.start for one in spared), None), strict=True)
    if not spared or not all(_AND_ANOTHER.fullmatch(aside["spared"][a:b]) for a, b in gaps):
        return None
    return had_all_but(group, spared, vocabulary, setting, progressed=progressed)


def had_all_but(
    group: Sequence[Named], spared: Sequence[Named], vocabulary: Vocabulary, setting: str, *, progressed: bool
) -> Requirement | None:
    """Her having had any of the listed classes but the spared drugs; None where these are not of those classes."""
    left_out = {c for one in spared for c in one.concepts}
    listed = {c for one in group for c in one.concepts}
    if not all(listed.intersection(vocabulary.ancestors(c)) for c in left_out):
        return None
    around = {a for c in left_out for a in (*vocabulary.ancestors(c), *vocabulary.descendants(c), c)}
    members = {m for c in listed for m in (c, *vocabulary.descendants(c))} - around
    tops = sorted(m for m in members if members.isdisjoint(vocabulary.ancestors(m)))
    if not tops or len(tops) > _MOST_MEMBERS:
        return None
    return either(_had(m, setting, progressed=progressed) for m in tops)


def having_had(
    text: str,
    group: Sequence[Named],
    setting: str,
    *,
    progressed: bool,
    any_of: bool,
    vocabulary: Vocabulary | None = None,
) -> Requirement:
    """Her having had what the list names: all of it where it is asked for and joined by 'and', else any of it."""
    if any_of and progressed and setting == EARLY:  # a relapse later on is no progression on it
        early = having_had(text, group, EARLY, progressed=False, any_of=True)
        return every((early, Undecidable("whether it progressed on it")))
    parts = [
        every(
            _had(c, setting if any_of or vocabulary is None else _usual(c, setting, vocabulary), progressed=progressed)
            for c in named.concepts
            if c not in NO_PATIENT_FIELD
        )
        for named in group
        if any(c not in NO_PATIENT_FIELD for c in named.concepts)
    ]
    pairs = list(zip(group, group[1:], strict=False))
    between = CLOSED.sub(" ", " ".join(text[a.end : b.start] for a, b in pairs))
    both = bool(_BOTH.search(text[: group[0].start]) or _AT_ONCE.match(text, group[-1].end)) and len(parts) == 2
    joined = phrases.AND.search(between) or _ALL_OF.search(text[: group[0].start])
    together = (not any_of or both) and bool(joined) and not phrases.OR.search(between)
    if together:
        return every(parts)
    if any_of and (combined := _combined(text, group, parts)) is not None:
        return combined
    if any_of and vocabulary is not None and len(parts) == 2 and _may_be_one_regimen(text, group, vocabulary):
        return either((every(parts), every((either(parts), Undecidable("whether the regimen of both is meant")))))
    whole_classes = _whole_classes(group, setting, progressed=progressed)
    if not any_of and vocabulary is not None and len(parts) == len(group):
        combinations = _any_of_combinations(text, group, parts, whole_classes, vocabulary)
        if combinations is not None:
            return combinations
    turn = next((i for i, (a, b) in enumerate(pairs, 1) if _PLUS_EITHER.search(text[a.end : b.start])), 0)
    listed_before = any(phrases.OR.search(text[a.end : b.start]) for a, b in pairs[: turn - 1])
    if turn and not any_of and not listed_before and len(parts) == len(group):
        return every((either(parts[:turn]), either(parts[turn:])))
    return either([*parts, *whole_classes])


def _whole_classes(group: Sequence[Named], setting: str, *, progressed: bool) -> list[Requirement]:
    listed = {c for named in group for c in named.concepts}
    return [
        _had(name, setting, progressed=progressed) for name, members in _APPROVED_MEMBERS.items() if members <= listed
    ]


_PLUS = gated(
    r"\s*(?:(?:therap\w+|treatments?|agents?|given|administered|,)\s*)*(?:(?P<worded>with|in combination with|combined with|together with)|plus|\+)\s*(?:an?\s+|the\s+|any\s+|either\s+)*",
    re.I,
)
_OR_BETWEEN = gated(
    r"\W*(?:\b(?:therap\w+|treatments?|alone)\b\W*)*(?:\bor\b|/)\W*(?:(?:an?|the|with|either|prior)\s+)*", re.I
)
_COMMA = gated(r"\s*,\s*")
_TOO_GENERAL = frozenset(
    {"systemic therapy", "non-endocrine systemic therapy", "biologic therapy", "targeted therapy", "endocrine therapy"}
)


def _any_of_combinations(
    text: str,
    group: Sequence[Named],
    parts: Sequence[Requirement],
    whole_classes: Sequence[Requirement],
    vocabulary: Vocabulary,
) -> Requirement | None:
    """'A + B or A + C' is any of the combinations; 'A with B or C' and 'B or C with A' share A where B and C are alike."""
    ways, worded = [[0]], False
    comma = False
    for i, (a, b) in enumerate(zip(group, group[1:], strict=False), 1):
        gap = text[a.end : b.start]
        if plus := _PLUS.fullmatch(gap):
            ways[-1].append(i)
            worded = worded or plus["worded"] is not None
        elif _OR_BETWEEN.fullmatch(gap) or _COMMA.fullmatch(gap):
            comma = _OR_BETWEEN.fullmatch(gap) is None
            ways.append([i])
        else:
            return None
    if comma or len(ways) == 1 or len(ways) == len(group):  # a list that ends without 'or', no choice or no combination
        return None
    joined = [way for way in ways if len(way) > 1]
    if len(joined) == 1 and joined[0] == ways[0] and len(ways[0]) == 2:
        first, second = ways[0]
        others = [second, *(way[0] for way in ways[1:])]
        slashed = all("/" in text[a.end : b.start] for a, b in zip(group[1:], group[2:], strict=False))
        either_of_them = "either" in text[group[first].end : group[second].start].lower()
        if slashed or either_of_them or _alike([group[i] for i in others], vocabulary, hormones=True):
            return every((parts[first], either([*(parts[i] for i in others), *whole_classes])))
    if len(joined) == 1 and joined[0] == ways[-1] and len(ways[-1]) == 2:
        first, second = ways[-1]
        others = [*(way[0] for way in ways[:-1]), first]
        if _alike([group[i] for i in others], vocabulary, hormones=worded):
            return every((either([*(parts[i] for i in others), *whole_classes]), parts[second]))
    return either(every(parts[i] for i in way) for way in ways)


def _alike(group: Sequence[Named], vocabulary: Vocabulary, *, hormones: bool = False) -> bool:
    """Whether therapies are of one class: palbociclib and ribociclib, on request a SERD and an aromatase inhibitor."""
    general = _TOO_GENERAL - {"endocrine therapy"} if hormones else _TOO_GENERAL
    if len({one.concepts for one in group}) < len(group):
        return False  # 'A plus B, or A alone'
    classes = [{a for c in one.concepts for a in (c, *vocabulary.ancestors(c))} - general for one in group]
    return bool(set.intersection(*classes))


def _combined(text: str, group: Sequence[Named], parts: Sequence[Requirement]) -> Requirement | None:
    """Both of two therapies, of which only the combination is meant; whether she had them at once, no field tells."""
    if len(group) != 2 or len(parts) != 2 or not _IN_COMBINATION.fullmatch(text[group[0].end : group[1].start]):
        return None
    general = _GENERAL.issuperset(group[0].concepts)  # 'endocrine therapy in combination with everolimus'
    return every(parts) if general else every((*parts, Undecidable("whether given in combination")))


_GENERAL = frozenset({"chemotherapy", "endocrine therapy", "aromatase inhibitor"})
_IN_COMBINATION = gated(
    r"\s*(?:(?:therap\w+|treatments?|agents?|used|given|administered|,)\s*)*(?:in combination with|combined with|together with|plus|\+)\s*(?:(?:an?|the|any|(?:non-?\s?)?myelo-?ablative|lympho-?depleting|systemic|standard|cytotoxic|other)\s+)*",
    re.I,
)


def _may_be_one_regimen(text: str, group: Sequence[Named], vocabulary: Vocabulary) -> bool:
    """'Previous weekly carboplatin and paclitaxel' may mean the two together; two classes, or two drugs of a class, do not."""
    if len(group) != 2 or _AND_ALONE.fullmatch(text[group[0].end : group[1].start]) is None:
        return False
    if any(len(one.concepts) != 1 or vocabulary.descendants(one.concepts[0]) for one in group):
        return False
    first, second = (set(vocabulary.ancestors(one.concepts[0])) - _TOO_GENERAL - {"chemotherapy"} for one in group)
    return first.isdisjoint(second)


_AND_ALONE = gated(r"(?:\s*\([^()]{1,30}\))?(?:\s+(?:therapy|treatment))?\s+and\s+", re.I)


# Classes of which a list that names each approved member means the whole (FDA labels for breast cancer, 2026).
_APPROVED_MEMBERS = {
    "CDK4/6 inhibitor": {"palbociclib", "ribociclib", "abemaciclib"},
    "PARP inhibitor": {"olaparib", "talazoparib"},
}


# 'These contained all of: capecitabine, a taxane, an anthracycline'
_ALL_OF = gated(
    r"\b(?:all|each)\s+(?:of|three|four|the)\s*(?:the\s+)?(?:following\s+)?(?:(?:drugs?|agents?|classes|treatments?|therapies)\s*)?:?\s*(?:an?\s+)?$",
    re.I,
)


_BOTH = gated(r"\bboth (?:an? |prior |previous )?$", re.I)


_AT_ONCE = gated(
    r"\W{0,3}(?:given |administered |used )?(?:concurrent|concomitant|simultaneous|together|in combination\b(?! with))\w*",
    re.I,
)


_PLUS_EITHER = gated(r"\b(?:plus|and|with)\s+either\b", re.I)


def _had(concept: str, setting: str, *, progressed: bool) -> Requirement:
    if setting == EARLY:
        return Within(f"received_early:{concept}", YES)
    quantity = _LINES.get(concept)
    for_metastases = Between(quantity, 1, None) if quantity else Within(f"received_metastatic:{concept}", YES)
    if progressed:
        on_it = Within(f"progressed_on:{concept}", YES)
        return every((on_it, for_metastases)) if setting == METASTATIC else on_it
    return for_metastases if setting == METASTATIC else Within(f"received:{concept}", YES)


def _usual(concept: str, setting: str, vocabulary: Vocabulary) -> str:
    """Asked for as earlier treatment in no setting, some drugs were given for advanced disease; no patient field tells otherwise."""
    return METASTATIC if setting == ANY and vocabulary.given_for_advanced_disease_only(concept) else setting
