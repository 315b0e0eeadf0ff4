"""What is said of a part of the trial that the layout could not tell from the others."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence

# 'Active brain metastases (applies to the pilot phase and cohorts 1 and 2 only)'
_APPLIES_TO_A_PART = gated(
    r"\(\s*(?:only\s+)?appl(?:ies|icable|y|ying)\s+(?:only\s+)?(?:to|for)\s+(?![^()]*\b(?:all|both|any|each|every)\b)[^()]{0,80}?\b(?:cohorts?|arms?|parts?|phases?|stages?|groups?|expansion|escalation)\b[^()]{0,60}\)\W*$",
    re.I,
)

# 'For the everolimus plus exemestane arm: a PIK3CA mutation', '... is required in the alpelisib and capivasertib arms': arms
# told by their drugs, of which no label is made
_EACH_OR_ALL = r"(?!(?:the\s+)?(?:[\w-]+\s+){0,2}?(?:all|both|any|each|every|either|control|study|treatment|this)\b)"
_IN_AN_ARM = gated(
    rf"^\W*(?:(?:additionally|also|in\s+addition|further(?:more)?),?\s+)?(?:for|in|within)\s+(?:the\s+)?{_EACH_OR_ALL}[^.;:,()]{{2,80}}?\s(?:arms?|cohorts?)(?:\s+only)?\s*[:,]"
    rf"|\b(?:required|mandatory|needed)\s+(?:only\s+)?(?:in|for)\s+(?:the\s+)?{_EACH_OR_ALL}[^.;:()]{{2,100}}?\s(?:arms?|cohorts?)\W*$",
    re.I,
)


def of_a_part(sentence: Sentence) -> bool:
    """Whether it is said of a part of the trial that the layout could not tell from the others."""
    if sentence.item and sentence.item.cohorts:
        return False
    return any(told.search(sentence.text) is not None for told in (_APPLIES_TO_A_PART, _IN_AN_ARM))
