"""Performance status: the ECOG values that may join."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import takewhile
from operator import or_

from data import axes
from data.axes import ECOG_AXIS
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blanked, words_beginning
from matcher.reading.person.performance_exceptions import is_limit_of_some, is_permission, let_in_besides
from matcher.reading.person.performance_scales import GROUPS_SCALE, VALUE, Told, ecog_of, told_by_scales
from matcher.reading.sentences import Sentence, sentences_of
from matcher.reading.stance import Stance

_KEYS = words_beginning("ecog swog sakk calgb ncic gog karnofsky kps zubrod performance eastern ps who")
_TRIGGER = gated(rf"ECOG|{GROUPS_SCALE}|Karnofsky|\bKPS\b|Zubrod|performance|Eastern Co|\bPS\b|\bWHO\b", re.I)
_OF_CHILDREN = gated(r"\([^()]*\bLansky\b[^()]*\)", re.I)
_FORBIDS = gated(r"\b(?:excluded|ineligible|not\s+(?:be\s+)?(?:eligible|allowed|included))\b", re.I)
_SKIP = gated(
    r"^\W*(?:if|for|in)\b(?!\s+(?:all|any|each|every|both|order|addition)\b)|\b(?:stratif|worsen|change in|improve)",
    re.I,
)
_ROMAN = gated(r"\b(?:II|I)\b(?=\s*(?:,|or|and|-|\(|$|in|by|on))")
_DIGIT = {"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4"}
_WORD = gated(r"\b(?:zero|one|two|three|four)\b", re.I)
_PART = gated(r"\b(?:phase|cohort|arm|part)\s+(?:[IVX]+|\d|[A-H])[ab]?\b", re.I)
# 'ECOG >= 2' under Inclusion: mostly a slip for '<= 2', sometimes a trial for the frail.
_FROM_2_UP = axes.mask(ECOG_AXIS, ["2", "3", "4"])


def read_performance(sentence: Sentence) -> Iterator[Mention]:
    """The ECOG values that may join, from every scale in the sentence together: 'ECOG 0-2 (Karnofsky > 60 %)'."""
    if not sentence.from_criteria:
        return
    bare = _below_its_name(sentence)
    told = bare if bare is not None else _told(sentence)
    if told is not None:
        yield told


def _told(sentence: Sentence) -> Mention | None:
    if _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(sentence.text):
        return None
    sentence = _with_the_other_groups(sentence)
    text = _in_digits(sentence.text)
    forbids = sentence.excludes or bool(_FORBIDS.search(text))
    cues = told_by_scales(text, shut_out=forbids)
    if not cues or _SKIP.match(text) or is_limit_of_some(sentence):
        return None
    return _by_group(text, cues) or _open_or_allowed(text, cues, forbids) or _limit(sentence, text, cues, forbids)


def _in_digits(text: str) -> str:
    """The text with digits for the words and Roman numbers of ECOG; of the same length, so that positions hold."""
    text = _WORD.sub(lambda m: _DIGIT[m.group().lower()].ljust(len(m.group())), text)
    text = blanked(_OF_CHILDREN, text)
    if gated(r"\b0\W").search(text):  # 'PS 0, I or II'
        text = _ROMAN.sub(lambda m: str(len(m.group())).ljust(len(m.group())), text)
    return text


def _open_or_allowed(text: str, cues: Sequence[Told], forbids: bool) -> Mention | None:
    """What asks nothing for certain: limits by part of the trial, a value that is allowed, a limit from below."""
    start, end, described = cues[0]
    if len(_PART.findall(text)) > 1:
        by_part = Undecidable("the part of the trial")
        return Mention("ecog", by_part, "an ECOG limit by part", start, end, Stance.REQUIRE, settled=True)
    if is_permission(text):
        allowed = Within(ECOG_AXIS, described)
        return Mention("ecog", allowed, "an ECOG value allowed", start, end, Stance.ALLOW, settled=True)
    if not forbids and all(described == _FROM_2_UP for _, _, described in cues):
        open_limit = Undecidable("a limit on ECOG from below")
        words = "ECOG 2 or more, or the other way about"
        return Mention("ecog", open_limit, words, start, end, Stance.REQUIRE, settled=True)
    return None


def _limit(sentence: Sentence, text: str, cues: Sequence[Told], forbids: bool) -> Mention | None:
    """The values of all scales together."""
    allowed = reduce(or_, (_allowed(described, forbids) for _, _, described in cues))
    start, end = min(c[0] for c in cues), max(c[1] for c in cues)
    if allowed == axes.full(ECOG_AXIS):
        return Mention("ecog", Within(ECOG_AXIS, allowed), "any ECOG", start, end, Stance.ALLOW, settled=True)
    if not allowed:
        return None
    requirement: Requirement = Within(ECOG_AXIS, allowed)
    words = f"ECOG {_listed(allowed)}"
    more = let_in_besides(sentence, text, cues[0][1], end) & ~allowed
    if more:
        requirement = AnyOf((requirement, AllOf((Within(ECOG_AXIS, more), Undecidable("an exception")))))
        words += f", or {_listed(more)} under a condition"
    return Mention("ecog", requirement, words, start, end, Stance.REQUIRE, settled=True)


_NAMED_ABOVE = gated(r"\W*performance\s+(?:status|score)\W*$", re.I)
_NO_MORE = gated(r"\s*(?:\(\s*(?:ECOG|WHO|Zubrod|SWOG)[^()]{0,40}\))?\W*(?:or\W*)?$", re.I)


# The Common Toxicity Criteria grade performance status as ECOG does
_TOXICITY_SCALE = gated(r"\W*(?:NCI[CA]?[\s-]+)?CTC(?:AE)?[\s:]+(?:grade\s+)?", re.I)


def _below_its_name(sentence: Sentence) -> Mention | None:
    """'0-2', 'CTC 0-2' in a point of its own below the line 'Performance status'."""
    above = sentence.item.parent if sentence.item is not None else None
    if above is None or sentence.excludes or len(sentence.text) > 60 or not _NAMED_ABOVE.match(above.text):
        return None
    named = _TOXICITY_SCALE.match(sentence.text)
    said = VALUE.match(sentence.text, named.end() if named else 0)
    values = ecog_of(said) if said is not None and _NO_MORE.match(sentence.text, said.end()) else 0
    if said is None or not values & 1 or values == axes.full(ECOG_AXIS):
        return None
    words = f"ECOG {_listed(values)}"
    return Mention("ecog", Within(ECOG_AXIS, values), words, *said.span(), Stance.REQUIRE, settled=True)


_GROUPS = gated(
    r"\b(?:phase|cohorts?|arms?|part|population|stratum|escalation|expansion|run-?in|aged?|years|elderly|older|younger)\b",
    re.I,
)


# 'ECOG: phase I, 0-1; phase II, 0-2': what stands behind the semicolon is of other groups
_ANOTHER_GROUP = gated(r"\W*(?:(?:for|in)\s+)?(?:phase|cohort|arm|part|population|stratum|group)\s+\w{1,3}\b", re.I)


def _with_the_other_groups(sentence: Sentence) -> Sentence:
    if sentence.item is None or not _GROUPS.search(sentence.text):
        return sentence
    behind = [s for s in sentences_of(sentence.item) if s.start >= sentence.end]
    others = list(takewhile(lambda s: _ANOTHER_GROUP.match(s.text), behind))
    joined = ", ".join(s.text.rstrip(" ;.") for s in (sentence, *others))
    return replace(sentence, text=joined, length=sentence.end - sentence.start) if others else sentence


# '0-2 for patients with brain metastases'
_OF_SOME = gated(
    r"\W*(?:(?:is|are|allowed|permitted|acceptable|eligible)\W+){0,2}(?:for|in)\s+(?:the\s+|those\s+)?(?:[\w+/-]+\s+){0,3}?(?:patients?|participants?|subjects?|those|wom[ae]n|disease|others?)\b",
    re.I,
)


SOME_OF_THEM = Undecidable("the group of patients")


def _by_group(text: str, cues: Sequence[Told]) -> Mention | None:
    """'ECOG 0-1 over 70 years of age, else 0-2': the narrower for all, the wider for some."""
    groups = _GROUPS.search(text)
    if len(cues) > 1 or not cues[0][2] & 1 or not (groups or _OF_SOME.search(text)):
        return None
    start, end, narrow = cues[0]
    wide = narrow
    for said in VALUE.finditer(text, end):
        if not groups and not _OF_SOME.match(text, said.end()):
            continue
        if (said["low"] or said["most"]) and (more := ecog_of(said)) & 1:
            narrow, wide, end = narrow & more, wide | more, said.end()
    if wide == narrow:
        return None
    some = AllOf((Within(ECOG_AXIS, wide & ~narrow), SOME_OF_THEM))
    words = f"ECOG {_listed(narrow)}, or {_listed(wide & ~narrow)} in some of the patients"
    return Mention("ecog", AnyOf((Within(ECOG_AXIS, narrow), some)), words, start, end, Stance.REQUIRE, settled=True)


def _listed(mask: int) -> str:
    return ", ".join(v for i, v in enumerate(axes.ECOG) if mask >> i & 1)


def _allowed(described: int, forbids: bool) -> int:
    """Nobody excludes the fittest: a range with 0 in it is a demand in whichever section, one from 3 up an exclusion."""
    fit = described & 1
    if fit:
        return described
    unfit = described & 16
    return axes.full(ECOG_AXIS) & ~described if forbids or unfit else described
