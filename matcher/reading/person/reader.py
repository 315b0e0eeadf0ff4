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
from collections.abc import Iterator, Sequence
from functools import lru_cache

from data.axes import PERSON_AXIS
from data.criteria import Between, Criterion, Evidence, Within, atoms
from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import words_beginning
from matcher.reading.person import menopause
from matcher.reading.person.age import read_age, years_of
from matcher.reading.person.age_joined import with_ages
from matcher.reading.person.menopause import EVERYONE, MALE, WOMEN
from matcher.reading.person.menopause_exceptions import with_exceptions, with_those_let_in
from matcher.reading.person.performance import read_performance
from matcher.reading.sentences import Sentence, Stance

_KEYS = words_beginning(
    "women woman male female men man gender sex sexes menopausal menopause premenopausal postmenopausal perimenopausal males females meno"
)
_TRIGGER = gated(
    r"wom[ae]n|male|\bperiods? (?:ha(?:ve|s) )?(?:stopped|ceased)|change of life|\bm[ae]n\b|gender|\bsex(?:es)?\b|menopaus",
    re.I,
)
# Duties of those who may bear or father children say nothing of who may join.
_DUTY = gated(
    r"child-?\s?bearing|pregnan|contracep|fertil|partner|lactat|breast-?\s?feed|nursing|reproducti|steril|amenorr|WOCBP|hysterect|"
    r"ovulat|HCG|potential|abstinen|condom|birth control|menarche|oligomenorr|begun to menstruate|QTc|creatinine|h[ae]+moglobin|testoster|\bestradiol|years? since",
    re.I,
)
_MEN = r"(?:males?|men|man)\b(?!\s*-?\s*to)"
_BOTH = gated(
    rf"\b(?:{_MEN}|both)[^.;]{{0,25}}?\b(?:and|or|/|&|,)\s*(?:\w+[- ]?){{0,4}}?\b(?:females?|wom[ae]n)\b|\b(?:females?|wom[ae]n)\b[^.;]{{0,25}}?(?:and|or|/|&|,)\s*(?:adult\s+)?{_MEN}"
    r"|\b(?:both|either|any|all)\s+(?:sex(?:es)?|genders?)\b|\bregardless of (?:sex|gender)|\b(?:sex|gender)\W{0,4}\s*(?:any|all|both|not specified|male (?:or|and) female)|unrestricted (?:sex|gender)",
    re.I,
)
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
    rf"^\W*(?:adult\s+)?{_MEN}\s+(?:patients?\s+|subjects?\s+|participants?\s+)?(?:with|having|(?:who\s+(?:are|were)\s+)?diagnosed\s+with)\s+[^.;,]{{0,60}}\bbreast\s+(?:cancer|carcinoma)\b",
    re.I,
)
_TITLE_MEN = gated(
    rf"\b(?:in|among|for|treating)\s+(?:[\w-]+\s+){{0,3}}?{_MEN}\s+(?:patients?\s+|subjects?\s+)?with\s+[^.;,]{{0,60}}\bbreast\s+(?:cancer|carcinoma)\b"
    r"|\b(?:in|of|for|treating)\s+(?:[\w-]+\s+){0,3}?male\s+breast\s+(?:cancer|carcinoma)\b",
    re.I,
)
_WOMEN_WORD = gated(r"\b(?:wom[ae]n|females?)\b", re.I)
_MUST = gated(r"^\s*(?:patients?|subjects?|participants?)?\s*(?:must|should|need|will|may|are to|have to)\b", re.I)
_MALE_OUT = gated(
    rf"^\W*(?:(?:all|any)\s+)?(?:(?:breast\s+cancer\s+)?(?:patients?|participants?|subjects?|those)\s+(?:who\s+are|is|are|of)\s+)?(?:(?:sex|gender)\W+)?{_MEN}(?:\s+(?:patients?|subjects?|sex|gender|participants?|individuals))?"
    r"(?:\s+(?:(?:with|having|diagnosed\s+with)\s+)?(?:\w+\s+)?breast\s+(?:cancer|carcinoma)(?:\s+patients?)?)?\W*$"
    rf"|\b{_MEN}\s+(?:\w+\s+){{0,3}}?(?:are|is|will be)\s+(?:excluded|not\s+eligible|ineligible|not\s+allowed)|\bmale\s+breast\s+(?:cancer|carcinoma)|\b(?:cancer|carcinoma)\s+of\s+the\s+male\s+breast\b|^\W*(?:no|not)\s+{_MEN}\b|\bnot\s+female\b",
    re.I,
)
# 'Pregnant women, men or children': men as a part of a list of exclusions.
_MALE_IN_LIST = gated(
    rf"(?:^|[,;]|\bor\b|\band\b)\W{{0,3}}(?:being\s+)?(?:an?\s+)?{_MEN}(?:\s+(?:patients?|subjects?|sex|gender|participants?))?\s*(?=[,;]\s*(?!and\b|or\b)(?:children|pregnan|minors|because|due|since|as\b)|[,;]?\s*(?:and|or)\s+(?:children|pregnan|minors)|\W{{0,3}}$)",
    re.I,
)
_FEMALE_STATED = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|age[sd]?|of|between|be|being|is|are|must|should|who|the|self-?identif\w+|identif\w+|as|an?|adult|only|sex|gender)[\s:]+){0,6}"
    r"(?:(?:biological(?:ly)?|cis-?gender|natal|genetic(?:ally)?|phenotypic(?:ally)?)\s+(?:wom[ae]n|females?)\b|(?:assigned\s+)?female\s+(?:sex\s+)?(?:assigned\s+)?at\s+birth"
    r"|(?:wom[ae]n|females?)(?:\s+only)?\W*$|\d[\d\s]*[^,;.]{0,70},\s*(?:wom[ae]n|females?)(?:\s+patients?)?\W*$|(?:wom[ae]n|females?)(?:\s+(?:patients?|subjects?|participants?))?\s+(?:only\s+)?(?:will|can|may)\s+be\s+(?:included|enrolled|recruited))",
    re.I,
)
# 'Women with breast cancer (men are not eligible)', 'Men with breast cancer excluded'
_MEN_DENIED = gated(
    rf"\b{_MEN}(?:\s+(?:patients?|subjects?|participants?|sex|gender))?(?:\s+(?:with\s+)?breast\s+(?:cancer|carcinoma)(?:\s+patients?)?)?\s+(?:(?:are|is|will\s+be)\s+)?(?:excluded\b|ineligible\b|not\s+(?:be\s+)?(?:eligible|allowed|permitted|included|enrolled|accepted)\b)"
    rf"|\((?:no|not)\s+{_MEN}(?:\s+(?:patients?|subjects?))?\)",
    re.I,
)
# 'Stage I-III female breast cancer or colorectal cancer': of those with breast cancer, women.
_OF_FEMALE_CANCER = gated(r"\bfemale\s+breast\s+(?:cancer|carcinoma)\b", re.I)
_MALE_IN = gated(
    rf"\b{_MEN}(?:(?!\bnot\b)[^.;]){{0,60}}\b(?:eligible|allowed|permitted|included|accepted|recruited|welcome|(?:may|can)\s+(?:also\s+)?(?:participate|enroll?|take\s+part|join|enter))",
    re.I,
)
# A sentence of its own that takes men, beside another about women.
_MEN_TAKEN = gated(
    rf"(?:^|[.;*\n]|\d[.)])[ \t]*(?:however,?\s+|also,?\s+)?(?:adult\s+)?{_MEN}(?:\s+(?:patients?|subjects?|participants?))?(?:\s+(?:with\s+)?(?:\w+\s+)?breast\s+(?:cancer|carcinoma)(?:\s+patients?)?)?\s+"
    r"(?:(?:are|is|(?:may|can|will)(?:\s+also)?(?:\s+be)?)\s+)(?:also\s+)?(?:eligible|allowed|permitted|included|accepted|acceptable|enroll(?:ed)?|enrol|recruited|welcome|participate|take\s+part|join|enter)\b",
    re.I | re.M,
)


