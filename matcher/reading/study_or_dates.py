"""Open points of a study that she must have been in, and of the years in which she was treated: no patient field holds them."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.negation import negated
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance

# A past period: the study looks back.
_DATES = gated(
    r"\b(?:from|between|during|in)\b[^.;]{0,40}\b(?:19|20)\d\d\b[^.;]{0,8}\s(?:to|and|until|through|-)\s[^.;]{0,25}\b(?:19|20)\d\d\b",
    re.I,
)
# Extension and follow-up studies take those of another study: no patient field holds which she was in.
_EARLIER_STUDY = gated(
    r"\b(?:[Rr]eceiv(?:ed|ing)|[Cc]omplet(?:ed|ion)|[Pp]articipa\w+|[Ee]nrol\w+|[Rr]andomi[sz]ed|[Tt]reated|[Bb]enefit\w*)\b[^.;]{0,70}?"
    r"(?:\b(?:parent|preceding|original|core|qualifying|feeder|antecedent|lead-in)\s+(?:[\w-]+\s+){0,3}?(?:study|studies|trials?|protocols?)\b"
    r"|\b(?:study|trial)\s+(?:treatment|drug|medication|therapy)\s+(?:of|in|from)\s+(?:the\s+)?[A-Z][\w-]*\d"
    r"|\b(?:study|trial|protocol)\s+(?:[Nn]o\.?\s*|number\s+)?[A-Z]{2,}[\w-]*[\s-]?\d[\w-]*"
    r"|\b[A-Z]{3,}[\w-]*\s?[A-Z]?-?\d[\w-]*\s+(?:study|trial|protocol)\b)"
    # 'Enrolled in the phase 2 protocol evaluating X'
    r"|\b[Ee]nrolled\s+(?:in|on|onto|into|to)\s+[^.;]{0,70}?\b(?:study|trial|protocol)\s+(?:evaluating|testing|investigating|examining|comparing)\b",
)
# 'Must be co-enrolled in protocol 03-C-0000', 'Enrolled in the NIH protocol of drug X': a study beside this one
_ANOTHER_STUDY = gated(
    r"(?i:\bco-?enrol\w+)\s+(?i:in|on|into)\b"
    r"|^\W*(?:(?i:patients?|participants?|subjects?|women|individuals)\s+)?(?:(?i:who\s+)?(?i:must be|should be|is|are|were)\s+)?(?:(?i:currently|already|previously)\s+)?(?i:enrolled|participating|registered)\s+(?i:in|on|into|onto|to)\s+"
    r"(?!(?i:this|the (?:present|current|study|trial))\b)(?=[^.;]{0,60}(?-i:\b[A-Z]{2,}|\d)|(?i:another|a parent)\b)[^.;]{0,80}?\b(?i:stud(?:y|ies)|trials?|protocols?|regist(?:ry|ries))\b(?!\s+(?i:arms?|parts?|portion))"
    # 'Participant in the B registry'
    r"|^\W*(?i:(?:current(?:ly)?|active|a|an)\s+)*(?i:participants?|members?)\s+(?i:in|of)\s+(?i:the\s+)?(?!(?i:this|current|present|study|trial)\b)[A-Z][\w-]*(?:\s+[\w-]+){0,4}?\s+(?i:regist(?:ry|ries)|biobank|stud(?:y|ies)|trial)\b"
)


def of_dates(sentence: Sentence) -> str | None:
    asked = not sentence.excludes and stance_of(sentence) is Stance.REQUIRE and _DATES.search(sentence.text)
    return "Requires a diagnosis or treatment between certain dates" if asked else None


def of_a_study(sentence: Sentence) -> str | None:
    asked = not sentence.excludes and stance_of(sentence) is Stance.REQUIRE
    found = (_EARLIER_STUDY.search(sentence.text) or _ANOTHER_STUDY.search(sentence.text)) if asked else None
    return "Requires to have taken part in another study" if found and not negated(sentence, found.start()) else None
