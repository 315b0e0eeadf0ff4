"""Numbers of lines: 'no more than two prior chemotherapy regimens for metastatic disease', 'second-line'.

words                                   asks for
at most / up to / 0-2 / < 3             metastatic lines between 0 and N (a limit on lines in all settings is one too)
at least N, in the metastatic setting   metastatic lines of that kind, N or more
at least N, no setting given            the same, or unknown: adjuvant lines might count
lines of adjuvant therapy, of a drug    undecidable: no patient field counts them
first-line, untreated (titles)          no line yet
"""

from __future__ import annotations

import re
from dataclasses import replace

from data.criteria import Between
from data.vocabulary.terms import Vocabulary
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence, Stance
from matcher.reading.therapy.line_bounds import Bounds, as_a_range, bounds_of
from matcher.reading.therapy.line_counts import lines_counted
from matcher.reading.therapy.line_names import lines_named
from matcher.reading.therapy.line_requirements import quantity_counted, range_in_words, requirement_of
from matcher.reading.therapy.title_lines import FACET, lines_of_title

_N = r"(?<![\w./])(?P<n>\d{1,2}|zero|one|two|three|four|five|six)(?:\s*\(\w+\))?"


_TRIGGER = re.compile(
    r"line|regimen|chemotherap|therapies|prior|previous|courses?\b|pre-?treated|refractory|untreated|progress|fail",
    re.I,
)


_COUNT = re.compile(
    r"(?:(?P<between>\bbetween)|(?P<bound>\b(?:no|not) (?:more|greater|less|fewer) than|\bup to|\bat most|\b(?:a )?maximum (?:of|number of)?|<=|\u2264|\bless than or equal to|"
    r"\bnot (?:exceed\w*)|\bless than|\bfewer than|<|\bmore than|\bgreater than|>=|\bat least|\b(?:a )?minimum (?:of)?|>|\bonly|\bexactly))?\s*(?:(?:of )?a total of\s*)?"
    + _N
    + r"(?:\s*(?P<range>(?(between)and|(?:-|to|or|[,(]? ?(?:and|but) (?:(?:no|not) (?:more|greater) than,?|up to|<=|at most|a maximum of))))\s*(?P<m>\d{1,2}|one|two|three|four|five|six)(?:\s*\(\w+\))?)?"
    r"\s*\)?,?\s*(?P<more>\+|or more|or fewer|or less)?[\s-]*"
    r"(?P<what>(?:[\w/()-]+[\s,]+){0,7}?(?:lines?|regimens?|chemotherap\w+|therap(?:y|ies)|treatments?|courses?)\b(?:\s+of\s+(?:[\w/-]+\s+){0,4}?(?:chemo(?:therapy)?\b|therap(?:y|ies)|treatments?))?)",
    re.I,
)


# 'Prior lines of systemic therapy for advanced disease: 0-1'
_COUNT_LAST = re.compile(
    r"(?P<what>\b(?:prior|previous|number of)\b[^.;:]{0,30}\b(?:lines?|regimens?)\b[^.;:]{0,60}):\s*"
    r"(?P<n>\d)\s*(?P<range>-|to|or)\s*(?P<m>\d)\W*$",
    re.I,
)


# 'Previous palliative chemotherapy lines > 2'
_COUNT_AFTER = re.compile(
    r"\b(?P<what>(?:prior|previous)\b[^.;:<>=]{0,50}?\b(?:lines?|regimens?))(?:\s+(?:for|in)\s[^.;:<>=]{0,40})?\s*(?P<bound><=|>=|\u2264|\u2265|<|>)\s*(?P<n>\d)\W*$",
    re.I,
)


_OF_A_PART = re.compile(r"\b(?:for|in) (?:the )?(?:phase|part|cohort|arm|expansion|escalation)\b", re.I)


def _filed(sentence: Sentence) -> bool:
    """Whether the sentence stands under the cohort that it speaks of."""
    return bool(sentence.item and sentence.item.cohorts)


def read_lines(sentence: Sentence, vocabulary: Vocabulary | None = None) -> list[Mention]:
    """The mentions of counted lines, and of the line itself in titles."""
    if not _TRIGGER.search(sentence.text):
        return []
    if not sentence.from_criteria:
        return lines_of_title(sentence, vocabulary)
    if re.search(r"\bcounted\b", sentence.text, re.I) or (_OF_A_PART.search(sentence.text) and not _filed(sentence)):
        return []
    if named := lines_named(sentence, vocabulary):
        return _pretreated_so_often(sentence) or named
    if _LISTED_NUMBERS.search(sentence.text):
        sentence = replace(sentence, text=_LISTED_NUMBERS.sub(as_a_range, sentence.text))
    last = _COUNT_LAST.search(sentence.text)
    if last is not None:
        requirement = requirement_of(
            Bounds(int(last["n"]), int(last["m"])), quantity_counted(last["what"]), last["what"]
        )
        statement = f"{last['n']} to {last['m']} {last['what']}"
        return [Mention(FACET, requirement, statement, last.start(), last.end())]
    if (after := _COUNT_AFTER.search(sentence.text)) and (bounds := bounds_of(after)):
        requirement = requirement_of(bounds, quantity_counted(after["what"]), after.group())
        statement = f"{range_in_words(bounds)} {after['what']}"
        limit = bounds.low is None
        return [Mention(FACET, requirement, statement, *after.span(), Stance.REQUIRE if limit else None)]
    return [
        mention
        for count in _COUNT.finditer(blanked(_OF_WHICH, sentence.text))
        if (mention := lines_counted(sentence, count, vocabulary)) is not None
    ]


# 'Heavily pretreated metastatic disease (three or more lines of chemotherapy)': the number tells more.
_SO_OFTEN = re.compile(
    r"\bpre-?\s?treated\b[^.;()]*\((?:with\s+)?(?:at least\s+|>=?\s*)?(?P<n>one|two|three|four|[1-4])\s+(?:or more\s+|prior\s+|previous\s+)*(?P<what>(?:lines?|regimens?)(?:\s+of\s+[\w-]+(?:\s+therapy)?)?)[^()]*\)",
    re.I,
)


def _pretreated_so_often(sentence: Sentence) -> list[Mention]:
    told = _SO_OFTEN.search(sentence.text)
    if told is None:
        return []
    quantity = quantity_counted(told["what"]) or "lines_metastatic"
    least = Between(quantity, number(told["n"]), None)
    return [Mention(FACET, least, f"at least {told['n']} {told['what']}", *told.span(), Stance.REQUIRE)]


# '(of which no more than 2 ...)' counts a part of the lines
_OF_WHICH = re.compile(r"\(?\bof (?:which|these|whom),?\s(?!at least)[^();.]*\)?", re.I)


# '0, 1 or 2 prior lines'
_LISTED_NUMBERS = re.compile(
    r"(?<![\w.])(?P<n>zero|no(?=(?: prior| previous)? or )|none|one|two|\d)(?:,\s*(?:one|two|three|\d))*,?\s+or\s+(?P<m>one|two|three|four|five|\d)(?=\s+(?:\w+\s+){0,4}?(?:lines?|regimens?|chemo|prior|previous|therap))",
    re.I,
)
