"""The states that an exclusion leaves."""

from __future__ import annotations

import re
from functools import lru_cache

from data import axes
from data.axes import BRAIN_AXIS
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within
from data.trial import Trial
from matcher.reading.brain.descriptions import ACTIVE_WORD, ALLOWS, ANY, HAS_ACTIVE, REGARDLESS, states_described
from matcher.reading.brain.exceptions import other_way_in, saved
from matcher.reading.brain.narrowed import narrowed
from matcher.reading.brain.permissions import let_in
from matcher.reading.brain.phrases import BRAIN, CNS
from matcher.reading.brain.stances import EVER, EXCEPT, FORBIDS, THE_HARMLESS_TOO, of_some
from matcher.reading.brain.states import ACTIVE, NONE, STABLE, States, brain_mention
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance

_METASTASES = r"(?:brain|CNS|cerebral|intra-?cranial) metasta\w+"
_LOCAL = r"(?:radio(?:therapy|surgery)|radiation(?: therapy)?|irradiation|SRS|SRT|WBRT|(?:neuro-?)?surger(?:y|ies)|resections?|craniotom(?:y|ies)|local (?:therap(?:y|ies)|treatments?))"
# 'No prior radiotherapy to the brain', 'Prior WBRT' as an exclusion: treated metastases may have been resected only.
IRRADIATED = gated(
    r"\b(?:brain|cranial|CNS)[- ](?:directed )?(?:radio\w*|radiation|irradiation)|\b(?:radio\w*|radiation|irradiation)(?: \w+)? (?:to|of) the brain\b|\bWBRT\b"
    rf"|\b{_LOCAL}(?:(?:\s*,\s*|\s*/\s*|\s+)(?:(?:or|and|and/or)\s+)?(?:[\w-]+\s+)?{_LOCAL}){{0,3}}\s+(?:for|of|to) (?:(?:the|their|known|any) )*{_METASTASES}",
    re.I,
)


# 'No earlier surgery or radiotherapy of the brain': metastases that were treated locally are out.
_OPERATED = gated(
    r"\bneuro-?surg\w+|(?<![a-z])surger(?:y|ies)\b|\bsurgical\w*|\bresect\w+|\bcraniotom\w+|\blocal (?:therap|treat)",
    re.I,
)
_BEFORE_NOW = gated(r"\b(?:prior|previous\w*|history of|earlier|received|had)\b", re.I)


_NOT_ALL = gated(
    r"\b(?:unless|except\w*|other than|within|weeks?|days?|months?|allowed|permitted|eligible|if|measurable|lesions?|last|since|more than|at least|>=)\b",
    re.I,
)


UNTREATED = axes.mask(BRAIN_AXIS, ["untreated"])


# 'Prior chemotherapy, radiotherapy or surgery for brain metastases': the first may be meant of the cancer
_OF_A_LIST = gated(r"therapy\s*,\s*$", re.I)


# 'Radiosurgery for intact brain metastases', 'no earlier resection of brain metastases': those that were resected are not meant.
_INTACT = gated(
    r"\bintact\s+(?:(?:brain|cerebral|intra-?cranial)\s+)(?:metasta\w+|lesions?|tumou?rs?|mets)\b"
    rf"|\bno (?:(?:prior|previous|earlier|history of) ){{1,2}}(?:surgical )?(?:resections?|surger(?:y|ies)) (?:of|for) (?:(?:the|their|known|any) )*{_METASTASES}",
    re.I,
)
_OF_THE_SURGEON_ONLY = gated(r"(?:(?!radi|WBRT|SRS|SRT|local)[\w\s-])*", re.I)  # no radiotherapy among what is named


@lru_cache(maxsize=16)
def _of_intact_metastases(trial: Trial) -> bool:
    texts = (trial.brief_title, trial.official_title, trial.criteria)
    return any(text is not None and _INTACT.search(text) is not None for text in texts)


