"""'More than two courses of chemotherapy' among exclusions, where no lines were read of it, leaves one course alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.criteria import Undecidable, every
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance


def with_their_number_open(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """What an exclusion shuts out, where it tells a number of treatments: whoever had none is clear of it, of whoever had some
    it is open how many there were."""
    if not sentence.excludes or not _SEVERAL.search(sentence.text):
        return list(mentions)
    return [
        replace(m, requirement=every((m.requirement, _HOW_MANY)))
        if m.stance is not Stance.REQUIRE and tells_several(sentence.text, m.start, m.end)
        else m
        for m in mentions
    ]


_HOW_MANY = Undecidable("how many treatments there were")


def tells_several(text: str, start: int, end: int) -> bool:
    """Whether a number of treatments is told anywhere between the two places."""
    return any(told.start() < end and told.end() > start for told in _SEVERAL.finditer(text))


_SEVERAL = gated(
    r"(?<!up to )(?<!at most )(?<!maximum of )(?<!fewer than )(?<!less than )(?<!except for )(?<!except )(?<!no more than )(?<!not more than )"
    r"(?:(?:\b(?<!no )(?<!not )(?:more|greater|other) than|\bover|\bin excess of|\bat least|\bexceeding|>\s?=?|\u2265)\s*)?"
    r"(?:(?<=more than )one|(?<=more than )1|(?<=greater than )one|(?<=exceeding )one|(?<=> )1|(?<=>)1|(?<![\w./-])(?:two|three|four|five|six|[2-9])(?!\s?-\s?(?:month|week|year|day))|"
    r"\b(?:second|third|fourth|2nd|3rd|4th)(?:[\s-]line)?\s+or\s+(?:later|more|greater|higher|subsequent|further|beyond)|\b(?:multiple|several|numerous)(?=\s))"
    r"(?:\s*\(\w+\))?\s*\+?\s*(?:or\s+more\s+)?"
    r"(?:(?!(?:cycles?|weeks?|months?|years?|days?|hours?|doses?|mg|fractions?)\b)[\w/-]+\s+){0,5}?"
    r"(?:lines?|regimens?|courses?|types?|kinds?|schemes?|schedules?|chemo\w*|therap(?:y|ies)|treatments?)\b"
    r"(?:\s+of\s+(?:(?:prior|previous|earlier|systemic|palliative|cytotoxic|anti-?cancer|intravenous)\s+){0,3}(?:chemo\w*|therap(?:y|ies)|treatments?)\b)?"
    r"(?:\s+(?:therap(?:y|ies)|treatments?|regimens?|lines?|agents?)\b)?",
    re.I,
)
