"""A rule for some of the patients that goes on in the next sentence of its point.

'HR+ patients must have had a CDK4/6 inhibitor. No more than two lines of chemotherapy for metastatic disease': the second
sentence names nobody, and is said of the patients of the first.
"""

from __future__ import annotations

import re

from data.criteria import WHERE
from matcher.reading.composing.stated import under
from matcher.reading.criteria_text.drafts import SentenceRead
from matcher.reading.exceptions import OF_DRUGS
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.stance import Stance
from matcher.reading.subjects import RECEPTORS

# 'All patients must have ...', 'In every case ...'; not 'they must also have'
_NAMES_PATIENTS = gated(
    r"\b(?:patients?|participants?|subjects?|wom[ae]n|individuals|candidates|cohorts?|arms?|parts?|phases?|all\s+(?:cases|others)|(?:in|for)\s+(?:all|every|any|both|either)|everyone|those)\b",
    re.I,
)


def for_whom_it_goes_on(before: SentenceRead | None, read: SentenceRead) -> SentenceRead:
    """What was read of a sentence, asked of those alone for whom the one before it in its point was a rule of treatment."""
    if before is None or before.sentence.excludes or not read.stated or _NAMES_PATIENTS.search(read.sentence.text):
        return read
    whom = _of_whom(before)
    if whom and all(s.facet in OF_DRUGS for s in read.stated) and not any(m.facet in RECEPTORS for m in read.mentions):
        read.stated[:] = [under(s, whom) for s in read.stated]
        read.mentions += whom  # the sentence behind may go on for them as well
    return read


def _of_whom(read: SentenceRead) -> list[Mention]:
    """The receptors of those of whom alone the sentence asks a treatment."""
    asked_of_some = all(s.facet in OF_DRUGS and WHERE in s.statement for s in read.stated)
    if not read.stated or not asked_of_some:
        return []
    whom = [m for m in read.mentions if m.facet in RECEPTORS and m.stance is not Stance.FORBID]
    return whom if all(any(m.statement in s.statement.split(WHERE, 1)[1] for m in whom) for s in read.stated) else []
