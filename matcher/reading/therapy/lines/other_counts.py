"""Numbers that count no lines of treatment: of cycles, weeks, trials' arms, grades of a complaint."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.bounds import bounds_of_count


def counts_something_else(text: str, count: re.Match[str], what: str) -> bool:
    """Whether the number is of cycles, weeks, arms or whatever else is no line of treatment."""
    if _OF_A_TYPE.search(text[: count.start()]) or _AS_IF_HAD.search(text, 0, count.start()):
        return True
    if _COURSES.search(what) and (_many(count) or _of_so_long(text, count) or not _OF_LATE_DISEASE.search(text)):
        return True  # '4 to 6 courses of chemotherapy', 'treatment for 4 to 6 courses' are cycles
    behind = text[count.end() : count.end() + 120]
    another = _ANOTHER_DEMAND.search(behind)
    if _NOT_LINES.search(what) or _OF_TIME_OR_ARM.match(behind[: another.start()] if another else behind):
        return True
    return bool(gated(r"limits? on", re.I).search(text[: count.start()])) or not _OF_EARLIER_TREATMENT.search(text)


_OF_A_TYPE = gated(r"\btypes?\s*$", re.I)  # 'type 1 diabetes on a stable insulin regimen'


# 'A relapse within 6 months will be considered as having received one line' is a rule of counting.
_AS_IF_HAD = gated(
    r"\b(?:consider|count|regard|deem|classif)\w*\s+(?:(?:as|to)\s+)?(?:having|have|been)\s+(?:had|received|treated)\b",
    re.I,
)

# not '... at least two lines (arm B only)', which tells of whom it is asked
_OF_TIME_OR_ARM = gated(
    r"\s*(?:cycles|weeks|days|months|(?:treatment\s+)?doses?\b)|"
    r"(?:(?!, if\b).)*?(?:\bwithin\b|\b(?:in|during|over)\s+the\s+(?:last|past|previous|preceding|prior)\s+(?:\w+\s+)?(?:weeks?|months?|years?)\b|\barms?\b(?!(?:\s+[\w-]{1,3})?(?:\s+only)?\s*\)\W*$))",
    re.I | re.S,
)

# 'At most two lines and no radiotherapy within two weeks', 'more than two lines or chemotherapy within four weeks': the time is
# of the second alone
_ANOTHER_DEMAND = gated(
    r"(?:,|\b(?:and|but|nor)\b)\s+(?:(?:and|but|have|has|had|must|should|received|with)\s+){0,3}(?:no|none|not|without|never)\b"
    r"|\bor\s+(?:(?:any|prior|previous|other|systemic|cytotoxic|endocrine|hormon\w+|palliative|radiation|major)\s+){0,3}(?:\w*therap(?:y|ies)|surgery|radiation|treatment)\s+within\b",
    re.I,
)

_NOT_LINES = gated(
    r"\bof (?:the|which)\b|\b(?:weeks?|days?|months?|years?|hours?|cycles?|mg|half|doses?|cm|mm|lesions?|sites?|times|percent|radiation|radiotherapy|surg\w+|within|since|grade|ECOG|ULN|cohort|phase|arm|in(?! (?:the )?(?:metastatic|advanced|recurrent|palliative)\b)|with|alone|combination|study)\b|%",
    re.I,
)


# What a sentence must speak of for its numbers to count earlier treatments
_OF_EARLIER_TREATMENT = gated(
    r"^\W*(?:(?:in|for)\s+(?:the\s+)?)?(?:metastatic|advanced)\s+(?:setting|disease)\s*:|\b(?:prior|previous\w*|earlier|(?:has|have) had|(?:chemotherap\w+|therap\w+|treatments?) for (?:\w+ ){0,2}(?:metasta\w+|advanced)|lines?|regimens?|received|pretreat\w*|in the past|therapies|(?:progress\w*|recurr\w*|relaps\w*|fail\w*)\b[^.;]{0,20}\b(?:after|on|of|following))\b",
    re.I,
)

_COURSES = gated(r"\bcourses?\b", re.I)

_OF_LATE_DISEASE = gated(r"\b(?:metasta\w+|advanced|palliative|recurr\w+|stage IV|MBC)\b", re.I)


def _many(count: re.Match[str]) -> bool:
    bounds = bounds_of_count(count)
    return bounds is not None and max(bounds.low or 0, bounds.high or 0) >= 4


def _of_so_long(text: str, count: re.Match[str]) -> bool:
    """'Docetaxel for 4 courses', 'one regimen (4 to 6 courses)'"""
    before = text[: count.start()].rstrip()
    return bool(_FOR_SO_LONG.search(before)) or (before.endswith("(") and not count["bound"])


_FOR_SO_LONG = gated(r"\b(?:for|over|during)$", re.I)


def is_no_line(sentence: Sentence, count: re.Match[str]) -> bool:
    """Of a number that stands last, as in 'residual neuropathy from prior treatment <= 1'."""
    return bool(_NOT_LINES.search(count.group()) or _A_GRADE.search(sentence.text))


# 'Residual neuropathy from prior treatment <= 1'
_A_GRADE = gated(
    rf"{phrases.NOT_HISTORY.pattern}|\b(?:residual|sequel\w+|late|lasting|persist\w+|effects?|alopecia|pain|symptoms?)\b[^.;:]{{0,40}}\b(?:from|of|after|due to)\b",
    re.I,
)
