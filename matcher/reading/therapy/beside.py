"""Therapies asked for beside counted lines or beside standard therapy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blank
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases, used_up
from matcher.reading.therapy.kinds import CLASSES_OF_ANYTHING
from matcher.reading.therapy.lists import lists_of, therapies_named
from matcher.reading.therapy.names import GENERAL_KINDS, Named, run_of
from matcher.reading.therapy.one_list import mention_of
from matcher.reading.therapy.told import says_no

# 'Failed standard endocrine therapy and a CDK4/6 inhibitor', 'at least one line of endocrine therapy with a CDK4/6
# inhibitor', 'at least two lines, including a taxane': the second is asked for by name.
_TOGETHER_WITH = gated(
    r"\W*\b(?:and|plus|with|combined with|in combination with|as well as|together with|followed by)\s+(?:(?:an?|one|at least one|1|prior|the|with)\s+)*$"
    r"|(?:\s+(?:for|in)\s[^,.;()]{0,60})?,?\s+(?:including|which (?:must|should) (?:have )?includ\w+|at least one of which (?:must )?(?:have )?(?:includ|contain)\w*)\s+(?:an?\s+|prior\s+|the\s+|both\s+|at least one\s+)*$",
    re.I,
)


def beside_the_standard(sentence: Sentence, context: Context) -> list[Mention]:
    standard = used_up.STANDARD.search(sentence.text)
    return [] if standard is None else _together_with(sentence, [standard.span()], context)


def _together_with(sentence: Sentence, kinds: Sequence[tuple[int, int]], context: Context) -> list[Mention]:
    """Therapies that are asked for together with a kind of therapy named within one of the spans `kinds`."""
    named, text = therapies_named(sentence, context), sentence.text
    found = (
        mention_of(sentence, run_of(named[i:], text), "", (0, len(text)), text, vocabulary=context.vocabulary)
        for i, (before, after) in enumerate(zip(named, named[1:], strict=False), 1)
        if any(start <= before.start <= end for start, end in kinds)
        and GENERAL_KINDS.issuperset(before.concepts)
        and GENERAL_KINDS.isdisjoint(after.concepts)
        and _TOGETHER_WITH.fullmatch(text[before.end : after.start])
    )
    return [mention for mention in found if mention is not None]


_ASIDE_BEGINS = gated(
    rf"{phrases.CLAUSE.pattern}|[()]|, (?=no (?:prior|previous|earlier)\b)|,? and (?:patients|participants|subjects)\b|,? (?:with )?at least (?:one|1) of (?:which|these)\b|,? (?:or|and) (?:any(?= chemo| prior| previous)|(?:have |has )?(?:prior|previous))\b",
    re.I,
)


# Among exclusions: '... or any CDK4/6 inhibitor', '..., or no prior treatment'
_NEXT_EXCLUSION = gated(
    rf"{_ASIDE_BEGINS.pattern}|,? or (?:any|no)\b|,? or $",
    re.I,
)


def beside_the_least(sentence: Sentence, lines: Sequence[Mention], context: Context) -> list[Mention]:
    """'At least one line of endocrine therapy and a CDK4/6 inhibitor'"""
    least = [(line.start, line.end) for line in lines if line.statement.startswith(("at least", "exactly", "1 to"))]
    gaps = (sentence.text[a[1] : b[0]] for a, b in zip(least, least[1:], strict=False))
    if sentence.excludes or any(_OR.search(gap) for gap in gaps):
        return []  # 'two lines, or one line with a CDK4/6 inhibitor' asks it of some
    return [*_together_with(sentence, least, context), *_among_them(sentence, least, context)]


_OR = gated(r"\bor\b", re.I)
# '1 or 2 prior lines of treatment, including a CDK4/6 inhibitor', 'two lines, one (of them) being combined with palbociclib'
_OF_TREATMENT = r"(?:\s+of\s+(?:systemic\s+)?(?:therapy|treatment))?(?:\s+(?:for|in)\s[^,.;()]{0,60})?"
_ONE_OF_THEM = r"(?:at\s+least\s+)?(?:one|1)(?:\s+of\s+(?:which|these|them|those)(?:\s+(?:lines|regimens|therapies|treatments))?|\s+(?:line|regimen|therapy))?"
_COMBINED = (
    r"(?:(?:must|should)\s+(?:have\s+)?(?:includ|contain|compris)\w+|(?:(?:being|was|were|having\s+been|(?:must|should)\s+(?:have\s+been|be))\s+)?"
    r"(?:combined\s+|paired\s+|partnered\s+|given\s+|taken\s+|administered\s+|together\s+|in\s+combination\s+)*(?:with|containing))"
)
_A = r"(?:(?:an?|prior|the|both|at least one|one)\s+)*"
_AMONG_THEM = gated(
    rf"{_OF_TREATMENT},?\s+(?:including|containing|comprising|(?:that|which)\s+(?:includ|contain)(?:s|ed)|(?:at least\s+)?(?:one|1)\s+of\s+(?:which|these|them)\s+(?:(?:must|should)\s+(?:be|have been)|(?:must\s+|should\s+)?(?:have\s+)?(?:includ|contain|compris)\w+))\s+{_A}"
    rf"|{_OF_TREATMENT}[,;]?\s+\(?(?:including\s+|with\s+|and\s+|of\s+(?:which|these|them),?\s+)?{_ONE_OF_THEM}\s+{_COMBINED}\s+{_A}"
    rf"|{_OF_TREATMENT},?\s+(?:together|in\s+combination|combined|along)\s+with\s+{_A}",
    re.I,
)
# 'Two lines for metastatic disease, with a CDK4/6 inhibitor in one of them'
_WITH = gated(rf"{_OF_TREATMENT},?\s+with\s+{_A}", re.I)
_IN_ONE_OF_THEM = gated(
    r"\s+(?:as\s+(?:a\s+)?part\s+of|being\s+part\s+of|in|within|during)\s+(?:at\s+least\s+)?(?:one|1)\b", re.I
)


def _among_them(sentence: Sentence, least: Sequence[tuple[int, int]], context: Context) -> list[Mention]:
    named, text = therapies_named(sentence, context), sentence.text
    found = (
        mention_of(sentence, run_of(named[i:], text), "", (0, len(text)), text, vocabulary=context.vocabulary)
        for i, one in enumerate(named)
        if GENERAL_KINDS.isdisjoint(one.concepts) and any(_is_among_them(text, end, one) for _, end in least)
    )
    return [mention for mention in found if mention is not None]


def _is_among_them(text: str, end: int, one: Named) -> bool:
    if _AMONG_THEM.fullmatch(text, end, one.start):
        return True
    return _WITH.fullmatch(text, end, one.start) is not None and _IN_ONE_OF_THEM.match(text, one.end) is not None


def beside_the_lines(sentence: Sentence, lines: Sequence[Mention], context: Context, begin: int) -> list[Mention]:
    """What the clauses of the sentence that count no lines say of therapies: '..., but no chemotherapy', '(no prior fulvestrant)'."""
    text, begins = sentence.text, _NEXT_EXCLUSION if sentence.excludes else _ASIDE_BEGINS
    for line in lines:
        if not text[line.start : line.end].strip():
            continue  # in an aside that lets in
        opening = [m.end() for m in begins.finditer(text, 0, line.start)]
        closing = begins.search(text, line.end)
        start, end = opening[-1] if opening else 0, closing.start() if closing else len(text)
        text = blank(text, start, end)
    rest = replace(sentence, text=text)
    named = [one for one in therapies_named(rest, context) if one.start >= begin]
    groups = [group for group in lists_of(text, named, context.vocabulary) if _has_its_own_history(rest, group)]
    found = (
        mention_of(rest, group, "", (0, len(text)), sentence.text, vocabulary=context.vocabulary) for group in groups
    )
    return [mention for mention in found if mention is not None]


_PRIOR = gated(
    r"\b(?:(?:prior|previous)\s+(?:\w+\s+)?|or any |of (?:which|these)\b[^.;()]{0,40}\b(?:with|includ\w+|contain\w+|was|being)\s+(?:an?\s+)?)$",
    re.I,
)


_HEADS_A_COUNT = gated(r"\s*:|[^.;:()]{0,60}[(:] {3}")


# Among exclusions: 'prior treatment with a CDK4/6 inhibitor or more than one line of ...'
_TREATED_WITH = gated(
    r"^\W*(?:(?:has|have|had|having|patients?|who|any)\s+){0,3}(?:received\s+)?(?:prior|previous)\s+(?:[\w-]+\s+){0,2}(?:treatment|therapy|exposure|use)\s+(?:with|of|to)\s+(?:an?\s+|any\s+)?$",
    re.I,
)


def _has_its_own_history(sentence: Sentence, group: Sequence[Named]) -> bool:
    text = sentence.text
    if phrases.PROGRESSED.search(text[max(0, group[0].start - 60) : group[0].start] + " "):
        return True
    if _HEADS_A_COUNT.match(text, group[-1].end):
        return False  # 'Prior chemotherapy: at most one line' is the name of what is counted
    before = text[max(0, group[0].start - 60) : group[0].start]
    shut_out = sentence.excludes and _TREATED_WITH.search(before)
    return says_no(text, group) or bool(shut_out or _PRIOR.search(before))


_AND_SO_MANY = gated(r"(?:,?\s+\b(?:and|but|with)\b(?:\s+(?:no|not|have|has|had|received|failed))*|,)\W*$", re.I)


_HAD_IT = gated(
    r"\b(?:no|not|never|without|received|had|failed|treated|progress\w*|relaps\w*|recurr\w*|refractory|exposed|undergone)\b",
    re.I,
)


def therapies_before(sentence: Sentence, lines: Sequence[Mention], context: Context) -> list[Mention]:
    """'Received trastuzumab, but no more than three lines of chemotherapy' asks for the trastuzumab as well."""
    joined = _AND_SO_MANY.search(sentence.text, 0, min(m.start for m in lines))
    if sentence.excludes or joined is None or joined.end() != min(m.start for m in lines):
        return []
    head = replace(sentence, text=sentence.text[: joined.start()])
    named = [n for n in therapies_named(head, context) if not CLASSES_OF_ANYTHING.intersection(n.concepts)]
    if not _HAD_IT.search(head.text) and any(GENERAL_KINDS.intersection(n.concepts) for n in named):
        return []  # 'Prior chemotherapy and at most one line ...' names what is counted
    if phrases.PERMITS.search(sentence.text):
        return []
    groups = lists_of(head.text, named, context.vocabulary)
    found = (mention_of(head, g, "", (0, len(head.text)), vocabulary=context.vocabulary) for g in groups)
    return [mention for mention in found if mention is not None]
