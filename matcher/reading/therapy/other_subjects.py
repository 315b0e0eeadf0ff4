"""Sentences that name a treatment and speak of something else: a complaint, a test, another cancer, one arm of the trial."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked
from matcher.reading.population import OTHERS_BESIDE
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases


def speaks_of_something_else(sentence: Sentence) -> bool:
    text = sentence.text
    of_hers = blanked(OTHERS_BESIDE, text)
    if phrases.OTHER_CANCER.search(_NOT_OF_OTHERS.sub("", of_hers)) and not phrases.BREAST.search(text):
        return True
    if _ONE_ARM.search(of_hers) and not (sentence.item and sentence.item.cohorts):
        return True
    if _NAMES_A_PART.match(text) or _COMPLAINT_OF_IT.search(text):
        return True
    if not sentence.excludes and _AT_ANY_TIME.match(text):
        return True
    if _NO_HISTORY.search(blanked(phrases.RECOVERED_SINCE, blanked(phrases.SWITCHED, text))):
        return True
    if _only_of_a_marker(text):
        return True
    return bool(_NUMBER_LOST.search(text) or _OTHER_BREAST.search(text))


# 'RB1 mutations that confer resistance to CDK4/6 inhibitors': what the marker does, whatever she had
_MARKER_OF_RESISTANCE = gated(
    r"\b(?:mutations?|mutated|alterations?|deletions?|loss|amplifications?|variants?|fusions?|aberrations?|bio-?markers?|markers?|genes?|expression)\b[^.;]{0,80}?"
    r"\b(?:confer\w*|caus\w+|associated\s+with|known\s+to\s+(?:cause|confer)|predict\w*(?:\s+(?:of|for))?|indicat\w+(?:\s+of)?|linked\s+to|lead\w*\s+to)\s+(?:[\w-]+\s+){0,3}?(?:resistan\w+|insensitiv\w+|non-?response)\b"
    r"|\b(?:mutations?|alterations?|bio-?markers?|markers?|genes?|mechanisms?)\s+(?:of|for)\s+(?:\w+\s+)?resistance\b",
    re.I,
)


def _only_of_a_marker(text: str) -> bool:
    bare = blanked(_MARKER_OF_RESISTANCE, text)
    return bare != text and not phrases.HISTORY.search(bare)


# Side effects of a therapy, tests, and a therapy still to come: no history of one.
_NO_HISTORY = gated(
    r"\b(?:(?<!intolerable )(?<!unacceptable )(?<!excessive )toxicit\w+|adverse (?:events?|effects?)|cardiac function|side effects?|stratif\w+|CTCAE|QTc\w*|to be (?:treated|given)|of any grade|grade\s*(?:[<>=]+\s*)?\d)\b",
    re.I,
)


# 'Myocarditis during previous immunotherapy': the complaint is meant, not the therapy.
_COMPLAINT_OF_IT = gated(
    r"\b(?:(?:cardiomy|neur|retin|encephal)opath(?:y|ies)|\w{3,}itis|\w+penia)\b(?:(?!\b(?:or|and)\b)[^.;,]){0,40}?\b(?:during|while (?:on|receiving)|with|from|on|after|following|under)\s+(?:(?:an?|any|the|their)\s+)?(?:prior|previous|earlier)\b",
    re.I,
)


# 'Received < prior regimens', '4 prior lines for metastatic disease': the number or its sign was lost when the text was
# entered, and with it the limit.
_NUMBER_LOST = gated(
    r"^[^\w<>=\u2264\u2265]*[4-9] (?:prior|previous|earlier) (?:lines?|regimens?)\b|(?:^[^\w<>=\u2264\u2265]*|(?<=[a-z] ))(?<!least )(?<!than )(?<!most )(?<!to )(?<!or )(?<!only )(?<!exactly )(?<!of )(?<!equal )1 (?:prior|previous|earlier) (?:lines|regimens|treatments|therapies)\b|(?:[<>\u2264\u2265]\s?=?|=\s?[<>])\s*(?:prior|previous|earlier|lines?|regimens?|courses)\b",
    re.I,
)

_OTHER_BREAST = gated(r"\bcontralateral\b", re.I)


# 'Progressed on a PD-1 inhibitor, except for patients with pancreatic cancer' is asked of all others.
_NOT_OF_OTHERS = gated(
    r",?\s*\(?\bexcept(?:ing)?\s+(?:for|in)\s+(?:(?:patients|participants|subjects|those)\s+with\s+)?[^.;()]*\)?\W*$",
    re.I,
)


# '"Population C": subjects of phase II treated by avelumab and cyclophosphamide'
_NAMES_A_PART = gated(
    r"^\W*(?:cohort|arm|population|group|part|stratum)\s+\w{1,3}\b\W{1,4}(?:the\s+|all\s+)?(?:patients|participants|subjects|those|women)\s+(?:of|in|from)\s+(?:the\s+)?(?:phase|part|arm|cohort|stage)\b"
    r"|^\W*[\"\u201c](?:cohort|arm|population|group|part|stratum)\s+\w{1,3}[\"\u201d]\W{1,3}(?:patients|participants|subjects|those|women)\b",
    re.I,
)


# 'Women before, during or after chemotherapy': whoever has had none yet joins as well
_AT_ANY_TIME = gated(
    r"^\W*(?:(?:wom[ae]n|patients?|participants?|subjects?|people|survivors|those|adults?|men|who|are|is|either|with|of|early|invasive|primary|breast|cancer)\W+){0,8}"
    r"(?:before|prior\s+to)\W+(?:(?:and|or)\W+)?during\W+(?:(?:and|or|and/or)\W+)?(?:after|following)\b",
    re.I,
)


# 'Prior PARP inhibitor (arm B only)'
_ONE_ARM = gated(
    r"\b(?:(?<!TNBC )(?<!HER2\+ )(?<!positive )(?<!negative )(?:arm|arms|cohort|cohorts|part)|expansion|escalation|phase \w+) only\b"
    # 'For the immunotherapy arm: previous anti-PD-1', 'If assigned to olaparib: prior PARP inhibitor', 'Arms with exemestane: ...'
    r"|^\W*(?!(?:all|both|each|either|any)\b)(?:the\s+)?(?:[\w/+-]+\s+){0,3}arms?\b[^.;:]{0,40}:(?=\s+\S)"
    r"|^\W*(?:for|in)\s+(?:the\s+)?(?:\w+[\s-]){1,3}?arms?\b\s*(?:only)?[:,]|^\W*if\s+(?:assigned|randomi[sz]ed|allocated)\s+to\b[^.;:]{0,60}[:,]",
    re.I,
)
