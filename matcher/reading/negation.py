"""Negation before a mention."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blank, blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import ASIDES


def negated(sentence: Sentence, start: int, reach: int = 90) -> bool:
    """Whether a negation in the same clause, at most `reach` characters before, denies what stands at `start`.

    A bullet that opens with 'No ...' below an exclusion heading is an exclusion in a sponsor's shorthand, not a double
    negative: its 'No' is not counted.
    """
    before = sentence.text[max(0, start - reach) : start]
    if ")" in before:  # 'immunosuppressants (not counting steroids) or biologics'
        before = blanked(ASIDES, before)
    for stop in _BREAKS.finditer(before):
        before = blank(before, 0, stop.end())
    count = 0
    for cue in _NEGATION.finditer(before):
        if _NOT_NEGATING.match(before, cue.start()):
            continue
        opens_the_sentence = start <= reach and not sentence.text[: cue.start()].strip(" -*(")
        if opens_the_sentence and sentence.excludes and cue.group().lower() in ("no", "none", "without", "not"):
            continue
        count += 1
    return count % 2 == 1


# 'Cannot', "don't", "hasn't": not, in one word with what it denies
NOT_JOINED = r"(?:cannot|(?:have|has|had|did|do|does|is|are|was|were|must|should|may|ca)n['\u2019]?t)"
_NEGATION = gated(
    rf"\b(?:{NOT_JOINED}|no|not|without|never|none|neither|nor|absence of|free (?:of|from)|lack(?:ing)? of|lack|denies|"
    r"failure to (?:have|receive|undergo)|negative for|exclusion of|excluding|ruled? out|rather than)\b",
    re.I,
)
# 'No brain metastases, refractory to trastuzumab': what follows is not denied
TREATED_OR_WORSE = (
    r"(?:previously treated|pre-?treated|(?:refractory|resistant) to|(?:progress|relaps)(?:ed|ing) (?:on|after|during))"
)
_BREAKS = gated(
    rf"(?<!\be)(?<!\be\.g)(?<!\bi)(?<!\bi\.e)\.|[;:]|\b(?:but|however|unless|except|although|who|which|that (?:is|are|has|have))\b|,\s+(?:and\s+)?(?:with|having)\s|(?:\s(?:and|or)|,)\s+(?=(?:(?:is|are|was|were|has|have|had|does|do|did)\s+)?(?:no|not|without|never)\b)|\s(?=nor\b)|,\s+or\s+(?=(?:is\s+|are\s+|in\s+|of\s+|with\s+){{0,2}}stage\b)|\s(?:or|and)\s+(?=(?:has|have|is|are)\s+(?:already\s+)?(?:metasta|spread|stage|locally|recur|relaps|come))|\sand\s+(?=(?:has|have)\s+(?:(?:already|previously|also|since|then)\s+)?(?:received|had|undergone|completed|progressed|failed|been\s+(?:treated|given))\b)|\n|\band (?=\d)|,\s+(?={TREATED_OR_WORSE}\b)|\b(?:must|should) have\b|\bs/p\b|\bstatus[- ]post\b",
    re.I,
)
_NOT_NEGATING = gated(
    r"\b(?:no (?:more|greater|less|fewer|later|longer|(?:upper |set |fixed )?limit|maximum|cap\b)|not (?:more|greater|less|fewer|only|limited|required|"
    r"necessarily|exceed\w*|(?:be\s+)?(?:an?\s+)?(?:amenable|suitable|candidates?|curable|feasible))|no (?:restriction|requirement)|(?<=we )(?:do not|don['\u2019]t|will not|cannot) (?:include|enrol\w*|accept|admit)\b|(?<=may or may )not|(?<=has or has )not|(?<=have or have )not)\b"
    # 'No, low or high dose radiation in node-positive disease' names three doses
    r"|no,\s+(?:low|mild|minimal|moderate|one|single|short|standard|half|partial)\b"
    # that nothing cures her denies nothing that she had: 'no curative treatment exists, and at least one chemotherapy failed'
    r"|no\s+(?:(?!prior\b|previous|earlier|history)[\w-]+\s+){0,4}?(?:curative\s+(?:standard\s+)?(?:therap|treatment|option|measure|approach|surgery)|(?:therap(?:y|ies)|treatments?|options?|measures?)\s+(?:[\w-]+\s+){0,3}?(?:(?:with|of|for)\s+(?:an?\s+)?(?:curative|cure)|that\s+cures)\b)"
    # a treatment that failed was given, and progression beside it is not denied: 'lack of response to or progression on it'
    r"|(?:no|without|lack of|absence of)\s+(?:an?\s+)?(?:(?:objective|clinical|adequate|sufficient|significant|tumou?r|radiological|pathologic\w*|initial|any|partial|or|complete)\s+){0,4}(?:respon(?:se|ded|ding)|benefit|efficacy|effect)\b",
    re.I,
)
