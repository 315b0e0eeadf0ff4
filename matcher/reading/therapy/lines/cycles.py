"""A ceiling on cycles bounds the lines: each has at least one, how many each had no field tells.

More than two cycles of chemotherapy for metastatic disease, shut out      more than two lines are not let in
no line                                                                    within it
one or two lines                                                           open
"""

from __future__ import annotations

import re

from data.criteria import Between, Undecidable, either, every
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.enumerated import FOR_LATE_DISEASE
from matcher.reading.therapy.lines.ranges import LEAST, MOST

_MOST_TOLD = 3  # more cycles may be those of each line

_WHO = r"(?:(?:patients?|participants?|subjects?|women|those|who|must|should|may|can|have|has|had|having|not|only|received|prior|previous|any)\s+){0,6}"
_CYCLES = (
    r"\s+(?:(?:prior|previous|earlier)\s+)?(?:cycles?|courses?)\s+of\s+(?:(?:prior|previous|systemic|(?P<late>palliative))\s+){0,3}"
    r"(?:chemotherapy|cytotoxic\s+(?:chemotherapy|treatment|therapy|drugs?|agents?))"
    rf"(?(late)(?:\s+{FOR_LATE_DISEASE})?|\s+{FOR_LATE_DISEASE})(?:\s+(?:before|prior\s+to)\s+(?:(?:study|trial|the|this|first)\s+){{0,2}}(?:entry|enrol\w*|inclusion|registration|study|trial|randomi[sz]ation))?"
)
_N = r"(?P<n>one|two|three|[1-3])"
_MORE_SHUT_OUT = gated(
    rf"\W*{_WHO}(?:(?P<over>over|more\s+than|greater\s+than|exceeding|>)\s*{_N}|(?:{LEAST})\s*(?P<least>one|two|three|[1-3])|(?P<some>one|two|three|[1-3])\s+or\s+more){_CYCLES}\W*",
    re.I,
)
_SO_MANY_LET_IN = gated(
    rf"\W*{_WHO}(?:{MOST}\s*{_N}{_CYCLES}(?:\s+(?:is|are)\s+(?:allowed|permitted|acceptable))?|(?P<some>one|two|three|[1-3]){_CYCLES.replace('late', 'late2')}\s+(?:is|are)\s+(?:allowed|permitted|acceptable))\W*",
    re.I,
)


def cycles_limited(sentence: Sentence) -> Mention | None:
    told = (_MORE_SHUT_OUT if sentence.excludes else _SO_MANY_LET_IN).fullmatch(sentence.text)
    if told is None:
        return None
    if sentence.excludes:
        most = number(told["n"]) if told["n"] else number(told["least"] or told["some"]) - 1
    else:
        most = number(told["n"] or told["some"])
    if most > _MOST_TOLD:
        return None
    none = Between("chemo_lines_metastatic", None, 0)
    fewer = every((Between("chemo_lines_metastatic", None, most), Undecidable("how many cycles each line had")))
    words = f"at most {most} cycle{'s' if most != 1 else ''} of chemotherapy for metastatic disease"
    return Mention(LINES, either((none, fewer)), words, *told.span(), Stance.REQUIRE, settled=True)
