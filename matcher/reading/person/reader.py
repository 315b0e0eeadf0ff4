"""The person: sex, menopausal status, age, performance status.

    "Women with ...", "Female patients"                  women
    "Postmenopausal women"                               postmenopausal women
    "Men and postmenopausal women"                       men, postmenopausal women
    "Women of childbearing potential must ..."           nothing: a duty, not a population
    "Premenopausal women must receive goserelin"         nothing: a condition on those who join

The registry's fields for sex and ages hold where the criteria text does not state the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blanked, words_beginning
from matcher.reading.person import menopause
from matcher.reading.person.age import read_age
from matcher.reading.person.age_joined import with_ages
from matcher.reading.person.child_bearing import (
    stands_below_a_duty,
    tells_of_child_bearing,
    without_its_definition,
)
from matcher.reading.person.in_titles import from_title
from matcher.reading.person.included import included
from matcher.reading.person.men_and_women import MEN, takes_both_sexes, takes_men
from matcher.reading.person.men_left_out import men_left_out
from matcher.reading.person.menopausal_states import MALE, POST, status_mention
from matcher.reading.person.menopause_exceptions import with_exceptions, with_those_let_in
from matcher.reading.person.menopause_explained import (
    explains_it,
    leaves_it_to_some,
    told_by_its_name,
)
from matcher.reading.person.performance import read_performance
from matcher.reading.sentences import Sentence

_KEYS = words_beginning(
    "women woman male female men man gender sex sexes menopausal menopause premenopausal postmenopausal perimenopausal males females meno regular regularly"
)
_TRIGGER = gated(
    r"wom[ae]n|male|\bperiods? (?:ha(?:ve|s) )?(?:stopped|ceased)|\bregular(?:ly)? (?:menstru|menses|cycles|periods|ovulat)|change of life|\bm[ae]n\b|gender|\bsex(?:es)?\b|menopaus",
    re.I,
)

# 'Both sexes for healthy volunteers' beside a line about the patients.
_OF_OTHERS = gated(
    rf"^\W*(?:both\s+sexes|(?:{MEN}|females?|wom[ae]n)(?:\s*(?:and|or|/)\s*(?:{MEN}|females?|wom[ae]n))?)\s+for\s+(?:the\s+)?(?:healthy|controls?|volunteers|care-?givers?|partners?|spouses?)\b",
    re.I,
)


def read_person(sentence: Sentence, context: Context) -> list[Mention]:
    """Mentions of sex, menopausal status, age and performance status."""
    told = [
        *_sex_and_menopause(sentence, context),
        *menopause.shut_out_as_fertile(sentence),
        *read_performance(sentence),
    ]
    return with_ages(sentence, told, list(read_age(sentence)))


def _sex_and_menopause(sentence: Sentence, context: Context) -> Iterator[Mention]:
    text = sentence.text
    if _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(text) or _OF_OTHERS.search(text):
        return
    criteria = context.trial.criteria or ""
    if (told := without_its_definition(blanked(_DEFINED_BEHIND, text))) != text:
        sentence, text = replace(sentence, text=told), told
    if not sentence.from_criteria:
        if sentence.source in ("brief_title", "official_title"):
            yield from from_title(text, criteria)
    elif left_out := list(men_left_out(sentence)):
        yield from left_out
    elif tells_of_child_bearing(sentence):
        return
    elif sentence.excludes:
        yield from (with_those_let_in(mention, criteria) for mention in menopause.excluded(text))
    elif shut_out := _NOT_ELIGIBLE.search(text):
        yield from menopause.excluded(text[: shut_out.start()])
    else:
        yield from _taken(sentence, criteria)


def _taken(sentence: Sentence, criteria: str) -> Iterator[Mention]:
    """What an inclusion says of those who are taken."""
    text = sentence.text
    if _ANY_MENOPAUSE.match(text) and takes_both_sexes(criteria):
        return
    if explains_it(sentence) or leaves_it_to_some(text):
        return
    if (named := told_by_its_name(sentence)) is not None and not stands_below_a_duty(sentence):
        yield status_mention(POST | MALE, named)
        return
    if _LET_IN_ASIDE.match(text):
        return  # an aside that lets in some of the patients
    for mention in included(text, stands_below_a_duty(sentence), men_taken=takes_men(criteria)):
        of_menopause = mention.facet == "menopausal_status" and mention.settled
        yield with_exceptions(mention, sentence, criteria) if of_menopause else mention


# 'Women who are postmenopausal, where menopause is defined by amenorrhea': the status is asked for, its signs are told
_DEFINED_BEHIND = gated(
    r"(?<=menopausal)(?=\W|\s)[^.;:]{0,70}?(?:,?\s+where\s+|\s?\(\s*)(?:post-?\s?)?menopaus(?:e|al)(?:\s+status)?\s+is\s+defined\s+(?:as|by)\b.*$",
    re.I | re.S,
)

# 'Postmenopausal women are not eligible' among inclusions
_NOT_ELIGIBLE = gated(
    r"\s+(?:(?:are|is|will\s+be)\s+(?:excluded|ineligible|not\s+(?:eligible|allowed|permitted|included|enrolled))|(?:will|can|may|must|should)\s?not\s+be\s+(?:eligible|allowed|permitted|included|enrolled))\W*$",
    re.I,
)

# '(Women with breast cancer on trastuzumab, and patients with colorectal cancer on celecoxib, may take part ...'
_LET_IN_ASIDE = gated(
    r"\((?:[^()]|\([^()]*\))*?\b(?:(?:may|can)\s+(?:also\s+)?(?:take\s+part|participate|join|be\s+(?:included|enrolled))|are\s+(?:also\s+)?(?:eligible|allowed))\b",
    re.I,
)

# 'Male or female patients. Premenopausal or postmenopausal women.': of the women any are taken, and the men as well.
_ANY_MENOPAUSE = gated(
    r"^\W*(?:(?:pre|peri|post)-?\s?(?:menopausal)?\W*(?:(?:and|or|and/or)\W+)?){2,3}(?:menopausal\s+)?(?:wom[ae]n|females?)(?:\s+patients?)?\W*$"
    r"|^\W*(?:wom[ae]n|females?)(?:\s+(?:patients?|participants?|subjects?))?\s+(?:(?:can|may|will|who|are|is|be|either)\s+){1,4}(?:(?:pre|peri|post)-?\s?(?:menopausal)?\W*(?:(?:and|or|and/or)\W+)?){2,3}(?:menopausal)?\W*$"
    r"|^\W*(?:wom[ae]n|females?)(?:\s+patients?)?\s+(?:of|with|regardless of|irrespective of)\s+(?:any\s+|their\s+)?menopausal\s+status\W*$",
    re.I,
)
