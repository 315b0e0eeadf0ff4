"""A lesion that a drug is injected into: superficial, nodal or visceral, and none of the bones alone.

"At least one skin, nodal or visceral lesion that can be injected"    not bone-only
"Tumour accessible for injection", title "intratumoral ..."           not bone-only
"A lesion accessible to biopsy", "an injection of fulvestrant"        nothing
"""

from __future__ import annotations

import re

from data.axes import BONE_ONLY_AXIS, NO
from data.criteria import Within
from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.sites.measurable_of_whom import only_a_part
from matcher.reading.stance import Stance

_LESION = r"(?:lesions?|tumou?rs?|metasta\w+|mass(?:es)?|nodes?|nodules?)"
_BETWEEN = r"(?:[^.;:]|\.\d){0,60}?"
_INJECTED = gated(
    rf"\binjectable\s+(?:\w+\s+){{0,2}}{_LESION}\b|\b{_LESION}\b{_BETWEEN}\b(?:(?:can|could|may|will|to|must|should)\s+(?:safely\s+|readily\s+|easily\s+)?be\s+(?:\w+ly\s+)?injected\b"
    r"|(?:suitable|amenable|accessible|available|feasible|appropriate|eligible|candidates?)\s+(?:for|to)\s+(?:(?!biops)[\w/-]+\s+){0,5}?injections?\b|into\s+which\b[^.;:]{0,40}\binject)",
    re.I,
)
_INTO_THE_TUMOUR = gated(r"\bintra-?\s?(?:tumou?ral|lesional)", re.I)
# Where a needle reaches
_WITHIN_REACH = gated(
    r"\b(?:superficial|palpable|visible|cutaneous|subcutaneous(?!\s+injection)|skin|nod(?:al|es?)|visceral|ultrasound|sonograph\w*)\b",
    re.I,
)
_SOFTER = gated(
    r"\b(?:allowed|permitted|eligible\s+if|if|unless|when|optional|previous\w*|prior|history|no|not|without|bones?|osseous|skeletal)\b",
    re.I,
)


def to_be_injected(sentence: Sentence, trial: Trial) -> Mention | None:
    """A lesion within reach of a needle that an inclusion asks for."""
    wanted = sentence.from_criteria and not sentence.excludes
    found = _INJECTED.search(sentence.text) if wanted else None
    if found is None or _SOFTER.search(sentence.text) or only_a_part(sentence):
        return None
    titles = f"{trial.brief_title} {trial.official_title or ''}"
    if not any(p.search(text) for p, text in ((_INTO_THE_TUMOUR, titles), (_WITHIN_REACH, sentence.text))):
        return None
    words = "a lesion that can be injected"
    return Mention("metastatic_sites", Within(BONE_ONLY_AXIS, NO), words, *found.span(), Stance.REQUIRE, settled=True)
