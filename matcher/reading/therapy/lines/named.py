"""Lines that a sentence names without counting them.

words                                             asks for
completed first-line ..., after first-line ...    one line, and the drugs it is told to have been of
first- to third-line, second or third line        as many lines as come before
for first-line treatment of metastatic disease    no line; one or more where it was given, at most one where it is let in
second-line treatment                             one line
failed second-line treatment                      two lines or more
pretreated, candidates for second-line therapy    one line or more
first-line treatment is planned, will start       no line
currently on first-line treatment                 one line, and no other
"""

from __future__ import annotations

import re
from collections.abc import Callable

from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.population import of_other_tumours
from matcher.reading.sentences import Sentence
from matcher.reading.therapy.lines.failed import later_line_failed
from matcher.reading.therapy.lines.first_had import first_line_done, first_line_responded_to
from matcher.reading.therapy.lines.first_running import first_line_running
from matcher.reading.therapy.lines.first_to_come import first_line_coming, first_line_planned
from matcher.reading.therapy.lines.first_told import first_line_told
from matcher.reading.therapy.lines.later import later_line, one_of_the_lines, second_line_alone
from matcher.reading.therapy.lines.shut_out import later_lines_given, lines_shut_out

Reader = Callable[[Sentence, Vocabulary | None], list[Mention] | None]


# Each tells what an inclusion asks for, or None where it finds nothing of its own; the first that does is heard.
_READERS: tuple[Reader, ...] = (
    first_line_done,
    first_line_responded_to,
    one_of_the_lines,
    first_line_told,
    later_line_failed,
    second_line_alone,
    later_line,
    first_line_coming,
    first_line_running,
    first_line_planned,
)


def lines_named(sentence: Sentence, vocabulary: Vocabulary | None) -> list[Mention]:
    if of_other_tumours(sentence.text) or _FIRST_OR_LATER.search(sentence.text):
        return []
    if given_later := later_lines_given(sentence):
        return given_later
    if sentence.excludes:
        return lines_shut_out(sentence.text)
    told = (read(sentence, vocabulary) for read in _READERS)
    return next((mentions for mentions in told if mentions is not None), [])


# 'Starting first-line or later chemotherapy': of any line
_FIRST_OR_LATER = gated(
    r"\b(?:first|1st)(?:[- ]line)?\s*(?:or|and|and/or|/)\s*(?:any\s+)?(?:later|beyond|subsequent|higher|above|greater|further|more)\b|\bany line\b",
    re.I,
)
