"""Titles that name what was given before, in whatever setting: 'taxane-pretreated', 'failing standard therapy', 'progressing on ...'."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

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
from matcher.reading.therapy.names import Named, run_of, therapies_in

# 'Trastuzumab-refractory', 'taxane-pretreated', 'anthracycline-resistant' disease; 'failing prior therapy'
_RESISTANT_TO_IT = gated(
    r"(?<!\bor )(?<!/)[\s-]?(?:refractory|resistant|pre-?treated|(?<=-)exposed|(?<=-)experienced)\b(?!\s*(?:or|and|/|vs)\b|\s*[/,])",
    re.I,
)

_FAILING_EARLIER_THERAPY = gated(
    r"\b(?:fail(?:ed|ing|ure of|ure to)?|(?:progress\w*|refractory|resistant|unresponsive|not\s+respond(?:ed|ing)?)\s+(?:on|after|during|following|to))\s+(?:all\s+|available\s+)*(?:prior|previous|earlier|(?P<standard>standard(?:[- ]of[- ]care)?|conventional|established|existing|approved))\s+"
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

# 'Previously exposed to a taxane', 'who were given pertuzumab before', 'after exposure to trastuzumab'
_HAD_IT = gated(
    r"\b(?:(?<!not )(?<!never )(?:previously|already|formerly)\s+(?:exposed\s+to|received|given)|(?:who|that|patients|women|participants)\s+(?:(?:have|has|had|were|already)\s+){0,3}(?:received|been\s+given|given|exposed\s+to)\s+(?:an?\s+)?(?:prior|previous|earlier)"
    r"|(?:after|following)\s+(?:prior\s+|previous\s+|earlier\s+)?exposure\s+to)\s+(?:(?:an?|prior|previous|earlier|treatment\s+with)\s+)*$",
    re.I,
)
_GIVEN = gated(
    r"\b(?:who|that|patients|women|participants)\s+(?:(?:have|has|had|were|already|been)\s+){0,3}(?:received|given|had|exposed\s+to)\s+(?:an?\s+)?$",
    re.I,
)
_BEFORE = gated(
    r"\s+(?:(?:therapy|treatment|regimens?)\s+)?(?:before|previously|earlier|in\s+the\s+past)(?=\W*$|\s*[,:;(]|\s+(?:with|in|for)\b)",
    re.I,
)
_ANOTHER_LISTED = gated(r"\s*(?:/|,|\bor\b|\band/or\b|\bversus\b|\bvs\b)", re.I)


def _is_had(text: str, one: Named) -> re.Match[str] | None:
    if _ANOTHER_LISTED.match(text, one.end):
        return None
    near = max(0, one.start - 70)
    return _HAD_IT.search(text, near, one.start) or (
        _BEFORE.match(text, one.end) if _GIVEN.search(text, near, one.start) else None
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
        told = _RESISTANT_TO_IT.match(text, one.end) or _is_had(text, one)
        if told is None or len(concepts) != 1 or _ONE_OF_TWO.search(text, 0, one.start):
            continue
        had = Within(f"received:{concepts[0]}", YES)
        return Mention(
            PRIOR_THERAPY,
            had,
            f"prior {text[one.start : one.end]}",
            one.start,
            max(one.end, told.end()),
            Stance.REQUIRE,
        )
    return None


_RESISTANT_WORD = gated(
    r"(?:refractory|resistant|treated|exposed|experienced|exposure|previously|prior|previous|earlier|before|in the past)\b",
    re.I,
)


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
        requirement = _all_or_any(text, listed, lambda c: _given_or_progressed_on(c, vocabulary))
        if requirement is None:
            return None
        words = f"progression on {text[one.start : listed[-1].end]}"
        return Mention(PRIOR_THERAPY, requirement, words, one.start, listed[-1].end, Stance.REQUIRE)
    return None


def given_before(text: str, at: int, vocabulary: Vocabulary) -> Mention | None:
    """'Advanced disease previously treated with a CDK4/6 inhibitor': the drugs behind `at`, in whatever setting they were given."""
    given = _WITH.match(text, at)
    named = [one for one in therapies_in(text, vocabulary) if given and one.start >= given.end()]
    if given is None or not named or named[0].start > given.end() or _OF_ANOTHER_TREATMENT.search(text):
        return None
    listed = run_of(named, text)
    had = _all_or_any(text, listed, lambda concept: Within(f"received:{concept}", YES))
    if had is None or _OR_NONE_KNOWN.match(text, listed[-1].end):
        return None
    words = f"prior {text[listed[0].start : listed[-1].end]}"
    return Mention(PRIOR_THERAPY, had, words, given.end(), listed[-1].end, Stance.REQUIRE)


_WITH = gated(r"\s+(?:with|by)\s+(?:an?\s+|prior\s+)?", re.I)
_OF_ANOTHER_TREATMENT = gated(r"brain|CNS|follow", re.I)
_OR_NONE_KNOWN = gated(r"\s*,?\s*(?:\bor\b|/)", re.I)


def _all_or_any(text: str, listed: Sequence[Named], had: Callable[[str], Requirement]) -> Requirement | None:
    """What is asked of the therapies listed: any of them where 'or' stands between; nothing where one of those is not known of
    patients."""
    between = " ".join(text[a.end : b.start] for a, b in zip(listed, listed[1:], strict=False))
    concepts = [c for each in listed for c in each.concepts]
    parts = [had(c) for c in concepts if c not in NO_PATIENT_FIELD]
    if not parts or (len(parts) < len(concepts) and phrases.OR.search(between)):
        return None
    return either(parts) if phrases.OR.search(between) else every(parts)


_WENT_ON = gated(
    r"\b(?:progress(?:ed|ing|ion|es)\s+(?:on|after|during|following|while on|under)|fail(?:ed|ing|ure of)|after (?:failure of|progression on|progressing on)|refractory to|resistant to)\s+"
    r"(?:or\s+\w+\s+)?(?:prior |previous |earlier |an? |the )*$",
    re.I,
)


# 'After CDK4/6 inhibitors', 'post-CDK4/6 inhibitor'; none is given beside other treatment and then left off in a trial
_AFTER_IT = gated(r"\b(?:after|following|post)[\s-]+(?:(?:an?|prior|previous|treatment with)\s+)*$", re.I)


def _given_or_progressed_on(concept: str, vocabulary: Vocabulary) -> Requirement:
    """What is given after surgery as well may have failed then: that it was given is sure."""
    return Within(f"{'progressed_on' if concept in vocabulary.late_therapies else 'received'}:{concept}", YES)
