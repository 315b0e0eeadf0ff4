"""Points in one line of which one is enough: 'disease that is i) HER2-positive; ii) triple-negative, or iii) ...'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matcher.reading.composing.stated import Stated
from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence

FIRST_POINT = gated(r"(?:^|[\s:])\(?(?:i|a|1)\)\s", re.I)
_ANOTHER = r"\(?(?:ii|iii|iv|v|[b-e]|[2-5])\)\s"
_OR_A_POINT = gated(rf"(?:^|[,;]\s)or\s+{_ANOTHER}", re.I)
_AND_A_POINT = gated(rf"(?:^|[,;]\s)and\s+{_ANOTHER}", re.I)


def points_with_or(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, cut at the semicolons, from the first point to the one that is joined by an 'or'."""
    first: int | None = None
    for n, sentence in enumerate(sentences):
        if first is not None and (_AND_A_POINT.search(sentence.text) or not sentences[n - 1].text.endswith(";")):
            first = None  # whatever began before it ends here
        elif first is not None and _OR_A_POINT.search(sentence.text):
            return tuple(sentences[first : n + 1])
        if first is None and FIRST_POINT.search(sentence.text):
            first = n
    return ()


def apart_at_the_or(sentence: Sentence, stated: list[Stated]) -> list[list[Stated]]:
    """'ii) triple-negative, or iii) pretreated': what a sentence states, as the one way or the two ways that it tells."""
    second = _OR_A_POINT.search(sentence.text)
    if second is None or not second.start():
        return [stated]
    return [[s for s in stated if s.start < second.start()], [s for s in stated if s.start >= second.start()]]