def not_irradiated(sentence: Sentence, trial: Trial) -> Mention | None:
    """What is left by 'no earlier irradiation of the brain', 'no earlier surgery or radiotherapy for brain metastases'."""
    found = IRRADIATED.search(sentence.text)
    if not sentence.from_criteria or found is None or _NOT_ALL.search(sentence.text):
        return None
    before = sentence.text[: found.start()]
    if (
        _OF_A_LIST.search(before)
        or not _BEFORE_NOW.search(before)
        or not (sentence.excludes or negated(sentence, found.start()))
    ):
        return None
    untreated = Within(BRAIN_AXIS, NONE | UNTREATED)
    unknown = Undecidable("how they were treated")
    operated = _OPERATED.search(sentence.text)
    left: Requirement = untreated if operated else AnyOf((untreated, unknown))
    words = f"no earlier {'surgery or ' if operated else ''}irradiation of the brain"
    if operated and _OF_THE_SURGEON_ONLY.fullmatch(found.group()):
        left = AnyOf((untreated, unknown))
        words = "no earlier resection of brain metastases"
    elif not operated and _of_intact_metastases(trial):
        # neither irradiated nor resected; progressing ones may have been treated before, or never
        left = AnyOf((untreated, AllOf((Within(BRAIN_AXIS, ACTIVE), unknown))))
    return Mention("brain_metastases", left, words, *found.span(), Stance.REQUIRE, settled=True)


def left_by(sentence: Sentence, phrases: list[re.Match[str]], trial: Trial) -> States:
    """The states that may join where the sentence excludes brain metastases."""
    first = phrases[0]
    if _whatever_they_are(sentence.text, first):
        return States(NONE, NONE)
    other = other_way_in(sentence, phrases)
    out = ANY if other is not None and other.start() < first.start() else _shut_out(sentence, first, trial)
    left = States(NONE | (STABLE | ACTIVE) & ~out.wide, NONE | (STABLE | ACTIVE) & ~out.sure)
    start = _exception(sentence.text, first, other, below=_below(sentence))
    head = sentence.text if start is None else sentence.text[:start]
    untreated = out.sure & UNTREATED != 0 and _names_untreated_and_others(head)
    if start is None:
        return left | let_in(trial.criteria or "", beside_untreated=untreated)
    return left | saved(f"{sentence.text[start:]} {_below(sentence)}", beside_untreated=untreated)


_LEFT_ALONE = r"(?:\buntreated\b|\bnot\s+(?:(?:yet|previously|been|ever)\s+){0,3}(?:treated|irradiated|resected|operated)\b|\bwithout\s+(?:(?:any|prior|previous|earlier)\s+){0,2}(?:local\s+)?(?:treatment|therapy|radi\w+|irradiation|surgery)\b)"
_NOT_TREATED = gated(_LEFT_ALONE, re.I)


def _names_untreated_and_others(head: str) -> bool:
    others = blanked(_NOT_TREATED, head)
    return others != head and ("symptom" in others.lower() or HAS_ACTIVE.search(others) is not None)


def _whatever_they_are(text: str, first: re.Match[str]) -> bool:
    """'Brain metastases, treated or untreated'; not '(asymptomatic ones are allowed even if untreated)'"""
    regardless = REGARDLESS.search(text)
    if regardless is None or ALLOWS.search(text, first.end(), regardless.start()):
        return False
    return not _said_of_the_meninges(regardless, first, states_described(text, first))


def _shut_out(sentence: Sentence, first: re.Match[str], trial: Trial) -> States:
    """The states that the sentence names, before any exception."""
    text = sentence.text
    out = states_described(text, first)
    if out == ANY:
        out = narrowed(sentence, first)
    out = _with_earlier_states(text, first, out)
    if out == (ACTIVE, ACTIVE) and symptomatic_alone(text):
        out = States(0 if _ON_STEROIDS_FOR_THEM.match(text, first.end()) else ACTIVE & ~UNTREATED, ACTIVE)
    elif out == (ACTIVE, ACTIVE) and _fast_alone(text):
        out = States(0, ACTIVE)  # how fast hers progress, the field does not tell
    return States(0, out.wide) if of_some(sentence, first, trial) else out


