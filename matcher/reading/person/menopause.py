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

from data.axes import PERSON_AXIS
from data.criteria import Undecidable, Within, either
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.person.menopausal_states import EVERYONE, MALE, POST, PRE, WOMEN, person_words, status_mention
from matcher.reading.person.menopause_explained import asks_for_it, tells_how_it_is_proven
from matcher.reading.person.menopause_words import KINDS, OVARIES, before_menopause, described, in_menopause, kinds_in
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance

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
_OF_WHOM = r"(?:[\s,/]*(?:women|woman|females?|patients?|subjects?|participants?|men|males?|both|all|adult|and|or|as well as|(?:pre|peri)-?\s?menopausal)\b){0,9}"
_MODAL = r"(?:must|should|need(?:s)? to|will|may|are to|ha(?:ve|s) to|(?:is|are) required to|can)\b"

# Premenopausal women who 'must' do something are never the only ones who may join.
_ANY_DUTY = gated(rf"{_OF_WHOM}\s*(?:\([^()]*\)\s*|,\s*(?:as\s+)?defined\s[^.;()]{{1,120}},\s*)?,?\s*{_MODAL}", re.I)
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
    rf"^\W*(?:(?:(?:the|an?)\s+)?(?:patients?|participants?|subjects?|wom[ae]n|females?|those)\s+(?:(?:who|that)\s+)?(?:is|are|was|were)\s+|(?:is|are|was|were|known)\s+)?(?P<denied>not\s+)?{KINDS}(?:\s+(?:wom[ae]n|status|patients?|females?|subjects?))?\W*$",
    re.I,
)

# 'Female subjects must be postmenopausal women', 'if female, postmenopausal' is asked of the women among them.
_OF_THE_WOMEN = gated(
    r"^\W*(?:(?:all\s+)?(?:wom[ae]n|females?)(?:\s+(?:patients?|subjects?|participants?))?(?:\s+with\s[^.;,:]{3,80}?|\s+(?:aged?\s+)?(?:[<>]|over\b|above\b|under\b|below\b|\d)[^.;,:]{1,30}?)?\s+(?:must|should|need to|have to|(?:have|are in|are of)(?=\s+(?:a\s+)?(?:post|pre)-?\s?menopausal\s+status))\b"
    rf"|{_IF_FEMALE})",
    re.I,
)


def of_the_women(text: str) -> bool:
    """Whether what the sentence asks is asked of the women among the patients, so that it puts no man out."""
    return _OF_THE_WOMEN.match(text) is not None


def asked(text: str, *, of_a_duty: bool) -> tuple[re.Match[str], int] | None:
    """The status that an inclusion asks for; `of_a_duty`: it stands below a sentence about those who may bear children."""
    told = described(text)
    if told is None or told[1] == WOMEN:
        return None
    found, kinds = told
    if _IF_SHE_IS.search(text, 0, found.start()) or tells_how_it_is_proven(text, found):
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
    rf"|\b{OVARIES}\W+(?:\w+\W+){{0,2}}(?:for|in|among)\s+(?:(?:all|the|those|any)\s+)?$"
    # 'an LHRH agonist is required in premenopausal women': what these must have
    r"|\b(?:is|are|be)\s+(?:also\s+)?(?:required|mandatory|mandated|obligatory|needed|necessary|recommended|advised|allowed|permitted|given|administered|used)\s+(?:in|for|to|among)\s+(?:(?:all|the|those|any|both|men|males?|and|or)\s+){0,4}$",
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
    out = kinds_in(found["kinds"]) | kinds_in(found["more"] or "")
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
