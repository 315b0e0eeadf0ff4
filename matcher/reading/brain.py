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
from typing import NamedTuple

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
    rf"(?P<organ>(?:parenchymal\s+)?(?:{_CNS}|{_BRAIN})(?:{_JOIN}(?:parenchymal\s+)?(?:{_CNS}|{_BRAIN}|leptomeningeal|meningeal|subdural|epidural|dural|spinal(?:\s+cord)?|spine)){{0,2}})"
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
    r"recurrent|evolving|enlarging|not\s+(?:been\s+)?(?:\w+\s+)?(?:controlled|treated|stable|irradiated)|not\s+(?:\w+\s+)?(?:under\s+control|received)|non-?stable|inadequately\s+treated|clinically\s+significant)"
)
_STABLE_WORD = (
    r"(?:stable|stability|stabili[sz]ed|controlled|(?:previously|prior|adequately|definitively|successfully|locally)?[- ]*treated|"
    r"resected|irradiated|inactive|in\s+(?:complete\s+)?remission|no\s+(?:evidence\s+of\s+)?progress\w+|(?:completed|undergone|received|definitive|prior|previous|after|following|since)\s+"
    r"(?:\w+\s+){0,5}(?:therapy|treatment|radi\w+|surgery|resection|SRS|WBRT)|"
    r"(?:therapy|treatment|radi\w+|surgery)\s+(?:\w+\s+){0,2}(?:completed|finished))"
)
_FILLER = (
    r"(?:known|clinically|radiographically|radiologically|currently|or|and|and/or|primary|parenchymal|suspected|documented|any|"
    r"previously|the|presence|of|with|evidence|have|has|having|metastatic|confirmed|asymptomatic|also|other)"
)
_BEFORE = re.compile(rf"(?:(?:{_ACTIVE_WORD}|{_STABLE_WORD}|{_FILLER})(?:\s*[,/(]\s*|\s+)){{1,12}}$", re.I)
_AFTER = re.compile(
    r"[\s)]*(?:\(|,?\s*(?:that|which|who|whose)\b|requiring\b|with\s+(?:\w+\s+)?(?:symptom|progress|evidence\s+of\s+progress)|not\s+(?:been\s+)?(?:controlled|treated|stable|under\s+control)|"
    r"as\s+(?:indicated|evidenced)|is\b|are\b|have\s+not\b|without\s+(?:(?:any|prior|previous)\s+){0,2}(?:treatment|local|therapy|radi|surg))",
    re.I,
)
_ACTIVE_AFTER = re.compile(
    rf"{_ACTIVE_WORD}|with\s+(?:\w+\s+)?symptom|without\s+(?:(?:any|prior|previous)\s+){{0,2}}(?:treatment|local|therapy|radi|surg)|on\s+steroids|under\s+control",
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
    r"(?<!not )(?<!not be )(?<!no longer )\b(?:eligible|allowed|allowable|permitted|permissible|acceptable|accepted|may\s+(?:be\s+)?(?:particip|enrol|includ|consider|enter|join|still|also|have)\w*"
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
    r"\b(?:MRI|CT|imaging|scans?|tomography)\b[^.;]{0,60}\b(?:within|prior|before|performed|must be|required|should be)\b"
    r"|\b(?:must|should|to) be (?:excluded|ruled out)\b|\bmust have an?\b[^.;]{0,30}\b(?:MRI|CT|scan)",
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


class _States(NamedTuple):
    """Sets of states: those that are certainly meant, and those that some readers would take in as well."""

    sure: int
    wide: int

    def __or__(self, other: object) -> _States:
        assert isinstance(other, _States)
        return _States(self.sure | other.sure, self.wide | other.wide)


NOBODY = _States(0, 0)
ANY = _States(STABLE | ACTIVE, STABLE | ACTIVE)


def _phrases(text: str) -> list[re.Match[str]]:
    other = [m.span() for m in _NOT_SPREAD.finditer(text)]
    return [m for m in _PHRASE.finditer(text) if not any(a < m.end() and m.start() < b for a, b in other)]


# 'since the diagnosis of brain metastases' dates another condition.
_CIRCUMSTANCE = re.compile(
    r"\b(?:since|after|before|prior to|between|to treat|despite)\s+(?:(?:the|diagnosis|of|and|any|known|their)\s+){0,4}$|\bbetween\b[^.;,]{0,60}\band\s+$",
    re.I,
)
# 'no radiotherapy (except for brain metastases)': what is excepted there is another thing.
_EXCEPTED = re.compile(
    r"\b(?:except(?:ing|ion)?|excluding|other than|apart from|aside from|with the exception of)\W+(?:(?:for|of|in|to|the|treated|stable|asymptomatic)\W+){0,3}$",
    re.I,
)
# 'radiotherapy within 4 weeks for brain metastases' excludes a treatment.
_TREATED_THING = re.compile(
    r"\b(?:radiotherapy|radiation|irradiation|WBRT|SRS|radiosurgery|surgery|resection|chemotherapy|therapy|treatment|corticosteroids|steroids|anticonvulsants)\b"
    r"[^.;,()]{0,60}\b(?:for|to)\s+(?:(?:the|any|known|their|of|control|symptoms|treatment)\s+){0,3}$",
    re.I,
)
_CLEAR_SCAN = re.compile(
    r"\b(?:brain|cranial|cerebral|CNS|head)\s+(?:MRI|CT|imaging|scans?|tomography)\b[^.;,]{0,50}\b(?:negative for|free of|must not show|shows? no|showing no|without|ruling out|excluding|to exclude)\s+(?:\w+\s+){0,3}metasta\w+",
    re.I,
)


def _brain_mentions(sentence: Sentence, context: Context) -> Iterator[Mention]:
    clear = _CLEAR_SCAN.search(sentence.text) if sentence.from_criteria and not sentence.excludes else None
    if clear is not None and "exclud" not in clear.group().lower():
        yield _mention(_allowing(_States(NONE, NONE)), clear, Stance.REQUIRE)
        return
    phrases = _phrases(sentence.text)
    if not phrases:
        return
    first = phrases[0]
    if not sentence.from_criteria:
        yield from _from_title(sentence, first)
        return
    before = sentence.text[: first.start()]
    if _CIRCUMSTANCE.search(before) or _EXCEPTED.search(before):
        return
    if sentence.excludes and (_TREATED_THING.search(before) or _WITHOUT_THEM.search(before)):
        return
    if _AN_EXAMINATION.search(sentence.text) and _RULED_OUT.search(sentence.text):
        return
    stance = _stance(sentence, first)
    if is_about_brain(context.trial):
        # A trial about them excludes some of them (too many, leptomeningeal): only its demands are read.
        if stance is Stance.REQUIRE:
            yield from _required(sentence, phrases, context.trial)
        return
    if stance is Stance.FORBID:
        yield _mention(_allowing(_left_by(sentence, phrases, context.trial)), first, Stance.REQUIRE)
        if _covers_lepto(sentence, phrases) and not _of_some(sentence, first, context.trial):
            yield _lepto(first)
    elif stance is Stance.ALLOW:
        yield from _permitted(sentence, phrases, context.trial)
    else:
        yield from _required(sentence, phrases, context.trial)


_RULED_OUT = re.compile(r"\b(?:must|should|to) be (?:excluded|ruled out) (?:by|with|on|using|before|prior)\b", re.I)
_WITHOUT_THEM = re.compile(r"\w\W+(?:without|no|and not)\s+(?:\w+\s+){0,2}$", re.I)


def _allowing(states: _States) -> Requirement:
    """What is asked for where patients in the `sure` states may join, and those in the `wide` ones perhaps."""
    certain = Within(BRAIN_AXIS, states.sure)
    if states.sure == states.wide:
        return certain
    doubt = Undecidable("an exception")
    if states.wide == axes.full(BRAIN_AXIS):
        return AnyOf((certain, doubt))
    return AnyOf((certain, AllOf((Within(BRAIN_AXIS, states.wide), doubt))))


def _stance(sentence: Sentence, phrase: re.Match[str]) -> Stance:
    text = sentence.text
    allows, forbids = _ALLOWS.search(text), _FORBIDS.search(text)
    if _NO_EXCLUSION.search(text):
        return Stance.ALLOW
    if forbids:
        return Stance.FORBID
    exception = _EXCEPT.search(text)
    if sentence.excludes and _EVER.search(text[: phrase.start()]) and not allows and not _MUST.search(text):
        return Stance.FORBID
    if sentence.excludes:
        described = _described(text, phrase).sure
        if allows and not (
            exception and phrase.start() < exception.start() < allows.start() and len(_phrases(text)) > 1
        ):
            return Stance.ALLOW if described != ACTIVE else Stance.FORBID
        if described == STABLE and not _HAS_ACTIVE.search(text[: phrase.end()]):
            return Stance.ALLOW
        must = re.search(r"\b(?:must|should)\s+(?:have\s+been|be|have)\b", text)
        return Stance.ALLOW if must and must.start() > phrase.start() and _HAS_STABLE.search(text) else Stance.FORBID
    if re.search(r"\bwith(?: or |/)without\s+(?:\w+\s+){0,3}$", text[: phrase.start()], re.I):
        return Stance.ALLOW
    if negated(sentence, phrase.start()) or _HEAD_NEGATION.match(text):
        return Stance.FORBID
    return Stance.ALLOW if allows else Stance.REQUIRE


_NO_EXCLUSION = re.compile(
    r"\b(?:not|no)\s+(?:be\s+)?(?:an?\s+)?(?:excluded|exclusion|reason (?:for|to) exclu\w+)", re.I
)
# Words that single out some metastases: by number, size, place or effect.
_SOME_BEFORE = re.compile(
    r"(?:(?:more|greater|fewer|less) than|over|>=?|<=?|at least|multiple|numerous|extensive|bulky|large|diffuse|ha?emorrhagic|isolated|solitary|single|\b\d+)\s+(?:or more\s+)?(?:\w+\s+){0,2}$|\b(?:limited|confined|restricted)\s+$",
    re.I,
)
_SOME_AFTER = re.compile(
    r"^[\s(,]*(?:(?:that|which)\s+(?:is|are|were|measure)\s+|is\s+|are\s+)?(?:[<>=]|(?:more|larger|greater) than|exceeding|measuring|with\s+(?:\w+\s+){0,3}(?:diameter|size|mass effect|o?edema|shift|ha?emorrhage|bleeding)|"
    r"located\b|in the (?:brain ?stem|midbrain|pons)|as (?:the |their |a )?(?:only|sole|first)\b|alone\b|only\b|causing\b|(?:more|greater) than \d)",
    re.I,
)
_SUSPICION = re.compile(
    r"\b(?:signs?|symptoms?|suspicion|suspicious|suggestive|suggesting|indicative|risk)\b[^.;,]{0,40}\b(?:of|for)\s+(?:(?:the|any|new|active|possible)\s+){0,2}$|\bsuggesting\s+(?:\w+\s+)?$",
    re.I,
)
_LATELY = re.compile(
    r"^[\s(,]*(?:diagnosed\s+|documented\s+)?(?:within|in|during)\s+(?:the\s+)?(?:last|past|previous|preceding)?\s*(?:\d|one|two|three|six|twelve)",
    re.I,
)
# 'stable for less than 4 weeks': what is left out is disease that is not stable.
_STABLE_TOO_SHORTLY = re.compile(
    r"[^.;]{0,80}\b(?:stable|stability|controlled|control|treated|completed)\b[^.;,]{0,30}(?:<|\b(?:less|fewer) than\b)",
    re.I,
)
_NEEDS = re.compile(
    r"\b(?:requir\w*|need\w*)\s+(?:\w+\s+){0,3}?(?:steroids?|corticosteroids?|treatment|therapy|local|immediate|urgent|glucocorticoids?|intervention|surgery|radiation|radiotherapy|anti-?\w+)",
    re.I,
)
_NEEDS_NOT = re.compile(
    r"\b(?:not|no longer|without|never|nor|no)\s+(?:\w+\s+){0,2}?(?:requir\w*|need\w*)(?:\s+\w+){0,4}", re.I
)


def _described(text: str, phrase: re.Match[str]) -> _States:
    """The states that the words around the phrase describe: of metastases that are there."""
    if _STABLE_TOO_SHORTLY.match(text[phrase.end() :]):
        return _States(ACTIVE, ACTIVE)
    states = _by_adjectives(text, phrase)
    before, after = text[: phrase.start()], text[phrase.end() :]
    limited = re.search(r"\b(?:limited|confined|restricted)\b", phrase.group(), re.I)
    if limited or _SOME_BEFORE.search(before[-60:]) or _SOME_AFTER.match(after) or _SUSPICION.search(before[-80:]):
        return _States(0, states.wide)
    if _LATELY.match(after):
        return _States(states.sure & ACTIVE, states.wide)
    return states


def _by_adjectives(text: str, phrase: re.Match[str]) -> _States:
    before = _BEFORE.search(text[max(0, phrase.start() - 140) : phrase.start()])
    words = before.group() if before else ""
    if _HAS_ACTIVE.search(words):
        return _States(ACTIVE, ACTIVE)
    after = _AFTER.match(text, phrase.end())
    if after is not None:
        rest = re.split(
            r"[;]|\bunless\b|\bexcept|\bother than\b", text[after.start() : after.start() + 200], maxsplit=1
        )[0]
        rest = _NEEDS_NOT.sub(" ", rest)
        if not _ALLOWS.search(rest):
            if _ACTIVE_AFTER.search(rest):
                return _States(ACTIVE, ACTIVE)
            if _NEEDS.search(rest):
                return _States(0, ACTIVE)
    if _HAS_STABLE.search(words) or re.search(r"\basymptomatic\b", words, re.I):
        return _States(STABLE, STABLE)
    return ANY


_SUBTYPES = (
    ("HER2-positive", re.compile(r"\bHER-?2(?:/neu)?\s*(?:\+|-?\s?(?:positive|overexpress\w*|amplified))", re.I)),
    ("HER2-negative", re.compile(r"\bHER-?2(?:/neu)?\s*(?:-(?!\s?pos)|negative)", re.I)),
    ("triple-negative", re.compile(r"\btriple[- ]negative|\bTNBC\b", re.I)),
    ("hormone", re.compile(r"\b(?:HR|ER|hormone[- ]receptor)\s*(?:\+|-?\s?positive)|\bluminal\b", re.I)),
)
_PART_OF_TRIAL = re.compile(
    r"\b(?:cohorts?|arms?|parts?|phase|stage)\s+(?:[A-H]\b|[1-4I]+[ab]?\b)|\b(?:dose )?(?:escalation|expansion)\b", re.I
)


def _of_some(sentence: Sentence, phrase: re.Match[str], trial: Trial) -> bool:
    """Whether the sentence speaks of the brain metastases of some patients only: a receptor subtype that is not that of
    the whole trial, or a part of the trial."""
    before = re.split(r"[,;:]|\bor\b", sentence.text[: phrase.start()])[-1]
    titles = f"{trial.brief_title} {trial.official_title or ''}"
    if any(words.search(before) and not words.search(titles) for _, words in _SUBTYPES):
        return True
    filed = bool(sentence.item and sentence.item.cohorts)
    return bool(_PART_OF_TRIAL.search(sentence.text[: phrase.start()])) and not filed


def _left_by(sentence: Sentence, phrases: list[re.Match[str]], trial: Trial) -> _States:
    """The states that may join where the sentence excludes brain metastases."""
    text = sentence.text
    if _REGARDLESS.search(text):
        return _States(NONE, NONE)
    out = _described(text, phrases[0])
    if out == ANY and text.endswith(":"):
        points = [child.text for child in sentence.item.children] if sentence.item else []
        out = _told_in_points(points) if points else _States(0, out.wide)
    if out.sure == ACTIVE and _EVER.search(
        text[: phrases[0].start()]
    ):  # those that are stable now may have been active
        out = _States(ACTIVE, STABLE | ACTIVE)
    if out.sure == ACTIVE and _EARLIER_OR_NOW.search(text):
        out = ANY
    if _of_some(sentence, phrases[0], trial):
        out = _States(0, out.wide)
    left = _States(NONE | (STABLE | ACTIVE) & ~out.wide, NONE | (STABLE | ACTIVE) & ~out.sure)
    exception = (
        _EXCEPT.search(text, phrases[0].start()) or _other_way_in(sentence, phrases) or _EXCEPT_FIRST.match(text)
    )
    saved_from = exception.start() if exception else None
    late = _ALLOWS.search(text)
    if exception is None and late and not _FORBIDS.search(text, 0, late.end()):
        saved_from = phrases[0].end()
    below = " ".join(child.text for child in sentence.item.children) if sentence.item else ""
    if saved_from is not None or (below and _EXCEPT.search(text)):
        return left | _saved(f"{text[saved_from:] if saved_from is not None else ''} {below}")
    return left | _let_in(trial.criteria or "")


_MUST = re.compile(r"\b(?:must|should)\b", re.I)
# 'No prior or active brain metastases'
_EARLIER_OR_NOW = re.compile(
    r"\b(?:prior|previous|past|history of)\s+(?:or|and/or)\s+(?:currently\s+)?(?:active|current)\s+(?:\w+\s+)?(?:brain|CNS|central)\b",
    re.I,
)
# 'Prior diagnosis or treatment of brain metastases' shuts out those that were treated as well.
_EVER = re.compile(
    r"\b(?:history|(?:prior|previous|past) (?:diagnosis|treatment)(?: or (?:diagnosis|treatment))?)\s+(?:of|for)\s+(?:\w+\W+){0,2}$",
    re.I,
)


def _told_in_points(points: list[str]) -> _States:
    """Which brain metastases are meant where the points below say it: 'untreated', 'progressing within 3 months'."""
    active = [bool(_HAS_ACTIVE.search(p) or _NEEDS.search(p) or re.search(r"symptom", p, re.I)) for p in points]
    if all(active):
        return _States(ACTIVE, ACTIVE)
    return _States(0, STABLE | ACTIVE) if any(active) else ANY


_EXCEPT_FIRST = re.compile(r"^\W*(?:except|unless|other than|apart from|with the exception)\b", re.I)
_ALTERNATIVE = re.compile(r"\b(?:or|but)\b|;", re.I)


def _other_way_in(sentence: Sentence, phrases: list[re.Match[str]]) -> re.Match[str] | None:
    """'No brain metastases, or treated, stable ones': where the second way in begins."""
    if sentence.excludes or not (_HEAD_NEGATION.match(sentence.text) or negated(sentence, phrases[0].start())):
        return None
    for phrase in phrases[1:]:
        stable = _described(sentence.text, phrase).sure == STABLE or _ARE_STABLE.match(sentence.text[phrase.end() :])
        if stable:
            return _ALTERNATIVE.search(sentence.text, phrases[0].end(), phrase.start())
    if len(phrases) == 1 and _NO_OR_STABLE.search(sentence.text[: phrases[0].start()]):
        return _NO_OR_STABLE.search(sentence.text)
    return None


_ARE_STABLE = re.compile(
    rf"[\s,(]*(?:that|which|who)?\s*(?:is|are|has been|have been|were|must be)\s+(?:\w+\s+)?{_STABLE_WORD}", re.I
)
_NO_OR_STABLE = re.compile(r"\b(?:no|without)\W{1,3}or\b[^.;]{0,40}(?:stable|(?<!un)treated|controlled)", re.I)
_UNTREATED_SAVED = re.compile(
    r"\buntreated|\bnot\s+(?:\w+\s+)?(?:requir|need)\w*\s+(?:immediate|local|urgent|treatment|therapy|any|radi|intervention)|\bor\W+(?:\w+\W+){0,2}asymptomatic|asymptomatic\s+or\b",
    re.I,
)


def _saved(words: str) -> _States:
    """The states that the words of an exception let in."""
    more = ACTIVE if _UNTREATED_SAVED.search(words) else 0
    if _HAS_STABLE.search(words) or _NEEDS_NOT.search(words):
        stable = 0 if _too_long(words) else STABLE
        return _States(stable, STABLE | more)
    if _ASYMPTOMATIC.search(words):
        return _States(STABLE, STABLE | ACTIVE)
    return _States(0, STABLE | ACTIVE)


_DURATION = re.compile(
    r"\b(?:stable|stability|stabili[sz]ed|progress\w*|controlled|treated|complet\w+|recurrence|free)\b[^.;]{0,60}?(?:>=?|at least|for|of|than|minimum)\s*(?P<number>\d{1,3}|one|two|three|four|five|six|nine|twelve)\s*(?:\(\d+\)\s*)?-?(?P<unit>day|week|month|year)",
    re.I,
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "twelve": 12}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_USUAL_DAYS = 92  # 'treated and stable' is said of three months; whether she was so for longer is not known


def _too_long(words: str) -> bool:
    """Whether stability is asked for longer than the patient's field tells of."""
    for found in _DURATION.finditer(words):
        number = _NUMBERS.get(found["number"].lower()) or int(found["number"])
        if number * _DAYS[found["unit"].lower()] > _USUAL_DAYS:
            return True
    return False


def _permitted(sentence: Sentence, phrases: list[re.Match[str]], trial: Trial) -> Iterator[Mention]:
    """A permission for some says that the others stay out, where it names a state."""
    allowed = _permitted_states(sentence, phrases)
    if _of_some(sentence, phrases[0], trial):
        allowed = _States(allowed.sure, STABLE | ACTIVE)
    if allowed == ANY:
        yield _mention(Within(BRAIN_AXIS, axes.full(BRAIN_AXIS)), phrases[0], Stance.ALLOW)
    else:
        yield _mention(_allowing(_States(NONE, NONE) | allowed), phrases[0], Stance.REQUIRE)


def _permitted_states(sentence: Sentence, phrases: list[re.Match[str]]) -> _States:
    """The states let in."""
    text = sentence.text
    below = " ".join(child.text for child in sentence.item.children) if sentence.item else ""
    whole = f"{text} {below}"
    stable = _States(0 if _too_long(whole) else STABLE, STABLE)
    if text.endswith(":") and not below and re.search(r"\b(?:if|provided|when|as long as|following)\b", text, re.I):
        return _States(0, STABLE | ACTIVE)  # the conditions stand in points of their own
    if re.search(r"\bmust\s+(?:have\s+been|be)\s+(?:\w+\s+)?(?:treated|stable|controlled)", text, re.I):
        return stable
    if any(_by_adjectives(text, p).sure == ACTIVE for p in phrases) and not _FORBIDS.search(text):
        return ANY
    if _EITHER_WAY.search(whole) or _UNTREATED_SAVED.search(whole):
        return ANY
    if _HAS_STABLE.search(whole):
        return stable
    return _States(STABLE, STABLE | ACTIVE) if _ASYMPTOMATIC.search(whole) else ANY


_EITHER_WAY = re.compile(
    r"\bwith(?: or |/)without\s+(?:\w+\s+){0,2}(?:treatment|therapy|radi\w+|surgery)|\btreated (?:or|and) untreated|\bwhether or not\b",
    re.I,
)


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
    if _by_adjectives(text, first).sure == ACTIVE:
        return
    if _HAS_STABLE.search(text) or _ASYMPTOMATIC.search(text) or _NEEDS_NOT.search(text):
        left = _States(NONE, NONE) | _saved(text)
        if _of_some(sentence, first, trial):
            left = _States(left.sure, axes.full(BRAIN_AXIS))
        yield _mention(_allowing(left), first, Stance.REQUIRE)
    elif re.search(r"\b(?:with or without|measurable|at least one|including)\b", text, re.I) or _MUST.search(
        text, first.end()
    ):
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


_MUST = re.compile(r"\b(?:must|should|needs? to|ha(?:ve|s) to|(?:is|are) required)\b", re.I)


def is_about_brain(trial: Trial) -> bool:
    """Whether the titles or the conditions make metastases in the brain the subject of the trial."""
    titles = f"{trial.brief_title}. {trial.official_title or ''}. {'. '.join(trial.conditions)}"
    named = any(not _LACKING.search(titles[: m.start()]) for m in _ABOUT_BRAIN.finditer(titles))
    return named and not _TITLE_FREE.search(titles)


_LACKING = re.compile(r"\bwithout\s+(?:(?!(?:for|in|of|to)\b)\w+\s+){0,3}$", re.I)


_TITLE_FREE = re.compile(r"\b(?:prevent\w*|prophyla\w+|risk|incidence|detect\w*|screening|predict\w*)\b", re.I)


def _from_title(sentence: Sentence, phrase: re.Match[str]) -> Iterator[Mention]:
    if sentence.source not in ("brief_title", "official_title"):
        return
    if _TITLE_FREE.search(sentence.text) or not re.search(r"metasta|mets\b", phrase.group(), re.I):
        return
    if _LACKING.search(sentence.text[: phrase.start()]):
        return
    if _LEPTO.search(sentence.text) or not re.search(
        r"\b(?:patients?|women|treat\w*|with|for|in|of|from)\b", sentence.text, re.I
    ):
        return
    yield _mention(Within(BRAIN_AXIS, STABLE | ACTIVE), phrase, Stance.REQUIRE)


_PIECE = re.compile(r"[^.;\n]*(?:\n(?!\s*(?:[-*+]|\d+[.)]|\n))[^.;\n]*)*")


@lru_cache(maxsize=64)
def _let_in(criteria: str) -> _States:
    """The states that a permission anywhere in the criteria lets in, also one that only refers back: 'however, those
    that are treated and stable are allowed'."""
    allowed = NOBODY
    follows = False  # whether the piece before spoke of brain metastases
    for piece in _PIECE.finditer(plain_text("criteria", criteria).plain):
        text = re.sub(r"\s+", " ", piece.group()).strip()
        if not text:
            continue
        phrases = _phrases(text) if _TRIGGER.search(text) else []
        if phrases and _EVER.search(text[: phrases[0].start()]) and not _ALLOWS.search(text):
            continue
        about = bool(phrases) or (follows and not _OTHER_SUBJECT.search(text))
        follows = bool(phrases)
        if not about or _FORBIDS.search(text):
            continue
        says = _ALLOWS.search(text) or re.match(r"^\W*(?:exceptions?|note|unless)\b", text, re.I)
        if (says and (_HAS_STABLE.search(text) or _ASYMPTOMATIC.search(text))) or (
            phrases
            and _by_adjectives(text, phrases[0]).sure == STABLE
            and not re.search(r"\b(?:no|not)\b", text[: phrases[0].start()], re.I)
        ):
            allowed |= _saved(text)
        elif phrases and _NEEDS_NOT.search(text) and _by_adjectives(text, phrases[0]).sure == ACTIVE:
            allowed |= _States(0, ACTIVE)  # 'untreated brain metastases not needing immediate treatment', as a point
    return allowed


_OTHER_SUBJECT = re.compile(
    r"\b(?:malignanc\w+|cancers?|carcinoma|infection|hepatitis|HIV|HBV|HCV|cardiac|hypertension|diabetes|thrombo\w+|anticoagul\w+|bisphosphonates?|bone|liver|lung|visceral|seizure|neuropathy|endocrine|hormon\w*|vaccin\w+|pleural|effusions?)\b",
    re.I,
)


_WORDS = {
    NONE: "no brain metastases",
    NONE | STABLE: "no brain metastases other than treated, stable ones",
    NONE | ACTIVE: "no treated, stable brain metastases",
    STABLE: "treated, stable brain metastases",
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
            _described(sentence.text, p).sure == STABLE | ACTIVE
            or _REGARDLESS.search(sentence.text)
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
    if found is None or (not sentence.excludes and _RULED_OUT.search(sentence.text)):
        return
    text = sentence.text
    if not sentence.from_criteria:
        yield from _lepto_of_title(sentence, found)
        return
    clean = re.search(
        r"\bno\s+(?:\w+\s+){0,4}$|do(?:es)?\s+not\s+(?:have|exhibit)\s+(?:\w+\s+){0,3}$|without\s+(?:\w+\s+){0,2}$",
        text[: found.start()],
        re.I,
    )
    if sentence.excludes and _WITHOUT_THEM.search(text[: found.start()]):
        return
    forbids = (
        sentence.excludes
        or _FORBIDS.search(text)
        or negated(sentence, found.start())
        or _HEAD_NEGATION.match(text)
        or re.search(r"\bNo (?:\w+ )?$", text[: found.start()])  # a run of criteria without full stops
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
