"""'Prior regimens: at least two' / 'one of them for metastatic disease': of the lines counted above some were late ones."""

from __future__ import annotations

import re

from data.criteria import Between
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, sentences_of
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.lines.quantities import quantity_counted


def late_one_of_them(sentence: Sentence) -> Mention | None:
    """'Prior regimens: at least two' / 'one of them for metastatic disease': that line was one for metastatic disease."""
    told = None if sentence.excludes else _ONE_OF_THEM_LATE.match(sentence.text)
    if told is None or sentence.stance is not Stance.REQUIRE:
        return None
    above = _said_before(sentence)
    if not _COUNTS_EARLIER.search(above) or phrases.PERMITS.search(above) or _OPEN_ABOVE.search(above):
        return None
    least = 2 if told["n"].lower() in ("two", "2") else 1
    quantity = quantity_counted(above) or "lines_metastatic"
    return Mention(
        LINES,
        Between(quantity, least, None),
        f"at least {least} of them for metastatic disease",
        *told.span(),
        Stance.REQUIRE,
    )


# 'At least one of which was for metastatic disease', below a point that counts earlier lines
_ONE_OF_THEM_LATE = gated(
    r"^\W*(?:(?:including|with|and|of which|of these)\s+)*(?:at least\s+|>=\s*)?(?P<n>one|two|1|2)\b(?:\s+or\s+more\b)?(?:\s+(?:of (?:which|these|them)|prior|previous|chemotherapy|systemic|regimens?|lines?|therap(?:y|ies)|treatments?)\b){0,4}"
    r"(?:\s+(?:must|should|has|have|had|was|were|be|been|is|given|administered|received|for|in|as|treatment of|the|treatment)\b){1,8}\s+(?:[\w-]+\s+(?:or\s+|and/or\s+)?){0,3}?(?:metasta\w+|advanced|recurrent)\b",
    re.I,
)

_COUNTS_EARLIER = gated(
    r"\b(?:prior|previous\w*|earlier|received|number of|pre-?treated)\b[^.;]*\b(?:lines?|regimens?|chemotherap\w+|therap(?:y|ies)|treatments?)\b",
    re.I,
)

_OPEN_ABOVE = gated(r"\bno\b(?! more)|\bnot\b(?! (?:more|less|fewer|greater))|\b(?:one|any|either) of\b", re.I)


def _said_before(sentence: Sentence) -> str:
    """The sentence before it in the same item, else the item above."""
    if sentence.item is None:
        return ""
    earlier = [s.text for s in sentences_of(sentence.item) if s.start < sentence.start]
    return earlier[-1] if earlier else sentence.item.parent.text if sentence.item.parent else ""
