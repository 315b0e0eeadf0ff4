"""Menopausal status: of whom it is asked, and where a sentence only defines it or tells a duty of some women.

"Postmenopausal women", "Patients must be postmenopausal"    asked
"Postmenopausal, defined as any of the following:"           asked
"Postmenopausal status is defined as ..."                    nothing: a definition
"Premenopausal women and men must receive goserelin"         nothing: a duty of those who join
"Pre- or perimenopausal women are eligible if ..."           nothing: a permission
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from data import axes
from data.axes import PERSON_AXIS
from data.criteria import Undecidable, Within, either
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, Stance

MALE = axes.mask(PERSON_AXIS, ["male"])
PRE = axes.mask(PERSON_AXIS, ["premenopausal"])
PERI = axes.mask(PERSON_AXIS, ["perimenopausal"])
POST = axes.mask(PERSON_AXIS, ["postmenopausal"])
WOMEN = PRE | PERI | POST
EVERYONE = axes.full(PERSON_AXIS)

_JUST_MENOPAUSAL = gated(r"^\W*menopaus(?:al|ed) (?:female|wom[ae]n|patients?)\b", re.I)
_SHE = r"(?:adult|all|must|should|be|are|is|who|wom[ae]n|females?|patients?|subjects?|participants?)"
_BEFORE_MENOPAUSE = gated(
    rf"^\W*(?:{_SHE}\s+){{0,5}}(?:not\s+(?:yet\s+)?(?:be\s+)?|non-?\s?)(?:in\s+(?:the\s+)?menopause|menopaus(?:al|ed))\b(?!\s+(?:status|symptoms?))"
    rf"|^\W*(?:{_SHE}\s+){{1,5}}(?:before|prior to)\s+(?:the\s+)?menopause\b"
    rf"|^\W*(?:{_SHE}\s+){{1,5}}still\s+(?:hav(?:e|ing)\s+(?:their\s+|regular\s+|monthly\s+){{0,2}}periods|menstruat(?:e|ing))\W*$",
    re.I,
)
_WOMEN_IN_MENOPAUSE = gated(
    r"^\W*(?:(?:adult|all|must|should|be|are|who|wom[ae]n|females?|patients?|subjects?|participants?)\s+){1,5}(?:in|after|past)\s+(?:the\s+)?menopause\b|^\W*(?:in\s+)?menopausal\s+status\s+for\b|^\W*(?:(?:natural|surgical|iatrogenic|spontaneous|induced|physiologic(?:al)?)\W+(?:(?:or|and)\W+)?){1,3}menopaus(?:e|al\s+status)\b|^\W*in\s+menopausal\s+status\b"
    # 'Menopause, whether natural or induced', 'Menopause passed', 'who have gone through the menopause', 'periods have stopped for over a year'
    r"|^\W*menopaus(?:e|al)\s*(?:passed|reached|(?:[,(]\s*)?(?:whether|either|natural\w*|surgical\w*|spontaneous\w*|induced|by\s+nature)\b)"
    r"|^\W*(?:(?:adult|all|only|wom[ae]n|females?|patients?|subjects?|participants?|who|have|has|are|be|must)\s+){0,5}(?:gone\s+through|been\s+through|passed|completed|reached|after|past|beyond)\s+(?:the\s+|their\s+|her\s+)?(?:menopause|change\s+of\s+life)\b(?!\s+(?:symptoms?|transition))"
    r"|^\W*(?:wom[ae]n\s+whose\s+)?(?:menstrual\s+)?periods?\s+(?:have\s+|has\s+)?(?:stopped|ceased)\s+(?:for\s+)?(?:more\s+than|over|at\s+least)\s+(?:an?\s+|one\s+|1\s+|12\s+)(?:full\s+)?(?:year|months)",
    re.I,
)
_KINDS = (
    r"(?P<kinds>(?:pre|peri|post)-?(?:\s*(?:,|/|and|or|and/or|-|to)\s*(?:or\s+|and\s+)?(?:pre|peri|post)-?){0,2})\s?-?menopaus\w*"
    r"\b(?:\s*(?:,|/|and|or|and/or)\s*(?:or\s+|and\s+)?(?P<more>(?:pre|peri|post)-?\s?menopaus\w*))?"
    # 'Perimenopausal symptoms', 'postmenopausal hormone therapy' are no status.
    r"\b(?!\s+(?:symptoms?|complaints?|ranges?|levels?|values?|limits?|concentrations?|hormon\w+)\b(?!\W+(?:receptor|sensitiv|positiv)))"
)
# 'Women after the menopause', 'women (18 years of age or more) before or after menopause'
_WHEN = (
    r"(?:wom[ae]n|females?|patients?|participants?|subjects?)\s*(?:[\s,]*\((?!\W*(?:pre|peri|post))[^()]{0,60}\)|[\s,]*\b(?:who|are|is|still|already|both|either|only|be it|whether|of \d+ years(?: or (?:more|older))?|with (?:[\w-]+ ){0,3}(?:cancer|carcinoma)))*[\s,]*"
    r"\b(?P<when>(?:before|prior to|after|past|beyond)(?:\s+(?:or|and|as well as)\s+(?:before|after|past))?)\s+(?:the\s+)?menopause\b"
)
_MENOPAUSE = gated(rf"\b(?:{_KINDS}|{_WHEN})", re.I)
_STATUS = r"(?:\b|(?:pre|peri|post)-?\s?)menopaus\w+"
_IF_FEMALE = (
    r"(?:if|for)\s+(?:females?|wom[ae]n)\s*[:,]?\s*(?:then\s+)?(?:(?:the\s+)?(?:patients?|subjects?|participants?|she)\s+)?"
    r"(?:(?:must|should)\s+be\s+|is\s+|are\s+)?(?=post-?\s?menopaus)"
)
_DEFINES = gated(
    rf"{_STATUS}\s*(?:wom[ae]n|status|females?|patients?)?\W*(?:is|are|will be)?\s*defined (?:as|by)(?: follows)?\s*:?\s*$"
    rf"|{_STATUS}\s*(?:(?:status|state)\s*)?(?:is|are|was|will be)\s+defined|^\W*(?!{_IF_FEMALE})(?:if|for|in)\b|menopausal status\s*:?\s*(?:not specified|any)"
    r"|\b(?:or|,)\s+(?:surgically(?!\s+(?:post|or\b|and\b|induced)|\s*[,)])|receiving|on\s+LH)",
    re.I,
)
# 'Postmenopausal, defined as:' asks for it; 'postmenopausal status is defined as' explains a word.
_ASKED_AND_DEFINED = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|women|must|should|be|are|is|who)\s+){0,4}post-?\s?menopausal(?:\s+(?:wom[ae]n|females?|status|patients?))?\s*[,(:]\s*(?:as\s+)?defined\b",
    re.I,
)
_OF_WHOM = r"(?:[\s,/]*(?:women|woman|females?|patients?|subjects?|participants?|men|males?|both|all|adult|and|or|as well as)\b){0,7}"
_MODAL = r"(?:must|should|need(?:s)? to|will|may|are to|ha(?:ve|s) to|(?:is|are) required to|can)\b"
# Premenopausal women who 'must' do something are never the only ones who may join.
_ANY_DUTY = gated(rf"{_OF_WHOM}\s*(?:\([^()]*\)\s*)?{_MODAL}", re.I)
_DUTY = gated(
    rf"{_OF_WHOM}\s*(?:\([^()]*\)\s*)?{_MODAL}\s+(?:not\s+)?(?:also\s+)?(?:be\s+(?:willing|treated|given|receiving|on|off|taking|amenable|under|amenorrh\w+)|receive|agree|"
    r"use|take|undergo|start|begin|initiate|continue|commit|accept|have\s+(?:been\s+)?(?:on|off|amenorrh\w+|stopped|discontinued|receiv\w+|start\w+|commenc\w+|initiat\w+|treated|undergone))\b"
    rf"|\s*(?:patients?|subjects?|participants?)?\s*{_MODAL}|{_OF_WHOM}\s*(?:\([^()]*\)\s*)?(?:need not|do not need|(?:is|are) not required|(?:is|are) exempt)\b",
    re.I,
)
_ALLOWS = gated(
    r"(?<!not )\b(?:eligible(?! (?:for|to)\b(?! (?:enrol|this|the|participat|inclusion|entry)))|allowed|permitted|acceptable|included|may|can be)\b",
    re.I,
)
_WANTED = gated(r"\b(?:are|is) eligible for (?:enrol\w+|the|this|participation|inclusion)|\bdefined as\b[^.;]+", re.I)
_EXCLUDED = gated(
    rf"^\W*(?:patients?\s+who\s+are\s+|known\s+)?(?P<denied>not\s+)?{_KINDS}(?:\s+(?:wom[ae]n|status|patients?|females?|subjects?))?\W*$",
    re.I,
)
# 'Female subjects must be postmenopausal women', 'if female, postmenopausal' is asked of the women among them.
_OF_THE_WOMEN = gated(
    r"^\W*(?:(?:all\s+)?(?:wom[ae]n|females?)(?:\s+(?:patients?|subjects?|participants?))?(?:\s+with\s[^.;,:]{3,80}?|\s+(?:aged?\s+)?(?:[<>]|over\b|above\b|under\b|below\b|\d)[^.;,:]{1,30}?)?\s+(?:must|should|need to|have to|(?:have|are in|are of)(?=\s+(?:a\s+)?(?:post|pre)-?\s?menopausal\s+status))\b"
    rf"|{_IF_FEMALE})",
    re.I,
)
OVARIES = r"(?:LH-?RH|Gn-?RH|goserelin|leupro\w+|triptorelin|ovarian\s+(?:function\s+)?(?:suppress\w+|ablation)|OFS|oophorectomy)"


def asks_for_it(text: str) -> bool:
    """'Postmenopausal, defined as ... FSH ...': such a sentence asks for it, whatever bodily signs it tells."""
    return _ASKED_AND_DEFINED.match(text) is not None


# 'Postmenopausal (amenorrhea for 12 months)', 'at least 1 year postmenopausal'
_STATED = gated(
    r"^\W*(?:(?:[\w.]+\s+){0,3}years?\s+|(?:patients?|participants?|subjects?|wom[ae]n|females?|men|must|should|have|be|are|is|who|and|or|an?|been|confirmed|documented|naturally|surgically|clinically|currently)\b[\s,]*){0,7}"
    r"(?:(?:pre|post)-?\s?menopausal\b|(?:before|after|past)\s+(?:the\s+)?menopause\b)"
    r"|\band\s+(?:wom[ae]n|females?)(?:\s+(?:patients?|subjects?|participants?))?\s+(?:who\s+)?(?:must|should)\s+be\s+post-?\s?menopausal\b",
    re.I,
)
# 'Menopause: no menstrual period for a year', 'reached menopause', 'menopausal status: post'
_BY_ITS_NAME = gated(
    r"^\W*(?:(?:wom[ae]n|patients?|participants?|who|must|should|having|have|has)\s+){0,4}(?:reached|entered|gone through|passed)\s+(?:the\s+)?menopause\b"
    r"|^\W*menopause\s*(?:\([^()]{0,60}\)\s*)?(?::|,\s*(?:i\.?e\b|defined|that is)|\bdefined\b)(?!\W*(?:any|either|not|irrespective|regardless|pre|before|symptom))\W*\w"
    r"|^\W*menopausal\s+status\s*:\s*post-?(?:\s?menopausal)?\W*$",
    re.I,
)
_OF_FERTILITY = gated(
    r"child-?\s?bearing|pregnan|contracep|fertil|partner|lactat|breast-?\s?feed|nursing|reproducti|steril|WOCBP|potential|abstinen|condom|birth control",
    re.I,
)


_GOES_ON = gated(r"^\W*(?:or|and)\b", re.I)


def states_it(sentence: Sentence) -> bool:
    """Whether it begins with the status, whatever bodily signs it tells, and no one's fertility is spoken of beside it."""
    item = sentence.item
    around = [*item.ancestors(), *(item.parent.children if item.parent else ())] if item is not None else []
    if _OF_FERTILITY.search(sentence.text) or any(_OF_FERTILITY.search(other.text) for other in around):
        return False
    if item is not None and _GOES_ON.match(sentence.text) and _OF_FERTILITY.search(item.text):
        return False  # 'Non-childbearing potential is defined as tubal ligation; or postmenopausal defined as ...'
    return _STATED.search(sentence.text) is not None or _BY_ITS_NAME.match(sentence.text) is not None


