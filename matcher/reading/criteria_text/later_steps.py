"""Parts of a trial that nobody enters from outside: 'Stage 2: progression on Stage 1 treatment', 'Part B: completed Part A'.

Whoever joins such a trial joins the part before, whose criteria she has to meet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matcher.reading.cohorts.from_another import FROM_ANOTHER, LEAVING
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.criteria_text.drafts import Draft
from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE, Item
from matcher.reading.sentences import sentences_of

# 'Patients treated in Phase 1 may be counted', 'progressed in Part A, or untreated'
_NO_DEMAND = gated(
    r"\b(?:may|can|if|either|not|no|never|without|allowed|permitted|also|unless|except|whether)\b"
    rf"|\bor\s+(?!{LEAVING})",
    re.I,
)


def leave_out_later_steps(items: Sequence[Item], draft: Draft) -> None:
    """Takes such parts out of the ways in, where the part before is one."""
    for item in items:
        if len(item.cohorts) != 1 or item.of_others or item.polarity != INCLUDE or item.heading:
            continue
        own = item.cohorts[0]
        if own in draft.by_cohort and any(_comes_from_another(s.text, own, draft) for s in sentences_of(item)):
            del draft.by_cohort[own]


def _comes_from_another(text: str, own: CohortLabel, draft: Draft) -> bool:
    found = FROM_ANOTHER.search(text)
    if found is None or _NO_DEMAND.search(text):
        return False
    part = " ".join(found["part"].lower().split())
    return any(str(label).lower() == part and label != own for label in draft.by_cohort)
