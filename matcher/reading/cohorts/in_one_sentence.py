"""Several cohorts in one sentence, each with what is asked of it, or counted.

"... (Cohort A), ... (Cohort B)"                  each label ends what is asked of it
"Cohort 1 includes ..., cohort 2 includes ..."    each begins it
"There are three cohorts: (1) ..., (2) ..."       counted
"""

from __future__ import annotations

import itertools
import re

from matcher.reading.cohorts.label import KIND_OF_PART, NAMES_OF_PARTS, CohortLabel, labels_of
from matcher.reading.cohorts.openings import opens_with_a_part
from matcher.reading.gated import gated

# '... (Cohort A), ... (Cohort B)', '... in arm A, ... in arm B': each label ends what is asked of it.
_LABEL_BEHIND = gated(
    rf"(?:\((?:for\s+|in\s+)?{KIND_OF_PART}\s+{NAMES_OF_PARTS}(?:\s+only)?\)|\b(?:in|for)\s+{KIND_OF_PART.replace('kind', 'kind_named')}\s+{NAMES_OF_PARTS.replace('names', 'names_told')}(?:\s+only)?)"
    r"(?:\s*[,;]\s*(?:(?:and|or|but)\s+)?|\s+(?:and|or|but)\s+|\W*$)",
    re.I,
)
AND_NEXT = gated(r"[\s,;]+(?:and|or|but)\s*$", re.I)
_WORD = gated(r"[A-Za-z]{2,}")
_FEW_WORDS = 2

# 'Cohort 1 includes ..., cohort 2 includes ... and cohort 3 includes ...'
_NEXT_PART = gated(
    rf"[,;]?\s+(?:and\s+|while\s+|whereas\s+|or\s+)?(?=(?:in\s+|for\s+)?{KIND_OF_PART}\s+{NAMES_OF_PARTS}(?:\s*(?::|=)|,?\s+(?:will\s+)?(?:includes?|comprises?|consists?\s+of|enrol(?:l|ls|s|led)?|takes?|is\s+for|patients?|participants?)\b))",
    re.I,
)


def beginnings_of_what_parts_are_asked(text: str) -> list[int]:
    """Where in a sentence the words begin that tell of the next part of the trial, each under its label."""
    found = list(_NEXT_PART.finditer(text)) if opens_with_a_part(text) else []
    bounds = [0, *(m.start() for m in found)]
    told = all(len(_WORD.findall(text[a:b])) > _FEW_WORDS for a, b in itertools.pairwise(bounds))
    return [m.end() for m in found] if told else []  # not 'Cohort A and cohort B: ...'


# 'There are three cohorts: (1) ..., (2) ... and (3) ...'
_COUNTED = gated(
    r"\b(?<!all )(?<!both )(?<!each of )(?:two|three|four|five|six|[2-9]|following|these|different|several|parallel)\s+(?:[\w-]+\s+){0,3}?(?P<kind>cohort|arm|group|stratum|strata|part|population)s?\b"
    r"(?:(?!\b(?:must|should|need|have)\b)[^.;:()]){0,50}:\s*",
    re.I,
)
_COUNT = gated(r"\(?(?<![\w.])([1-9]|[A-Fa-f])\)\s?(?=\S)")


def parts_counted(text: str) -> list[tuple[int, tuple[CohortLabel, ...]]]:
    """Where the parts of the trial begin that one sentence counts, and their labels."""
    opening = _COUNTED.search(text)
    if opening is None or not _COUNT.match(text, opening.end()):
        return []
    counts = list(_COUNT.finditer(text, opening.end()))
    in_order = [ord(m[1].upper()) - ord(counts[0][1].upper()) for m in counts] == list(range(len(counts)))
    return [(m.start(), labels_of(opening["kind"], m[1].upper())) for m in counts] if in_order else []


def kind_of_parts_below(text: str) -> str:
    """'cohort' of a line that says how many there are and ends in a colon; else ''."""
    opening = _COUNTED.search(text)
    return labels_of(opening["kind"], "1")[0].kind if opening is not None and opening.end() == len(text) else ""


def ends_of_what_parts_are_asked(text: str) -> list[int]:
    """Where in a sentence the words end that ask something of a part of the trial, if each part is asked in words of its own."""
    ends = [m.end() for m in _LABEL_BEHIND.finditer(text)]
    if len(ends) < 2:
        return []
    parts = [AND_NEXT.sub("", text[a:b]) for a, b in zip([0, *ends], ends, strict=False)]
    alike = any(len(_WORD.findall(part)) < 4 for part in parts) or any(gated(r"[.;:]\s").search(part) for part in parts)
    return [] if alike else ends
