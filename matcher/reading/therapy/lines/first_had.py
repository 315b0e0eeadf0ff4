"""The first line behind her: 'completed six cycles of first-line THP', 'maintenance after first-line chemotherapy'."""

from __future__ import annotations

import re

from data.criteria import Between, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.alternatives import ANOTHER_WAY, unfit_is_enough
from matcher.reading.therapy.lines.before import EARLIER_LINE
from matcher.reading.therapy.lines.drugs import drugs_named_behind, drugs_of_it
from matcher.reading.therapy.lines.quantities import quantity_counted
from matcher.reading.therapy.other_ways import ANOTHER_WAY_IN


def first_line_done(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention] | None:
    """The first line behind her, in an inclusion; how it went decides whether there may have been another."""
    text = sentence.text
    done = _GIVEN_AS_FIRST.search(text) or _BEHIND_FIRST.search(text)
    if done is None or phrases.EARLY.search(text) or phrases.PERMITS.search(text):
        return None
    none_given = gated(r"\bno\b", re.I).search(done["what"])
    if none_given or _NOT_GIVEN.search(text, 0, done.end()) or ANOTHER_WAY.search(text):
        return None
    only_one = STILL_IN_IT.search(text) and not _OR_ANOTHER_LINE.match(text, done.end())
    kind = _KIND_OF_FIRST.match(text, done.end())
    lines = Between((kind and quantity_counted(kind["kind"])) or "lines_metastatic", 1, 1 if only_one else None)
    asked = every((lines, *drugs_of_it(done["what"], vocabulary), *drugs_named_behind(text, done.end(), vocabulary)))
    words = "first-line treatment before"
    if unfit_is_enough(text, done.end()):
        asked, words = either((asked, ANOTHER_WAY_IN)), f"{words}, or another way in"
    return [Mention(LINES, asked, words, *done.span(), Stance.REQUIRE)]


# 'Received 4-8 cycles of trastuzumab, pertuzumab and docetaxel as first-line therapy', 'completed six cycles of first-line THP'
_GIVEN_AS_FIRST = gated(
    r"\b(?:complet(?:ed|ion of)|received|undergone|finished|treated with)\b(?P<what>[^.;:]{0,160}?)\b(?:as|in|of|during|for)\s+(?:(?:their|the|a|an|standard|systemic|palliative|initial|induction)\s+){0,3}(?:first|1st)[- ]line\b",
    re.I,
)


# 'Maintenance trastuzumab after first-line chemotherapy', 'without progression following six months of first-line treatment'
_BEHIND_FIRST = gated(
    r"\b(?:after|following)(?P<what>\s+(?:(?:completion|completing|of|at least|a|an|the|their|to|\d+(?:-\d+)?(?:-(?:course|cycle)s?)?|\w+ (?:cycles|months|weeks)|cycles|months|weeks|standard|systemic|palliative|initial|induction|having|received)\s+){0,7})(?:first|1st)[- ]line\b",
    re.I,
)

_NOT_GIVEN = gated(
    r"\b(?:not|never|no (?:prior|previous)|nor|candidates?|eligible|plan\w*|will|may|can|either|if|unless|whether|naive)\b|\bfirst dose\b",
    re.I,
)

_KIND_OF_FIRST = gated(
    r"\s+(?:[\w-]+\s+)?(?P<kind>chemotherap\w+|(?:endocrine|hormon\w+)\s+(?:therap\w+|treatments?))", re.I
)

_OR_ANOTHER_LINE = gated(r"[\s,/-]*(?:\w+\s+){0,2}(?:or|and|to|/)\s", re.I)


# Whoever is without progression since has had no further line.
STILL_IN_IT = gated(
    r"\b(?:without|no|not|free of|absence of)\s+(?:\w+\s+){0,3}?progress\w*|\bmaintenance\b|\bstable disease\b|\bstable (?:or|and/or) respond\w+|\brespond\w+ or stable\b|\bin (?:complete |partial )?remission\b|\bdisease control\b|\b(?:complete|partial|objective) response\b",
    re.I,
)


def first_line_responded_to(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention] | None:
    """'Metastatic breast cancer that responded to induction chemotherapy'"""
    told = _RESPONDED.search(sentence.text)
    if told is None or phrases.PERMITS.search(sentence.text) or ANOTHER_WAY.search(sentence.text):
        return None
    a_line = Between(quantity_counted(told.group()) or "lines_metastatic", 1, None)
    return [Mention(LINES, a_line, EARLIER_LINE, *told.span(), Stance.REQUIRE)]


# 'Metastatic breast cancer that responded to induction chemotherapy', '... which achieved a partial response by prior therapy'
_RESPONDED = gated(
    r"\b(?:metastatic|stage IV)\s+(?:breast\s+)?(?:cancer|disease|carcinoma)\s+(?:(?:that|which|who|with|has|have|had|is|in|an?|at least|achiev(?:ed|ing)|attain(?:ed|ing)|shown|showing)\s+){0,5}"
    r"(?:(?:tumou?r|complete|partial|objective|clinical|good|documented|or|and)\s+){0,4}(?:respon(?:ded|se|ding|sive)|remission)\b[^.;]{0,60}?\b(?:to|by|after|following)\s+"
    r"(?:(?:the|prior|previous|standard|conventional|induction|initial|pre-?transplant|systemic|cytotoxic)\s+){0,3}(?:chemotherapy|therapy|treatment)\b",
    re.I,
)
