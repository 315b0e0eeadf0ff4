"""Men, women and menopausal status in a sentence that says who is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.axes import PERSON_AXIS
from data.criteria import Within
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.person import menopause
from matcher.reading.person.men_and_women import BOTH, MALE_IN, MEN, WOMEN_WORD, a_woman
from matcher.reading.person.menopausal_states import EVERYONE, MALE, PERI, POST, PRE, status_mention
from matcher.reading.person.menopause_words import before_menopause, in_menopause
from matcher.reading.stance import Stance

_WOMEN_HEAD = gated(
    r"^\W*(?:(?:group|cohort|arm)\s+\w{1,3}\s*[:.)-]\s*)?(?:(?:[\w>=<.'-]+[ ,]+){0,6}?(?:patients?|participants?|subjects?)\s+(?:must be|should be|are|is|who are)\s+(?:an?\s+)?)?(?:(?:the|all|only|adult|eligible|consenting|non-?pregnant|"
    r"pre-?|peri-?|post-?|and|or|pre-?menopausal|peri-?menopausal|post-?menopausal|menopausal|be|is|an?|sex\W|gender\W|older|elderly|young|asian|chinese|japanese)[\s,/-]*){0,6}"
    r"(?P<women>(?:wom[ae]n|females?)\b)(?P<after>.{0,40})",
    re.I | re.S,
)
_WOMEN_AFTER = gated(
    r"^\s*(?:$|[,.;:)(]|patients?\b|subjects?\b|participants?\b|sex\b|gender\b|adults?\b|aged?\b|with\b|having\b|(?:newly|recently|currently|previously)\s+\w|who\s+(?:have|has|had|are|were|is)\s+(?:been\s+)?(?:\w+\s+)?(?:diagnos|schedul|undergo|"
    r"receiv|treat|plann|candidat|breast|complet|histolog|being|(?:pre|peri|post)-?\s?menopaus)|diagnosed\b|>|<|=|over\b|older\b|between\b|from\b|\d|at least\b|undergoing\b|receiving\b|scheduled\b|treated\b|breast\b|of (?:any (?:age|menopausal)|(?:age )?(?:\d|at least|over|above|more than|[<>])|(?:legal|adult) age)|and\b|for\s+(?:the\s+)?(?:[\w-]+\s+){0,2}?(?:breast\s+cancer|m?BC)\s+(?:patients?|cohorts?|group|arm)\b)",
    re.I,
)

# 'Male patients with breast cancer', and in a title 'in men with breast cancer'
_MEN_HEAD = gated(
    rf"^\W*(?:adult\s+)?{MEN}\s+(?:patients?\s+|subjects?\s+|participants?\s+)?(?:with|having|(?:who\s+(?:are|were)\s+)?diagnosed\s+with)\s+[^.;,]{{0,60}}\bbreast\s+(?:cancer|carcinoma)\b",
    re.I,
)
_MUST = gated(
    r"^\s*(?:patients?|subjects?|participants?)?\s*(?:must|should|need|will|may|can\s+be(?=\s+(?:either\s+)?(?:pre|peri|post)\b)|are to|have to)\b",
    re.I,
)
_FEMALE_STATED = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|age[sd]?|of|between|be|being|is|are|must|should|who|the|self-?identif\w+|identif\w+|as|an?|adult|only|sex|gender)[\s:]+){0,6}"
    r"(?:(?:biological(?:ly)?|cis-?gender|natal|genetic(?:ally)?|phenotypic(?:ally)?)\s+(?:wom[ae]n|females?)\b|(?:assigned\s+)?female\s+(?:sex\s+)?(?:assigned\s+)?at\s+birth"
    r"|(?:wom[ae]n|females?)(?:\s+only)?\W*$|\d[\d\s]*[^,;.]{0,70},\s*(?:wom[ae]n|females?)(?:\s+patients?)?\W*$|(?:wom[ae]n|females?)(?:\s+(?:patients?|subjects?|participants?))?\s+(?:only\s+)?(?:will|can|may)\s+be\s+(?:included|enrolled|recruited))",
    re.I,
)

# 'Stage I-III female breast cancer or colorectal cancer': of those with breast cancer, women.
_OF_FEMALE_CANCER = gated(r"\bfemale\s+breast\s+(?:cancer|carcinoma)\b", re.I)


def included(text: str, of_a_duty: bool, *, men_taken: bool) -> Iterator[Mention]:
    """`of_a_duty`: it stands below a sentence about those who may bear children; `men_taken`: another one takes men."""
    told = _in_or_before_menopause(text)
    if told is not None:
        yield told
        return
    both = BOTH.search(text)
    men_in = None if _NOT_LET_IN.search(text) else MALE_IN.search(text)
    women = _women_at_its_head(text)
    status = menopause.asked(text, of_a_duty=of_a_duty)
    if status is not None:
        found, kinds = status
        men_in = men_in or gated(rf"\b{MEN}\s+(?:subjects|patients|participants)", re.I).search(text)
        of_women = women and not both and not men_in and not men_taken
        yield status_mention(kinds if of_women else kinds | MALE, found)
        return
    duty = menopause.those_with_a_duty(text, men=gated(rf"\b{MEN}", re.I).search(text) is not None)
    if duty is not None:
        yield duty
        return
    yield from _sexes(text, both, men_in, women, men_taken=men_taken)


_NOT_LET_IN = gated(r"\bnot\s+(?:be\s+)?(?:eligible|allowed|permitted|included)", re.I)
_SHE_IS_MEANT = gated(r"^\W*(?:menopaus|periods?\b|after\b|past\b)", re.I)


def _in_or_before_menopause(text: str) -> Mention | None:
    if (before := before_menopause(text)) is not None:
        kinds = PRE | PERI
        return status_mention(kinds if WOMEN_WORD.search(before.group()) else kinds | MALE, before)
    if (after := in_menopause(text)) is not None:
        named = WOMEN_WORD.search(text) or not _SHE_IS_MEANT.match(text)
        return status_mention(POST if named else POST | MALE, after)
    return None


def _women_at_its_head(text: str) -> re.Match[str] | None:
    """'Female patients:' heads what is asked of the women among them."""
    women = None if text.rstrip().endswith(":") or menopause.of_the_women(text) else _WOMEN_HEAD.match(text)
    if women is not None and (_MUST.match(women["after"]) or not _WOMEN_AFTER.match(women["after"])):
        return None
    return women


def _sexes(
    text: str,
    both: re.Match[str] | None,
    men_in: re.Match[str] | None,
    women: re.Match[str] | None,
    *,
    men_taken: bool,
) -> Iterator[Mention]:
    only_men = _MEN_HEAD.match(text)
    duty_of_men = only_men is not None and _MUST.match(text[only_men.end() :])
    if only_men is not None and not duty_of_men and men_in is None and not WOMEN_WORD.search(text):
        yield Mention("sex", Within(PERSON_AXIS, MALE), "a man", *only_men.span(), Stance.REQUIRE, settled=True)
    elif both is not None:
        yield Mention("sex", Within(PERSON_AXIS, EVERYONE), "a woman or a man", *both.span(), Stance.ALLOW, True)
    elif men_in is not None:
        yield _a_man_allowed(men_in)
    elif menopause.lets_in_some(text):
        return  # 'Premenopausal women are eligible if ...' tells of some of the patients
    elif not gated(rf"\b{MEN}", re.I).search(text) and (
        stated := women or _FEMALE_STATED.match(text) or _OF_FEMALE_CANCER.search(text)
    ):
        yield _a_man_allowed(stated) if men_taken else a_woman(stated)


def _a_man_allowed(at: re.Match[str]) -> Mention:
    return Mention("sex", Within(PERSON_AXIS, EVERYONE), "a man allowed", *at.span(), Stance.ALLOW, True)
