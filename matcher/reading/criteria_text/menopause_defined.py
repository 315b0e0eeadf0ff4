"""Where every menopausal status is taken, 'Postmenopausal status defined as ...' tells what the word means and asks for nothing."""

from __future__ import annotations

import re

from data.criteria import Criterion, Note
from matcher.reading.criteria_text.drafts import Draft
from matcher.reading.gated import gated
from matcher.reading.person.menopause_explained import defines_a_status

_STATUS = r"(?:pre|peri|post)-?\s?(?:menopausal)?"
# 'Pre- and post-menopausal women', 'irrespective of menopausal status', 'any menopausal status'
_EVERY_STATUS = gated(
    rf"\bpre-?\s?(?:menopausal)?(?:[\s,/]+(?:(?:and|or|and/or|as well as)\s+)?{_STATUS}){{0,1}}[\s,/]+(?:(?:and|or|and/or|as well as)\s+)?post-?\s?menopausal\b"
    r"|\bpost-?\s?(?:menopausal)?[\s,/]+(?:(?:and|or|and/or|as well as)\s+)?(?:peri|pre)-?\s?menopausal\b"
    r"|\b(?:any|regardless of|irrespective of|independent of|whatever)\s+(?:the\s+|their\s+)?menopausal\s+status\b",
    re.I,
)


def leave_out_definitions_of_menopause(draft: Draft) -> None:
    """Takes such criteria out of the draft where another point takes women of every status."""
    told = (draft.common, *draft.by_cohort.values())
    definitions = dict.fromkeys(c for criteria in told for c in criteria if _only_defines(c, draft))
    if not definitions or not _EVERY_STATUS.search(draft.text.plain):
        return
    draft.notes += dict.fromkeys(Note("explanation", c.evidence[0]) for c in definitions)
    for criteria in told:
        criteria[:] = [c for c in criteria if c not in definitions]


def _only_defines(criterion: Criterion, draft: Draft) -> bool:
    """Whether the line that it was read in begins with a definition of the status."""
    if criterion.facet != "menopausal_status":
        return False
    span, stored = criterion.evidence[0], draft.text.stored
    return defines_a_status(stored[stored.rfind("\n", 0, span.start) + 1 : span.end])
