"""What a demand for a menopausal status leaves open.

"Postmenopausal, naturally or by ovarian suppression"        premenopausal women may join under a condition
"Postmenopausal. Premenopausal women on goserelin may join"  the same
"Postmenopausal. Ongoing ovarian suppression is allowed"     the same
"Premenopausal at the time of diagnosis"                     she may be postmenopausal by now
"Patients on letrozole must be postmenopausal"               asked of some
"HR-positive patients must be postmenopausal"                asked where what is said of them holds
"""

from __future__ import annotations

import re
from dataclasses import replace

from data.axes import PERSON_AXIS
from data.criteria import AllOf, AnyOf, Undecidable, Within
from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated
from matcher.reading.person.menopausal_states import PERI, POST, PRE
from matcher.reading.person.menopause_words import OVARIES
from matcher.reading.sentences import Sentence

_SUPPRESSION = (
    r"(?:LH-?RH|Gn-?RH|(?:lutein\w+|gonadotroph?in)[\s-]+(?:hormone[\s-]+)?releasing|goserelin|leupro\w+|triptorelin|OFS\b"
    r"|ovarian\s+(?:function\s+)?suppress\w+|suppressed\s+ovar\w+)"
)
_HERS = r"(?:(?:an?|the|use|of|current|concurrent|concomitant|ongoing|stable|therapeutic|medical)\s+){0,3}"
_SUPPRESSED = gated(
    r"\b(?:or|by|via|through|with|including|induced)\s+(?:[\w-]+\s+){0,4}?"
    rf"(?P<what>{_SUPPRESSION})"
    r"|\b(?P<how>(?:chemical|medical|pharmacological|drug)(?:ly)?(?:[\s-]+induced)?\s+(?:menopause|castration|ovarian)|(?:chemical|medical|pharmacological)ly(?:[\s-]+induced)?\b)",
    re.I,
)
_LET_IN = r"(?:eligible|allowed|permitted|included|accepted|acceptable|enrolled)"
_OTHERS_LET_IN = gated(
    r"(?:^|[.;*\n]|\d[.)])[ \t]*(?:however,?\s+|but\s+|also,?\s+)?pre-?\s?(?:menopausal\s*)?(?:(?:/|,|or|and|and/or|-)\s*peri-?\s?)?(?:menopausal\s+)?"
    rf"(?:wom[ae]n|patients?|females?|subjects?|participants?)\b(?:(?!\bnot\b)(?:[^.;\n]|\.(?=\d))){{0,80}}?\b(?:are|is|(?:may|can|will)(?:\s+also)?(?:\s+be)?)\s+(?:also\s+)?(?:{_LET_IN}|participate|enroll?|take\s+part|join)\b"
    # 'Premenopausal women must receive goserelin' is for a trial that takes some.
    r"|(?:^|[.;*\n]|\d[.)])[ \t]*pre-?\s?(?:menopausal\s*)?(?:(?:/|,|or|and|and/or|-)\s*peri-?\s?)?(?:menopausal\s+)?(?:wom[ae]n|patients?|females?|subjects?|participants?)\s+"
    rf"(?:must|should|will|need\s+to|have\s+to|are\s+required\s+to)\b(?:(?!\bnot\b)[^.;\n]){{0,100}}?\b{OVARIES}"
    # 'If pre- or perimenopausal, she must be willing to receive goserelin'
    r"|(?:^|[.;*\n]|\d[.)])[ \t]*(?:if|for|when|in)\s+(?:(?:the\s+)?(?:patients?|wom[ae]n|participants?|subjects?|she|they|is|are|still)\s+){0,4}"
    r"(?:peri-?\s?(?:menopausal)?\s*(?:/|,|or|and|and/or)\s*)?pre-?\s?(?:menopausal\b\s*)?(?:(?:/|,|or|and|and/or|-)\s*peri-?\s?)?(?:menopausal\b)?"
    rf"(?:(?!\bnot\b)[^.;\n]){{0,120}}?\b{OVARIES}"
    # '[Patients on concurrent ovarian suppression are allowed]', 'ongoing ovarian suppression is permitted'
    r"|(?:^|[.;*\n(\[]|\d[.)])[ \t]*(?:(?:patients?|wom[ae]n|females?|subjects?|participants?|those|persons?)\s+(?:(?:who|that|are|is|currently|already|also)\s+){0,3}"
    rf"(?:on|under|receiving|taking|using|undergoing|treated\s+with|with)\s+{_HERS}{_SUPPRESSION}|{_HERS}ovarian\s+(?:function\s+)?suppress\w+)"
    r"(?:\s*\([^()]{0,80}\))?(?:\s+(?!(?:not|no|if|must)\b)[\w/-]+){0,6}?\s+"
    rf"(?:are|is|(?:may|can|will)(?:\s+also)?(?:\s+be)?)\s+(?:also\s+)?{_LET_IN}\b",
    re.I | re.M,
)
# 'Postmenopausal, by any of: ... premenopausal with ovarian function suppressed by a GnRH agonist; on goserelin'
_A_WAY_BELOW = gated(
    r"^\W*(?:(?:or|and|wom[ae]n|females?|patients?|those|who|are|is|currently|pre|peri|(?:pre|peri)-?\s?menopausal|status|on|with|under|by|receiving|taking|undergoing|treated|"
    rf"medical|chemical|concurrent|ongoing|continuous|use|of|an?|the)\b\W*){{0,10}}\b{_SUPPRESSION}(?:(?!\b(?:not|excluded|ineligible|discontinued|stopped)\b)[^.;])*$",
    re.I,
)
_AT_DIAGNOSIS = gated(
    r"\s*(?:status\s+|wom[ae]n\s+|patients?\s+)?(?:at|before|prior\s+to)\s+(?:the\s+)?(?:time\s+of\s+)?(?:(?:the|first|initial|primary|original|breast|cancer|their)\s+)*(?:diagnosis|(?:start|beginning|initiation)\s+of\s+\w+|chemotherapy|adjuvant)\b",
    re.I,
)
_OF_THE_TREATED = gated(
    r"^\W*(?:(?:all|those)\s+)?(?:patients?|wom[ae]n|participants?|subjects?|those)\s+(?:who\s+(?:are|will\s+be)\s+)?"
    r"(?:on|receiving|taking|given|starting|treated\s+with|assigned\s+to|randomi[sz]ed\s+to|planned\s+for)\s+[^.;,]{2,60}?\b(?:must|should|need|have\s+to)\b",
    re.I,
)
_OF_A_RECEPTOR = gated(
    r"^\W*(?:[\w-]+\s+){0,3}?(?:[\w/+-]*(?:ER|PR|HR|HER-?2|receptor)\b[^.;,]{0,60}?\b(?:patients?|wom[ae]n|participants?|subjects?|disease|tumou?rs?|cancers?)"
    r"|(?:patients?|wom[ae]n|participants?|subjects?|those)\s+(?:with|whose)\s+[^.;,]{0,40}?\b(?:ER|PR|HR|HER-?2|receptors?)\b[^.;,]{0,60}?)\s*(?:must|should|need|have\s+to)\b",
    re.I,
)


