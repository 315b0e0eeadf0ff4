"""Her having had what a list names, by drug, class and setting, as a requirement."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from data.axes import YES
from data.criteria import Between, Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.quantities import KIND_OF
from matcher.reading.therapy.lists import CLOSED, NO_PATIENT_FIELD
from matcher.reading.therapy.names import Named
from matcher.reading.therapy.settings import ANY, EARLY, METASTATIC

_LINES = {kind: quantity for quantity, kind in KIND_OF.items()}


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
    usual_for = None if any_of else vocabulary
    parts = [
        every(had(c, _usual(c, setting, usual_for), progressed=progressed) for c in concepts)
        for named in group
        if (concepts := [c for c in named.concepts if c not in NO_PATIENT_FIELD])
    ]
    if _means_all(text, group, parts, any_of=any_of):
        return every(parts)
    whole_classes = _whole_classes(group, setting, progressed=progressed)
    if any_of:
        of_some_form = _combined(text, group, parts) or _perhaps_one_regimen(text, group, parts, vocabulary)
    elif len(parts) < len(group):
        of_some_form = None
    else:
        combinations = (
            _any_of_combinations(text, group, parts, whole_classes, vocabulary) if vocabulary is not None else None
        )
        of_some_form = combinations or _with_either(text, group, parts)
    return of_some_form or either([*parts, *whole_classes])


def _means_all(text: str, group: Sequence[Named], parts: Sequence[Requirement], *, any_of: bool) -> bool:
    before = text[: group[0].start]
    between = CLOSED.sub(" ", " ".join(text[a.end : b.start] for a, b in itertools.pairwise(group)))
    if phrases.OR.search(between) or not (phrases.AND.search(between) or _ALL_OF.search(before)):
        return False
    both = len(parts) == 2 and bool(_BOTH.search(before) or _AT_ONCE.match(text, group[-1].end))
    return both or not any_of


def _with_either(text: str, group: Sequence[Named], parts: Sequence[Requirement]) -> Requirement | None:
    """'A or B, and either C or D': one of the first and one of the others."""
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(group)]
    turn = next((i for i, gap in enumerate(gaps, 1) if _PLUS_EITHER.search(gap)), 0)
    if not turn or any(phrases.OR.search(gap) for gap in gaps[: turn - 1]):
        return None
    return every((either(parts[:turn]), either(parts[turn:])))


def _whole_classes(group: Sequence[Named], setting: str, *, progressed: bool) -> list[Requirement]:
    listed = {c for named in group for c in named.concepts}
    return [
        had(name, setting, progressed=progressed) for name, members in _APPROVED_MEMBERS.items() if members <= listed
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
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(group)]
    ways = _ways_of(gaps)
    if len(ways) in (0, 1, len(group)):  # a list that ends without 'or', no choice or no combination
        return None
    joined = [way for way in ways if len(way) > 1]
    if len(joined) == 1 and joined[0] == ways[0] and len(ways[0]) == 2:
        first, second = ways[0]
        others = [second, *(way[0] for way in ways[1:])]
        one_choice = "either" in gaps[0].lower() or all("/" in gap for gap in gaps[1:])
        if one_choice or _alike([group[i] for i in others], vocabulary, hormones=True):
            return every((parts[first], either([*(parts[i] for i in others), *whole_classes])))
    if len(joined) == 1 and joined[0] == ways[-1] and len(ways[-1]) == 2:
        first, second = ways[-1]
        others = [*(way[0] for way in ways[:-1]), first]
        worded = any((plus := _PLUS.fullmatch(gap)) and plus["worded"] for gap in gaps)
        if _alike([group[i] for i in others], vocabulary, hormones=worded):
            return every((either([*(parts[i] for i in others), *whole_classes]), parts[second]))
    return either(every(parts[i] for i in way) for way in ways)


def _ways_of(gaps: Sequence[str]) -> list[list[int]]:
    """The places of therapies that are given together, by the ways between which there is a choice; none where the words
    between them tell neither, or the last choice stands without an 'or'."""
    ways, open_end = [[0]], False
    for place, gap in enumerate(gaps, 1):
        if _PLUS.fullmatch(gap):
            ways[-1].append(place)
            continue
        named_or = _OR_BETWEEN.fullmatch(gap) is not None
        if not named_or and not _COMMA.fullmatch(gap):
            return []
        open_end = not named_or
        ways.append([place])
    return [] if open_end else ways


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


def _perhaps_one_regimen(
    text: str, group: Sequence[Named], parts: Sequence[Requirement], vocabulary: Vocabulary | None
) -> Requirement | None:
    """'Previous weekly carboplatin and paclitaxel' may mean the two together; two classes, or two drugs of a class, do not."""
    if vocabulary is None or len(group) != 2 or len(parts) != 2:
        return None
    if _AND_ALONE.fullmatch(text[group[0].end : group[1].start]) is None:
        return None
    if any(len(one.concepts) != 1 or vocabulary.descendants(one.concepts[0]) for one in group):
        return None
    first, second = (set(vocabulary.ancestors(one.concepts[0])) - _TOO_GENERAL - {"chemotherapy"} for one in group)
    if not first.isdisjoint(second):
        return None
    return either((every(parts), every((either(parts), Undecidable("whether the regimen of both is meant")))))


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


def had(concept: str, setting: str, *, progressed: bool) -> Requirement:
    if setting == EARLY:
        return Within(f"received_early:{concept}", YES)
    quantity = _LINES.get(concept)
    for_metastases = Between(quantity, 1, None) if quantity else Within(f"received_metastatic:{concept}", YES)
    if progressed:
        on_it = Within(f"progressed_on:{concept}", YES)
        return every((on_it, for_metastases)) if setting == METASTATIC else on_it
    return for_metastases if setting == METASTATIC else Within(f"received:{concept}", YES)


def _usual(concept: str, setting: str, vocabulary: Vocabulary | None) -> str:
    """Asked for as earlier treatment in no setting, some drugs were given for advanced disease; no patient field tells otherwise."""
    if setting == ANY and vocabulary is not None and vocabulary.given_for_advanced_disease_only(concept):
        return METASTATIC
    return setting
