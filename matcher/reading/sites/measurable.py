"""Measurable disease by RECIST.

    words                                                    asks
    "measurable disease", "at least one measurable lesion"   measurable
    "measurable or evaluable / non-measurable disease"       disease that is there
    "measurable disease or lytic bone lesions"               nothing: a permission
    "measurable disease is optional"                         nothing: a permission
    "no measurable disease" under exclusion                  measurable
    "all measurable disease must be imaged within 28 days"   nothing: how it is imaged

Bone-only disease is read in `bone_only.py`. A requirement that another sentence softens ("bone-only disease is allowed") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from data import axes
from data.axes import BONE_ONLY_AXIS, MEASURABLE_AXIS, YES
from data.criteria import AnyOf, Requirement, Undecidable, Within
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blanked, words_beginning
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence, sentences_of
from matcher.reading.sites.bone_only import beyond_bone, bone_only, bone_only_in, refuses
from matcher.reading.sites.how_measured import asks_for_none
from matcher.reading.sites.measurable_beside import ALLOWED_BESIDE, OF_THE_TREATED, WITHOUT_OTHER, bone_beside
from matcher.reading.sites.measurable_of_whom import IN_SO_MANY, of_another_matter, only_a_part
from matcher.reading.sites.measurable_words import (
    EITHER_KIND,
    EVALUABLE,
    MEASURABLE,
    NO_MEASURABLE,
    NOT_ASKED,
    NOT_MEASURABLE,
    ONLY_NON,
    THING,
    TRIGGER,
)
from matcher.reading.sites.softened import about_it, lets_in_bone_only, softened, told_softly
from matcher.reading.stance import Stance
from matcher.reading.state.meanings import ALL, OPERATED

_KEYS = words_beginning(
    "target measurable measured evaluable assessable bone osseous skeletal unidimensionally bidimensionally nonmeasurable measure bony bones extraosseous extraskeletal nonosseous nonbone lesion unmeasurable immeasurable"
)


def read_measurable(sentence: Sentence, context: Context) -> list[Mention]:
    """Mentions on the axes of measurable and of bone-only disease."""
    if not sentence.from_criteria or _KEYS.isdisjoint(sentence.keys) or not TRIGGER.search(sentence.text):
        return []
    if "(" in sentence.text:
        sentence = replace(
            sentence, text=blanked(_BONE_ASIDE, sentence.text, where=lambda aside: of_other_tumours(aside.group()))
        )
    if not sentence.excludes:
        sentence = replace(sentence, text=blanked(_IN_ITS_ABSENCE, sentence.text, where=_behind_an_or))
    criteria = context.trial.criteria or ""
    allowed = (WITHOUT_OTHER if sentence.excludes else ALLOWED_BESIDE).match(sentence.text)
    if allowed is not None:
        return [bone_beside(allowed)] if allowed["bone"] else []
    if not sentence.excludes and OF_THE_TREATED.match(sentence.text):
        of_some: Requirement = AnyOf((Within(MEASURABLE_AXIS, YES), Undecidable("who is so treated")))
        return [_mention(of_some, found, Stance.REQUIRE) for found in (MEASURABLE.search(sentence.text),) if found]
    beyond = beyond_bone(sentence)
    if beyond is not None:
        return [beyond, *_measurable_too(sentence, beyond)]
    bone = bone_only_in(sentence)
    if bone is None or _for_example(sentence, bone):
        return list(_measurable(sentence, criteria))
    asked = _measurable(sentence, criteria) if not sentence.excludes and refuses(sentence.text) else ()
    return [bone_only(sentence, bone), *asked]


# 'Measurable disease or, if no measurable disease is present, a lytic bone lesion': the other way in, once more
_IN_ITS_ABSENCE = gated(
    r"(?:\bif\s+(?:there\s+is\s+)?no\s+measure?able\s+(?:disease|lesions?)(?:\s+(?:is|are)\s+(?:present|found|seen))?"
    r"|\bin\s+(?:the\s+)?absence\s+of\s+measure?able\s+(?:disease|lesions?)(?:\s+(?:by|per|according\s+to)\s+RECIST(?:\s+criteria)?)?)(?:\s*,)?(?:\s+then\b)?",
    re.I,
)


def _behind_an_or(aside: re.Match[str]) -> bool:
    return _OR.search(aside.string, 0, aside.start()) is not None


_OR = gated(r"\bmeasure?able\b.*\bor\b", re.I | re.S)

# 'Measurable disease (in prostate cancer bone-only disease is accepted)'
_BONE_ASIDE = gated(r"\([^()]{0,80}\bbone\b[^()]{0,80}\)", re.I)


def _measurable_too(sentence: Sentence, beyond: Mention) -> Iterator[Mention]:
    """'A measurable lesion outside the bones'"""
    found = MEASURABLE.search(sentence.text)
    if found is not None:
        asked: Requirement = Within(MEASURABLE_AXIS, YES)
        if not isinstance(beyond.requirement, Within):
            asked = AnyOf((asked, Undecidable("another way in")))
        yield _mention(asked, found, Stance.REQUIRE)


# 'No measurable lesion (e.g. bone metastases only)'
def _for_example(sentence: Sentence, bone: re.Match[str]) -> bool:
    before = sentence.text[: bone.start()]
    return sentence.excludes and bool(NO_MEASURABLE.search(before) and _SUCH_AS.search(before))


_SUCH_AS = gated(r"\b(?:e\.g\.?|i\.e\.?|such as|for example|including)\W+(?:\w+\W+){0,4}$", re.I)


def _measurable(sentence: Sentence, criteria: str) -> Iterator[Mention]:
    text = sentence.text
    if sentence.excludes:
        yield from _shut_out(text)
        return
    if asks_for_none(text, criteria):
        return
    either = EITHER_KIND.search(text) or EVALUABLE.match(text)
    if either is not None:
        yield _of_either_kind(sentence, either)
        return
    found = MEASURABLE.search(text)
    if found is None or IN_SO_MANY.match(text, found.end()) or of_another_matter(text, found):
        return
    if not NO_MEASURABLE.search(text) and not _NOT_COUNTED_AS.search(text[: found.start()]):
        yield from _demanded(sentence, found, criteria)


# 'Bone lesions are not considered measurable'
_NOT_COUNTED_AS = gated(r"\bnot (?:be )?(?:considered|regarded|counted|defined)(?: as)?\W*$", re.I)


def _shut_out(text: str) -> Iterator[Mention]:
    """'No measurable disease', 'only non-measurable disease', among exclusions"""
    only_non = ONLY_NON.search(text)
    if only_non is not None:
        if not gated(r"\b(?:other than|except|unless)\b", re.I).search(text):
            yield _mention(Within(MEASURABLE_AXIS, YES), only_non, Stance.REQUIRE)
        return
    found = MEASURABLE.search(text)
    if (neither := _NEITHER_KIND.match(text)) is not None:
        yield _required(Within(axes.STATE_AXIS, ALL & ~OPERATED), "measurable or evaluable disease", neither)
        return
    if found is None or of_another_matter(text, found) or not NO_MEASURABLE.search(text):
        return
    if not gated(r"\b(?:except|unless)\b", re.I).search(text):
        yield _mention(Within(MEASURABLE_AXIS, YES), found, Stance.REQUIRE)


# 'No measurable or evaluable disease', as the whole of an exclusion
_NEITHER_KIND = gated(
    rf"^\W*(?:(?:the\s+)?(?:patients?|subjects?|participants?|women)\s+)?(?:(?:who\s+)?(?:do(?:es)?\s+not|without|not|with|have|having|has|any|an?)\s+){{0,4}}(?:(?<=not\shave\s)|(?<=not\shave\sa\s)|(?<=not\shave\sany\s)|(?<=without\s)|(?:no|without|absence\s+of|lack\s+of|neither)\s+(?:any\s+)?)"
    rf"(?:measure?able\W+(?:(?:disease|lesions?)\W+)?(?:(?:and/or|or|nor|and)\W+){{1,2}}(?:evaluable|assess?able|non-?\s?measure?able)|evaluable\W+(?:(?:and/or|or|nor)\W+)measure?able)\s+{THING}\b(?:\s+(?:as\s+defined\s+by|by|per|according\s+to|as\s+per)\s+[^;,]{{1,40}})?\W*$",
    re.I,
)


def _of_either_kind(sentence: Sentence, either: re.Match[str]) -> Mention:
    """'Measurable or evaluable disease': of which kind is open, but there must be some."""
    if _OPTIONAL.search(sentence.text) or only_a_part(sentence):
        return _mention(Within(MEASURABLE_AXIS, axes.full(MEASURABLE_AXIS)), either, Stance.ALLOW)
    return _required(Within(axes.STATE_AXIS, ALL & ~OPERATED), "measurable or evaluable disease", either)


def _demanded(sentence: Sentence, found: re.Match[str], criteria: str) -> Iterator[Mention]:
    """What the demand comes to with all that softens it."""
    text, measurable = sentence.text, Within(MEASURABLE_AXIS, YES)
    lytic = _OR_A_LYTIC_LESION.search(text, found.end())
    if lytic is not None and not NOT_MEASURABLE.search(text) and not _OPTIONAL.search(text):
        beside = AnyOf((measurable, Undecidable("lytic bone lesions")))
        yield _required(beside, "measurable disease or a lytic bone lesion", found)
    elif _softened_in_its_point(sentence):
        yield _mention(Within(MEASURABLE_AXIS, axes.full(MEASURABLE_AXIS)), found, Stance.ALLOW)
    elif lets_in_bone_only(criteria) and not only_a_part(sentence):
        yield _required(AnyOf((measurable, Within(BONE_ONLY_AXIS, YES))), "measurable or bone-only disease", found)
    elif softened(criteria) or only_a_part(sentence):
        yield _mention(AnyOf((measurable, Undecidable("an exception"))), found, Stance.REQUIRE)
    elif not gated(r"^\W*(?:if|when|where)\b", re.I).match(text):
        yield _mention(measurable, found, Stance.REQUIRE)


def _softened_in_its_point(sentence: Sentence) -> bool:
    text = sentence.text
    points = sentence.item.children if sentence.item else []
    below = " ".join(point.text for point in points if not _SHUTS_OUT.match(point.text))
    said = tuple(s.text for s in sentences_of(sentence.item)) if sentence.item else (text,)
    about = tuple(words for words, refused in about_it(said) if words == text or not refused)
    if told_softly(about, below):
        return True
    return bool(NOT_MEASURABLE.search(text)) and not gated(r"only|not", re.I).search(text)


# 'No pleural or peritoneal effusions' below it softens nothing.
_SHUTS_OUT = gated(r"^\W*(?:no|not|without|excluding)\b", re.I)
_OPTIONAL = gated(
    rf"\b{NOT_ASKED}|\b(?:optional|preferr\w*|desirable|if|when|where|regardless|need not|irrespective|not specified|allowed|permitted|eligible|acceptable|may|can)\b",
    re.I,
)

# 'Measurable disease or at least one predominantly lytic bone lesion'
_OR_A_LYTIC_LESION = gated(
    r"\bor\b(?!\W+evaluable\b(?!\s+(?:bone|(?:osteo)?lytic)\b))[\s,]*[^.;]{0,50}?\b(?:(?:osteo)?lytic(?:\s+or\s+mixed)?(?:\s*\([^()]*\))?\s+(?:bone\s+)?(?:lesions?|metast\w+|disease)|bone\s+(?:lesions?|metast\w+),?\s*\(?(?:osteo)?lytic\b|bone[- ]only disease with (?:an? )?(?:osteo)?lytic)",
    re.I,
)


def _mention(requirement: Requirement, at: re.Match[str], stance: Stance) -> Mention:
    soft = not isinstance(requirement, Within)
    words = "measurable disease" + (", or an exception that needs reading" if soft else "")
    if stance is Stance.ALLOW:
        words = "measurable disease or not"
    return Mention("measurable_disease", requirement, words, at.start(), at.end(), stance, settled=True)


def _required(requirement: Requirement, words: str, at: re.Match[str]) -> Mention:
    return Mention("measurable_disease", requirement, words, *at.span(), Stance.REQUIRE, settled=True)
