"""How many lines come before the one that is named: none before 'first-line', one or more before 'second-line or later'."""

from __future__ import annotations

import re

from data.criteria import Between, Requirement, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.stance import Stance
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.ordinals import nth
from matcher.reading.therapy.lines.quantities import CHEMO, ENDOCRINE
from matcher.reading.therapy.names import therapies_in

EARLIER_LINE = "an earlier line of treatment"

_TWO_EARLIER_LINES = "at least 2 earlier lines of treatment"

EARLIER_LINES = (EARLIER_LINE, _TWO_EARLIER_LINES)

# 'First-line treatment of brain metastases' counts what was done for these, not the lines given for the cancer.
NOT_OF_THE_BRAIN = (
    r"(?!\s+(?:(?:systemic|medical|drug)\s+)?(?:treatment|therapy|chemotherapy|management)\s+(?:of|for|in|against)\s+"
    r"(?:(?:the|patients|women|those|with|newly|diagnosed|active|progressive|measurable|multiple|inoperable|HER-?2\S*|breast|cancer)\s+){0,6}"
    r"(?:brain|cerebral|intra-?cranial|CNS|central\s+nervous\s+system|lepto-?mening\w+)\s+(?:metasta\w+|mets|disease|involvement))"
)
FIRST_LINE = gated(
    rf"(?<!\bnon-)(?<!\bnon )\b(?:first|1st|1)[- ]line\b{NOT_OF_THE_BRAIN}|\bfrontline\b{NOT_OF_THE_BRAIN}"
    r"|\b(?:as|for)\s+(?:the\s+)?(?:initial|upfront)\s+(?:systemic\s+|endocrine\s+|hormonal\s+)?(?:therapy|treatment|chemotherapy)\s+(?:for|of|in)\b",
    re.I,
)


# 'First- or second-line', 'first-, second- or third-line', 'first- to third-line', 'first, second, third-, or fourth-line'
_TO = r"[\s,/-]*(?:\b(?:to|through|or|and)\b)?[\s,/-]*"

FIRST_TO_LATER_LINE = gated(
    rf"\b(?:first|1st)(?:[- ]line)?{_TO}(?:(?:second|2nd|third|3rd)(?:[- ]line)?{_TO}){{0,2}}(?P<last>second|2nd|third|3rd|fourth|4th)[- ]line\b(?! (?:or|and)\b)",
    re.I,
)


# Told beside 'first-line', these tell that another treatment came before, or that this one is done.
AFTER = gated(
    r"\b(?:maintenance|after|following|progress\w+|fail\w+|second|third|beyond|use of|required|prior|previous\w*|adjuvant|early|or later)\b",
    re.I,
)


def at_most_up_to(text: str, told: re.Match[str], vocabulary: Vocabulary | None) -> Mention:
    """'First- to third-line treatment': at most two lines came before it."""
    most = nth(told["last"]) - 1
    words = "at most one earlier line" if most == 1 else f"at most {most} earlier lines"
    return Mention(LINES, lines_at_most(most, text, told.end(), vocabulary), words, *told.span(), Stance.REQUIRE)


def lines_before(text: str, later: re.Match[str]) -> tuple[Requirement, str]:
    """The lines that come before the one named, and in words: two before 'third-line or later', one before all others, and
    before 'second-line' and no later one no second line of chemotherapy."""
    line = later.group()
    if _THIRD.search(line) and not _SECOND.search(line):
        return Between("lines_metastatic", 2, None), _TWO_EARLIER_LINES
    earlier = Between("lines_metastatic", 1, None)
    if _ONLY_SECOND.search(line) and not _OR_LATER.search(text, later.start()):
        # endocrine lines may have come before
        return every((earlier, Between("chemo_lines_metastatic", None, 1))), EARLIER_LINE
    return earlier, EARLIER_LINE


_ONLY_SECOND = gated(r"(?<!least )(?<!least a )(?<!least in )\b(?:second|2nd)[- ]line$", re.I)

_OR_LATER = gated(r"\b(?:at least|later|beyond|subsequent|third|3rd|further|above|higher|more|plus)\b|\+", re.I)

_SECOND = gated(r"\b(?:second|2nd|2L)\b", re.I)

_THIRD = gated(r"\b(?:third|3rd|3L)\b", re.I)


def none_yet(text: str, at: int, vocabulary: Vocabulary | None) -> Requirement:
    return lines_at_most(0, text, at, vocabulary)


def lines_at_most(most: int, text: str, at: int, vocabulary: Vocabulary | None) -> Requirement:
    """Lines of the kind named after 'first-line', or given in the trial: where chemotherapy is given, endocrine lines
    do not count; else lines of any kind."""
    after = text[at : at + 40]
    if ENDOCRINE.search(after) and not CHEMO.search(after):
        return Between("endocrine_lines_metastatic", None, most)
    given = {c for one in therapies_in(text, vocabulary) for c in one.concepts} if vocabulary is not None else set()
    chemo = (
        any(c == "chemotherapy" or "chemotherapy" in vocabulary.ancestors(c) for c in given) if vocabulary else False
    )
    if (CHEMO.search(text) or chemo) and not _BOTH_KINDS.search(text):
        return Between("chemo_lines_metastatic", None, most)
    return Between("lines_metastatic", None, most)


# 'Chemotherapy and hormone therapy as first-line treatment': neither may have been given.
_BOTH_KINDS = gated(
    r"\bchemo\w*\s+(?:and|or|and/or|versus|vs\.?|followed by|before|with or without)\s+(?:hormon\w*|endocrine)\s+(?:therapy|treatment)|\b(?:hormon\w*|endocrine)\s+(?:therapy|treatment)\s+(?:and|or|and/or|versus|vs\.?|followed by|before|with or without)\s+chemo",
    re.I,
)
