"""Lines of nothing but the label of a part and words of headings: 'Expansion Cohort 1:', 'To be eligible for Cohort A:',
'Cohort A - Inclusion Criteria', 'Tumor type, Phase 2:'. Whatever else stands in a line makes it a criterion."""

from __future__ import annotations

import re

from matcher.reading.cohorts.label import KIND_OF_PART, NAMES_OF_PARTS, NOT_A_WAY_IN, CohortLabel, labels_of
from matcher.reading.gated import gated

_LONGEST = 110
_PART = gated(rf"\b{KIND_OF_PART}[\s#:-]{{0,3}}{NAMES_OF_PARTS}\b", re.I)
_ASIDE = gated(r"\s*(?:\([^()\n]{0,60}\)|\[[^\[\]\n]{0,60}\])(?=\W*$)")
_HEADING_WORDS = gated(
    r"(?:\W|\b(?:to|be|of|in|into|for|the|this|with|and|all|only|on|must|should|have|has|meet|satisfy|fulfil+|following|below|as|are|is|will|"
    r"eligible|eligibility|inclusion|criteri(?:a|on)|requirements?|specific|specifically|additional|additionally|further|key|main|major|other|"
    r"enrol(?:l|led|ling|lment)?|entry|entered|entering|participat(?:e|ing|ion)|included|assigned|randomi[sz]ed|treated|"
    r"patients?|participants?|subjects?|women|expansion|escalation|dose|treatment|study|trial|breast|cancer|disease|tumou?rs?|types?|under|population|diagnosis|"
    r"characteristics|applicable|considered)\b)*",
    re.I,
)


def bare_heading(body: str) -> tuple[CohortLabel, ...]:
    """The part that such a line heads; () where it is no such line."""
    line = _ASIDE.sub("", body) if len(body) <= _LONGEST else ""
    part = _PART.search(line)
    if part is None or NOT_A_WAY_IN.search(line):
        return ()
    rest = f"{line[: part.start()]} {line[part.end() :]}"
    return labels_of(part["kind"], part["names"]) if _HEADING_WORDS.fullmatch(rest) else ()