# 'Rapidly progressing brain metastases'
_FAST = gated(
    r"\b(?:rapid(?:ly)?|quick(?:ly)?|fast|aggressively|massively|explosively)[\s-]+(?:and \w+ )?(?:progress\w*|growing|enlarging|evolving|deteriorating)\b"
    r"|\bprogress(?:ing|es)? (?:rapidly|quickly|fast)\b",
    re.I,
)


def _fast_alone(text: str) -> bool:
    told = blanked(_FAST, text)
    return told != text and not HAS_ACTIVE.search(told)


def _with_earlier_states(text: str, first: re.Match[str], out: States) -> States:
    ever = EVER.search(text[: first.start()])
    if out.sure == ACTIVE:
        if _EARLIER_OR_NOW.search(text):
            return ANY
        return States(ACTIVE, STABLE | ACTIVE) if ever else out  # those that are stable now may have been active
    # 'prior diagnosis or treatment of brain metastases'
    diagnosed = ever is not None and "diagnosis" in ever.group().lower()
    return ANY if out == (STABLE, STABLE) and (diagnosed or THE_HARMLESS_TOO.search(text)) else out


def _below(sentence: Sentence) -> str:
    return " ".join(child.text for child in sentence.item.children) if sentence.item else ""


_OPENS = gated(r"[;(]")


def _exception(text: str, first: re.Match[str], other: re.Match[str] | None, *, below: str) -> int | None:
    """Where the words begin that let some in again; None where the sentence has none."""
    exception = EXCEPT.search(text, first.start()) or other or _EXCEPT_FIRST.match(text)
    if exception is not None:
        return exception.start()
    late = ALLOWS.search(text)
    if late and not FORBIDS.search(text, 0, late.end()):
        return _behind_the_active(text, first.end(), late.start())
    return len(text) if below and EXCEPT.search(text) else None


def _behind_the_active(text: str, start: int, end: int) -> int:
    """'Brain metastases, untreated or growing; stable ones are allowed': what is let in is told behind the semicolon."""
    for sign in _OPENS.finditer(text, start, end):
        if any(words.search(text, start, sign.start()) for words in (HAS_ACTIVE, _NOT_TREATED)):
            return sign.start()
    return start


# 'Carcinomatous meningitis regardless of its stability, uncontrolled brain metastases': the one way or the other said of the meninges
_OF_MENINGES = gated(
    r"\b(?:\w*mening\w*|LMD|LM)\b(?:\s+(?:disease|metasta\w+|involvement|carcinomatosis|spread))?[\s,(]*(?:(?:which|that|is|are|who|excluded|ineligible|of|any|type)\s+){0,4}$",
    re.I,
)


def _said_of_the_meninges(regardless: re.Match[str], phrase: re.Match[str], described: States) -> bool:
    of_them = _OF_MENINGES.search(phrase.string, max(0, regardless.start() - 100), regardless.start())
    return described.sure == ACTIVE and of_them is not None and "mening" not in phrase.group().lower()


def leaves_the_stable(sentence: Sentence, phrase: re.Match[str]) -> bool:
    """Whether the sentence shuts out 'untreated or progressing' metastases, all of them, and no others."""
    text = sentence.text
    plain = not (EXCEPT.search(text) or ALLOWS.search(text) or REGARDLESS.search(text))
    return plain and states_described(text, phrase) == (ACTIVE, ACTIVE) and not symptomatic_alone(text)


def symptomatic_alone(text: str) -> bool:
    """Whether nothing shuts out that has no symptoms, as untreated metastases may have none."""
    told = blanked(_ACTIVE_TREATMENT, _OF_THE_SYMPTOMS.sub("symptomatic", text))
    told = _WITH_SYMPTOMS_TOO.sub("symptomatic", told)
    if _OR_NOT_TREATED.search(told):
        return False
    return "symptom" in told.lower() and all(word.lower() == "symptomatic" for word in HAS_ACTIVE.findall(told))


