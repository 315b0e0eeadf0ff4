"""Whether a sentence asks for, allows or shuts out what it says of the brain, and of whom."""

from __future__ import annotations

import re

from data.trial import Trial
from matcher.reading.brain.descriptions import ALLOWS, HAS_ACTIVE, HAS_STABLE, states_described
from matcher.reading.brain.phrases import spread_phrases
from matcher.reading.brain.states import ACTIVE, STABLE
from matcher.reading.gated import gated
from matcher.reading.negation import negated
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance

EXCEPT = gated(
    r"\b(?:except(?:ion|ing|ions)?|excluding|unless|other\s+than|apart\s+from|but\s+(?!not\b)|however|provided|providing|(?<!even )if\b(?!\s+(?:suspected|clinically|any|known))|"
    r"(?:who|that)\s+(?:do\s+not|have\s+not|has\s+not|did\s+not)\s+(?:have|had|received|undergone)?)",
    re.I,
)


FORBIDS = gated(
    r"\b(?:excluded|ineligible|disallowed|prohibited|forbidden|not\s+(?:be\s+)?(?:eligible|allowed|permitted|included|enrolled|acceptable)|exclusion)\b(?<!not excluded)(?<!not be excluded)",
    re.I,
)


HEAD_NEGATION = gated(
    r"^\W*(?:no|without|absence\s+of|free\s+of|negative\s+for|patients?\s+(?:without|with\s+no))\b", re.I
)


def stance_towards(sentence: Sentence, phrase: re.Match[str]) -> Stance:
    text = sentence.text
    allows = ALLOWS.search(text)
    forbids = FORBIDS.search(text)
    if NO_EXCLUSION.search(text) or _MAY_BE_EITHER.match(text, phrase.end()):
        return Stance.ALLOW
    if forbids:
        return Stance.FORBID
    exception = EXCEPT.search(text)
    if sentence.excludes and EVER.search(text[: phrase.start()]) and not allows and not MUST.search(text):
        return Stance.FORBID
    if sentence.excludes:
        described = states_described(text, phrase).sure
        if allows and not (
            exception and phrase.start() < exception.start() < allows.start() and len(spread_phrases(text)) > 1
        ):
            return Stance.ALLOW if described != ACTIVE else Stance.FORBID
        if described == STABLE and not allows and THE_HARMLESS_TOO.search(text):
            return Stance.FORBID
        if described == STABLE and not HAS_ACTIVE.search(text[: phrase.end()]):
            return Stance.ALLOW
        must = gated(r"\b(?:must|should)\s+(?:have\s+been|be|have)\b").search(text)
        if described == ACTIVE and not MUST_BE_STABLE.search(text):
            return Stance.FORBID  # 'active metastases (patients should be off steroids)'
        if must is not None and exception is None and _THOSE_WITH.fullmatch(text, 0, phrase.start()):
            return Stance.ALLOW  # 'patients with brain metastases must have measurable disease elsewhere'
        if must is None or (exception and phrase.start() < exception.start() < must.start()):
            return Stance.FORBID
        return Stance.ALLOW if must.start() > phrase.start() and HAS_STABLE.search(text) else Stance.FORBID
    if gated(r"\bwith(?: or |/)without\s+(?:\w+\s+){0,3}$", re.I).search(text[: phrase.start()]):
        return Stance.ALLOW
    if _THERE_OR_NOT.match(text, phrase.end()):
        return Stance.ALLOW
    if negated(sentence, phrase.start()) or HEAD_NEGATION.match(text):
        return Stance.FORBID
    return Stance.ALLOW if allows else Stance.REQUIRE


# 'Patients with asymptomatic or with previously treated brain metastases', as an exclusion: all of them are out
THE_HARMLESS_TOO = gated(
    r"^(?!.*\b(?:unless|except\w*|must|should|if|not|without|weeks?|months?|stable)\b).*?(?:\basymptomatic\b[^.;]{0,40}\b(?:or|and/or)\s+(?:with\s+)?(?:(?:a\s+)?history\s+of\s+|previously\s+|prior\s+)?treated\b"
    r"|(?<!un)\btreated\b[^.;]{0,40}\b(?:or|and/or)\s+(?:with\s+)?asymptomatic\b)",
    re.I,
)


