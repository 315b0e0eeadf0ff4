"""'Local recurrence ..., or metastases': bare metastases as the last or first of the extents that 'or' joins."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import MEANINGS, RECURRENCES

# Extents that stand beside metastatic disease in rules for advanced breast cancer
_BESIDE = RECURRENCES | {"locally_advanced", "unresectable", "incurable", "advanced"}

_LAST = gated(
    r"(?:,\s*|\s)(?:and/)?or\s+(?:with\s+)?(?P<what>metastas[ei]s)\s*(?:[.;]?$|,?\s*(?:that|which|not|unsuitable|unamenable|beyond|neither|for\s+(?:which|whom|neither))\b)"
)
# 'Local recurrence, metastases, or stage III'
_AMONG = gated(r",\s*(?P<what>metastas[ei]s),?\s*(?:and/)?or\b")
_FIRST = gated(r"\W*(?:(?:patients?|women)\s+with\s+|presence\s+of\s+)?(?P<what>metastas[ei]s)\s*,?\s*(?:and/)?or\b")
# Where such words stand, the metastases are denied, feared, or those of nodes.
_NOT_ASKED = gated(
    r"\b(?:no|without|free|absence|lack|risks?|nor|neither|never|exclud\w*|rule[ds]?|prevent\w*|before|until|if|unless|may|suspicio\w+|nod(?:e|es|al)|axill\w+|lymph\w*|brain|cns)\b"
)
_NOT_MEANT = gated(
    r"\b(?:without|free|absence|lack|risks?|exclud\w*|rule[ds]?|prevent\w*|until|if|unless|may|suspicio\w+|nod(?:e|es|al)|axill\w+|lymph\w*|brain|cns)\b"
)


def or_metastases(sentence: Sentence, found: list[Found]) -> list[Found]:
    """The bare word for metastases, where the sentence asks for another extent of late disease beside it."""
    lower = sentence.lower
    if sentence.excludes or not sentence.from_criteria:
        return []
    named = _LAST.search(lower) or _FIRST.match(lower) or _AMONG.search(lower)
    if named is None or _NOT_ASKED.search(lower, 0, named.end("what")) or _NOT_MEANT.search(lower, named.end("what")):
        return []
    beside = [f for f in found if f.name in _BESIDE and not f.denied]
    if not beside or any(f.start <= named.start("what") < f.end for f in found):
        return []
    meaning = MEANINGS["metastatic"]
    return [Found("metastatic", meaning.axis, meaning.sure, meaning.wide, meaning.words, *named.span("what"))]
