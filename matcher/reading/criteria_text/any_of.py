"""Points of which one is enough, read as one criterion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from data.criteria import AnyOf, Constant, Criterion, Evidence, Requirement, Truth, Undecidable, every
from matcher.reading.composing.stated import Stated
from matcher.reading.criteria_text.accounting import account_for
from matcher.reading.criteria_text.another_tumour import below_another_tumour
from matcher.reading.criteria_text.drafts import Draft
from matcher.reading.criteria_text.one_item import facet_of_ways, read_item
from matcher.reading.criteria_text.one_sentence import read_sentence
from matcher.reading.gated import gated
from matcher.reading.layout.item import Item
from matcher.reading.mentions import Context
from matcher.reading.population import BREAST, of_other_tumours
from matcher.reading.record.presuppositions import RECEPTOR_FACETS
from matcher.reading.sentences import sentences_of


def read_any_of(item: Item, alternatives: Sequence[Item], draft: Draft, context: Context) -> None:
    """One criterion out of a list of alternatives below `item`; an alternative not understood leaves it open."""
    before = len(draft.common)
    if item.footnotes >= 0:
        read_item(before_the_terms(item), draft, context)
    else:
        read_item(item, draft, context)
    defined = []
    if _DEFINES.search(item.text):
        defined = [c for c in draft.common[before:] if c.facet.startswith("biomarker:") or c.facet in RECEPTOR_FACETS]
        draft.common[before:] = [c for c in draft.common[before:] if c not in defined]
    read_ways(alternatives, draft, context, item, defined, of_some=of_some_cohorts(item))


def before_the_terms(item: Item) -> Item:
    """What a point asks for before the terms that its footnotes explain."""
    text = item.text[: item.footnotes].rstrip()
    return replace(item, text=text, end=item.start + len(text), sentences=None, performance=None)


# 'Subjects enrolled in disease-specific expansion cohorts must meet the following restriction:'
_OF_SOME_COHORTS = gated(
    r"\b(?:enrol\w+|treated|participating|included)\s+(?:in|into|to)\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,3}?(?:expansion|escalation|specific)\s+(?:cohorts?|phases?|parts?|arms?)\b(?!\s+and\b)[^.;]*:\s*$",
    re.I,
)


def of_some_cohorts(above: Item) -> bool:
    """Whether a line asks what follows it of patients in some cohorts that have no place of their own."""
    return not above.cohorts and _OF_SOME_COHORTS.search(above.text) is not None


# 'HRD, defined by one of the following:', 'ER-negative, defined as any of the following:': the points say what the word means, and are not asked for beside it
_DEFINES = gated(r"\bdefined\s+(?:by|as)\b[^.:]{0,60}:?\s*$", re.I)


class _Way(NamedTuple):
    """One way in; `facets`: what it is about, none where it is no way for a patient with breast cancer or not understood."""

    requirement: Requirement
    words: str
    facets: tuple[str, ...] = ()


def read_ways(
    alternatives: Sequence[Item],
    draft: Draft,
    context: Context,
    item: Item | None = None,
    defined: Sequence[Criterion] = (),
    *,
    of_some: bool = False,
) -> None:
    """`defined`: what the line above names and the points define, one more way of being told. `of_some`: it is asked of patients
    in some cohorts only."""
    of_breast = [alternative.text for alternative in alternatives if BREAST.search(alternative.text)]
    told = [one for one in alternatives if not (_BARE_OR.fullmatch(one.text) or _MIXED.fullmatch(one.text))]
    ways = [_Way(c.requirement, c.statement.removeprefix("Requires "), (c.facet,)) for c in defined]
    ways += [_way_of(one, _read_alternative(one, draft, context), of_breast) for one in told]
    facets = [facet for way in ways for facet in way.facets]
    if not facets:
        return
    if of_some:
        ways.append(_Way(Undecidable("the other cohorts"), "another cohort than those of which it is asked"))
    statement = "Requires one of: " + "; ".join(dict.fromkeys(way.words for way in ways))
    either = AnyOf(tuple(way.requirement for way in ways))
    spans = [((item or alternatives[0]).start, alternatives[-1].end), *((one.start, one.end) for one in told)]
    evidence = tuple(Evidence("criteria", *draft.text.span(*span)) for span in spans)
    draft.add(Criterion(facet_of_ways(facets), either, statement, evidence), alternatives[0])


def _way_of(alternative: Item, stated: Sequence[Stated], of_breast: Sequence[str]) -> _Way:
    """`of_breast`: the alternatives that speak of breast cancer."""
    if _is_for_others(alternative.text, of_breast):
        return _Way(Constant(Truth.FALSE), "people without breast cancer")
    if stated:
        words = " and ".join(s.statement.removeprefix("Requires ") for s in stated)
        return _Way(every(s.requirement for s in stated), words, tuple(s.facet for s in stated))
    if of_breast and (of_other_tumours(alternative.text) or below_another_tumour(alternative)):
        return _Way(Constant(Truth.FALSE), "a tumour other than breast cancer")
    return _Way(Undecidable("an alternative"), "an alternative that needs reading")


def _is_for_others(text: str, of_breast: Sequence[str]) -> bool:
    """Whether it takes healthy people, those who fear the disease or, beside breast cancer of any kind, another cancer."""
    if _FEARS_IT.search(text) or _HEALTHY.match(text):
        return True
    of_any_kind = any(not _OF_ONE_KIND.search(other) for other in of_breast)
    return of_any_kind and _OTHER_CANCER.search(text) is not None and not BREAST.search(text)


def _read_alternative(alternative: Item, draft: Draft, context: Context) -> list[Stated]:
    stated: list[Stated] = []
    for item in (alternative, *alternative.below()):
        for sentence in sentences_of(item):
            read = read_sentence(sentence, context, one_way=True)
            account_for(read, item, draft)
            stated += read.stated
    return stated


_BARE_OR = gated(r"\W*(?:OR|or|Or)\W*")
# Behind 'invasive ductal carcinoma or', 'invasive lobular carcinoma or': 'mixed type of the two' is no other way
_MIXED = gated(
    r"\W*(?:an?\s+)?(?:mix(?:ed|tures?)|combin(?:ed|ations?))(?:\s+(?:types?|forms?|histolog\w+|tumou?rs?|carcinomas?|cancers?))?(?:\s+(?:of|with)\s+(?:the\s+|these\s+)?(?:two|both|above|these|those)(?:\s+(?:types?|above))?)?\W*(?:or\W*)?",
    re.I,
)


# 'No history of breast cancer, but wishes to avoid oestrogen': a way in for those who never had it
_FEARS_IT = gated(
    r"\b(?:no|without)\b[^.;]{0,40}\b(?:history|diagnosis) of\b[^.;]{0,30}\bbreast (?:cancer|carcinoma)\b[^.;]{0,40}\b(?:wish\w*|wants?|refus\w*|declin\w*|desir\w+|prefer\w*|concern\w*|fear\w*|worr\w+|afraid|reluctant|avoid\w*|at (?:increased|elevated|high) risk|perceived)\b",
    re.I,
)


# 'Age-matched healthy volunteer (control)' beside 'diagnosed with breast cancer'
_HEALTHY = gated(
    r"^\W*(?:(?:age|sex|gender)[- ](?:and[- ]\w+[- ])?matched\W+|an?\W+|normal\W+|female\W+){0,3}(?:healthy\W+(?:\w+\W+)?(?:volunteers?|controls?|participants?|subjects?|wom[ae]n|individuals?|persons?|people)|(?:cancer-?\s?free\W+)?(?:volunteers?|controls?)\W*(?:group\W*)?$|non-?\s?cancer\b)",
    re.I,
)


# 'Another cancer with meningeal signs', 'meningeal signs without cancer' beside breast cancer of any kind
_OTHER_CANCER = gated(
    r"^\W*(?:patients? with\W+)?(?:an?other|other|(?:an? )?different)\W+(?:(?:types?\W+of|primary|known)\W+)?(?:cancers?|malignanc\w+)\b(?!\W+(?:of|in) the breast|\W+types?\b|[^.;]*\bmay\b)"
    r"|\b(?:without|no|in the absence of)\W+(?:(?:any|known|context|of|a|history|diagnosis)\W+){0,3}(?:cancer|malignanc\w+)\W*$",
    re.I,
)


_OF_ONE_KIND = gated(r"\b(?:triple|TNBC|HER-?2|HR|ER|PR|hormone|luminal|BRCA\w*)\b", re.I)
