"""Her having had any of a class but some: 'a HER2-directed therapy other than trastuzumab', '... except adjuvant trastuzumab'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.criteria import Requirement, either
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.therapy import phrases
from matcher.reading.therapy.names import Named, therapies_in
from matcher.reading.therapy.requirements import had
from matcher.reading.therapy.settings import METASTATIC

# 'A HER2-directed therapy other than trastuzumab', 'chemotherapy for metastatic disease, except capecitabine'
_OTHER_THAN = gated(
    r"(?:\s+(?:therap\w+|treatments?|agents?|drugs?|inhibitors?|antibod\w+))?(?:\s+for\s+breast\s+cancer)?(?:\s+in\s+any\s+(?:treatment\s+)?(?:setting|line))?"
    r"(?:\s+(?:for|in)\s+(?:the\s+|their\s+)?(?:(?:metastatic|advanced|recurrent)(?:\s*(?:,|/|\bor\b|\band\b)\s*)?){1,3}\s+(?:breast\s+)?(?:disease|settings?|cancers?))?"
    r"(?:\s+(?:are|is|will\s+be)\s+excluded(?:\s+from\s+(?:the|this)\s+(?:study|trial))?)?[\s,\uff0c(]*\b(?:other than|apart from|aside from|besides|except(?:ing)?(?: for)?|"
    r"excluding|with the exception of)\s+(?:prior\s+|the\s+|an?\s+|use of\s+|allosteric\s+)*",
    re.I,
)


# 'trastuzumab or pertuzumab', 'endocrine therapy +/- a CDK4/6 inhibitor'
_AND_ANOTHER = gated(
    r"\W*(?:\b(?:and|or|and/or|with or without|with/without|plus or minus|plus|with|combined with|in combination with|alone or)\b\W*)*(?:\ban?\b)?\W*",
    re.I,
)


# 'adjuvant trastuzumab', 'trastuzumab used in the neoadjuvant or adjuvant setting', and nothing behind it
_ADJUVANT = r"\(?(?:neo-?\s?\)?-?\s?)?adjuvant(?:ly)?\b"
_EARLY_ONES = gated(rf"{_ADJUVANT}(?:\s*(?:/|,|\bor\b|\band/or\b|\band\b)\s*{_ADJUVANT})?\s+", re.I)
_GIVEN_EARLY = gated(
    rf"(?:\s\(?(?:therapy|treatment|if|when|that|which|was|were|being|used|given|administered|received|only|as|in|for|during|part|of|the|an?|either)\b){{1,8}}\s\(?{_ADJUVANT}"
    rf"(?:\s*(?:/|,|\bor\b|\band/or\b|\band\b)\s*{_ADJUVANT})?(?:\s+(?:settings?|therapy|treatments?|use|purposes?|regimens?))?\)?(?=\W*$|[;,.])",
    re.I,
)
# '... other than trastuzumab in the (neo)adjuvant or metastatic setting': in any
_IN_EITHER_SETTING = gated(
    rf"\s+(?:in|as|for)\s+(?:(?:the|either|both)\s+)*{_ADJUVANT}(?:\s*(?:/|,|\bor\b|\band/or\b|\band\b)\s*{_ADJUVANT})?(?:\s+settings?)?\s*(?:/|,|,?\s*\b(?:or|and/or|and)\b)\s*(?:(?:in|the|for|locally)\s+)*(?:metastatic|advanced|recurrent)\b",
    re.I,
)
# 'No systemic therapy except adjuvant chemotherapy', as it is written, counts no adjuvant endocrine treatment either.
_GENERAL = frozenset(
    {"systemic therapy", "non-endocrine systemic therapy", "targeted therapy"} | {"chemotherapy", "endocrine therapy"}
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
    named_early = _EARLY_ONES.match(text, opening.end())
    begin = named_early.end() if named_early else opening.end()
    spared: list[Named] = []
    for one in therapies_in(text, vocabulary):
        if one.start < begin:
            continue
        if not _AND_ANOTHER.fullmatch(text[(spared[-1].end if spared else begin) : one.start]):
            break
        spared.append(one)
    if not spared or phrases.WINDOW.search(text, start):
        return None
    end = spared[-1].end
    if _IN_EITHER_SETTING.match(text, end):
        given_early = None
    elif given_early := _GIVEN_EARLY.match(text, end):
        end = given_early.end()
    elif phrases.EARLY.search(text, end):
        return None
    requirement = had_all_but(group, spared, vocabulary, setting, progressed=progressed)
    if requirement is None or not (given_early or named_early):
        return (requirement, end) if requirement is not None else None
    if not _GENERAL.isdisjoint(c for one in group for c in one.concepts):
        return None
    late = (had(c, METASTATIC, progressed=False) for one in spared for c in one.concepts)
    return either((requirement, *late)), end


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
    return either(had(m, setting, progressed=progressed) for m in tops)