# 'Postmenopausal, or premenopausal on goserelin; postmenopausal status defined as ...'
_EXPLAINED = gated(
    r"^\W*(?:(?:pre|peri|post)-?\s?)?menopaus(?:al|e)(?:\s+(?:status|wom[ae]n|females?|patients?))?\s*(?:(?:is|are|was|were|will\s+be)\s+)?defined\s+(?:as|by)\b",
    re.I,
)
# 'Premenopausal women: ovarian suppression is allowed' tells what these may have.
_LEAVE_TO_SOME = gated(
    r"^\W*(?:for\s+)?(?:(?:pre|peri|post)-?(?:\s?menopausal)?\W*(?:(?:and|or|and/or)\W+)?){1,3}(?:menopausal\s+)?(?:wom[ae]n|females?)(?:\s+patients?)?\s*[:(-][^.;]*\b(?:allowed|permitted|acceptable|may|can|optional)\b",
    re.I,
)


def explains_it(sentence: Sentence) -> bool:
    """Whether it only explains the status of which an earlier sentence of its point tells who is taken."""
    if sentence.item is None or not _EXPLAINED.match(sentence.text):
        return False
    return "menopaus" in sentence.item.text[: max(0, sentence.start - sentence.item.start)].lower()


def leaves_it_to_some(text: str) -> bool:
    return _LEAVE_TO_SOME.match(text) is not None


