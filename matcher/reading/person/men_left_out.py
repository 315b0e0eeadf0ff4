"""Men left out: 'male breast cancer' among exclusions, 'pregnant women, men or children', '(men are not eligible)'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.person import menopause
from matcher.reading.person.men_and_women import MALE_IN, MEN, a_woman
from matcher.reading.sentences import Sentence

_MALE_OUT = gated(
    rf"^\W*(?:(?:all|any)\s+)?(?:(?:breast\s+cancer\s+)?(?:patients?|participants?|subjects?|those)\s+(?:(?:who\s+)?(?:is|are|was|were)|of)\s+|(?:is|are|was|were|being)\s+)?(?:(?:sex|gender)\W+)?(?:(?:biologic(?:al(?:ly)?)?|genetic(?:ally)?)\s+)?{MEN}(?:\s+(?:patients?|subjects?|sex|gender|participants?|individuals))?"
    r"(?:\s+(?:(?:with|having|diagnosed\s+with)\s+)?(?:\w+\s+)?breast\s+(?:cancer|carcinoma)(?:\s+patients?)?)?\W*$"
    rf"|\b{MEN}\s+(?:\w+\s+){{0,3}}?(?:are|is|will be)\s+(?:excluded|not\s+eligible|ineligible|not\s+allowed)|\bmale\s+breast\s+(?:cancer|carcinoma)|\b(?:cancer|carcinoma)\s+of\s+the\s+male\s+breast\b|^\W*(?:no|not)\s+{MEN}\b|\bnot\s+female\b",
    re.I,
)

# 'Pregnant women, men or children': men as a part of a list of exclusions.
_MALE_IN_LIST = gated(
    rf"(?:^|[,;]|\bor\b|\band\b)\W{{0,3}}(?:being\s+)?(?:an?\s+)?{MEN}(?:\s+(?:patients?|subjects?|sex|gender|participants?))?\s*(?=[,;]\s*(?!and\b|or\b)(?:children|pregnan|minors|because|due|since|as\b)|[,;]?\s*(?:and|or)\s+(?:children|pregnan|minors)|\W{{0,3}}$)",
    re.I,
)

# 'Women with breast cancer (men are not eligible)', 'Men with breast cancer excluded'
_MEN_DENIED = gated(
    rf"\b{MEN}(?:\s+(?:patients?|subjects?|participants?|sex|gender))?(?:\s+(?:with\s+)?breast\s+(?:cancer|carcinoma)(?:\s+patients?)?)?\s+(?:(?:are|is|will\s+be)\s+)?(?:excluded\b|ineligible\b|not\s+(?:be\s+)?(?:eligible|allowed|permitted|included|enrolled|accepted)\b)"
    rf"|\((?:no|not)\s+{MEN}(?:\s+(?:patients?|subjects?))?\)",
    re.I,
)


_NOT_OF_DUTIES = gated(r"contracep|partner|potential", re.I)
_LEFT_OUT = gated(r"\b(?:no|not|excluded|ineligible)\b", re.I)
_BUT_LET_IN = gated(r"not\s+(?:be\s+)?(?:an?\s+)?exclu|wom[ae]n|(?<!not )female", re.I)


# 'Men are excluded unless they use condoms', 'men who refuse contraception are excluded': the text speaks to men who join.
_IF = gated(
    r"\s*(?:(?:from|for|in|into)\s+(?:(?:the|this)\s+)?(?:study|trial|participation)\s*)?,?\s*(?:only\s+)?(?:if|unless|when|whenever|until|in\s+case|provided|as\s+long\s+as)\b",
    re.I,
)
_WHO = gated(
    r"\s*(?:(?:from|for|in|into)\s+(?:(?:the|this)\s+)?(?:study|trial|participation)\s*)?,?\s*(?:who|whose)\b[^.;()]{0,80}",
    re.I,
)
_THEIR_DUTY = gated(
    r"contracep|condom|abstinen|abstain|sperm|semen|partner|\bfather|birth\s+control|pregnan|vasectom|steril|barrier",
    re.I,
)


def _on_a_condition(out: re.Match[str]) -> bool:
    """Whether only some men are left out, or those who do not keep to a duty."""
    if _IF.match(out.string, out.end()) or _THEIR_DUTY.search(out.group()):
        return True
    which = _WHO.match(out.string, out.end())
    return which is not None and _THEIR_DUTY.search(which.group()) is not None


def men_left_out(sentence: Sentence) -> Iterator[Mention]:
    """A woman is asked for; what stands before men in a list of exclusions may tell a menopausal status, too."""
    text = sentence.text
    listed = _MALE_IN_LIST.search(text) if sentence.excludes else None
    if listed is not None and not _NOT_OF_DUTIES.search(text):
        yield a_woman(listed)
        yield from menopause.excluded(text[: listed.start()])
        return
    out = _MEN_DENIED.search(text) or _male_out(sentence)
    if out is not None and not _on_a_condition(out):
        yield a_woman(out)


def _male_out(sentence: Sentence) -> re.Match[str] | None:
    text = sentence.text
    found = _MALE_OUT.search(text)
    if found is None or not (sentence.excludes or _LEFT_OUT.search(text)):
        return None
    return None if MALE_IN.match(text) or _BUT_LET_IN.search(text) else found
