"""Brain metastases in four states and leptomeningeal disease, with the exceptions a sentence makes.

    words of the sentence                               states that may join
    "no brain metastases"                               none
    "no active / symptomatic / untreated ..."           none, treated and stable
    "... unless treated and stable", "are eligible if"  none, treated and stable
    "new or progressive brain metastases are eligible"  all: a permission
    brain-metastases trial, "brain metastases"          treated and stable, untreated, progressing

"CNS" covers leptomeningeal disease, "brain" alone does not. An exception may stand in another sentence of the criteria
than the exclusion: the whole text is asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from data import axes
from data.axes import BRAIN_AXIS, LEPTOMENINGEAL_AXIS, NO, YES
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within
from data.trial import Trial
from matcher.reading.mentions import Context, Mention
from matcher.reading.sentences import Sentence, Stance, negated
from matcher.reading.text import plain_text

NONE = axes.mask(BRAIN_AXIS, ["none"])
STABLE = axes.mask(BRAIN_AXIS, ["treated_stable"])
ACTIVE = axes.mask(BRAIN_AXIS, ["untreated", "progressing"])

_TRIGGER = re.compile(r"brain|\bCNS\b|central nervous|mening|intra-?crani|cerebral|\bLMD\b", re.I)
_SPREAD = r"(?:met(?:astas[ie]s|astatic|s)?\b|involvement|spread|disease\b|dissemination|lesions?|malignanc(?:y|ies)|tumou?rs?)"
_CNS = r"(?:\bCNS\b(?:\)|\])?|central\s+nervous\s+system(?:\s*\(CNS\s*\)?)?)"
_BRAIN = r"(?:\b(?:brain|cerebral|intra-?cranial)\b)"
_JOIN = r"(?:\s*\(CNS\)\s*|\s*[,/]\s*(?:and/or\s+|or\s+|and\s+)?|\s+(?:and/or|and|or)\s+|\s+)"
_PHRASE = re.compile(
    rf"(?P<organ>(?:parenchymal\s+)?(?:{_CNS}|{_BRAIN})(?:{_JOIN}(?:parenchymal\s+)?(?:{_CNS}|{_BRAIN}|leptomeningeal|meningeal|spinal(?:\s+cord)?)){{0,2}})"
    rf"\s*(?:{_SPREAD})(?:\s+(?:disease|lesions?|malignanc(?:y|ies)|tumou?rs?|carcinoma|metastas[ie]s))?"
    rf"|(?:metastas[ie]s|metastati[cz]\w*|spread|involvement|metastasi[sz]ed?|disease)(?:\s+\w+){{0,2}}\s+(?:to|in|of|involving)\s+"
    rf"(?:the\s+)?(?P<organ2>{_BRAIN}|{_CNS})",
    re.I,
)
_LEPTO = re.compile(
    r"\blepto-?\s?mening\w*(?:\s+(?:disease|metastas[ie]s|carcinomatosis|spread|involvement))?"
    r"|\b(?:carcinomatous|neoplastic|malignant|carcinoid)\s+meningitis|\bmeningeal\s+(?:carcinomatosis|metastas[ie]s|disease|involvement)|\bLMD\b",
    re.I,
)
# Not metastases of this patient's cancer: another disease of the organ.
_NOT_SPREAD = re.compile(
    rf"(?:primary|benign)\s+(?:malignant\s+)?(?:{_BRAIN}|{_CNS})|(?:{_CNS}|{_BRAIN})\s+(?:disorder|infection|toxicit|hemorrhag|bleed|depress)",
    re.I,
)
_ACTIVE_WORD = (
    r"(?:active|actively|symptomatic|untreated|uncontrolled|unstable|progressive|progressing|progression|new(?:ly diagnosed)?|growing|"
    r"recurrent|evolving|enlarging|not\s+(?:been\s+)?(?:\w+\s+)?(?:controlled|treated|stable|irradiated)|non-?stable|inadequately\s+treated|clinically\s+significant)"
)
_STABLE_WORD = (
    r"(?:stable|stability|stabili[sz]ed|controlled|(?:previously|prior|adequately|definitively|successfully|locally)?[- ]*treated|"
    r"resected|irradiated|inactive|in\s+(?:complete\s+)?remission|no\s+(?:evidence\s+of\s+)?progress\w+|(?:completed|undergone|received|definitive|prior|previous|local)\s+"
    r"(?:\w+\s+){0,5}(?:therapy|treatment|radi\w+|surgery|resection|SRS|WBRT))"
)
_FILLER = (
    r"(?:known|clinically|radiographically|radiologically|currently|or|and|and/or|primary|parenchymal|suspected|documented|any|"
    r"previously|the|presence|of|with|evidence|have|has|having|metastatic|confirmed|asymptomatic|also|other)"
)
_BEFORE = re.compile(rf"(?:(?:{_ACTIVE_WORD}|{_STABLE_WORD}|{_FILLER})(?:\s*[,/(]\s*|\s+)){{1,12}}$", re.I)
_AFTER = re.compile(
    r"[\s)]*(?:\(|,?\s*(?:that|which|who)\b|requiring\b|with\s+(?:symptom|progress|evidence\s+of\s+progress)|not\s+(?:been\s+)?(?:controlled|treated|stable)|"
    r"as\s+(?:indicated|evidenced)|is\b|are\b|have\s+not\b|without\s+(?:prior\s+)?(?:treatment|local))",
    re.I,
)
_ACTIVE_AFTER = re.compile(
    rf"{_ACTIVE_WORD}|requir\w*\s+\w*\s*(?:steroid|corticosteroid|treatment|therapy|local|immediate|urgent|gluco)|with\s+symptom"
    r"|without\s+(?:prior\s+)?(?:treatment|local)|need\w*\s+(?:for\s+)?(?:steroid|local|immediate)|on\s+steroids",
    re.I,
)
_HAS_ACTIVE = re.compile(rf"\b{_ACTIVE_WORD}\b", re.I)
_HAS_STABLE = re.compile(rf"\b{_STABLE_WORD}\b|\boff\s+(?:\w+\s+){{0,2}}(?:steroids|corticosteroids)", re.I)
_ASYMPTOMATIC = re.compile(r"\basymptomatic|without\s+(?:\w+\s+){0,2}symptoms|no\s+(?:neurolog\w+\s+)?symptoms", re.I)
_REGARDLESS = re.compile(
    r"even\s+if|regardless|irrespective|treated\s+or\s+untreated|untreated\s+or\s+treated|past\s+or\s+present|whether|"
    r"treated\s+or\s+not|including\s+(?:stable|treated|previously)",
    re.I,
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ion|ing|ions)?|unless|other\s+than|apart\s+from|but\s+(?!not\b)|however|provided|providing|(?<!even )if\b(?!\s+(?:suspected|clinically|any|known))|"
    r"(?:who|that)\s+(?:do\s+not|have\s+not|has\s+not|did\s+not)\s+(?:have|had|received|undergone)?)",
    re.I,
)
_ALLOWS = re.compile(
    r"(?<!not )(?<!not be )(?<!no longer )\b(?:eligible|allowed|allowable|permitted|permissible|acceptable|accepted|may\s+(?:be\s+)?(?:particip|enrol|includ|consider|enter|still|also|have)\w*"
    r"|can\s+(?:be\s+)?(?:particip|enrol|includ|enter)\w*|will\s+be\s+(?:included|enrolled|considered)|be\s+considered|can\s+have|not\s+(?:be\s+)?(?:an?\s+)?exclu\w+|not\s+required)",
    re.I,
)
_FORBIDS = re.compile(
    r"\b(?:excluded|ineligible|not\s+(?:be\s+)?(?:eligible|allowed|permitted|included|enrolled|acceptable)|exclusion)\b(?<!not excluded)(?<!not be excluded)",
    re.I,
)
_NEW_ONLY = re.compile(
    r"\b(?:new(?:ly)?|untreated|progressi(?:ve|ng|on|ed)|progressed|not\s+been\s+irradiated|non-?irradiated|active)\b",
    re.I,
)
_ABOUT_BRAIN = re.compile(
    rf"(?:{_BRAIN}|{_CNS})\s+metasta|metasta\w+\s+(?:to|in)\s+the\s+(?:brain|CNS)|mening|brain\s+mets", re.I
)
_HEAD_NEGATION = re.compile(
    r"^\W*(?:no|without|absence\s+of|free\s+of|negative\s+for|patients?\s+(?:without|with\s+no))\b", re.I
)
_ONLY_SITE = re.compile(
    r"\bonly\s+(?:site|without)|as\s+(?:the\s+)?(?:only|sole)|\balone\b|limited\s+to|\bonly\b", re.I
)
_AN_EXAMINATION = re.compile(
    r"\b(?:MRI|CT|imaging|scans?|tomography)\b[^.;]{0,60}\b(?:within|prior|before|performed|must be|required|should be)\b",
    re.I,
)


def read_brain(sentence: Sentence, context: Context) -> list[Mention]:
    """Mentions on the axes of brain metastases and leptomeningeal disease."""
    text = sentence.text
    if not _TRIGGER.search(text) and not _IRRADIATED.search(text):
        return []
    if (irradiated := _not_irradiated(sentence)) is not None:
        return [irradiated]
    return [*_brain_mentions(sentence, context), *_lepto_mentions(sentence, context)]


# 'No prior radiotherapy to the brain', 'Prior WBRT' as an exclusion: treated metastases may have been resected only.
_IRRADIATED = re.compile(
    r"\b(?:brain|cranial|CNS)[- ](?:directed )?(?:radio\w*|radiation|irradiation)|\b(?:radio\w*|radiation|irradiation)(?: \w+)? (?:to|of) the brain\b|\bWBRT\b",
    re.I,
)
_BEFORE_NOW = re.compile(r"\b(?:prior|previous\w*|history of|earlier|received|had)\b", re.I)
_NOT_ALL = re.compile(
    r"\b(?:unless|except\w*|other than|within|weeks?|days?|months?|allowed|permitted|eligible|if|measurable|lesions?|last|since|more than|at least|>=)\b",
    re.I,
)
UNTREATED = axes.mask(BRAIN_AXIS, ["untreated"])


def _not_irradiated(sentence: Sentence) -> Mention | None:
    found = _IRRADIATED.search(sentence.text)
    if not sentence.from_criteria or found is None or _NOT_ALL.search(sentence.text):
        return None
    before = sentence.text[: found.start()]
    if not _BEFORE_NOW.search(before) or not (sentence.excludes or negated(sentence, found.start())):
        return None
    left = AnyOf((Within(BRAIN_AXIS, NONE | UNTREATED), Undecidable("how they were treated")))
    words = "no earlier irradiation of the brain"
    return Mention("brain_metastases", left, words, *found.span(), Stance.REQUIRE, settled=True)


# ---------------------------------------------------------------- brain metastases


def _phrases(text: str) -> list[re.Match[str]]:
    other = [m.span() for m in _NOT_SPREAD.finditer(text)]
    return [m for m in _PHRASE.finditer(text) if not any(a < m.end() and m.start() < b for a, b in other)]


# 'since the diagnosis of brain metastases' dates another condition.
_CIRCUMSTANCE = re.compile(
    r"\b(?:since|after|before|prior to|between|to treat|despite)\s+(?:(?:the|diagnosis|of|and|any|known|their)\s+){0,4}$|\bbetween\b[^.;,]{0,60}\band\s+$",
    re.I,
)


def _brain_mentions(sentence: Sentence, context: Context) -> Iterator[Mention]:
    phrases = _phrases(sentence.text)
    if not phrases:
        return
    first = phrases[0]
    if not sentence.from_criteria:
        yield from _from_title(sentence, first)
        return
    if _CIRCUMSTANCE.search(sentence.text[: first.start()]):
        return
    stance = _stance(sentence, first)
    if is_about_brain(context.trial):
        # A trial about them excludes some of them (too many, leptomeningeal): only its demands are read.
        if stance is Stance.REQUIRE:
            yield from _required(sentence, phrases, context.trial)
        return
    if stance is Stance.FORBID:
        requirement = _forbidden(sentence, phrases, context.trial)
        yield _mention(requirement, first, Stance.REQUIRE)
        if _covers_lepto(sentence, phrases):
            yield _lepto(first)
    elif stance is Stance.ALLOW:
        yield from _permitted(sentence, phrases)
    else:
        yield from _required(sentence, phrases, context.trial)


def _stance(sentence: Sentence, phrase: re.Match[str]) -> Stance:
    text = sentence.text
    allows, forbids = _ALLOWS.search(text), _FORBIDS.search(text)
    if forbids:
        return Stance.FORBID
    exception = _EXCEPT.search(text)
    if sentence.excludes and _EVER.search(text[: phrase.start()]) and not allows and not _MUST.search(text):
        return Stance.FORBID
    if sentence.excludes:
        described = _described(text, phrase)
        if allows and not (
            exception and phrase.start() < exception.start() < allows.start() and len(_phrases(text)) > 1
        ):
            return Stance.ALLOW if described != ACTIVE else Stance.FORBID
        if described == STABLE and not _HAS_ACTIVE.search(text[: phrase.end()]):
            return Stance.ALLOW
        must = re.search(r"\b(?:must|should)\s+(?:have\s+been|be|have)\b", text)
        return Stance.ALLOW if must and must.start() > phrase.start() and _HAS_STABLE.search(text) else Stance.FORBID
    if re.search(r"\bwith or without\s+(?:\w+\s+){0,3}$", text[: phrase.start()], re.I):
        return Stance.ALLOW
    if negated(sentence, phrase.start()) or _HEAD_NEGATION.match(text):
        return Stance.FORBID
    return Stance.ALLOW if allows else Stance.REQUIRE


def _described(text: str, phrase: re.Match[str]) -> int:
    """The states that the words around the phrase describe: of metastases that are there."""
    before = _BEFORE.search(text[max(0, phrase.start() - 140) : phrase.start()])
    words = before.group() if before else ""
    if _HAS_ACTIVE.search(words):
        return ACTIVE
    after = _AFTER.match(text, phrase.end())
    if after is not None:
        rest = re.split(
            r"[;]|\bunless\b|\bexcept|\bother than\b", text[after.start() : after.start() + 200], maxsplit=1
        )[0]
        if _ACTIVE_AFTER.search(rest) and not _ALLOWS.search(rest):
            return ACTIVE
    if _HAS_STABLE.search(words) or re.search(r"\basymptomatic\b", words, re.I):
        return STABLE
    return STABLE | ACTIVE


def _forbidden(sentence: Sentence, phrases: list[re.Match[str]], trial: Trial) -> Requirement:
    """What is left to a patient where the sentence excludes brain metastases."""
    text = sentence.text
    described = [_described(text, p) for p in phrases]
    out = described[0]
    if _REGARDLESS.search(text):
        return Within(BRAIN_AXIS, NONE)
    ever = _EVER.search(text[: phrases[0].start()])
    if out == ACTIVE and ever:  # those that are stable now may have been active
        return AnyOf(
            (Within(BRAIN_AXIS, NONE), AllOf((Within(BRAIN_AXIS, NONE | STABLE), Undecidable("earlier ones"))))
        )
    if out == ACTIVE:
        return Within(BRAIN_AXIS, NONE | STABLE)
    exception = _EXCEPT.search(text, phrases[0].start())
    if exception is None:
        late = _ALLOWS.search(text)
        exception = late if late and not _FORBIDS.search(text, 0, late.end()) else None
    saved = text[exception.start() :] if exception else ""
    below = " ".join(child.text for child in sentence.item.children) if sentence.item else ""
    if exception or (below and _EXCEPT.search(text)):
        return _with_saved(f"{saved} {below}")
    elsewhere = _let_in(trial.criteria or "")
    if elsewhere:
        return Within(BRAIN_AXIS, NONE | elsewhere)
    return Within(BRAIN_AXIS, NONE)


_MUST = re.compile(r"\b(?:must|should)\b", re.I)
# 'Prior diagnosis or treatment of brain metastases' shuts out those that were treated as well.
_EVER = re.compile(
    r"\b(?:history|(?:prior|previous|past) (?:diagnosis|treatment)(?: or (?:diagnosis|treatment))?)\s+(?:of|for)\s+(?:\w+\W+){0,2}$",
    re.I,
)


def _with_saved(saved: str) -> Requirement:
    if _HAS_STABLE.search(saved):
        return Within(BRAIN_AXIS, NONE | STABLE)
    if _ASYMPTOMATIC.search(saved):
        return AnyOf((Within(BRAIN_AXIS, NONE | STABLE), Undecidable("symptoms")))
    return AnyOf((Within(BRAIN_AXIS, NONE), Undecidable("an exception")))


def _permitted(sentence: Sentence, phrases: list[re.Match[str]]) -> Iterator[Mention]:
    """A permission for some says that the others stay out, where it names a state."""
    allowed = _permitted_states(sentence, phrases)
    if allowed == ACTIVE | STABLE:
        yield _mention(Within(BRAIN_AXIS, axes.full(BRAIN_AXIS)), phrases[0], Stance.ALLOW)
    elif allowed:
        yield _mention(Within(BRAIN_AXIS, NONE | STABLE), phrases[0], Stance.REQUIRE)
    else:
        requirement = AnyOf((Within(BRAIN_AXIS, NONE | STABLE), Undecidable("symptoms")))
        yield _mention(requirement, phrases[0], Stance.REQUIRE)


def _permitted_states(sentence: Sentence, phrases: list[re.Match[str]]) -> int:
    """The states let in; 0 where only the lack of symptoms is asked."""
    text = sentence.text
    below = " ".join(child.text for child in sentence.item.children) if sentence.item else ""
    whole = f"{text} {below}"
    if re.search(r"\bmust\s+(?:have\s+been|be)\s+(?:\w+\s+)?(?:treated|stable|controlled)", text, re.I):
        return STABLE
    if any(_described(text, p) == ACTIVE for p in phrases) and not _FORBIDS.search(text):
        return ACTIVE | STABLE
    if re.search(r"(?:untreated|not\s+(?:requir|need)\w+\s+(?:immediate|local|urgent|treatment))", whole, re.I):
        return ACTIVE | STABLE
    if _HAS_STABLE.search(whole):
        return STABLE
    return 0 if _ASYMPTOMATIC.search(whole) else ACTIVE | STABLE


def _required(sentence: Sentence, phrases: list[re.Match[str]], trial: Trial) -> Iterator[Mention]:
    """An inclusion that speaks of brain metastases: required in a trial about them, else a condition on those who have."""
    text, first = sentence.text, phrases[0]
    if _AN_EXAMINATION.search(text):
        return
    if is_about_brain(trial) and not re.match(r"\W*(?:if|history)\b", text, re.I):
        if re.search(r"\b(?:without|no)\b", text[max(0, first.start() - 30) : first.start()], re.I):
            return
        near = text[max(0, first.start() - 70) : first.end() + 90]
        only_new = _NEW_ONLY.search(near) and not re.search(r"\b(?:stable|controlled|(?<!un)treated)\b", near, re.I)
        yield _mention(Within(BRAIN_AXIS, ACTIVE if only_new else STABLE | ACTIVE), first, Stance.REQUIRE)
        return
    if _AT_LEAST_ONE.match(text[: first.start()]):
        near = text[first.start() : first.end() + 90]
        yield _mention(Within(BRAIN_AXIS, ACTIVE if _NEW_ONLY.search(near) else STABLE | ACTIVE), first, Stance.REQUIRE)
        return
    if _DIAGNOSED.search(text[: first.start()]) and not _OR_ELSE.search(text):
        yield _mention(Within(BRAIN_AXIS, STABLE | ACTIVE), first, Stance.REQUIRE)
        return
    if _DIAGNOSED.search(text[: first.start()]) and _LEPTO_INSTEAD.search(text):
        states = ACTIVE if len(_NEW_ONLY.findall(text)) >= len(phrases) else STABLE | ACTIVE
        either = AnyOf((Within(BRAIN_AXIS, states), Within(LEPTOMENINGEAL_AXIS, YES)))
        words = "brain metastases or leptomeningeal disease"
        yield Mention("brain_metastases", either, words, first.start(), first.end(), Stance.REQUIRE, settled=True)
        return
    if _NEW_ONLY.search(text) and not re.search(r"\b(?:no|not|without)\b", text, re.I):
        return
    if _HAS_STABLE.search(text) or _ASYMPTOMATIC.search(text):
        yield _mention(Within(BRAIN_AXIS, NONE | STABLE), first, Stance.REQUIRE)
    elif re.search(r"\b(?:with or without|measurable|at least one|including)\b", text, re.I):
        yield _mention(Within(BRAIN_AXIS, axes.full(BRAIN_AXIS)), first, Stance.ALLOW)


# 'One to three presumed brain metastases', 'histologically confirmed brain metastases': she has them.
_DIAGNOSED = re.compile(
    r"\b(?:newly diagnosed|presumed|confirmed|documented|proven|diagnos(?:ed|is)(?: with| of)?|(?:one|1) (?:to|-) (?:\w+))\s+(?:\w+\s+){0,2}$",
    re.I,
)
_LEPTO_INSTEAD = re.compile(rf"\bor\b[^.;]{{0,30}}(?:{_LEPTO.pattern})", re.I)
# 'At least one brain metastasis of >= 10 mm that is untreated'
_AT_LEAST_ONE = re.compile(
    r"^\W*(?:at least (?:one|1)|>=\s*1)\s+(?:(?:measurable|target|new|untreated)\s+){0,2}$", re.I
)
_OR_ELSE = re.compile(
    r"\b(?:if|or|with or without|must|history|previous\w*|prior|stable|treated|unless|eligible|allowed|may)\b", re.I
)


def is_about_brain(trial: Trial) -> bool:
    """Whether the titles or the conditions make metastases in the brain the subject of the trial."""
    titles = f"{trial.brief_title}. {trial.official_title or ''}. {'. '.join(trial.conditions)}"
    return bool(_ABOUT_BRAIN.search(titles)) and not _TITLE_FREE.search(titles)


_TITLE_FREE = re.compile(
    r"\b(?:without|prevent\w*|prophyla\w+|risk|incidence|detect\w*|screening|predict\w*|with or without)\b", re.I
)


def _from_title(sentence: Sentence, phrase: re.Match[str]) -> Iterator[Mention]:
    if sentence.source not in ("brief_title", "official_title"):
        return
    if _TITLE_FREE.search(sentence.text) or not re.search(r"metasta|mets\b", phrase.group(), re.I):
        return
    if _LEPTO.search(sentence.text) or not re.search(
        r"\b(?:patients?|women|treat\w*|with|for|in|of|from)\b", sentence.text, re.I
    ):
        return
    yield _mention(Within(BRAIN_AXIS, STABLE | ACTIVE), phrase, Stance.REQUIRE)


_PIECE = re.compile(r"[^.;\n]*(?:\n(?!\s*(?:[-*+]|\d+[.)]|\n))[^.;\n]*)*")


@lru_cache(maxsize=64)
def _let_in(criteria: str) -> int:
    """The states that a permission anywhere in the criteria lets in; 0 where there is none."""
    allowed = 0
    for piece in _PIECE.finditer(plain_text("criteria", criteria).plain):
        text = re.sub(r"\s+", " ", piece.group())
        if not text or not _TRIGGER.search(text) or _FORBIDS.search(text):
            continue
        phrases = _phrases(text)
        if phrases and _EVER.search(text[: phrases[0].start()]) and not _ALLOWS.search(text):
            continue
        says = _ALLOWS.search(text) or re.match(r"^\W*(?:exception|note)\b", text, re.I)
        if (phrases and says and (_HAS_STABLE.search(text) or _ASYMPTOMATIC.search(text))) or (
            phrases
            and _described(text, phrases[0]) == STABLE
            and not re.search(r"\b(?:no|not)\b", text[: phrases[0].start()], re.I)
        ):
            allowed |= STABLE
    return allowed


_WORDS = {
    NONE: "no brain metastases",
    NONE | STABLE: "no brain metastases other than treated, stable ones",
    STABLE | ACTIVE: "brain metastases",
    ACTIVE: "untreated or progressing brain metastases",
    axes.full(BRAIN_AXIS): "brain metastases of any kind allowed",
}


def _mention(requirement: Requirement, at: re.Match[str], stance: Stance) -> Mention:
    if isinstance(requirement, Within):
        words = _WORDS[requirement.allowed]
    else:
        within = (
            next(part for part in requirement.parts if isinstance(part, Within))
            if isinstance(requirement, AnyOf)
            else None
        )
        words = f"{_WORDS[within.allowed] if within else 'brain metastases'}, or an exception that needs reading"
    return Mention("brain_metastases", requirement, words, at.start(), at.end(), stance, settled=True)


# ---------------------------------------------------------------- leptomeningeal disease


def _covers_lepto(sentence: Sentence, phrases: list[re.Match[str]]) -> bool:
    """'CNS metastases' without a word that narrows them takes leptomeningeal disease in."""
    cns = re.compile(_CNS, re.I)
    if _LEPTO.search(sentence.text):
        return False
    return any(
        cns.search(p["organ"] or p["organ2"] or "")
        and not re.search(r"parenchym", p.group(), re.I)
        and (
            _described(sentence.text, p) == STABLE | ACTIVE
            or re.match(r"^\W*(?:patients with )?active\b.*\binvolvement", sentence.text, re.I)
        )
        for p in phrases
    )


def _lepto(at: re.Match[str]) -> Mention:
    within = Within(LEPTOMENINGEAL_AXIS, NO)
    return Mention(
        "leptomeningeal_disease",
        within,
        "no leptomeningeal disease",
        at.start(),
        at.end(),
        Stance.REQUIRE,
        settled=True,
    )


def _lepto_mentions(sentence: Sentence, context: Context) -> Iterator[Mention]:
    found = _LEPTO.search(sentence.text)
    if found is None:
        return
    text = sentence.text
    if not sentence.from_criteria:
        yield from _lepto_of_title(sentence, found)
        return
    forbids = (
        sentence.excludes or _FORBIDS.search(text) or negated(sentence, found.start()) or _HEAD_NEGATION.match(text)
    )
    clean = re.search(
        r"\bno\s+(?:\w+\s+){0,4}$|do(?:es)?\s+not\s+(?:have|exhibit)\s+(?:\w+\s+){0,3}$|without\s+(?:\w+\s+){0,2}$",
        text[: found.start()],
        re.I,
    )
    if not forbids:
        if _ALLOWS.search(text):
            full = Within(LEPTOMENINGEAL_AXIS, axes.full(LEPTOMENINGEAL_AXIS))
            yield Mention(
                "leptomeningeal_disease", full, "leptomeningeal disease allowed", *found.span(), Stance.ALLOW, True
            )
        elif _DIAGNOSED.search(text[: found.start()]) and not _OR_ELSE.search(
            text[: found.start()] + text[found.end() : found.end() + 25]
        ):
            yield _has_lepto(found)
        return
    if not clean and (_only_some(text, found) or (_ALLOWS.search(text, found.end()) and not _FORBIDS.search(text))):
        words = "no leptomeningeal disease, or an exception that needs reading"
        either = AnyOf((Within(LEPTOMENINGEAL_AXIS, NO), Undecidable("an exception")))
        yield Mention("leptomeningeal_disease", either, words, *found.span(), Stance.REQUIRE, settled=True)
        return
    yield _lepto(found)


def _lepto_of_title(sentence: Sentence, found: re.Match[str]) -> Iterator[Mention]:
    """'... for leptomeningeal metastases of breast cancer': she has them, unless the brain is spoken of beside them."""
    text = sentence.text
    treated = re.search(r"\b(?:patients?|women|treat\w*|with|for|in)\b", text[: found.start()], re.I)
    if sentence.source.endswith("title") and treated and not _TITLE_FREE.search(text) and not _NOT_ALONE.search(text):
        yield _has_lepto(found)


_NOT_ALONE = re.compile(rf"{_BRAIN}|{_CNS}|\bor\b|/", re.I)


def _has_lepto(at: re.Match[str]) -> Mention:
    within = Within(LEPTOMENINGEAL_AXIS, YES)
    words = "leptomeningeal disease"
    return Mention("leptomeningeal_disease", within, words, at.start(), at.end(), Stance.REQUIRE, settled=True)


def _only_some(text: str, found: re.Match[str]) -> bool:
    """Whether only some leptomeningeal disease is meant: 'uncontrolled brain or leptomeningeal metastases', '... only'."""
    if _ONLY_SITE.search(text, found.end(), found.end() + 60) or _EXCEPT.search(text, found.end(), found.end() + 40):
        return True
    before = text[max(0, found.start() - 80) : found.start()]
    shared = re.search(
        rf"\b(?:uncontrolled|symptomatic|unstable|progressi\w+|untreated|active)\s+(?:{_BRAIN}|{_CNS})\s*(?:and/or|or|and|/)\s*$",
        before,
        re.I,
    )
    return bool(shared)