def told_by_its_name(sentence: Sentence) -> re.Match[str] | None:
    """'Menopause: no menstrual period for a year', where no one's fertility is spoken of beside it."""
    return _BY_ITS_NAME.match(sentence.text) if states_it(sentence) else None


def of_the_women(text: str) -> bool:
    """Whether what the sentence asks is asked of the women among the patients, so that it puts no man out."""
    return _OF_THE_WOMEN.match(text) is not None


def in_menopause(text: str) -> re.Match[str] | None:
    """'Women in menopause', 'patients after the menopause', 'menopausal women'."""
    return _WOMEN_IN_MENOPAUSE.match(text) or (_JUST_MENOPAUSAL.search(text) if not _MENOPAUSE.search(text) else None)


def before_menopause(text: str) -> re.Match[str] | None:
    """'Women who are not menopausal', 'patients before the menopause'."""
    return _BEFORE_MENOPAUSE.match(text)


def described(text: str) -> tuple[re.Match[str], int] | None:
    """The first menopausal description and all kinds named in the sentence."""
    first = None
    kinds = 0
    for found in _MENOPAUSE.finditer(text):
        first = first or found
        named = _kinds_named(found)
        kinds |= WOMEN & ~named if _NOT_YET.search(text, 0, found.start()) else named
    return (first, kinds) if first is not None else None


