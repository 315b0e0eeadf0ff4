"""Metastases whose local treatment is planned or under way: whoever is to have it has metastases.

'Planned palliative radiotherapy of bone metastases', 'at least one metastatic lesion to be irradiated' (reading of the
sentence). It is told beside the extent that the sentence names, so that of 'advanced or metastatic' the latter is left."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.found import within
from matcher.reading.state.meanings import METASTATIC

_LOCAL = (
    r"(?:(?:chemo)?radio-?\s?therapy|radiation|radiosurgery|irradiation|rt|sbrt|sabr|srs|surgery|resection|ablation)\b"
)
_DUE = r"(?:plan(?:s|ned|ning)?|scheduled|referred|candidates?|eligible|indicat\w+|requir(?:e|es|ing)|needs?|needing|in\s+need|receiv(?:e|ing)|undergo(?:ing)?|intended|will|suitable|suited)\b"
# What reaches the nodes of the breast alone is no metastatic disease (AJCC 8), and what is prevented is not there.
_NOT_OF_IT = r"(?:nod(?:e|es|al)|axilla\w*|lymph\w*|regional|sentinel|prevent\w*|reduc\w+|risks?|delay\w*|no|not|without|or|and/or|if|primary|prior|previous)\b"
_BETWEEN = rf"(?:(?:one|\d)\s+or\s+more\s+|(?!{_NOT_OF_IT})[\w/-]+\s+)"
_SPREAD = r"metasta(?:s[ei]s|tic\s+(?:disease|sites?|lesions?|tumou?rs?|deposits?))\b"
_TREATED = gated(
    rf"\b{_DUE}[^.;:()]{{0,60}}?\b{_LOCAL}(?:\s+therapy|\s+treatment)?(?:\s+\([^()]{{0,20}}\))?\s+{_BETWEEN}{{0,2}}?(?:of|to|for|on)\s+{_BETWEEN}{{0,7}}?{_SPREAD}"
)
_TO_TREAT = gated(
    rf"\b(?:with|have|having|presence of|has)\s+{_BETWEEN}{{0,6}}?{_SPREAD},?\s+(?:(?:that|which)\s+)?(?:(?:is|are)\s+)?"
    rf"(?:to\s+be\s+(?:irradiated|resected|ablated|treated\s+(?:with|by)\s+{_LOCAL})|(?:planned|scheduled|intended|requiring|needing|requires?|needs?)\s+{_BETWEEN}{{0,4}}?{_LOCAL})"
)
# It is denied, or one of two ways in.
_BEFORE = gated(
    r"\b(?:no|not|without|never|may|can|could|if|unless|except\w*|either)\b|,\s*or\b[^.;]{0,60}$|\bor\s+(?:stage|patients|those|women|with|who|are|is|have|to|being)\b[^.;]{0,40}$|\bor\s+$"
)
# A rule for those who have it, an alternative, metastases in the nodes.
_BEHIND = gated(
    r"[^.;]{0,60}\b(?:must|should|not|before|prior|may|allowed|permitted|exclu\w+)\b|\W+(?:\w+\W+){0,3}?(?:or|and/or)\b"
    r"|\W+(?:in|of|to|involving)\W+(?:(?:the|ipsilateral|one|more)\W+){0,2}(?:axill|regional|lymph|sentinel|nod)"
)


def metastases_to_treat(sentence: Sentence) -> Mention | None:
    """Of an inclusion that asks for it."""
    if not sentence.demands:
        return None
    lower = sentence.lower
    told = _TREATED.search(lower) or _TO_TREAT.search(lower)
    if told is None or _BEFORE.search(lower, 0, told.start()) or _BEHIND.match(lower, told.end()):
        return None
    return Mention("stage", within(METASTATIC, METASTATIC), "metastases", *told.span(), Stance.REQUIRE)
