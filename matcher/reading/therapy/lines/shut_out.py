"""Lines that shut out: 'pretreated metastatic disease' among exclusions, 'no second-line chemotherapy'."""

from __future__ import annotations

import re

from data.criteria import Between
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated as is_negated
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.before import EARLIER_LINE
from matcher.reading.therapy.lines.ordinals import nth
from matcher.reading.therapy.lines.quantities import quantity_counted


def lines_shut_out(text: str) -> list[Mention]:
    """Of an exclusion: the lines that she must not have had, or must have."""
    if had := _TREATED_DISEASE.fullmatch(text):
        return [Mention(LINES, Between("lines_metastatic", 1, None), EARLIER_LINE, *had.span("had"))]
    if first := _BEFORE_THE_FIRST.fullmatch(text):
        none = Between("lines_metastatic", None, 0)
        return [Mention(LINES, none, "first-line treatment", *first.span("first"), Stance.FORBID)]
    if late := _LATE_LINES.fullmatch(text):
        before = nth(late["nth"]) - (0 if late["beyond"] else 1)
        quantity = quantity_counted(late["late"].split("line", 1)[1]) or "lines_metastatic"
        words = f"at least {before} earlier lines"
        return [Mention(LINES, Between(quantity, before, None), words, *late.span("late"), Stance.FORBID)]
    return []


# Among exclusions: 'pretreated metastatic disease', 'previously treated metastatic breast cancer'
_TREATED_DISEASE = gated(
    r"\W*(?:(?:patients?|subjects?|participants?|those|women|with|any|have|has|having)\s+)*"
    r"(?P<had>(?:(?:heavily\s+)?pre-?\s?treated|(?:previously|already|prior)[ -]treated|treated)\s+(?:(?:metastatic|advanced|stage (?:IV|4)|recurrent|or|and)[\s/]+)+"
    r"(?:(?:breast\s+)?(?:disease|cancers?)|MBC)|(?:already|currently)\s+(?:on|receiving|treated with)\s+(?:(?:first|1st)[- ]line\s+)?(?:systemic\s+|anti-?cancer\s+)?"
    r"(?:treatment|therapy)\s+for\s+(?:(?:metastatic|advanced|stage (?:IV|4)|recurrent|or|and)[\s/]+)+(?:(?:breast\s+)?(?:disease|cancers?)|MBC)|metastatic (?:breast cancer|disease) (?:previously|already|pre-?)\s?treated)\W*",
    re.I,
)


# Among exclusions: 'candidates for first-line treatment', 'eligible for standard first-line therapy'
_BEFORE_THE_FIRST = gated(
    r"\W*(?:(?:patients?|subjects?|participants?|those|women|who|are|is|still|any)\s+)*(?P<first>(?:candidates?|eligible|suitable|planned|scheduled)\s+(?:for|to\s+receive)\s+(?:(?:an?|the|standard|systemic|palliative)\s+)*"
    r"(?:first|1st)[- ]line\s+(?:systemic\s+)?(?:treatment|therapy))(?:\s+(?:for|of|in)\s+(?:(?:the|their|metastatic|advanced|breast|cancer|disease|setting)\W*){1,6})?\W*",
    re.I,
)


# 'Third-line or later chemotherapy', 'patients beyond second-line treatment'
_LATE_LINES = gated(
    r"\W*(?:(?:patients?|subjects?|participants?|those|women|who|are|is|in|on|for|receiving|undergoing|any)\s+)*(?P<late>(?P<beyond>beyond\s+)?(?P<nth>second|2nd|third|3rd|fourth|4th)[- ]line"
    r"(?(beyond)|(?:\s+(?:chemotherapy|treatment|therapy))?\s+(?:or|and)\s+(?:later|beyond|above|further|higher|more))(?:\s+(?P<of>chemotherapy|treatment|therapy))?)"
    r"(?:\s+(?:for|of|in)\s+(?:(?:the|their|metastatic|advanced|breast|cancer|disease|setting)\W*){1,6})?\W*",
    re.I,
)


def later_lines_given(sentence: Sentence) -> list[Mention]:
    """Second and later lines that shut out, or that must not have been given: fewer are no obstacle."""
    text = sentence.text
    if phrases.PERMITS.search(text) or phrases.EARLY.search(text) or _GOES_TO_WAYS.search(text):
        return []
    told: list[Mention] = []
    for given in _NTH_GIVEN.finditer(text):
        denied = is_negated(sentence, given.start())
        if not (given["had"] or (given["joined"] and told)) or sentence.excludes == denied:
            continue
        n = nth(given["nth"])
        quantity = quantity_counted(given["what"].replace("-", " ").strip()) or "lines_metastatic"
        words, kind = f"{given['nth']}{given['what']}", Stance.FORBID if sentence.excludes else Stance.REQUIRE
        lines = Between(quantity, n, None) if sentence.excludes else Between(quantity, None, n - 1)
        statement = words if sentence.excludes else f"no {words}"
        told.append(Mention(LINES, lines, statement, given.start("nth"), given.end(), kind))
    return told


# 'Prior treatment with a second line of chemotherapy', 'received second-line chemotherapy', '... or a third hormone therapy line'
_NTH_GIVEN = gated(
    r"(?P<had>\b(?:prior|previous|earlier|current|ongoing|received|receiving|had|undergone|undergoing|completed|started|begun|given|treat(?:ment|ed) with|with)\s+)?(?P<joined>\bor\s+)?"
    r"(?:(?:an?|any|the)\s+)?\b(?P<nth>second|2nd|third|3rd|fourth|4th)"
    r"(?P<what>(?:[- ]lines?\s+(?:of\s+)?(?:(?:systemic|palliative|cytotoxic|salvage)\s+)?(?:chemotherap\w+|(?:hormon\w+|endocrine)\s+(?:therap\w+|treatments?)|treatments?|therap(?:y|ies))"
    r"|\s+(?:chemotherapy|(?:hormon\w+|endocrine)\s+therapy|treatment|therapy)\s+(?:lines?|regimens?)))\b",
    re.I,
)

_GOES_TO_WAYS = gated(r"\b(?:first|1st)\b|\b(?:not|never)\s+(?:yet\s+)?(?:completed|started)\b", re.I)