# 'Both sexes for healthy volunteers' beside a line about the patients.
_OF_OTHERS = gated(
    rf"^\W*(?:both\s+sexes|(?:{_MEN}|females?|wom[ae]n)(?:\s*(?:and|or|/)\s*(?:{_MEN}|females?|wom[ae]n))?)\s+for\s+(?:the\s+)?(?:healthy|controls?|volunteers|care-?givers?|partners?|spouses?)\b",
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
    if _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(text):
        return
    if _OF_OTHERS.search(text):
        return
    if not sentence.from_criteria:
        if sentence.source in ("brief_title", "official_title"):
            yield from _from_title(text, context.trial.criteria or "")
        return
    listed = _MALE_IN_LIST.search(text) if sentence.excludes else None
    if listed is not None and not gated(r"contracep|partner|potential", re.I).search(text):
        yield _a_woman(listed)
        yield from menopause.excluded(text[: listed.start()])
        return
    denied = _MEN_DENIED.search(text)
    if denied is not None:
        yield _a_woman(denied)
        return
    male_out = _MALE_OUT.search(text)
    if (
        male_out is not None
        and (sentence.excludes or gated(r"\b(?:no|not|excluded|ineligible)\b", re.I).search(text))
        and not _MALE_IN.match(text)
    ):
        if not gated(r"not\s+(?:be\s+)?(?:an?\s+)?exclu|wom[ae]n|(?<!not )female", re.I).search(text):
            yield _a_woman(male_out)
            return
    if gated(r"non-?child", re.I).search(text) or _way_of_not_bearing_children(sentence):
        return
    if (
        _DUTY.search(text)
        and not menopause.asks_for_it(text)
        and not menopause.states_it(sentence)
        and not gated(
            r"^\W*(?:patient\w*\s+(?:is|must be|are)\s+(?:an?\s+)?)?post-?\s?menopausal\s+(?:wom|fem)", re.I
        ).match(text)
    ):
        return
    if sentence.excludes:
        criteria = context.trial.criteria or ""
        yield from (with_those_let_in(mention, criteria) for mention in menopause.excluded(text))
        return
    if shut_out := _NOT_ELIGIBLE.search(text):
        yield from menopause.excluded(text[: shut_out.start()])
        return
    if _ANY_MENOPAUSE.match(text) and _takes_both_sexes(context.trial.criteria or ""):
        return
    if menopause.explains_it(sentence) or menopause.leaves_it_to_some(text):
        return
    if (named := menopause.told_by_its_name(sentence)) is not None and not _of_a_duty(sentence):
        yield menopause.status_mention(menopause.POST | MALE, named)
        return
    criteria = context.trial.criteria or ""
    if _LET_IN_ASIDE.match(text):
        return  # an aside that lets in some of the patients
    for mention in _included(text, _of_a_duty(sentence), men_taken=_takes_men(criteria)):
        yield (
            with_exceptions(mention, sentence, criteria)
            if mention.facet == "menopausal_status" and mention.settled
            else mention
        )


# 'Postmenopausal women are not eligible' among inclusions
_NOT_ELIGIBLE = gated(
    r"\s+(?:(?:are|is|will\s+be)\s+(?:excluded|ineligible|not\s+(?:eligible|allowed|permitted|included|enrolled))|(?:will|can|may|must|should)\s?not\s+be\s+(?:eligible|allowed|permitted|included|enrolled))\W*$",
    re.I,
)


@lru_cache(maxsize=64)
def _takes_men(criteria: str) -> bool:
    """Asked anew of a record by each of its sentences."""
    return _MEN_TAKEN.search(criteria) is not None


# '(Women with breast cancer on trastuzumab, and patients with colorectal cancer on celecoxib, may take part ...'
_LET_IN_ASIDE = gated(
    r"\((?:[^()]|\([^()]*\))*?\b(?:(?:may|can)\s+(?:also\s+)?(?:take\s+part|participate|join|be\s+(?:included|enrolled))|are\s+(?:also\s+)?(?:eligible|allowed))\b",
    re.I,
)


# 'Male or female patients. Premenopausal or postmenopausal women.': of the women any are taken, and the men as well.
_ANY_MENOPAUSE = gated(
    r"^\W*(?:(?:pre|peri|post)-?\s?(?:menopausal)?\W*(?:(?:and|or|and/or)\W+)?){2,3}(?:menopausal\s+)?(?:wom[ae]n|females?)(?:\s+patients?)?\W*$"
    r"|^\W*(?:wom[ae]n|females?)(?:\s+patients?)?\s+(?:of|with|regardless of|irrespective of)\s+(?:any\s+|their\s+)?menopausal\s+status\W*$",
    re.I,
)


@lru_cache(maxsize=64)
def _takes_both_sexes(criteria: str) -> bool:
    """Whether the criteria name men and women as those they take, and not for their duties."""
    both = _BOTH.search(criteria)
    return both is not None and not _DUTY.search(criteria, max(0, both.start() - 60), both.end() + 80)


def _of_a_duty(sentence: Sentence) -> bool:
    """Whether the sentence stands below one about those who may bear children: it defines, it asks for nothing."""
    return sentence.item is not None and any(_DUTY.search(above.text) for above in sentence.item.ancestors())


_BEARS_NO_CHILDREN = gated(
    r"\b(?:non|not(?:\s+of)?|no|without)[\s-]{1,2}child-?\s?bearing|\b(?:incapable\s+of|unable\s+to|not\s+able\s+to|cannot)\s+(?:\w+\s+){0,2}?(?:pregnan|conceiv|bear)",
    re.I,
)


def _way_of_not_bearing_children(sentence: Sentence) -> bool:
    """Whether it stands below 'women of non-childbearing potential, that is any who': one of several, asked of nobody."""
    return sentence.item is not None and any(
        _BEARS_NO_CHILDREN.search(above.text) for above in sentence.item.ancestors()
    )


def _included(text: str, of_a_duty: bool, *, men_taken: bool) -> Iterator[Mention]:
    both = _BOTH.search(text)
    men_in = (
        _MALE_IN.search(text)
        if not gated(r"\bnot\s+(?:be\s+)?(?:eligible|allowed|permitted|included)", re.I).search(text)
        else None
    )
    if (before := menopause.before_menopause(text)) is not None:
        kinds = menopause.PRE | menopause.PERI
        yield menopause.status_mention(kinds if _WOMEN_WORD.search(before.group()) else kinds | MALE, before)
        return
    if (after := menopause.in_menopause(text)) is not None:
        named = _WOMEN_WORD.search(text) or not gated(r"^\W*(?:menopaus|periods?\b|after\b|past\b)", re.I).match(text)
        yield menopause.status_mention(menopause.POST if named else menopause.POST | MALE, after)
        return
    # 'Female patients:' heads what is asked of the women among them.
    women = None if text.rstrip().endswith(":") or menopause.of_the_women(text) else _WOMEN_HEAD.match(text)
    if women is not None and (_MUST.match(women["after"]) or not _WOMEN_AFTER.match(women["after"])):
        women = None
    status = menopause.asked(text, of_a_duty=of_a_duty)
    if status is not None:
        found, kinds = status
        men_in = men_in or gated(rf"\b{_MEN}\s+(?:subjects|patients|participants)", re.I).search(text)
        of_women = women and not both and not men_in and not men_taken
        yield menopause.status_mention(kinds if of_women else kinds | MALE, found)
        return
    duty = menopause.those_with_a_duty(text, men=gated(rf"\b{_MEN}", re.I).search(text) is not None)
    if duty is not None:
        yield duty
        return
    only_men = _MEN_HEAD.match(text)
    duty_of_men = only_men is not None and _MUST.match(text[only_men.end() :])
    if only_men is not None and not duty_of_men and men_in is None and not _WOMEN_WORD.search(text):
        yield Mention("sex", Within(PERSON_AXIS, MALE), "a man", *only_men.span(), Stance.REQUIRE, settled=True)
    elif both is not None:
        yield Mention("sex", Within(PERSON_AXIS, EVERYONE), "a woman or a man", *both.span(), Stance.ALLOW, True)
    elif men_in is not None:
        yield Mention("sex", Within(PERSON_AXIS, EVERYONE), "a man allowed", *men_in.span(), Stance.ALLOW, True)
    elif menopause.lets_in_some(text):
        return  # 'Premenopausal women are eligible if ...' tells of some of the patients
    elif not gated(rf"\b{_MEN}", re.I).search(text) and (
        stated := women or _FEMALE_STATED.match(text) or _OF_FEMALE_CANCER.search(text)
    ):
        if men_taken:
            yield Mention("sex", Within(PERSON_AXIS, EVERYONE), "a man allowed", *stated.span(), Stance.ALLOW, True)
        else:
            yield _a_woman(stated)


_TITLE_WOMEN = gated(
    r"\b(?:in|among|of|for|treating|with)\s+(?:(?!who\b)[\w-]+\s+){0,5}?(?:wom[ae]n|female\s+(?:patients|subjects))\b(?!'s)",
    re.I,
)


def _from_title(text: str, criteria: str) -> Iterator[Mention]:
    men = _TITLE_MEN.search(text)
    if men is not None and not _WOMEN_WORD.search(text):
        yield Mention("sex", Within(PERSON_AXIS, MALE), "a man", *men.span(), Stance.REQUIRE, settled=True)
        return
    if gated(rf"\b{_MEN}", re.I).search(text) or gated(r"\bwom[ae]n's\b", re.I).search(text):
        return
    women = None if _takes_men(criteria) else _TITLE_WOMEN.search(text)
    told = menopause.described(text)
    if told is not None and told[1] != WOMEN:
        if not menopause.shorter_than(criteria, told[1]):
            yield menopause.status_mention(told[1] if women else told[1] | MALE, told[0])
    elif women is not None:
        yield _a_woman(women)


def _a_woman(at: re.Match[str]) -> Mention:
    return Mention("sex", Within(PERSON_AXIS, WOMEN), "a woman", *at.span(), Stance.REQUIRE, settled=True)


# ---------------------------------------------------------------- registry fields

_MEN_WORD = gated(rf"\b{_MEN}", re.I)


def read_registry_fields(trial: Trial, known: Sequence[Criterion]) -> list[Criterion]:
    """Criteria from the registry's fields `sex`, `minimum_age` and `maximum_age`; `known` are those of the text."""
    return [*_sex_field(trial, known), *_age_fields(trial, known)]


def _sex_field(trial: Trial, known: Sequence[Criterion]) -> Iterator[Criterion]:
    allowed = {"FEMALE": WOMEN, "MALE": MALE}.get((trial.sex or "").upper())
    if allowed is None or not trial.sex:
        return
    if any(
        isinstance(a, Within) and a.axis == PERSON_AXIS and not a.allowed & allowed
        for c in known
        for a in atoms(c.requirement)
    ):
        return
    text = trial.criteria or ""
    if allowed == WOMEN and (_takes_both_sexes(text) or _takes_men(text)):
        return
    if (
        allowed == WOMEN
        and any(
            isinstance(a, Within) and a.axis == PERSON_AXIS and a.allowed & MALE and a.allowed != EVERYONE
            for c in known
            for a in atoms(c.requirement)
        )
        and _MEN_WORD.search(text)
    ):
        return
    words = "Requires a woman" if allowed == WOMEN else "Requires a man"
    yield Criterion("sex", Within(PERSON_AXIS, allowed), words, (Evidence("sex", 0, len(trial.sex)),))


def _age_fields(trial: Trial, known: Sequence[Criterion]) -> Iterator[Criterion]:
    said = [a for c in known if c.facet == "age" for a in atoms(c.requirement) if isinstance(a, Between)]
    low, high = years_of(trial.minimum_age), years_of(trial.maximum_age)
    if low is not None and trial.minimum_age and not any(a.low is not None for a in said):
        evidence = (Evidence("minimum_age", 0, len(trial.minimum_age)),)
        yield Criterion("age", Between("age_years", low, None), f"Requires an age of at least {low:g} years", evidence)
    if high is not None and trial.maximum_age and not any(a.high is not None for a in said):
        # The registry's maximum takes in the whole last year or month.
        unit = 1 if "year" in trial.maximum_age.lower() else 0
        evidence = (Evidence("maximum_age", 0, len(trial.maximum_age)),)
        yield Criterion(
            "age",
            Between("age_years", None, high + 0.999 * unit),
            f"Requires an age of at most {high:g} years",
            evidence,
        )
