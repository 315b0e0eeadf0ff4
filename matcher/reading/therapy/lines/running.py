"""Treatment that is running: whoever is under it has had it, and has begun a line if it is for metastatic disease."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.axes import YES
from data.criteria import Between, Negation, Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated as is_negated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES, PRIOR_THERAPY
from matcher.reading.therapy.lists import CLOSED
from matcher.reading.therapy.names import GENERAL_KINDS, run_of, therapies_in
from matcher.reading.therapy.other_subjects import speaks_of_something_else

_DRUG = (
    r"(?:chemo\w*|cytotoxic\w*|(?:systemic|anti-?\s?cancer|anti-?\s?neoplastic|endocrine|hormon\w+|targeted|biologic\w*|HER-?2\S*|[\w-]+-based)\s(?:[\w-]+\s){0,2}?(?:therap\w+|treatments?|agents?|regimens?)"
    r"|maintenance (?:therapy|treatment)|CDK\s?4/6 inhibitors?|(?:palbo|ribo|abema)ciclib|fulvestrant|letrozole|anastrozole|exemestane|aromatase inhibitors?|trastuzumab|pertuzumab|capecitabine|paclitaxel|docetaxel|eribulin)"
)
_TREATMENT = r"(?:therap\w+|treatments?|regimens?)"
# 'Currently receiving chemotherapy', 'on a stable dose of trastuzumab', 'stable or responding on current treatment', 'receiving
# endocrine therapy for at least 3 months'
_UNDER_WAY = gated(
    rf"\b(?P<current>currently|presently|already|still|actively)\s+(?:being\s+)?(?:on|receiving|treated with|taking|undergoing)\b[^.;:]{{0,40}}?\b{_DRUG}"
    rf"|\b(?:on|under|with)\s+(?:an?\s+|their\s+)?(?:stable|unchanged|ongoing|continuing)\s+(?:(?:dose|regimen|course)\s+of\s+)?(?:{_DRUG}|(?:cancer\s+)?{_TREATMENT}\b)"
    rf"|\bon\s+(?:(?:treatment|therapy)\s+with|maintenance)\s+(?:an?\s+|the\s+)?(?:[\w/+-]+\s+){{0,2}}?(?:{_DRUG}|{_TREATMENT})"
    rf"|\b(?:on|under|receiving)\s+(?:active\s+|systemic\s+|anti-?cancer\s+|palliative\s+)*{_TREATMENT}\s+for\s+(?:(?:the|their)\s+)?(?:metastatic|advanced|stage IV|MBC)\b"
    rf"|\b(?:stable|respon\w+|controlled|(?:no|without|non-?)\s?progressi\w+)\b[^.;:]{{0,30}}?\b(?:on|under|with)\s+(?:their\s+|the\s+)?(?:current|present|ongoing|existing)\s+[^.;:]{{0,25}}?{_TREATMENT}\b"
    rf"|\b(?:receiving|undergoing|taking|on)\s+(?:[\w/+-]+\s+){{0,3}}?{_DRUG}[^.;:]{{0,60}}?\bfor\s+(?:at least|more than|>=?|\u2265|over|a minimum of)\s*\w+\s+(?:weeks?|months?|cycles?)\b",
    re.I,
)
# 'Letrozole or anastrozole (2.5 mg) + palbociclib': of those joined by a plus each is given
_PLUS = gated(r"\s*(?:therapy\s+)?(?:\+|plus|(?:in combination|combined|together) with)\s*(?:an?\s+|the\s+)?", re.I)


def _given_together(text: str, start: int, vocabulary: Vocabulary) -> list[str]:
    """The drugs of a combination that is running; none of a single drug, which another may have taken the place of."""
    text = blanked(CLOSED, text)
    named = [one for one in therapies_in(text, vocabulary) if one.start >= start]
    joined = [named[0]] if named else []
    for one in named[1:]:
        if not _PLUS.fullmatch(text, joined[-1].end, one.start):
            break
        joined.append(one)
    if len(joined) < 2 or _OR_ELSE.search(text, start):
        return []
    return [c for one in joined for c in one.concepts if c not in GENERAL_KINDS]


_HELD = gated(r"\b(?:without|no|not|absence of)\s+(?:[\w-]+\s+){0,4}?progress", re.I)
_CDK = "CDK4/6 inhibitor"


def not_progressed_on(sentence: Sentence, concepts: Sequence[str], vocabulary: Vocabulary | None) -> list[Requirement]:
    """'Currently on a CDK4/6 inhibitor, no evidence of progression': whoever progressed on one is on it no more."""
    told = sentence.item.text if sentence.item is not None else sentence.text
    given = vocabulary is not None and any(_CDK in (concept, *vocabulary.ancestors(concept)) for concept in concepts)
    return [Negation(Within(f"progressed_on:{_CDK}", YES))] if given and _HELD.search(told) else []


_OR_ELSE = gated(r"\bor\b", re.I)


# Treatment that may be to come, or be over; what is asked of some only
_OTHERWISE = gated(
    r"\b(?:candidates?|eligible|plan\w*|no|not|never|declin\w+|refus\w+|to (?:receive|start|begin)|about to|will|may|either|willing|if|those|unless|except\w*|until|completed|finished|should|discontinu\w+|stopped|bone-?\s?\w+ agents?)\b",
    re.I,
)
# 'Any stage (including metastatic)', 'stage I-IV'
_OF_ANY_EXTENT = gated(
    r"\b(?:any|all|includ\w*|regardless|irrespective|with or without|(?:without|free of) metasta\w+|non-?\s?metastatic|curative|stages?\s+(?:0|I{1,3}|[123]))\b",
    re.I,
)


def running_treatment(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    if sentence.stance is not Stance.REQUIRE or sentence.excludes or not sentence.from_criteria:
        return None
    text = sentence.text
    now = _UNDER_WAY.search(text)
    if now is None or not phrases.LATE.search(text) or phrases.EARLY.search(text) or phrases.PERMITS.search(text):
        return None
    if _OTHERWISE.search(text) or _OF_ANY_EXTENT.search(text) or is_negated(sentence, now.start()):
        return None
    one_line: Requirement = Between("lines_metastatic", 1, None)
    if now["current"]:
        together = _given_together(text, now.start("current"), vocabulary)
        one_line = every((one_line, *(Within(f"received_metastatic:{concept}", YES) for concept in together)))
        one_line = every((one_line, *not_progressed_on(sentence, together, vocabulary)))
    return Mention(LINES, one_line, "treatment of metastatic disease under way", *now.span(), Stance.REQUIRE)


# 'Currently receiving sacituzumab govitecan', 'under treatment with single-agent anti-PD-1'
_TAKING = gated(
    r"\b(?:(?:currently|presently|already|still|actively)\s+(?:being\s+)?(?:on|receiving|treated\s+with|taking|undergoing(?:\s+(?:treatment|therapy)\s+with)?)|(?:under|on|undergoing)\s+(?:(?:ongoing|current|active)\s+)?(?:treatment|therapy)\s+with)\s+"
    r"(?:(?:an?|the|any|either|standard|approved|stable|dose|of|treatment|therapy|with|(?:single|mono)[- ]?agent)\s+){0,4}$",
    re.I,
)
# 'Progressed on treatment with everolimus', 'pneumonitis while on treatment with it'
_HOW_IT_WENT = gated(
    r"\b(?:progress\w*|prior|previous\w*|relaps\w*|recur\w*|histor\w+|fail\w*|respon\w+|refractory|resistan\w+|after|since|while|during|toxic\w*|intoleran\w*|allerg\w+|hypersensitiv\w+|adverse|except\w*|within|study)\b",
    re.I,
)
_ANOTHER_BEHIND = gated(r"\s*(?:,|/|\bor\b|\band/or\b)", re.I)


def taken_now(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    """A drug that is no usual treatment after surgery, or a checkpoint inhibitor: it is not another that is meant, nor one that
    is due next."""
    if sentence.stance is not Stance.REQUIRE or sentence.excludes or not sentence.from_criteria:
        return None
    text = sentence.text
    elsewise = _OTHERWISE.search(text) or _HOW_IT_WENT.search(text) or phrases.PERMITS.search(text)
    named = [] if elsewise or speaks_of_something_else(sentence) else therapies_in(text, vocabulary)
    at = next((i for i, one in enumerate(named) if _TAKING.search(text, 0, one.start)), None)
    if at is None or is_negated(sentence, named[at].start):
        return None
    group = run_of(named[at:], text)
    concepts = [c for one in group for c in one.concepts]
    unusual = all(c in vocabulary.late_therapies or _CHECKPOINT in (c, *vocabulary.ancestors(c)) for c in concepts)
    if not unusual or _ANOTHER_BEHIND.match(text, group[-1].end):
        return None
    had = every((either(Within(f"received:{c}", YES) for c in concepts), Undecidable("whether it is still given")))
    words = f"treatment with {text[group[0].start : group[-1].end]}"
    return Mention(PRIOR_THERAPY, had, words, group[0].start, group[-1].end, Stance.REQUIRE)


_CHECKPOINT = "checkpoint inhibitor"