_NOT_YET = gated(r"\bnot\s+yet\s+(?:be(?:en)?\s+)?$", re.I)


def asked(text: str, *, of_a_duty: bool) -> tuple[re.Match[str], int] | None:
    """The status that an inclusion asks for; `of_a_duty`: it stands below a sentence about those who may bear children."""
    told = described(text)
    if told is None or told[1] == WOMEN:
        return None
    found, kinds = told
    if _IF_SHE_IS.search(text, 0, found.start()):
        return None
    if _NOT_SO.search(text, 0, found.start()):
        kinds = WOMEN & ~kinds
    if _DEFINES.search(text) and (of_a_duty or not asks_for_it(text)):
        return None
    duty = _ANY_DUTY if not kinds & POST else _DUTY
    if duty.match(text, found.end()) or _only_allows(text):
        return None
    return found, kinds


def lets_in_some(text: str) -> bool:
    """Whether women of some kinds are let in, often on a condition: 'perimenopausal women may join if ...'."""
    told = described(text)
    return told is not None and told[1] != WOMEN and _only_allows(text)


def _only_allows(text: str) -> bool:
    return _ALLOWS.search(text) is not None and not _WANTED.search(text)


# 'ER-positive if postmenopausal', 'with goserelin in premenopausal women': a condition of something else
_IF_SHE_IS = gated(
    r"\b(?:if|when|where|unless)\s+(?:(?:the|patients?|subjects?|participants?|wom[ae]n|females?|she|they|is|are|being|still|currently|clinically)\s+){0,4}$"
    rf"|\b{OVARIES}\W+(?:\w+\W+){{0,2}}(?:for|in|among)\s+(?:(?:all|the|those|any)\s+)?$",
    re.I,
)


_NOT_SO = gated(
    r"^\W*(?:(?:patients?|participants?|subjects?|wom[ae]n|who|must|should|are|is|be)\s+)*not\s+(?:be\s+)?$", re.I
)


