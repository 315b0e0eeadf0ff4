"""'More than two courses of chemotherapy' among exclusions, where no lines were read of it, leaves one course alone."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.pattern import blanked
from matcher.reading.sentences import Sentence


def without_several(sentence: Sentence, text: str) -> str:
    """The text of an exclusion without the treatments that it tells a number of: whoever had one of them is not shut out.
    Places hold."""
    return blanked(_SEVERAL, text) if sentence.excludes else text


def tells_several(text: str, start: int, end: int) -> bool:
    """Whether a number of treatments is told anywhere between the two places."""
    return any(told.start() < end and told.end() > start for told in _SEVERAL.finditer(text))


_SEVERAL = gated(
    r"(?:(?:\b(?:more|greater|other) than|\bover|\bin excess of|\bat least|\bexceeding|>\s?=?|\u2265)\s*)?"
    r"(?:(?<=more than )one|(?<=more than )1|(?<=greater than )one|(?<=exceeding )one|(?<=> )1|(?<=>)1|(?<![\w./-])(?:two|three|four|five|six|[2-9])|"
    r"\b(?:second|third|fourth|2nd|3rd|4th)(?:[\s-]line)?\s+or\s+(?:later|more|greater|higher|subsequent|further|beyond)|\b(?:multiple|several|numerous)(?=\s))"
    r"(?:\s*\(\w+\))?\s*\+?\s*(?:or\s+more\s+)?"
    r"(?:(?!(?:cycles?|weeks?|months?|years?|days?|hours?|doses?|mg|fractions?)\b)[\w/-]+\s+){0,5}?"
    r"(?:lines?|regimens?|courses?|types?|kinds?|schemes?|schedules?|chemo\w*|therap(?:y|ies)|treatments?)\b"
    r"(?:\s+of\s+(?:(?:prior|previous|earlier|systemic|palliative|cytotoxic|anti-?cancer|intravenous)\s+){0,3}(?:chemo\w*|therap(?:y|ies)|treatments?)\b)?"
    r"(?:\s+(?:therap(?:y|ies)|treatments?|regimens?|lines?|agents?)\b)?",
    re.I,
)
