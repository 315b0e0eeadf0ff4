"""Receptors that a treatment of hers implies: endocrine treatment is given for hormone receptor-positive breast cancer
(ASCO/CAP 2020: that is what the receptors are tested for). To prevent a cancer, and after carcinoma in situ, it was given to
others as well; a record that speaks of these implies nothing. Trastuzumab is for HER2-positive breast cancer (label): an
exclusion of those who could be given it shuts these out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.criteria import Criterion, Evidence
from data.trial import Trial
from matcher.reading import people
from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE
from matcher.reading.receptors.masks import her2, hormone_receptors
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


# 'Who will be treated with an aromatase inhibitor', 'scheduled for adjuvant tamoxifen'
_DRUG = r"(?:aromatase inhibitors?|ais?\b|tamoxifen|letrozole|anastrozole|exemestane|endocrine (?:therapy|treatment)|(?:anti-?)?hormon(?:al|e) (?:therapy|treatment))"
_TO_COME = gated(
    r"\b(?:(?:will|would|to) be (?:treated with|started on|prescribed|given)|(?:will|would|to) (?:receive|start|begin|take)|(?:schedul\w+|plann(?:ed|ing)|candidates?|eligible|about|suitable|intend\w*|indicated)\s(?:for|to (?:receive|start|begin|take|be treated with)))"
    rf"\s(?:(?:an?|the|adjuvant|extended|treatment with|therapy with|initiation of)\s){{0,3}}{_DRUG}"
)
# 'Joint pain induced by aromatase inhibitors'
_COMES_OF_IT = gated(
    rf"\b{_DRUG}(?:\s\([a-z]{{2,4}}\))?[- ](?:induced|associated|related)\b|\b(?:induced|caused) by {_DRUG}|\bassociated with {_DRUG}"
)


# Among exclusions: 'candidates for trastuzumab', 'patients eligible for HER2-targeted therapy'
_COULD_HAVE_TRASTUZUMAB = gated(
    r"\W*(?:(?:patients?|women|subjects?|participants?|those|who|that|are|is|any|tumou?rs?)\s+){0,4}(?:candidates?|candidable|eligible|suitable|indicated)\s+(?:for|to)\s+"
    r"(?:(?:receive|be\s+treated\s+with|treatment\s+with|therapy\s+with|the\s+use\s+of)\s+){0,2}(?:trastuzumab|herceptin|(?:anti-?\s?HER-?2|HER-?2[- ](?:targeted|directed))(?:\s+(?:therap(?:y|ies)|treatments?|agents?))?)(?:[- ]based)?(?:\s+(?:therap(?:y|ies)|treatments?))?\W*",
    re.I,
)


def receptors_of_treatment(
    trial: Trial, criteria: Sequence[Criterion], everything: Sequence[Criterion]
) -> list[Criterion]:
    """'Must be taking an aromatase inhibitor', of a record that says nothing of receptors."""
    if any(c.facet in RECEPTOR_FACETS for c in (*criteria, *everything)):
        return []
    for plain, sentence, item in people.sentences(trial):
        if item.polarity == EXCLUDE and not item.cohorts and _COULD_HAVE_TRASTUZUMAB.fullmatch(sentence.text):
            where = Evidence("criteria", *plain.span(sentence.start, sentence.end))
            others = her2("positive").negated().requirement()
            return [Criterion("her2", others, "Excludes HER2-positive, told by its treatment", (where,))]
    evidence = _endocrine_treatment(trial, criteria)
    if evidence is None or _PREVENTIVE.search(
        f"{trial.brief_title} {trial.official_title or ''} {trial.criteria or ''}"
    ):
        return []
    positive = hormone_receptors(True, None)
    words = f"Requires {positive.words}, as it is treated by endocrine therapy"
    return [Criterion("receptor_subtype", positive.requirement(), words, evidence)]


def _endocrine_treatment(trial: Trial, criteria: Sequence[Criterion]) -> tuple[Evidence, ...] | None:
    """Where the record says that it is under way or to come, or is about a complaint that comes of it."""
    text = trial.criteria or ""
    for c in criteria:
        if c.facet != "setting" or not _PHASES.match(c.statement) or any(e.source != "criteria" for e in c.evidence):
            continue
        told = _WITH_OR_WITHOUT.sub(" ", " ".join(text[e.start : e.end].lower() for e in c.evidence))
        if _ENDOCRINE.search(told) and not _NOT_OF_ALL.search(told):
            return c.evidence
    for _, line, evidence in people.lines_of_sources(trial, *people.TITLES):
        if _COMES_OF_IT.search(line.lower()) and "healthy" not in line.lower():
            return (evidence,)
    for plain, sentence in people.inclusions(trial):
        told = _WITH_OR_WITHOUT.sub(" ", sentence.lower)
        if _TO_COME.search(told) and not _NOT_OF_ALL.search(told):
            return (Evidence("criteria", *plain.span(sentence.start, sentence.end)),)
    return None