def with_exceptions(mention: Mention, sentence: Sentence, criteria: str) -> Mention:
    """The demand as the sentence and the criteria leave it."""
    asked = mention.requirement
    if not isinstance(asked, Within):
        return mention
    if not asked.allowed & PRE and (_by_suppression(sentence, mention.start) or _OTHERS_LET_IN.search(criteria)):
        mention = _or(mention, PRE | PERI, "ovarian suppression", "a premenopausal woman under a condition")
    elif not asked.allowed & POST and _AT_DIAGNOSIS.match(sentence.text, mention.end):
        mention = _or(mention, POST, "her status at diagnosis", "what she was at diagnosis")
    if _OF_THE_TREATED.match(sentence.text):
        some = AnyOf((mention.requirement, Undecidable("the treatment")))
        return replace(mention, requirement=some, statement=f"{mention.statement}, of some patients only")
    return replace(mention, settled=_OF_A_RECEPTOR.match(sentence.text) is None)


def with_those_let_in(mention: Mention, criteria: str) -> Mention:
    """An exclusion of premenopausal women, where the criteria let in those under a condition."""
    asked = mention.requirement
    if isinstance(asked, Within) and not asked.allowed & PRE and _OTHERS_LET_IN.search(criteria):
        return _or(mention, PRE | PERI, "ovarian suppression", "a premenopausal woman under a condition")
    return mention


def _by_suppression(sentence: Sentence, start: int) -> bool:
    """Whether the sentence, or a point below it, names the suppression of the ovaries as a way to be postmenopausal."""
    below = sentence.item.children if sentence.item is not None else ()
    if any(way.polarity != EXCLUDE and _A_WAY_BELOW.match(way.text) for way in below):
        return True
    found = _SUPPRESSED.search(sentence.text, start)
    return found is not None and not negated(sentence, found.start(found.lastgroup or 0))


def _or(mention: Mention, kinds: int, about: str, words: str) -> Mention:
    way = AllOf((Within(PERSON_AXIS, kinds), Undecidable(about)))
    return replace(mention, requirement=AnyOf((mention.requirement, way)), statement=f"{mention.statement}, or {words}")
