"""'No chemotherapy for metastatic disease before the induction': the induction itself may be behind her, and nothing else."""

from __future__ import annotations

import re

from data.criteria import Between
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES


def none_before_induction(sentence: Sentence) -> Mention | None:
    """Whoever joins before the induction has had no line, whoever joins after it has had that one."""
    text = sentence.text
    told = _BEFORE_INDUCTION.search(text) or _NAIVE_BEFORE.search(text)
    if told is None or phrases.PERMITS.search(text) or phrases.EARLY.search(text):
        return None
    if sentence.excludes == bool(_NONE.search(text, 0, told.end("given"))):
        return None
    counted = "chemo_lines_metastatic" if "chemo" in told["given"].lower() else "lines_metastatic"
    at_most_one = Between(counted, None, 1)
    return Mention(LINES, at_most_one, "at most the induction treatment", *told.span(), Stance.REQUIRE, settled=True)


_GIVEN = r"(?P<given>\bchemotherap(?:y|ies)(?:[- ]na(?:i|\u00ef)ve)?|\b(?:systemic\s+|anti-?cancer\s+)?(?:therap(?:y|ies)|treatments?)(?:[- ]na(?:i|\u00ef)ve)?)\b"
_LATE = r"[^.;,]{0,40}?\b(?:metastatic|advanced|recurrent|MBC|ABC)\b"
# 'before the induction', 'prior to first-line docetaxel'
_BEFORE_INDUCTION = gated(
    rf"{_GIVEN}{_LATE}[^.;,]{{0,40}}?\b(?:before|prior\s+to)\s+(?:the\s+|this\s+|their\s+|her\s+)?(?:induction|(?:first|1st)[- ]line)\b",
    re.I,
)
# 'chemotherapy naive in the metastatic setting before GP': a regimen by its letters
_NAIVE_BEFORE = gated(
    r"(?P<given>\b(?:chemotherapy|treatment|therapy)[- ]na(?:i|\u00ef)ve)\b"
    + _LATE
    + r"[^.;,]{0,30}?\b(?:before|prior\s+to)\s+(?:the\s+)?(?-i:(?!RT\b|CT\b|MRI\b|PET\b|ICF\b)[A-Z]{2,4})\b",
    re.I,
)
_NONE = gated(r"\b(?:no|not|never|without)\b|na(?:i|\u00ef)ve\b", re.I)