MUST_BE_STABLE = gated(r"\b(?:must|should)\s+(?:have\s+been|be)\s+(?:\w+\s+)?(?:treated|stable|controlled)", re.I)
_THOSE_WITH = gated(
    r"\W*(?:patients?|participants?|subjects?|women|those)\s+(?:with|who\s+have|having)\s+(?:known\s+|treated\s+|stable\s+|any\s+|a\s+history\s+of\s+)*",
    re.I,
)
# 'Brain metastases present or not'
_THERE_OR_NOT = gated(
    r"[\s,(]*(?:(?:may|can) be\s+|being\s+)?(?:either\s+)?(?:present|there)\s+or\s+(?:not|absent)\b|[\s,(:]*(?:yes or no|allowed or not)\b",
    re.I,
)
# 'Brain metastases may be treated or untreated, but must be asymptomatic', also among the exclusions
_MAY_BE_EITHER = gated(
    r"\s*(?:\([^()]{0,20}\)\s*)?(?:may|can|could)\s+(?:have\s+been|be)\s+(?:either\s+)?(?:previously\s+)?(?:un)?treated\s+or\s+(?:un)?treated\b",
    re.I,
)
NO_EXCLUSION = gated(r"\b(?:not|no)\s+(?:be\s+)?(?:an?\s+)?(?:excluded|exclusion|reason (?:for|to) exclu\w+)", re.I)


_SUBTYPES = (
    ("HER2-positive", gated(r"\bHER-?2(?:/neu)?\s*(?:\+|-?\s?(?:positive|overexpress\w*|amplified))", re.I)),
    ("HER2-negative", gated(r"\bHER-?2(?:/neu)?\s*(?:-(?!\s?pos)|negative)", re.I)),
    ("triple-negative", gated(r"\btriple[- ]negative|\bTNBC\b", re.I)),
    ("hormone", gated(r"\b(?:HR|ER|hormone[- ]receptor)\s*(?:\+|-?\s?positive)|\bluminal\b", re.I)),
)


_PART_OF_TRIAL = gated(
    r"\b(?:cohorts?|arms?|parts?|phase|stage)\s+(?:[A-H]\b|[1-4I]+[ab]?\b)|\b(?:dose )?(?:escalation|expansion)\b"
    r"|^\W*(?:in|for)\s+(?:the\s+)?(?:cohorts?|arms?|groups?)\s+(?:who|that|which|with|of)\b",
    re.I,
)


def of_some(sentence: Sentence, phrase: re.Match[str], trial: Trial) -> bool:
    """Whether the sentence speaks of the brain metastases of some patients only: a receptor subtype that is not that of
    the whole trial, or a part of the trial."""
    before = gated(r"[,;:]|\bor\b").split(sentence.text[: phrase.start()])[-1]
    filed = bool(sentence.item and sentence.item.cohorts)
    if _HAS_NONE.search(before) and not sentence.excludes and not MUST.search(sentence.text):
        before = ""
    titles = f"{trial.brief_title} {trial.official_title or ''}"
    if any(words.search(before) and not words.search(titles) for _, words in _SUBTYPES):
        return True
    beside = _PART_OF_TRIAL.search(sentence.text[: phrase.start()]) or _PART_BEHIND.match(sentence.text, phrase.end())
    return beside is not None and not filed


# 'Brain metastases: phase I, untreated ones; phase II, any', 'brain metastases (cohort B)'
_PART_BEHIND = gated(rf"\W{{1,3}}(?:(?:only|for|in|of|the)\s+){{0,3}}(?:{_PART_OF_TRIAL.pattern})", re.I)


# 'HER2-positive breast cancer without CNS disease' describes whom the trial wants.
_HAS_NONE = gated(
    r"\b(?:cancer|disease|carcinoma|tumou?r|MBC|TNBC)\W+(?:and\s+|but\s+)?(?:without|with no|free of)\s+(?:\w+\s+){0,3}$",
    re.I,
)


# 'Prior diagnosis or treatment of brain metastases' shuts out those that were treated as well.
EVER = gated(
    r"\b(?:history|(?:prior|previous|past) (?:diagnosis|treatment)(?: or (?:diagnosis|treatment))?)\s+(?:of|for)\s+(?:\w+\W+){0,2}$",
    re.I,
)


MUST = gated(r"\b(?:must|should|needs? to|ha(?:ve|s) to|(?:is|are) required)\b", re.I)
