"""'Prior regimens: at least two' / 'one of them for metastatic disease': of the lines counted above some were late ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.criteria import Between
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE
from matcher.reading.mentions import Mention
from matcher.reading.numbers import number
from matcher.reading.sentences import Sentence, sentences_of
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.facets import LINES
from matcher.reading.therapy.kinds import concepts_in
from matcher.reading.therapy.lines.quantities import KIND_OF, quantity_counted
from matcher.reading.therapy.lines.ranges import LEAST


def late_one_of_them(sentence: Sentence, vocabulary: Vocabulary) -> Mention | None:
    """'Prior regimens: at least two' / 'one of them for metastatic disease': that line was one for metastatic disease."""
    told = None if sentence.excludes else _ONE_OF_THEM_LATE.match(sentence.text)
    if told is None or sentence.stance is not Stance.REQUIRE or _OR_OTHERWISE.search(sentence.text):
        return None
    above = _said_before(sentence, refers=told["them"] is not None)
    concepts = concepts_in(above, vocabulary)
    if not (_EARLIER.search(above) and (concepts or _TREATMENTS.search(above))):
        return None
    if phrases.PERMITS.search(above) or _OPEN_ABOVE.search(above):
        return None
    quantity = _kind_of_all(concepts, vocabulary) if concepts else quantity_counted(above) or "lines_metastatic"
    least = number(told["n"])
    return Mention(
        LINES,
        Between(quantity, least, None),
        f"at least {least} of them for metastatic disease",
        *told.span(),
        Stance.REQUIRE,
    )


def _kind_of_all(concepts: Sequence[str], vocabulary: Vocabulary) -> str:
    """The lines that are counted where all that is named is chemotherapy, or all of it endocrine therapy."""
    kinds = (
        quantity
        for quantity in ("chemo_lines_metastatic", "endocrine_lines_metastatic")
        if all(KIND_OF[quantity] in (c, *vocabulary.ancestors(c)) for c in concepts)
    )
    return next(kinds, "lines_metastatic")


# 'At least one of which was for metastatic disease', below or behind words that tell of earlier treatment
_ONE_OF_THEM_LATE = gated(
    rf"^\W*(?:(?:including|with|and|of which|of these|of them)\s+)*(?:{LEAST}\s*)?(?P<n>one|two|1|2)\b(?:\s+or\s+more\b)?"
    r"(?:\s+(?:(?P<them>of\s+(?:these|them|those|the\s+(?:two|three|above|latter))|of\s+which)|prior|previous|earlier|chemotherapy|cytotoxic|systemic|regimens?|lines?|courses?|therap(?:y|ies)|treatments?)\b){0,5}"
    r"(?:\s+(?:must|should|has|have|had|was|were|be|been|is|to|given|administered|received|used|for|in|as|after|since|treatment of|the|treatment|onset of|diagnosis of|detection of|development of)\b){1,8}"
    rf"\s+(?:[\w-]+\s+(?:or\s+|and/or\s+)?){{0,3}}?(?:metasta\w+|advanced|recurrent|{phrases.STAGE_IV})\b",
    re.I,
)

# 'Either as adjuvant treatment or for metastatic disease', 'preferably for metastatic disease'
_OR_OTHERWISE = gated(
    rf"{phrases.EARLY.pattern}|\b(?:may|might|can|could|if|unless|preferabl[ey]|ideally|not(?! (?:less|fewer))|either|whether)\b",
    re.I,
)

_EARLIER = gated(r"\b(?:prior|previous\w*|earlier|received|had|number of|pre-?treated|treated|before)\b", re.I)
_TREATMENTS = gated(r"\b(?:lines?|regimens?|chemotherap\w+|therap(?:y|ies)|treatments?)\b", re.I)

_OPEN_ABOVE = gated(
    r"\bno\b(?! (?:more|less|fewer))|\bnot\b(?! (?:more|less|fewer|greater))|\b(?:one|any|either) of\b", re.I
)


def _said_before(sentence: Sentence, *, refers: bool) -> str:
    """The sentence before it in the same item, else the point above it, with the point before it where the sentence
    refers to what that tells ('one of these')."""
    item = sentence.item
    if item is None:
        return ""
    if earlier := [s.text for s in sentences_of(item) if s.start < sentence.start]:
        return earlier[-1]
    above, before = item.parent, item.before if refers else None
    if before is None or before.heading or before.polarity != INCLUDE or before.cohorts != item.cohorts:
        return above.text if above else ""
    return f"{above.text} {before.text}" if above else before.text