def those_with_a_duty(text: str, *, men: bool) -> Mention | None:
    """'Premenopausal women and men must have been on goserelin': what the sentence asks is asked of these alone."""
    told = described(text)
    if told is None or told[1] & POST or not _ANY_DUTY.match(text, told[0].end()):
        return None
    allowed = told[1] | MALE if men else told[1]
    within = Within(PERSON_AXIS, allowed)
    return Mention("menopausal_status", within, person_words(allowed), *told[0].span(), condition=True)


def excluded(text: str) -> Iterator[Mention]:
    """'Premenopausal or perimenopausal women', 'menopausal women', below exclusions."""
    found = _EXCLUDED.match(text)
    if found is None:
        for whole, kept in ((in_menopause(text), EVERYONE & ~POST), (before_menopause(text), EVERYONE & ~PRE)):
            if whole is not None and not text[whole.end() :].strip(" .;"):
                yield status_mention(kept, whole)
        return
    out = _kinds(found["kinds"]) | _kinds(found["more"] or "")
    if found["denied"]:
        out = WOMEN & ~out
    if out != WOMEN:
        yield status_mention(EVERYONE & ~out, found)


# 'Women of childbearing potential', as an exclusion of its own: she may be sterile, all the same
_ALL_WHO_MAY_BEAR = gated(
    r"^\W*(?:(?:all|any)\s+)?(?:(?:wom[ae]n|females?(?:\s+(?:patients?|subjects?|participants?))?|patients?|subjects?)\s+(?:who\s+are\s+)?(?:of|with|having)\s+)?"
    r"child-?\s?bearing[\s-]+(?:potential|age|capacity|ability)(?:\s+\((?:WOCBP|WCBP|FCBP)\))?(?:\s+(?:wom[ae]n|females?)(?:\s+(?:patients?|subjects?))?)?[\s.;,]*$",
    re.I,
)


def shut_out_as_fertile(sentence: Sentence) -> Iterator[Mention]:
    found = _ALL_WHO_MAY_BEAR.match(sentence.text) if sentence.from_criteria and sentence.excludes else None
    if found is None or (sentence.item is not None and sentence.item.children):
        return
    kept = either((Within(PERSON_AXIS, MALE | POST), Undecidable("whether she may bear children")))
    words = "a man or a woman who can bear no children"
    yield Mention("menopausal_status", kept, words, *found.span(), Stance.REQUIRE, settled=True)


def _kinds_named(found: re.Match[str]) -> int:
    when = (found["when"] or "").lower()
    told = ("pre" if re.search("before|prior", when) else "") + ("post" if re.search("after|past|beyond", when) else "")
    return _kinds(found["kinds"] or told) | _kinds(found["more"] or "")


def _kinds(words: str) -> int:
    lowered = words.lower()
    kinds = (PRE if "pre" in lowered else 0) | (PERI if "peri" in lowered else 0) | (POST if "post" in lowered else 0)
    return kinds | PERI if kinds in (PRE, PRE | POST) else kinds


_ANY_STATUS = gated(r"\b(?:any|regardless of|irrespective of|all)\s+(?:the\s+)?menopausal\s+status", re.I)
_WITH_SUPPRESSION = gated(
    rf"\bpre-?\s?(?:(?:/|,| or | and |-|/ ?)\s?peri-?\s?)?menopaus\w+[^.;\n]{{0,160}}?\b{OVARIES}", re.I
)


@lru_cache(maxsize=64)
def _kinds_taken(criteria: str) -> int:
    """The kinds of women whom the criteria expressly take beside others."""
    if _ANY_STATUS.search(criteria):
        return WOMEN
    named = [_kinds_named(m) for m in _MENOPAUSE.finditer(criteria)]
    return WOMEN if WOMEN in named else (PRE | PERI) if _WITH_SUPPRESSION.search(criteria) else 0


def shorter_than(criteria: str, kinds: int) -> bool:
    """Whether a title that names these kinds is only a short form of the criteria: those take other women as well, or tell
    how the ovaries of premenopausal women are suppressed."""
    return bool(_kinds_taken(criteria) & ~kinds)


def person_words(allowed: int) -> str:
    names = [name for i, name in enumerate(axes.PERSON) if allowed >> i & 1]
    women = [name for name in names if name != "male"]
    return ("a man or " if "male" in names else "") + "a " + " or ".join(women) + " woman"


def status_mention(allowed: int, at: re.Match[str]) -> Mention:
    words = person_words(allowed)
    within = Within(PERSON_AXIS, allowed)
    return Mention("menopausal_status", within, words, at.start(), at.end(), Stance.REQUIRE, settled=True)
