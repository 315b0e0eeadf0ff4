"""Metastatic disease of which nothing is left to be seen: 'stage IV breast cancer in complete remission'."""

from __future__ import annotations

from data import axes
from data.criteria import Requirement, Undecidable, Within, every
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import METASTATIC, UNTREATED

# '... in complete remission, or with stable or minimal residual disease': something may be left to measure.
_SOMETHING_LEFT = gated(
    r"\b(?:measur\w+|evaluable|residual|minimal|partial|stable(?! bone)|response|responding|cancer-free)\b"
)


def metastases_in_remission(sentence: Sentence, found: list[Found]) -> tuple[list[Found], list[Mention]]:
    """Beside metastatic disease alone, 'no evidence of disease' tells that it was treated and that no lesion can be measured."""
    extents = [f for f in found if f.axis == "extent"]
    gone = next((f for f in found if f.name == "no_evidence_of_disease" and not f.denied), None)
    if gone is None or sentence.excludes or not extents or any(f.denied or f.wide & ~METASTATIC for f in extents):
        return found, []
    asked: list[Requirement] = [Within(axes.STATE_AXIS, METASTATIC & ~UNTREATED)]
    if not _SOMETHING_LEFT.search(sentence.lower):
        asked.append(Within(axes.MEASURABLE_AXIS, axes.mask(axes.MEASURABLE_AXIS, ["no"])))
        asked.append(
            Undecidable("whether anything is left of it")
        )  # of bone metastases there may be, and none to measure
    remission = Mention("setting", every(asked), "metastatic disease in remission", gone.start, gone.end)
    return [f for f in found if f.name != gone.name], [remission]
