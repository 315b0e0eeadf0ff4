"""'Stage IV only by supraclavicular nodes': metastatic by an older staging, and a regional spread by that of today."""

from __future__ import annotations

from data.axes import states_where
from matcher.reading.exceptions import REGIONAL_NODES
from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import METASTATIC

REACHES_FAR_NODES = states_where(lambda s: s.stage == "IIIC")  # AJCC 8: N3; supraclavicular nodes were M1 up to AJCC 5

BY_NODES = "spread to regional nodes alone"
# 'Stage IV disease only when the sole distant site is an infraclavicular node', 'metastatic disease limited to ...'
_BY_NODES_ALONE = gated(
    rf"[^.;]*?\b(?<!not )(?:only|solely|exclusively|sole|restricted|limited|confined)\b(?![^.;]*\b(?:contralateral|opposite|bones?|liver|lungs?|visceral|skin|mediastin\w+|distant\s+nodes?)\b)[^.;]{{0,70}}?\b{REGIONAL_NODES}(?!\s+(?:dissection|surgery|irradiation|radiotherapy))"
)


def by_nodes_alone(sentence: Sentence, found: list[Found]) -> list[Found]:
    """Metastatic disease as that of regional nodes where a sentence asks for no more of it."""
    if sentence.excludes or not sentence.from_criteria:
        return found
    told = [_of_the_nodes(f) if _is_by_them(sentence.lower, f) else f for f in found]
    if all(f.name != BY_NODES for f in told):
        return found
    return [f for f in told if f.axis != "extent" or f.wide & ~METASTATIC]  # '... as the only M1 site'


def _is_by_them(lower: str, f: Found) -> bool:
    if f.denied or f.axis != "extent" or f.wide & ~METASTATIC or not f.wide:
        return False
    return _BY_NODES_ALONE.match(lower, f.end) is not None


def _of_the_nodes(f: Found) -> Found:
    return f._replace(name=BY_NODES, sure=REACHES_FAR_NODES, wide=REACHES_FAR_NODES, words=BY_NODES)
