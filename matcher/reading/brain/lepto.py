"""Leptomeningeal disease."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data import axes
from data.axes import LEPTOMENINGEAL_AXIS, NO, YES
from data.criteria import AnyOf, Undecidable, Within
from matcher.reading.brain.descriptions import ALLOWS, ANY, POSTPOSED, REGARDLESS, states_described
from matcher.reading.brain.narrowed import narrowed
from matcher.reading.brain.phrases import BRAIN, CNS, TITLE_FREE, TREATED_THING, organ_of
from matcher.reading.brain.requirements import DIAGNOSED, LEPTO, OR_ELSE
from matcher.reading.brain.stances import EXCEPT, FORBIDS, HEAD_NEGATION
from matcher.reading.brain.states import ACTIVE
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.negation import negated
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance

_ONLY_SITE = gated(r"\bonly\s+(?:site|without)|as\s+(?:the\s+)?(?:only|sole)|\balone\b|limited\s+to|\bonly\b", re.I)


RULED_OUT = gated(r"\b(?:must|should|to) be (?:excluded|ruled out) (?:by|with|on|using|before|prior)\b", re.I)


WITHOUT_THEM = gated(r"\w\W+(?:without|no|and not)\s+(?:\w+\s+){0,2}$", re.I)


def covers_lepto(sentence: Sentence, phrases: list[re.Match[str]]) -> bool:
    """'CNS metastases' without a word that narrows them takes leptomeningeal disease in."""
    cns = gated(CNS, re.I)
    if LEPTO.search(sentence.text):
        return False
    return any(
        cns.search(organ_of(p))
        and not gated(r"parenchym", re.I).search(p.group())
        and (
            (states_described(sentence.text, p) == ANY == narrowed(sentence, p))
            or (states_described(sentence.text, p).sure == ACTIVE and _ACTIVE_DISEASE.search(sentence.text))
            or REGARDLESS.search(sentence.text)
            or gated(r"^\W*(?:patients with )?active\b.*\binvolvement", re.I).match(sentence.text)
        )
        for p in phrases
    )


# Leptomeningeal disease is active; whether it is without symptoms, or treated, these words leave open.
_ACTIVE_DISEASE = gated(
    r"^(?!.*\b(?:requir\w*|needs?|calls?\s+for)\b).*\b(?:active(?:ly)?|progressi(?:ve|ng)|uncontrolled)\b", re.I | re.S
)


def without_lepto(at: re.Match[str]) -> Mention:
    within = Within(LEPTOMENINGEAL_AXIS, NO)
    words = "no leptomeningeal disease"
    return Mention("leptomeningeal_disease", within, words, at.start(), at.end(), Stance.REQUIRE, settled=True)


def lepto_mentions(sentence: Sentence, context: Context) -> Iterator[Mention]:
    text = sentence.text
    found = LEPTO.search(text)
    if found is None or (not sentence.excludes and RULED_OUT.search(text)):
        return
    if not sentence.from_criteria:
        yield from _lepto_of_title(sentence, found)
    elif _there_or_not(sentence, found):
        return
    elif _is_forbidden(sentence, found):
        yield _shut_out(sentence, found)
    elif ALLOWS.search(text):
        full = Within(LEPTOMENINGEAL_AXIS, axes.full(LEPTOMENINGEAL_AXIS))
        words = "leptomeningeal disease allowed"
        yield Mention("leptomeningeal_disease", full, words, *found.span(), Stance.ALLOW, True)
    elif _is_wanted(text, found):
        yield _has_lepto(found)


def _there_or_not(sentence: Sentence, found: re.Match[str]) -> bool:
    """'Brain metastases without leptomeningeal disease' as an exclusion, 'with or without leptomeningeal disease'"""
    before = sentence.text[: found.start()]
    if sentence.excludes:
        return WITHOUT_THEM.search(before) is not None
    return not HEAD_NEGATION.match(sentence.text) and _WITH_OR_WITHOUT.search(before) is not None


_NO = gated(r"\bNo (?:\w+ )?$")  # in a run of criteria without full stops


def _is_forbidden(sentence: Sentence, found: re.Match[str]) -> bool:
    text = sentence.text
    return bool(
        sentence.excludes
        or FORBIDS.search(text)
        or negated(sentence, found.start())
        or HEAD_NEGATION.match(text)
        or _NO.search(text[: found.start()])
    )


_NONE_OF_IT = gated(
    r"\bno\s+(?:\w+\s+){0,4}$|do(?:es)?\s+not\s+(?:have|exhibit)\s+(?:\w+\s+){0,3}$|without\s+(?:\w+\s+){0,2}$", re.I
)


def _shut_out(sentence: Sentence, found: re.Match[str]) -> Mention:
    text, before = sentence.text, sentence.text[: found.start()]
    alone = _ALONE_BEFORE.search(before) or _AS_THE_ONLY_SITE.match(text, found.end())
    treated = sentence.excludes and TREATED_THING.search(before)
    some = treated or _only_some(text, found) or _some_let_in(text, found)
    if not some or (_NONE_OF_IT.search(before) and not alone):
        return without_lepto(found)
    words = "no leptomeningeal disease, or an exception that needs reading"
    either = AnyOf((Within(LEPTOMENINGEAL_AXIS, NO), Undecidable("an exception")))
    return Mention("leptomeningeal_disease", either, words, *found.span(), Stance.REQUIRE, settled=True)


# '..., unless brain metastases', '... (stable brain metastases are allowed)': those of the brain are let in
_OF_THE_BRAIN_BEHIND = gated(
    rf"\([^()]*{BRAIN}[^()]*$|[,;:.]\s*(?:(?:except|unless|treated|stable|patients?|with|the|for|but)\s+){{0,4}}{BRAIN}(?![^.;]*{CNS}|[^.;]*mening)",
    re.I,
)


def _some_let_in(text: str, found: re.Match[str]) -> bool:
    let_in = ALLOWS.search(text, found.end())
    if let_in is None or _BEYOND.search(text, found.end(), let_in.start()):
        return False  # '... or brain metastases beyond those allowed above'
    return not (_OF_THE_BRAIN_BEHIND.search(text[found.end() : let_in.start()]) or FORBIDS.search(text))


# 'Patients must have leptomeningeal metastases', 'cytologically proven leptomeningeal disease', 'metastatic breast cancer with
# evidence suggestive of carcinomatous meningitis'
_WANTED = gated(
    r"^\W*(?:(?:cohort|arm|group|part|stratum)\s+\w{1,3}\s*[:)]\s*)?(?:(?:patients?|subjects?|participants?|women|those)\s+)?(?:(?:with|who have|having|(?:must|should)\s+have)\s+)?"
    r"(?:(?:diagnosis of\s+)?(?:(?!(?:no|not|without|or)\b)[\w+-]+\s+){0,4}(?:cancer|carcinoma|malignanc(?:y|ies)|tumou?rs?)\s+(?:with|and|who have)\s+)?"
    r"(?:(?:an?|the|presence of|evidence(?:\s+suggestive)? of|suspected|diagnosis of|new|newly diagnosed|progressive|recurrent|measurable|known|definite|probable|or|and|breast cancer|"
    r"(?:histolog\w+|cytolog\w+|radiolog\w+|radiograph\w+|patholog\w+|clinical\w*|CSF)|proven|confirmed|documented|positive)[\s-]+){0,7}$",
    re.I,
)
_BESIDE = gated(r"\s*(?:and/or|or|/|and)\b|[^.;]{0,40}\b(?:if|unless|eligible|allowed|may)\b", re.I)
# 'Brain metastases with or without leptomeningeal disease'
_WITH_OR_WITHOUT = gated(r"\b(?:with\s*(?:or|and/or|/|and)\s*without|with\s?\(out\))\s+(?:\w+\s+){0,3}$", re.I)
_EITHER_WAY = gated(r"\s*,?\s*(?:with or without|regardless of|irrespective of)\b", re.I)


# 'Patients with leptomeningeal disease: ECOG 0-2', '... must be off steroids' is a rule for those who have it.
_THOSE_WITH = gated(
    r"\b(?:patients?|subjects?|participants?|women|those)\s+(?:with|who have|having)\s+(?:\w+\s+){0,3}$", re.I
)
_A_RULE = gated(
    r"\s*(?:\([^()]*\)\s*)?(?::\s*\w|(?:must|should|may|can|will|need|ha(?:ve|s) to|(?:is|are) required)\b)", re.I
)


def _is_wanted(text: str, found: re.Match[str]) -> bool:
    """Whether an inclusion asks for leptomeningeal disease."""
    before, after = text[: found.start()], text[found.end() :]
    if _THOSE_WITH.search(before) and _A_RULE.match(after):
        return False
    if DIAGNOSED.search(before) and not OR_ELSE.search(before + after[:25]):
        return True
    return bool(_WANTED.match(before) and (_EITHER_WAY.match(after) or not _BESIDE.match(after)))


def _lepto_of_title(sentence: Sentence, found: re.Match[str]) -> Iterator[Mention]:
    """'... for leptomeningeal metastases of breast cancer': she has them, unless the brain is spoken of beside them."""
    text = sentence.text
    treated = gated(r"\b(?:patients?|women|treat\w*|with|for|in)\b", re.I).search(text[: found.start()])
    if sentence.source.endswith("title") and treated and not TITLE_FREE.search(text) and not _NOT_ALONE.search(text):
        yield _has_lepto(found)


_NOT_ALONE = gated(rf"{BRAIN}|{CNS}|\bor\b|/", re.I)


def _has_lepto(at: re.Match[str]) -> Mention:
    within = Within(LEPTOMENINGEAL_AXIS, YES)
    words = "leptomeningeal disease"
    return Mention("leptomeningeal_disease", within, words, at.start(), at.end(), Stance.REQUIRE, settled=True)


# 'no leptomeningeal carcinomatosis as the only site of CNS metastases'
_AS_THE_ONLY_SITE = gated(
    r"\W*(?:carcinomatosis|metastas[ie]s|disease|involvement|spread)?\W*as\s+(?:the\s+|an?\s+)?(?:only|sole)\b", re.I
)


# 'No sole meningeal carcinomatosis', 'isolated leptomeningeal disease': beside metastases in the brain it may be let in.
_ALONE_BEFORE = gated(r"\b(?:sole|isolated|exclusive(?:ly)?|solely|only)\s+$", re.I)


_BEYOND = gated(
    r"\b(?:exceed(?:s|ing)?|beyond|(?:other|more) than|outside(?: of)?)\s+(?:(?:that|those|what|which|the|is|are|\w+ metastas[ie]s)\s+){0,3}$",
    re.I,
)
# 'Leptomeningeal disease or brain metastases other than treated ones': no leptomeningeal disease is let in by that; whether
# it is, 'leptomeningeal or brain metastases other than ...' and '..., unless treated' leave open.
_NAMED_IN_FULL = gated(r"\b(?:meningitis|disease|metastas[ie]s|carcinomatosis|spread|involvement|LMD)\b", re.I)
_OF_THE_BRAIN_ALONE = gated(
    rf"\s*,?\s*(?:and/or|or|and)\s+(?:\w+\s+){{0,3}}?{BRAIN}\s+(?:metastas[ie]s|lesions?|involvement|disease|mets)\s+other\s+than$",
    re.I,
)


_WHICH_ARE = gated(r"\s+(?:that|which)\s+(?:are|is|remain)\b", re.I)


# 'CNS metastases or carcinomatous meningitis, except if the CNS metastases are treated': of the former only
_CNS_BESIDE = gated(rf"{CNS}\s+(?:metasta\w+|mets)\W+(?:and/or|or|and)\W+(?:\w+\W+){{0,2}}$", re.I)
_CNS_METASTASES = gated(rf"{CNS}\s+(?:metasta\w+|mets)", re.I)


def _named_again(text: str, found: re.Match[str], start: int) -> bool:
    """Whether an exception names the metastases of the brain, or of the CNS, that stand beside leptomeningeal disease."""
    words = text[start : start + 60]
    if re.search(BRAIN, words, re.I):
        return True
    if _NAMED_IN_FULL.search(found.group()) and _OF_THE_BRAIN_ALONE.match(text, found.end(), start):
        return True
    return bool(_CNS_BESIDE.search(text[: found.start()][-80:]) and _CNS_METASTASES.search(words))


# 'Disease limited to the leptomeninges', 'widespread, definitive leptomeningeal disease'
_SOME_OF_IT = gated(
    r"\b(?:(?:limited|confined|restricted)\s+to\s+(?:the\s+)?|(?:widespread|diffuse|extensive|bulky)[\s,]+(?:defini\w+\s+|symptomatic\s+)?)$",
    re.I,
)


def _only_some(text: str, found: re.Match[str]) -> bool:
    """Whether only some leptomeningeal disease is meant: 'uncontrolled brain or leptomeningeal metastases', '... only'."""
    exception = EXCEPT.search(text, found.end(), found.end() + 40)
    of_the_brain = exception and _named_again(text, found, exception.end())
    if _ONLY_SITE.search(text, found.end(), found.end() + 60) or (exception and not of_the_brain):
        return True
    before = text[max(0, found.start() - 80) : found.start()]
    if _SOME_OF_IT.search(before) or _ALONE_BEFORE.search(before):
        return True
    joined = re.search(rf"(?:{BRAIN}|{CNS})\s*(?:(?:metastas[ie]s|mets)\s+)?(?:and/or|or|and|/)\s*$", before, re.I)
    which = _WHICH_ARE.match(text, found.end())
    if joined and POSTPOSED.match(text, which.end() if which else found.end()):
        return True
    shared = re.search(
        rf"\b(?:uncontrolled|symptomatic|unstable|progressi\w+|untreated|active)\s+(?:{BRAIN}|{CNS})\s*(?:and/or|or|and|/)\s*$",
        before,
        re.I,
    )
    return bool(shared)
