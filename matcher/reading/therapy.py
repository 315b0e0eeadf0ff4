from __future__ import annotations

from matcher.reading.mentions import Context, Mention
from matcher.reading.sentences import Sentence


def read_therapy(sentence: Sentence, context: Context) -> list[Mention]:
    return []
