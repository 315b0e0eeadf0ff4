"""Brain metastases that the criteria ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from data import axes
from data.axes import BRAIN_AXIS, LEPTOMENINGEAL_AXIS, YES
from data.criteria import AnyOf, Within
from data.trial import Trial
from matcher.reading.brain.descriptions import HAS_STABLE, NEEDS_NOT, by_adjectives
from matcher.reading.brain.exceptions import ASYMPTOMATIC, saved
from matcher.reading.brain.exclusions import UNTREATED, symptomatic_alone
from matcher.reading.brain.numbers import so_many
from matcher.reading.brain.permissions import allowing
from matcher.reading.brain.phrases import BRAIN, CNS, NEAR_THE_BRAIN, OTHER_PLACES, TUMOUR_IN, is_about_brain
from matcher.reading.brain.stances import MUST, of_some
from matcher.reading.brain.states import ACTIVE, NONE, STABLE, States, brain_mention
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance

_SPREAD = (
    r"(?:carcinomatosis|carcinosis\b|metastas[ie]s|mets\b|deposits?|seeding|dissemination|disease|involvement|spread)"
)
LEPTO = gated(
    r"\blepto(?=\s(?:or|and)\b)|\blepto\s(?:disease|metastas[ie]s|mets|involvement|spread)|(?<!extra-)(?<!extra)\blepto-?\s?mening\w*(?:\s+(?:disease|metastas[ie]s|carcinomatosis|spread|involvement|seeding))?"
    # 'Intracranial metastases (brain, meninges or cranial nerves)'
    r"|\b(?:metastas[ei]s|mets|lesions?|disease|involvement)\s*\((?:(?:brain|parenchym\w*|cerebr\w+|cerebellum|dura|spinal\s+cord|including|e\.g\.?|i\.e\.?|or|and)[\s,/]+){0,6}(?:lepto)?mening(?:es|eal)\b"
    r"|\b(?:positive|malignant)\s+(?:CSF|cerebrospinal fluid)(?:\s*\(CSF\))?\s+cytology\b|\bcytolog\w+\s+positive\s+(?:CSF|cerebrospinal fluid)\b"
    r"|\b(?:malignant|tumou?r|cancer)\s+cells\s+in\s+(?:the\s+)?(?:CSF|cerebrospinal fluid)\b|\b(?:CSF|cerebrospinal fluid)(?:\s*\(CSF\))?\s+(?:cytology\s+)?positive for (?:malignan\w+|tumou?r|cancer)"
    rf"|\b(?:carcinomatous|carcinomatosis|cancerous|neoplastic|malignant|carcinoid|cancer|tumou?r(?:ous)?|metastatic)\s+meningitis|\bmening(?:itis|i?osis|eosis)\s+(?:carcinomatos[ae]|carcinomatous|neoplastica)|\b(?:meningeal|pial|pia mater)\s+(?:brain\s+)?{_SPREAD}|\bLMD\b"
    # 'Dural, meningeal or intramedullary deposits'
    rf"|\bmeningeal(?:(?:\s*[,/]\s*(?:(?:and/or|and|or)\s+)?|\s+(?:and/or|and|or)\s+)(?:{NEAR_THE_BRAIN}|{BRAIN}|{CNS}|{OTHER_PLACES})){{1,4}}\s+{_SPREAD}"
    rf"|\b(?:involv\w+|involvement of|metastas[ie]s (?:to|in|of)|(?:spread|seeding|dissemination|growth) (?:to|in|on|along)|disease (?:of|in)|{TUMOUR_IN})\s+(?:the\s+)?(?:(?:brain(?: ?stem)?|CNS|spinal cord)(?:,| and/or| or| and)\s+(?:the\s+)?)?(?:(?:lepto)?meninges|(?:its|their|cerebral) (?:coverings?|membranes|linings?))\b",
    re.I,
)


_NEW_ONLY = gated(
    r"\b(?:new(?:ly)?|untreated|(?<!non-)(?<!without )(?<!no )progressi(?:ve|ng|on|ed)|progressed|not\s+(?:previously\s+)?(?:been\s+)?(?:previously\s+)?(?:irradiated|treated)|(?:non-?|un)irradiated|"
    r"(?:radi\w+|RT|WBRT)[- ]na(?:i|\u00ef)ve|active)\b",
    re.I,
)


_NOT_TREATED = gated(
    r"\b(?:untreated|progressi(?:ve|ng)|not (?:previously |yet )?(?:been )?(?:treated|irradiated))\b", re.I
)


AN_EXAMINATION = gated(
    r"\b(?:MRI|CT|imaging|scans?|tomography)\b[^.;]{0,60}\b(?:within|prior|before|performed|must be|required|should be)\b"
    r"|\b(?:must|should|to) be (?:excluded|ruled out)\b|\bmust have an?\b[^.;]{0,30}\b(?:MRI|CT|scan)",
    re.I,
)


def required(sentence: Sentence, phrases: list[re.Match[str]], trial: Trial) -> Iterator[Mention]:
    """An inclusion that speaks of brain metastases: required in a trial about them, else a condition on those who have."""
    text, first = sentence.text, phrases[0]
    if AN_EXAMINATION.search(text):
        return
    if is_about_brain(trial) and _OF_SOME.match(text):
        return  # 'If there are several, their volume is at most 30 cm3'
    if is_about_brain(trial) and not _HISTORY.match(text):
        told = _by_a_trial_about_them(text, first)
    else:
        told = _that_she_has_them(sentence, phrases, trial)
    if told is not None:
        yield so_many(told, text, first)
    elif not is_about_brain(trial) and (of_some := _of_those_who_have_them(sentence, first, trial)) is not None:
        yield of_some


_HISTORY = gated(r"\W*history\b", re.I)
_NONE_OF_THEM = gated(r"\b(?:without|no)\b", re.I)
_STABLE_BESIDE = gated(r"\b(?:stable|controlled|(?<!un)treated)\b", re.I)


def _by_a_trial_about_them(text: str, first: re.Match[str]) -> Mention | None:
    if _NONE_OF_THEM.search(text[max(0, first.start() - 30) : first.start()]):
        return None
    near = text[max(0, first.start() - 70) : first.end() + 90]
    only_new = _NEW_ONLY.search(near) and not _STABLE_BESIDE.search(near)
    wanted = ACTIVE if only_new else STABLE if _only_stable(text, first) else STABLE | ACTIVE
    return brain_mention(Within(BRAIN_AXIS, wanted), first, Stance.REQUIRE)


def _that_she_has_them(sentence: Sentence, phrases: list[re.Match[str]], trial: Trial) -> Mention | None:
    text, first = sentence.text, phrases[0]
    if _AT_LEAST_ONE.match(text[: first.start()]):
        return there_are(first, active=_NEW_ONLY.search(text[: first.end() + 90]) is not None)
    if not of_some(sentence, first, trial) and _has_them(text, first, trial.criteria or ""):
        return there_are(first, active=by_adjectives(text, first).sure == ACTIVE)
    if not DIAGNOSED.search(text[: first.start()]):
        return None
    if not OR_ELSE.search(_OTHER_CHOICES.sub(" ", text)):
        return there_are(first, active=_NOT_TREATED.search(text) is not None)
    return _there_or_in_the_meninges(text, phrases) if _LEPTO_INSTEAD.search(text) else None


def there_are(phrase: re.Match[str], *, active: bool) -> Mention:
    return brain_mention(Within(BRAIN_AXIS, ACTIVE if active else STABLE | ACTIVE), phrase, Stance.REQUIRE)


def _there_or_in_the_meninges(text: str, phrases: list[re.Match[str]]) -> Mention:
    states = ACTIVE if len(_NEW_ONLY.findall(text)) >= len(phrases) else STABLE | ACTIVE
    either = AnyOf((Within(BRAIN_AXIS, states), Within(LEPTOMENINGEAL_AXIS, YES)))
    words = "brain metastases or leptomeningeal disease"
    return Mention("brain_metastases", either, words, *phrases[0].span(), Stance.REQUIRE, settled=True)


_NOT = gated(r"\b(?:no|not|without)\b", re.I)
_OF_ANY_STATE = gated(r"\b(?:with or without|measurable|at least one|including)\b", re.I)


def _of_those_who_have_them(sentence: Sentence, first: re.Match[str], trial: Trial) -> Mention | None:
    """What is asked of patients who have brain metastases, while those without any may join."""
    text = sentence.text
    active = by_adjectives(text, first).sure == ACTIVE
    if active and _MUST_BE_TREATED.match(text, first.end()):
        kept = NONE | STABLE  # of untreated ones without symptoms it says nothing
        rest = States(kept, kept | UNTREATED if symptomatic_alone(text) else kept)
        return brain_mention(allowing(rest), first, Stance.REQUIRE)
    if active or _LEFT_UNTREATED.match(text, first.end()) or (_NEW_ONLY.search(text) and not _NOT.search(text)):
        return None
    if HAS_STABLE.search(text) or ASYMPTOMATIC.search(text) or NEEDS_NOT.search(text):
        return brain_mention(allowing(_left_by_the_condition(sentence, first, trial)), first, Stance.REQUIRE)
    if _OF_ANY_STATE.search(text) or MUST.search(text, first.end()):
        return brain_mention(Within(BRAIN_AXIS, axes.full(BRAIN_AXIS)), first, Stance.ALLOW)
    return None


def _left_by_the_condition(sentence: Sentence, first: re.Match[str], trial: Trial) -> States:
    left = States(NONE, NONE) | saved(sentence.text)
    if _lets_in_untreated(trial.criteria or ""):
        left |= States(0, ACTIVE)
    return States(left.sure, axes.full(BRAIN_AXIS)) if of_some(sentence, first, trial) else left


# 'Symptomatic brain metastases must have been treated and be asymptomatic'
_MUST_BE_TREATED = gated(
    r"\s*(?:\([^()]{0,20}\)\s*)?(?:must|should|need to|have to)\s+(?:have\s+been|be)\s+(?:\w+\s+){0,2}?(?:treated|stable|controlled|resected|irradiated|asymptomatic)\b",
    re.I,
)


# 'Patients with brain metastases are eligible, including those with untreated ones. They must be asymptomatic.'
_UNTREATED_LET_IN = gated(
    r"\b(?:brain|CNS|central nervous system|intracranial)\s+metasta\w+[^.;]{0,80}\b(?:eligible|allowed|permitted|acceptable|enrolled|included)\b[^.;]{0,60}\bincluding\s+(?:(?:those|patients|participants|with|that|are|asymptomatic)\s+){0,5}untreated\b",
    re.I,
)


@lru_cache(maxsize=16)
def _lets_in_untreated(criteria: str) -> bool:
    return _UNTREATED_LET_IN.search(criteria) is not None


# 'Progression in the brain after radiosurgery', in a trial about brain metastases
_PROGRESSION = gated(
    r"^(?!.*\b(?:no|not|without|stable|controlled|regardless|irrespective|allowed|permitted|may|if|time|free|until|previous\w* progress\w+)\b)[^.;]{0,60}?"
    r"(?P<told>\b(?:brain|intra-?cranial|CNS|cerebral)\s+(?:disease\s+)?progression\b|\bprogression\s+(?:in|of|within)\s+(?:the\s+)?(?:brain|CNS|central\s+nervous\s+system|intra-?cranial\s+(?:disease|lesions?))\b(?!\s+metas))",
    re.I,
)


def progressing(sentence: Sentence, trial: Trial) -> Mention | None:
    """That the metastases progress, where it is asked for of the brain."""
    told = _PROGRESSION.match(sentence.text) if sentence.from_criteria and not sentence.excludes else None
    if told is None or not is_about_brain(trial):
        return None
    words = "untreated or progressing brain metastases"
    span = told.span("told")
    return Mention("brain_metastases", Within(BRAIN_AXIS, ACTIVE), words, *span, Stance.REQUIRE, settled=True)


_OF_SOME = gated(
    r"\W*(?:if|(?:for|in)\s+(?:the\s+|all\s+)?(?:patients?|subjects?|participants?|those|cases?|women))\b", re.I
)
# 'Stable brain metastases', 'brain metastases treated with radiosurgery and stable for 4 weeks'; not 'on a stable dose of steroids'
_STABLE = gated(
    r"(?<!neurologically )\b(?:stable|controlled)\b(?!\W+(?:\w+\W+){0,2}?(?:dos\w+|cortico\w+|steroids?|dexa\w+|extra-?cranial|systemic|neurolog\w+|symptoms?))",
    re.I,
)
_ELSE = gated(r"\b(?:or|may|extra-?cranial|systemic|neurolog\w+|disease outside)\b", re.I)


def _only_stable(text: str, first: re.Match[str]) -> bool:
    """Whether a trial about brain metastases asks for those that are stable."""
    before, behind = text[max(0, first.start() - 40) : first.start()], text[first.end() : first.end() + 90]
    if _NEW_ONLY.search(text) or _ELSE.search(_TREATMENTS.sub(" ", before + behind)):
        return False
    return bool(_STABLE.search(before) or _STABLE.search(behind))


# 'SRS or WBRT'
_TREATMENTS = gated(
    r"\b(?:[A-Z]{2,4}|surgery|radi\w+|resection)(?:\s+(?:and/)?or\s+(?:[A-Z]{2,4}\b|surgery|radi\w+|resection))+", re.I
)


_KINDS = r"(?:(?:known|new(?:ly diagnosed)?|progressive|progressing|recurrent|untreated|active|measurable|multiple|at least (?:one|1)|or|and|and/or)[\s,]+){0,5}$"
# 'Patients must have brain metastases', 'breast cancer with progressive CNS lesions'
_HAS_THEM = gated(
    r"\b(?:must|should) have\s+"
    rf"{_KINDS}|^(?:(?!\bor\b)[^.;:<>=()]){{0,120}}\b(?:cancers?|carcinomas?)\s+(?:patients?\s+)?(?:with|and|who have)\s+{_KINDS}",
    re.I,
)
_BARE = gated(rf"^\W*(?:(?:patients?|women|subjects?|those)\s+with\s+)?{_KINDS}", re.I)
# '... from breast cancer', 'progressive brain metastases after radiosurgery'
_FROM_THE_BREAST = gated(
    r"\s*(?:\([^()]{0,20}\)\s*)?(?:from|of|due to|secondary to)\s+(?:(?:a|the|primary|known|metastatic|invasive|HER-?2[- ]positive|triple[- ]negative)\s+){0,3}(?:breast|mammary)\b(?:(?!\bor\b)[^.;]){0,40}$",
    re.I,
)
_IN_SPITE = gated(r"\s*(?:following|after|despite|since)\b[^.;]*$", re.I)
_ON_A_CONDITION = gated(
    r"\b(?:if|unless|no|not|without|eligible|allowed|permitted|acceptable|accepted|may|can|excluded|ruled)\b", re.I
)
_BESIDE = gated(r"\s*(?:,|/|\bor\b|\band/or\b)", re.I)
_FREE = gated(r"\b(?:no|without|absence of|free of)\b[^.;\n]{0,60}\b(?:brain|CNS|central nerv(?:ous|e))\b", re.I)


@lru_cache(maxsize=16)
def _speaks_of_none(criteria: str) -> bool:
    return _FREE.search(criteria) is not None


def _has_them(text: str, first: re.Match[str], criteria: str) -> bool:
    """Whether an inclusion asks for brain metastases, in a text that nowhere speaks of those without any."""
    before, behind = text[: first.start()], text[first.end() :]
    active = by_adjectives(text, first).sure == ACTIVE
    if _ON_A_CONDITION.search(text) or _speaks_of_none(criteria) or _BESIDE.match(behind) or LEPTO.search(text):
        return False
    if not active and (HAS_STABLE.search(text) or ASYMPTOMATIC.search(text)):
        return False
    if _HAS_THEM.search(before):
        return True
    told = _FROM_THE_BREAST.match(behind) or (active and _IN_SPITE.match(behind))
    return bool(told and _BARE.match(before))


# 'One to three presumed brain metastases', 'histologically confirmed brain metastases': she has them.
DIAGNOSED = gated(
    r"\b(?:newly diagnosed|presumed|confirmed|documented|proven|diagnos(?:ed|is)(?: with| of)?|(?:one|1) (?:to|-) (?:\w+)),?\s+(?:\w+,?\s+){0,2}$",
    re.I,
)


# 'Or patients with ... (she has a history of a primary breast cancer) who come for biopsy and/or treatment': no other disease is named
_OTHER_CHOICES = gated(
    r"^\W*or\b|\((?:the\s+)?(?:patients?|participants?|subjects?|she|they)\b[^()]*\bhistory of\b(?:[^()]|\([^()]*\))*\)"
    r"|\b(?:surgery|resection|biopsy|treatment)(?:(?:\s*/\s*|\s+(?:and/)?or\s+)(?:surgery|resection|biopsy|treatment)\b)+",
    re.I,
)
_LEPTO_INSTEAD = gated(rf"\bor\b[^.;]{{0,30}}(?:{LEPTO.pattern})", re.I)


# 'At least one brain metastasis of >= 10 mm that is untreated', 'between one and ten brain metastases', 'at least 1 and up to 8'
_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|eight|ten|fifteen|twenty)"
_AT_LEAST_ONE = gated(
    rf"^\W*(?:(?:patients?|participants?|subjects?|women)\s+)?(?:(?:must|should|need to)\s+have\s+|ha(?:s|ve|ving)\s+)?(?:(?:at least|a minimum of)\s+(?:one|two|three|[1-3])|(?:>=|\u2265)\s*[1-3]"
    rf"|(?:between\s+)?(?:one|two|[12])\s*(?:to|and|-|\u2013)\s*{_COUNT})(?:\s+(?:and|but|,)\s+(?:up to|at most|(?:no|not) more than|a maximum of|fewer than)\s+{_COUNT})?\s+"
    r"(?:(?:total|measurable|evaluable|target|new|newly diagnosed|untreated|unirradiated|progressive|progressing|parenchymal|intact|visible|and|or|and/or)[\s,]+){0,5}$",
    re.I,
)
# 'Brain metastases that have not been irradiated'
_LEFT_UNTREATED = gated(
    r"[^.;]{0,60}?\bnot\s+(?:(?:yet|previously|ever|been|undergone)\s+){0,3}(?:irradiat\w+|treated|resected|operated|radio\w+|surgery)\b",
    re.I,
)


OR_ELSE = gated(
    r"(?<!suspected )\b(?:if|or|with or without|must|history|previous\w*|prior|stable|treated|unless|eligible|allowed|may)\b",
    re.I,
)
