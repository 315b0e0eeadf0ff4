"""'Failed second-line treatment', 'progression after third-line chemotherapy': so many lines are behind her."""

from __future__ import annotations

import re

from data.criteria import Between, Requirement, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.negation import negated
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.alternatives import EARLY_RELAPSE
from matcher.reading.therapy.lines.before import NOT_OF_THE_BRAIN
from matcher.reading.therapy.lines.ordinals import LATER_ORDINAL, nth
from matcher.reading.therapy.lines.quantities import quantity_counted

_FAILED = (
    r"(?:fail(?:ed|ing|ures?(?:\s+(?:of|to|after|with|on|during))?)?|(?:progress|relaps)\w*\s+(?:on|after|under|during|following|from|despite|upon)|(?:refractory|resistan\w+)\s+to"
    r"|(?:have|has|had)\s+(?:already\s+|previously\s+)?(?:received|completed|undergone)|previously\s+treated\s+with)"
)
_LATER_LINE = gated(
    rf"\b{_FAILED}\s+(?:(?:the|an?|their|at least|standard|prior|previous|systemic|palliative)\s+)*(?P<line>{LATER_ORDINAL})(?:[- ]?(?:line)?\s?(?:or|to|/|and)\s?{LATER_ORDINAL})?[- ]line\b{NOT_OF_THE_BRAIN}"
    r"(?:\s+(?:or|and)\s+(?:later|beyond|above|subsequent|higher|further)(?:[- ]lines?)?)?\s+(?P<what>(?!or\b|and\b)(?:[\w/-]+\s+){0,3}?(?:treatments?|therap(?:y|ies)|chemo(?:therap(?:y|ies))?|regimens?)\b)",
    re.I,
)


def later_line_failed(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention] | None:
    """The line that failed and those before it; where an early relapse counts as a line, perhaps one fewer."""
    told = _LATER_LINE.search(sentence.text)
    if told is None or phrases.OF_COMPLAINTS.search(sentence.text, 0, told.end()):
        return None
    if negated(sentence, told.start()) or phrases.PERMITS.search(sentence.text):
        return None
    least = nth(told["line"])
    lines = lines_with_an_early_relapse(least, sentence.text)
    kind = quantity_counted(told["what"])
    if kind is not None:  # 'second-line endocrine therapy': the first line may have been another
        lines = every((lines, Between(kind, 1, None)))
    return [Mention(LINES, lines, f"at least {least} earlier lines of treatment", *told.span(), Stance.REQUIRE)]


def lines_with_an_early_relapse(least: int, text: str) -> Requirement:
    """So many lines for metastatic disease; where the text speaks of adjuvant treatment, that may be one of them."""
    lines = Between("lines_metastatic", least, None)
    if least < 2 or not _ADJUVANT.search(text):
        return lines
    return either([lines, every((Between("lines_metastatic", least - 1, None), EARLY_RELAPSE))])


_ADJUVANT = gated(r"adjuvant", re.I)
