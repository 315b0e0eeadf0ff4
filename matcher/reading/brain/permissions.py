"""Brain metastases that are allowed, on a condition or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from data import axes
from data.axes import BRAIN_AXIS
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within
from data.trial import Trial
from matcher.reading.brain.descriptions import (
    ACTIVE_WORD,
    ALLOWS,
    ANY,
    HAS_ACTIVE,
    HAS_STABLE,
    NEEDS_NOT,
    by_adjectives,
)
from matcher.reading.brain.exceptions import ASYMPTOMATIC, UNTREATED_SAVED, saved, too_long
from matcher.reading.brain.phrases import NO_EXAMINATION, spread_phrases
from matcher.reading.brain.stances import (
    EVER,
    FORBIDS,
    MUST_BE_STABLE,
    NO_EXCLUSION,
    THE_HARMLESS_TOO,
    of_some,
    stance_towards,
)
from matcher.reading.brain.states import ACTIVE, NONE, STABLE, States, brain_mention
from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, Item
from matcher.reading.layout.items import items_of
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, sentences_of
from matcher.reading.stance import Stance
from matcher.reading.text import plain_text

TRIGGER = gated(
    r"brain|\blepto\b|\bpial?\b|\bCNS\b|central nerv|mening|\bCSF\b|cerebrospinal|intra-?crani|cerebral|\bLMD\b|\bhead (?:MRI?|CT|PET)\b",
    re.I,
)


NOBODY = States(0, 0)


def allowing(states: States) -> Requirement:
    """What is asked for where patients in the `sure` states may join, and those in the `wide` ones perhaps."""
    certain = Within(BRAIN_AXIS, states.sure)
    if states.sure == states.wide:
        return certain
    doubt = Undecidable("an exception")
    if states.wide == axes.full(BRAIN_AXIS):
        return AnyOf((certain, doubt))
    return AnyOf((certain, AllOf((Within(BRAIN_AXIS, states.wide), doubt))))


def permitted(sentence: Sentence, phrases: list[re.Match[str]], trial: Trial) -> Iterator[Mention]:
    """A permission for some says that the others stay out, where it names a state."""
    allowed = _permitted_states(sentence, phrases)
    if sentence.item is not None:
        allowed |= _let_in_by(sentence.item) | _let_in_anywhere(trial.criteria or "")
    if of_some(sentence, phrases[0], trial):
        allowed = States(allowed.sure, STABLE | ACTIVE)
    if allowed == ANY:
        yield brain_mention(Within(BRAIN_AXIS, axes.full(BRAIN_AXIS)), phrases[0], Stance.ALLOW)
    else:
        yield brain_mention(allowing(States(NONE, NONE) | allowed), phrases[0], Stance.REQUIRE)


@lru_cache(maxsize=16)
def _let_in_by(item: Item) -> States:
    """'Three or fewer asymptomatic ones are eligible. Resected ones are eligible.': what any sentence of the point may let in."""
    states = NOBODY
    for sentence in sentences_of(item):
        phrases = spread_phrases(sentence.text)
        if phrases and stance_towards(sentence, phrases[0]) is Stance.ALLOW:
            states |= States(0, _permitted_states(sentence, phrases).wide)
    return states


@lru_cache(maxsize=16)
def _let_in_anywhere(criteria: str) -> States:
    """'Treated, stable ones are eligible', and in a point of its own 'Growing ones may be present': permissions add up."""
    states = NOBODY
    for item in items_of(plain_text("criteria", criteria).plain):
        if item.polarity != EXCLUDE and TRIGGER.search(item.text):
            states |= _let_in_by(item)
    return states


def _permitted_states(sentence: Sentence, phrases: list[re.Match[str]]) -> States:
    """The states let in."""
    text = sentence.text
    below = " ".join(child.text for child in sentence.item.children) if sentence.item else ""
    whole = f"{text} {below}"
    stable = States(0 if too_long(whole) else STABLE, STABLE)
    if text.endswith(":") and not below and gated(r"\b(?:if|provided|when|as long as|following)\b", re.I).search(text):
        return States(0, STABLE | ACTIVE)  # the conditions stand in points of their own
    if MUST_BE_STABLE.search(text):
        return stable
    of_active = any(by_adjectives(text, p).sure == ACTIVE and not _NONE_SUCH.search(text[: p.start()]) for p in phrases)
    on_condition = States(STABLE, STABLE | ACTIVE) if on_a_condition(whole) else ANY
    harmless = NO_EXCLUSION.search(text)
    if of_active and (HAS_ACTIVE.search(text, 0, harmless.start()) if harmless else not FORBIDS.search(text)):
        return on_condition
    if _BUT_WITHOUT_SYMPTOMS.search(text):
        return States(STABLE, STABLE | ACTIVE)
    if _EITHER_WAY.search(whole) or UNTREATED_SAVED.search(whole):
        return on_condition
    if HAS_STABLE.search(whole):
        return stable
    return States(STABLE, STABLE | ACTIVE) if ASYMPTOMATIC.search(whole) else on_condition


# '... and there are no new brain metastases': those are not let in
_NONE_SUCH = gated(
    r"\b(?:no|without|absence of|free of)\s+(?:(?:evidence|signs?|of|any|known|other)\s+){0,4}(?:[\w/-]+\s+(?:or\s+|and\s+)?){0,3}$",
    re.I,
)


def on_a_condition(text: str) -> bool:
    """'New brain metastases may join provided that no steroids are needed', 'untreated ones of less than 2 cm': whether
    she meets it, the field of brain metastases does not tell."""
    return not _WHATEVER.search(text) and (_PROVIDED.search(text) or _OF_A_KIND.search(text)) is not None


_WHATEVER = gated(
    r"\b(?:regardless|irrespective|(?:even|also|including) (?:if|when|those)\b(?=[^.;]{0,40}\b(?:symptom|steroid|requir|need))|symptomatic or (?:not|asymptomatic)"
    r"|asymptomatic (?:or|and) symptomatic|with or without (?:\w+ ){0,2}(?:symptoms|steroids|corticosteroids))\b",
    re.I,
)
_PROVIDED = gated(
    r"\b(?:if|provided|providing|as long as|so long as|on (?:the )?condition|only|unless|when|must|should|but|who|that|which|(?:following|these|all) (?:conditions|criteria))\b[^;]{0,200}?"
    r"(?:\b(?:cortico)?steroids?\b|\bdexamethasone\b|\b(?:a|non-?)?symptom|\bneurolog|\bstable\b|\b(?:size|diameter|dimension|volume|lesions? (?:is|are|measures?))\b|\d\s?[cm]m\d?\b|\bo?edema\b|\bmass effect\b|\bshift\b"
    r"|\bha?emorrhag|\bbleed|\bbrain ?stem\b|\b(?:immediate|urgent|imminent|emergent|prompt)(?:ly)?\b|\bintervention|\bnot (?:\w+ )?(?:requir|need|indicat)|\bno (?:\w+ ){0,3}(?:need|requirement|indication)\b)",
    re.I,
)
_OF_A_KIND = gated(
    r"\basymptomatic\b|\bwithout (?:\w+ ){0,3}(?:symptoms|steroids|corticosteroids|need|mass effect|o?edema)\b|\b(?:not|no longer) (?:\w+ ){0,2}(?:requir|need)\w*|\bno (?:\w+ )?(?:symptoms|steroids|corticosteroids)\b"
    r"|(?:<=?|\b(?:up to|at most|(?:no|not) (?:more|larger|greater|bigger) than|(?:less|fewer|smaller) than|below|under|maximum(?: of)?))\s*(?:\d+(?:\.\d+)?|one|two|three|four|five|six|ten)\s*(?:[cm]m\d?\b|(?:\w+ ){0,3}(?:lesions?|metasta\w+))"
    r"|\b(?:\d+|one|two|three|four|five|six|ten) or (?:fewer|less)\b",
    re.I,
)


# 'May be treated or untreated, but must be asymptomatic'
_BUT_WITHOUT_SYMPTOMS = gated(
    r"\btreated (?:or|and) (?:un)?treated\b[^.;]{0,30}\b(?:must|should|provided|as long as|if)\b[^.;]{0,40}\basymptomatic\b",
    re.I,
)
_EITHER_WAY = gated(
    r"\bwith(?: or |/)without\s+(?:\w+\s+){0,2}(?:treatment|therapy|radi\w+|surgery)|\btreated (?:or|and) untreated|\bwhether or not\b"
    # 'Brain metastases, stable or progressing, are allowed'
    rf"|(?<!not )(?<!no )\b(?:stable|controlled|inactive)\s+or\s+{ACTIVE_WORD}\b|(?<!not )(?<!no ){ACTIVE_WORD}\s+or\s+(?:stable|controlled|inactive)\b",
    re.I,
)


_PIECE = gated(r"[^.;]+")


_POINTS = 3  # behind a line that ends in a colon and has none set in


def _with_its_points(items: Sequence[Item], i: int) -> str:
    """The text of an item, with what its colon announces."""
    item = items[i]
    if not item.text.rstrip().endswith(":") or item.heading:
        return item.text
    points = item.children or [other for other in items[i + 1 : i + 1 + _POINTS] if other.parent is item.parent]
    return " ".join([item.text, *(point.text for point in points)])


@lru_cache(maxsize=64)
def let_in(criteria: str, *, beside_untreated: bool = False) -> States:
    """The states that a permission anywhere in the criteria lets in, also one that only refers back: 'however, those
    that are treated and stable are allowed'. `beside_untreated`: as in `saved`."""
    allowed = NOBODY
    follows = False  # whether the piece before spoke of brain metastases
    items = items_of(plain_text("criteria", criteria).plain)
    for piece in (piece for i in range(len(items)) for piece in _PIECE.finditer(_with_its_points(items, i))):
        text = NO_EXAMINATION.sub(" ", gated(r"\s+").sub(" ", piece.group())).strip()
        if not text:
            continue
        phrases = spread_phrases(text) if TRIGGER.search(text) else []
        if phrases and EVER.search(text[: phrases[0].start()]) and not ALLOWS.search(text):
            continue
        about = bool(phrases) or (follows and not _OTHER_SUBJECT.search(text))
        follows = bool(phrases)
        if not about or FORBIDS.search(text):
            continue
        says = ALLOWS.search(text) or gated(r"^\W*(?:exceptions?|note|unless)\b", re.I).match(text)
        if (says and (HAS_STABLE.search(text) or ASYMPTOMATIC.search(text))) or (
            phrases
            and by_adjectives(text, phrases[0]).sure == STABLE
            and not gated(r"\b(?:no|not)\b", re.I).search(text[: phrases[0].start()])
            and not THE_HARMLESS_TOO.search(text)
        ):
            allowed |= saved(text, beside_untreated=beside_untreated)
        elif phrases and NEEDS_NOT.search(text) and by_adjectives(text, phrases[0]).sure == ACTIVE:
            allowed |= States(0, ACTIVE)  # 'untreated brain metastases not needing immediate treatment', as a point
    return allowed


_OTHER_SUBJECT = gated(
    r"\b(?:malignanc\w+|cancers?|carcinoma|infection|hepatitis|HIV|HBV|HCV|cardiac|hypertension|diabetes|thrombo\w+|anticoagul\w+|bisphosphonates?|bone|liver|lung|visceral|seizure|neuropathy|endocrine|hormon\w*|vaccin\w+|pleural|effusions?)\b",
    re.I,
)
