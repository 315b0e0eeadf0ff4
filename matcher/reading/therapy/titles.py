"""Titles that name what was given before, in whatever setting: 'taxane-pretreated', 'failing standard therapy', 'progressing on ...'."""

from __future__ import annotations

import re

from data.axes import YES
from data.criteria import Between, Requirement, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.population import of_other_tumours
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.therapy.lists import NO_PATIENT_FIELD
from matcher.reading.therapy.names import run_of, therapies_in

# 'Trastuzumab-refractory', 'taxane-pretreated', 'anthracycline-resistant' disease; 'failing prior therapy'
_RESISTANT_TO_IT = gated(
    r"(?<!\bor )(?<!/)[\s-]?(?:refractory|resistant|pre-?treated|(?<=-)exposed|(?<=-)experienced)\b(?!\s*(?:or|and|/|vs)\b|\s*[/,])",
    re.I,
)

_FAILING_EARLIER_THERAPY = gated(
    r"\b(?:fail(?:ed|ing|ure of|ure to)?|(?:progress\w*|refractory|resistant|unresponsive|not\s+respond(?:ed|ing)?)\s+(?:on|after|during|following|to))\s+(?:all\s+|available\s+)*(?:prior|previous|(?P<standard>standard(?:[- ]of[- ]care)?|conventional|established|existing|approved))\s+"
    r"(?:(?:systemic|standard|anti-?cancer)\s+){0,2}(?:therap(?:y|ies)|treatments?)\b(?:(?P<late>\s+(?:for|in)\s+(?:the\s+)?(?:metastatic|advanced|stage IV)\b)|(?!\s+(?:with|of|for)\b))",
    re.I,
)


# 'Metastatic breast cancer that has not responded to previous treatment'
_UNCHANGED_BY_IT = gated(
    r"(?<!non-)\b(?:metastatic|stage IV)\s+(?:[\w-]+\s+){0,2}?(?:cancer|disease|carcinoma)\s+(?:that\s+|which\s+)?(?:(?:has|have|is)\s+)?(?:not|no longer)\s+respond\w*\s+to\b[^.;]*$",
    re.I,
)


# 'Relapsed/refractory solid tumours', 'in previously treated patients with breast cancer'
_RELAPSED_OR_REFRACTORY = gated(
    r"\b(?:relapsed|recurrent)\s?(?:/|\band/or\b|\bor\b|\band\b)\s?refractory\b(?!\s?,)|\brefractory\s?(?:/|\bor\b|\band\b)\s?(?:relapsed|recurrent)\b"
    r"|(?<!\bnot )(?<!\bnever )\bpreviously treated\s+(?:[\w-]+\s+){0,4}?(?:cancers?|carcinomas?|tumou?rs?|malignanc\w+|patients|participants|women)\b",
    re.I,
)

_OR_AT_FIRST = gated(r"\b(?:newly|untreated|de novo|first[- ]line|adjuvant|early|primary)\b", re.I)

_ONE_OF_TWO = gated(r"\bor\W+(?:\w+\W+){0,2}$", re.I)


def resistant_to(text: str, vocabulary: Vocabulary | None) -> Mention | None:
    """What was given before, in whatever setting: disease that is refractory to it, or patients who had it."""
    if gated(r"brain|CNS|\bsensitiv\w+|na(?:i|\u00ef)ve", re.I).search(text) or of_other_tumours(text):
        return None
    failing = _FAILING_EARLIER_THERAPY.search(text)
    if failing is None and not _OR_AT_FIRST.search(text):
        failing = _RELAPSED_OR_REFRACTORY.search(text)
    if failing is not None:
        had: Requirement = Within("received:systemic therapy", YES)
        said = failing.groupdict()
        # for whoever was never treated for it standard treatment is still to come
        if said.get("standard") or said.get("late") or _UNCHANGED_BY_IT.search(text, 0, failing.end()):
            had = Between("lines_metastatic", 1, None)
        return Mention(PRIOR_THERAPY, had, "an earlier treatment", *failing.span(), Stance.REQUIRE)
    if vocabulary is None or _RESISTANT_WORD.search(text) is None:
        return None
    for one in therapies_in(text, vocabulary):
        concepts = [c for c in one.concepts if c not in NO_PATIENT_FIELD]
        told = _RESISTANT_TO_IT.match(text, one.end)
        if told is None or len(concepts) != 1 or _ONE_OF_TWO.search(text, 0, one.start):
            continue
        had = Within(f"received:{concepts[0]}", YES)
        return Mention(PRIOR_THERAPY, had, f"prior {text[one.start : one.end]}", one.start, told.end(), Stance.REQUIRE)
    return None


_RESISTANT_WORD = gated(r"(?:refractory|resistant|treated|exposed|experienced)\b", re.I)


def progressed_on(text: str, vocabulary: Vocabulary) -> Mention | None:
    """'Metastatic disease progressing on CDK4/6 inhibitors': of the patients of a title."""
    named = therapies_in(text, vocabulary)
    for i, one in enumerate(named):
        if "CDK4/6 inhibitor" in one.concepts and (after := _AFTER_IT.search(text, max(0, one.start - 40), one.start)):
            had = Within("received:CDK4/6 inhibitor", YES)
            return Mention(PRIOR_THERAPY, had, "prior CDK4/6 inhibitor", after.start(), one.end, Stance.REQUIRE)
        if not _WENT_ON.search(text, max(0, one.start - 60), one.start):
            continue
        if gated(r"\b(?:versus|vs)\b", re.I).search(text[one.end : one.end + 12]):
            return None
        listed = run_of(named[i:], text)
        between = " ".join(text[a.end : b.start] for a, b in zip(listed, listed[1:], strict=False))
        concepts = [c for each in listed for c in each.concepts]
        parts = [_given_or_progressed_on(c, vocabulary) for c in concepts if c not in NO_PATIENT_FIELD]
        if not parts or (len(parts) < len(concepts) and phrases.OR.search(between)):
            return None
        requirement = either(parts) if phrases.OR.search(between) else every(parts)
        words = f"progression on {text[one.start : listed[-1].end]}"
        return Mention(PRIOR_THERAPY, requirement, words, one.start, listed[-1].end, Stance.REQUIRE)
    return None


_WENT_ON = gated(
    r"\b(?:progress(?:ed|ing|ion|es)\s+(?:on|after|during|following|while on|under)|fail(?:ed|ing|ure of)|after (?:failure of|progression on|progressing on)|refractory to|resistant to)\s+"
    r"(?:or\s+\w+\s+)?(?:prior |previous |an? |the )*$",
    re.I,
)


# 'After CDK4/6 inhibitors', 'post-CDK4/6 inhibitor'; none is given beside other treatment and then left off in a trial
_AFTER_IT = gated(r"\b(?:after|following|post)[\s-]+(?:(?:an?|prior|previous|treatment with)\s+)*$", re.I)


def _given_or_progressed_on(concept: str, vocabulary: Vocabulary) -> Requirement:
    """What is given after surgery as well may have failed then: that it was given is sure."""
    return Within(f"{'progressed_on' if concept in vocabulary.late_therapies else 'received'}:{concept}", YES)
