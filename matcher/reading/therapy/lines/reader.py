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
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.before import EARLIER_LINES
from matcher.reading.therapy.lines.before_induction import none_before_induction
from matcher.reading.therapy.lines.bounds import BOUND, NOT_COUNTED, NUMBER, ORDINAL_LIMIT, with_what_counts
from matcher.reading.therapy.lines.counts import counted_before_their_number, lines_counted
from matcher.reading.therapy.lines.named import lines_named
from matcher.reading.therapy.lines.quantities import quantity_counted
from matcher.reading.therapy.lines.ranges import with_ranges
from matcher.reading.therapy.lines.titles import lines_of_title

# not the end of a list of numbers that was not read: 'ECOG 0, 1 or 2'
_N = rf"(?<![\w./])(?<!\d,)(?<!\d, )(?<!\d or )(?P<n>{NUMBER})(?!,\s?(?:\d|one|two|three)\b)(?:\s*\(\w+\))?"


_TRIGGER = gated(
    r"line|2L\b|3L\b|\bCDK4|regimen|chemotherap|therapies|prior|previous|earlier|courses?\b|pre-?treated|maximally|refractory|untreated|na(?:i|\u00ef)ve|progress|fail|initial|upfront|resistan|already|heavily|first|multi|several|many|numerous|salvage|later|respon[ds]|remission|expos(?:ed|ure)|\bbefore\b|in the past",
    re.I,
)


_COUNT = gated(
    rf"(?:(?P<between>\bbetween)|(?P<bound>{BOUND}))?\s*(?:(?:of )?a total of\s*)?"
    + _N
    + r"(?:\s*(?P<range>(?(between)and|(?:-|to|or|[,(]? ?(?:and|but) (?:(?:no|not) (?:more|greater) than,?|up to|<=|at most|a maximum of))))\s*(?P<m>\d{1,2}|one|two|three|four|five|six)(?:\s*\(\w+\))?)?"
    r"\s*+\)?,?\s*+(?P<more>\+|or more|or fewer|or less)?[\s-]*"
    r"(?P<what>(?:(?!(?:hours?|days?|weeks?|months?|years?)\b)[\w/()-]++[\s,]++){0,7}?(?:lines?|regimens?|chemotherap\w+|therap(?:y|ies)|treatments?|courses?|(?:(?<=targeted )|(?<=biologic )|(?<=biological )|(?<=cytotoxic )|(?<=endocrine )|(?<=hormonal ))(?:agents|drugs))\b(?:\s+of\s+(?:[\w/-]+\s+){0,4}?(?:chemo(?:therapy)?\b|therap(?:y|ies)|treatments?))?)",
    re.I,
)


# 'Prior lines of systemic therapy for advanced disease: 0-1', 'Previous palliative chemotherapy lines > 2', 'Prior
# chemotherapies for metastatic disease are limited to two'
_COUNT_AFTER = gated(
    r"\b(?P<what>(?:(?:prior|previous|earlier|number of|(?:lines?|regimens?) of)\b[^.;:<>=]{0,50}?\b(?:lines?|regimens?|chemotherap\w+|therap(?:y|ies)|treatments?)|chemotherapy (?:lines|regimens)))"
    r"(?:\s+(?:already\s+)?(?:given\s+|administered\s+|received\s+)?(?:for|in|of)\s[^.;:<>=]{0,60}?|\s+\(including[^()]{1,40}\))?[\s,:(=]*(?:\b(?:that|which|must|should|shall|may|can|is|are|be|being|have|has|do|does|number)\s+)*"
    rf"(?P<bound>{BOUND})?\s*(?P<n>{NUMBER})(?:\s*(?P<range>-|to|or)\s*(?P<m>{NUMBER}))?(?:\s*(?P<more>\+|or more|or fewer|or less|at (?:the )?most))?(?:\s+(?:in|for)\s+(?:the\s+)?(?:metastatic|advanced)\b[^.;:<>=]{{0,30}})?\W*(?:\)\s*(?:for|in)\s[^.;:<>=\d]{{0,60}})?$",
    re.I,
)


_ANY_NUMBER = gated(rf"{NUMBER}|single", re.I)


_OF_A_PART = gated(r"\b(?:for|in) (?:the )?(?:phase|part|cohort|arm|expansion|escalation)\b", re.I)


def _filed(sentence: Sentence) -> bool:
    """Whether the sentence stands under the cohort that it speaks of."""
    return bool(sentence.item and sentence.item.cohorts)


def read_lines(sentence: Sentence, vocabulary: Vocabulary | None = None) -> list[Mention]:
    """The mentions of counted lines, and of the line itself in titles."""
    if sentence.from_criteria and (induced := none_before_induction(sentence)):
        return [induced]
    if not _TRIGGER.search(sentence.text):
        return []
    if not sentence.from_criteria:
        return lines_of_title(sentence, vocabulary) or _lines_counted(sentence, vocabulary)
    sentence = replace(sentence, text=with_what_counts(sentence.text))
    if gated(r"\bcounted\b", re.I).search(blanked(NOT_COUNTED, sentence.text)) or (
        _OF_A_PART.search(sentence.text) and not _filed(sentence)
    ):
        return []
    counted = _lines_counted(sentence, vocabulary)
    if named := lines_named(sentence, vocabulary):
        more_told = all(m.statement in EARLIER_LINES for m in named) and any(
            m.statement.startswith("at least") for m in counted
        )
        return _pretreated_so_often(sentence) or ([*named, *counted] if more_told else named)
    return counted


def _lines_counted(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention]:
    if not (_ANY_NUMBER.search(sentence.text) or ORDINAL_LIMIT.search(sentence.text)):
        return []
    sentence = replace(sentence, text=_LINES_OR_FEWER.sub(r"\g<n> \g<more> \g<lines>", with_ranges(sentence.text)))
    if (after := _COUNT_AFTER.search(sentence.text)) and (mention := counted_before_their_number(sentence, after)):
        return [mention]
    return [
        mention
        for count in _COUNT.finditer(blanked(_OF_WHICH, sentence.text))
        if (mention := lines_counted(sentence, count, vocabulary)) is not None
    ]


# 'Two lines or fewer of chemotherapy': two or fewer lines; the words change places, positions hold
_LINES_OR_FEWER = gated(
    rf"(?P<n>(?<![\w./])(?:{NUMBER}))\s(?P<lines>(?:(?:prior|previous|earlier)\s)?(?:lines?|regimens?|courses?))\s(?P<more>or\s(?:fewer|less|more))\b",
    re.I,
)


# 'Heavily pretreated metastatic disease (three or more lines of chemotherapy)': the number tells more.
_SO_OFTEN = gated(
    r"\bpre-?\s?treated\b[^.;()]*\((?:with\s+)?(?:at least\s+|>=?\s*)?(?P<n>one|two|three|four|[1-4])\s+(?:or more\s+|prior\s+|previous\s+)*(?P<what>(?:lines?|regimens?)(?:\s+of\s+[\w-]+(?:\s+therapy)?)?)[^()]*\)",
    re.I,
)


def _pretreated_so_often(sentence: Sentence) -> list[Mention]:
    told = _SO_OFTEN.search(sentence.text)
    if told is None:
        return []
    quantity = quantity_counted(told["what"]) or "lines_metastatic"
    least = Between(quantity, number(told["n"]), None)
    return [Mention(LINES, least, f"at least {told['n']} {told['what']}", *told.span(), Stance.REQUIRE)]


# '(of which no more than 2 ...)' counts a part of the lines
_OF_WHICH = gated(r"\(?\bof (?:which|these|whom),?\s(?!at least)[^();.]*\)?", re.I)
