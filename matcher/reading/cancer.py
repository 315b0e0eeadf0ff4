"""Does the trial take breast cancer at all?"""

from __future__ import annotations

from collections.abc import Sequence

from data.criteria import Criterion
from data.trial import Trial
from matcher.reading.mentions import Context, Mention
from matcher.reading.sentences import Sentence


def read_cancer(sentence: Sentence, context: Context) -> list[Mention]:
    return []


def read_cancer_type(trial: Trial, context: Context, known: Sequence[Criterion]) -> list[Criterion]:
    return []
