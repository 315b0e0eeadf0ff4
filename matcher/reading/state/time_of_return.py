"""When the cancer came back: 'relapse while on adjuvant tamoxifen or within 12 months of it'. No patient field tells that."""

from __future__ import annotations

from collections.abc import Sequence

from data.criteria import Undecidable
from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import RECURRENCES

CAME_BACK_THEN = Undecidable("whether it came back then")

_NUMBER = r"(?:\d+|one|two|three|four|five|six|nine|ten|twelve|eighteen)"
_AT_A_TIME = gated(
    r"\b(?:relaps\w+|recurr\w+)\b[^.;:,]{0,50}?"
    rf"\b(?:while|whilst|during|within|on|{_NUMBER}\s*\(?\w*\)?\s*(?:weeks?|months?|years?)[^.;:,]{{0,20}}?\b(?:after|from|of|since|following))\b"
    r"[^.;:]{0,60}?\b(?:adjuvant|discontinu\w+\s+of|completi\w+\s+of|last\s+dose)\b"
)
_CAME_BACK = RECURRENCES | {"metastatic_or_recurrent", "metastatic"}


def is_of_that_time(sentence: Sentence, found: Sequence[Found]) -> bool:
    """Whether all that is said of the extent is said of a recurrence at a certain time."""
    if not sentence.from_criteria or not any(f.name in RECURRENCES for f in found):
        return False
    told = _AT_A_TIME.search(sentence.lower)
    return told is not None and all(
        f.name in _CAME_BACK and not f.denied and f.end > told.start() and f.start < told.end() for f in found
    )


def without_treatment_then(sentence: Sentence, found: list[Found]) -> list[Found]:
    """'Recurrence while or within 12 months of receiving adjuvant therapy': not the treatment of now."""
    told = _AT_A_TIME.search(sentence.lower) if sentence.from_criteria else None
    if told is None:
        return found
    return [f for f in found if f.axis != "phase" or not told.start() < f.start < told.end()]
