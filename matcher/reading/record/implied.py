"""Receptors that a treatment of hers implies: endocrine treatment is given for hormone receptor-positive breast cancer
(ASCO/CAP 2020: that is what the receptors are tested for). To prevent a cancer, and after carcinoma in situ, it was given to
others as well; a record that speaks of these implies nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.criteria import Criterion
from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.receptors.masks import hormone_receptors
from matcher.reading.record.presuppositions import RECEPTOR_FACETS

# What may be given instead, or to others: 'chemotherapy or endocrine therapy', 'tamoxifen, if applicable'
_NOT_OF_ALL = gated(
    r"chemo|radi[oa]|irradiat|targeted|biologic|trastuzumab|her-?2|immuno|surg|systemic|anti-?cancer|\bother\b|\bif\b|\bmay\b|\bcan\b|\bnot\b|\bno\b|\bwithout\b|allowed|permitted|"
    r"androgen|prostat|\bwithin\b|healthy|high[- ]risk|at risk|prevent|estradiol|o?estrogens?\b(?! receptor)|\bwhen\b|\bpatients who\b",
)
_PREVENTIVE = gated(
    r"\b(?:chemo-?)?prevent(?:ion|ive)\b|\brisk[- ](?:reduction|reducing)\b|\bhigh[- ]risk women\b|\bin[- ]situ\b|\bDCIS\b|\bLCIS\b",
    re.I,
)
_WITH_OR_WITHOUT = gated(r"\b(?:with(?:\s?/\s?| or )without|regardless of|irrespective of)\b[^.;,]*")
_PHASES = gated(
    r"Requires (?:endocrine treatment running|adjuvant treatment)(?: and (?:endocrine treatment running|adjuvant treatment|operated))?$"
)
_ENDOCRINE = gated(
    r"\b(?:endocrine|(?:anti-?)?hormon\w+|a[he]t|ais?|aromatase|tamoxifen|letrozole|anastrozole|exemestane|serms?|toremifene)\b"
)


def receptors_of_endocrine_treatment(
    trial: Trial, criteria: Sequence[Criterion], everything: Sequence[Criterion]
) -> list[Criterion]:
    """'Must be taking an aromatase inhibitor', of a record that says nothing of receptors."""
    if any(c.facet in RECEPTOR_FACETS for c in (*criteria, *everything)):
        return []
    text = trial.criteria or ""
    for c in criteria:
        if c.facet != "setting" or not _PHASES.match(c.statement) or any(e.source != "criteria" for e in c.evidence):
            continue
        told = _WITH_OR_WITHOUT.sub(" ", " ".join(text[e.start : e.end].lower() for e in c.evidence))
        if not _ENDOCRINE.search(told) or _NOT_OF_ALL.search(told):
            continue
        if _PREVENTIVE.search(f"{trial.brief_title} {trial.official_title or ''} {text}"):
            return []
        positive = hormone_receptors(True, None)
        words = f"Requires {positive.words}, as it is treated by endocrine therapy"
        return [Criterion("receptor_subtype", positive.requirement(), words, c.evidence)]
    return []