# 'With symptoms or without earlier treatment'
_OR_NOT_TREATED = gated(rf"\b(?:or|and/or)\s+(?:\w+\s+){{0,2}}?{_LEFT_ALONE}", re.I)
# 'Uncontrolled symptoms', 'symptoms are not controlled': what is uncontrolled is not the disease.
_OF_THE_SYMPTOMS = gated(
    r"\b(?:uncontrolled|uncontrollable|active|significant|(?:poorly|inadequately) controlled)\s+(?:(?:neurologic(?:al)?|clinical|cerebral|related|CNS)\s+)?symptoms?\b"
    r"|\bsymptoms?\s+(?:that\s+|which\s+)?(?:(?:is|are|was|were|remain)\s+)?(?:not\s+(?:\w+\s+)?(?:controlled|under\s+control)|uncontrolled|(?:poorly|inadequately) controlled)",
    re.I,
)
# 'Symptomatic uncontrolled brain metastases', 'active and symptomatic': both at once; not 'untreated, symptomatic or progressing'
_WITH_SYMPTOMS_TOO = gated(
    rf"(?<!or )(?<!/)(?<!and )(?<!, )\b(?:symptomatic(?:,?\s+and)?[,\s]\s*(?:\w+ly\s+)?{ACTIVE_WORD}|{ACTIVE_WORD}(?:,?\s+and)?[,\s]\s*symptomatic)\b(?!\s*(?:,|/|\(|\b(?:or|and|and/or)\b))",
    re.I,
)
# 'Symptomatic brain metastases requiring active treatment'
_ACTIVE_TREATMENT = gated(
    r"\bactive(?:ly)?\s+(?:\w+\s+)?(?:treatments?|therap(?:y|ies)|management|interventions?)\b", re.I
)


# 'Symptomatic brain metastases that require high doses of steroids': not all that progress have symptoms of that kind.
_ON_STEROIDS_FOR_THEM = gated(
    r"\s+(?:disease\s+|involvement\s+)?(?:(?:and|that|which)\s+)?(?:(?:currently|still|are|is)\s+)?(?:requir\w+|need\w*|in need of|depend\w+ (?:up)?on|treated with|on|receiving)\s+"
    r"(?!\w+\s+or\b)(?:[\w-]+\s+){0,6}?(?:(?:cortico)?steroids?|dexamethasone|prednis\w+|glucocorticoids?)\b",
    re.I,
)
# 'No prior or active brain metastases'
_EARLIER_OR_NOW = gated(
    r"\b(?:prior|previous|past|history of)\s+(?:or|and/or)\s+(?:currently\s+)?(?:active|current)\s+(?:\w+\s+)?(?:brain|CNS|central)\b",
    re.I,
)


_EXCEPT_FIRST = gated(r"^\W*(?:except|unless|other than|apart from|with the exception)\b", re.I)


# 'Known central nervous system (CNS)', the rest of the point being lost: a trial of cancer means spread to it, of what kind is
# not told
_BROKEN_OFF = gated(
    rf"\W*(?:(?:patients?|participants?|subjects?|with|has|have|having|any|evidence|presence|history|of|the|leptomeningeal|meningeal|or|and/or|and|is|are)[\s,]+){{0,6}}"
    rf"(?P<kind>(?:known|active|symptomatic|untreated|unstable|uncontrolled|progressive|progressing)[\s,]+)(?:(?:and/or|or|and|known|active|symptomatic|untreated|unstable|uncontrolled|progressive|leptomeningeal|meningeal)[\s,]+){{0,5}}"
    rf"(?:the\s+)?(?P<organ>{CNS}|{BRAIN})\W*",
    re.I,
)


def broken_off(sentence: Sentence) -> Mention | None:
    heads_others = sentence.item is not None and sentence.item.children
    if not sentence.excludes or heads_others or sentence.text.rstrip().endswith(":"):
        return None
    found = _BROKEN_OFF.fullmatch(sentence.text)
    if found is None:
        return None
    kept = NONE if "known" in found["kind"].lower() else NONE | STABLE
    spared = AnyOf((Within(BRAIN_AXIS, kept), Undecidable("what of the brain is meant")))
    return brain_mention(spared, found, Stance.REQUIRE)
