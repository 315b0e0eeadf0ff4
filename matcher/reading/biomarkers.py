from __future__ import annotations

from matcher.reading.mentions import Context, Mention
from matcher.reading.sentences import Sentence


def read_biomarkers(sentence: Sentence, context: Context) -> list[Mention]:
    return []
