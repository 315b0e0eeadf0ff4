"""Receptors that a treatment of hers implies: endocrine treatment is given for hormone receptor-positive breast cancer
(ASCO/CAP 2020: that is what the receptors are tested for). To prevent a cancer, and after carcinoma in situ, it was given to
others as well; a record that speaks of these implies nothing. Trastuzumab is for HER2-positive breast cancer (label): an
exclusion of those who could be given it shuts these out, and who is under it has that disease. CDK4/6 inhibitors are for
HR-positive disease (label); with anti-HER2 treatment they are given to HER2-positive disease too (PATINA), so that they
leave HER2 open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from data.criteria import Criterion, Evidence
from data.trial import Trial
from matcher.reading import whole_record
from matcher.reading.gated import Pattern, gated
from matcher.reading.layout.item import EXCLUDE
from matcher.reading.receptors.masks import Description, her2, hormone_receptors
from matcher.reading.receptors.silence import MARKER
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
# Letrozole and tamoxifen keep the oestradiol low while ovaries are stimulated, for cancers of any receptor (ESHRE 2020, female
# fertility preservation).
_WHILE_STIMULATED = gated(
    r"\b(?:ovar\w+|gonadotrop\w+) (?:hyper-?)?stimulation\b|\bovulation induction\b|\b(?:oocytes?|embryos?)\b|\bfertility preservation\b",
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
    rf"\b{_DRUG}(?:\s\([a-z]{{2,4}}\))?[- ](?:induced|associated|related)\b(?! (?:with|to)\b)|\b(?:induced|caused) by {_DRUG}|\bassociated with {_DRUG}"
)


# Among exclusions: 'candidates for trastuzumab', 'patients eligible for HER2-targeted therapy'
_COULD_HAVE_TRASTUZUMAB = gated(
    r"\W*(?:(?:patients?|women|subjects?|participants?|those|who|that|are|is|any|tumou?rs?)\s+){0,4}(?:candidates?|candidable|eligible|suitable|indicated)\s+(?:for|to)\s+"
    r"(?:(?:receive|be\s+treated\s+with|treatment\s+with|therapy\s+with|the\s+use\s+of)\s+){0,2}(?:trastuzumab|herceptin|(?:anti-?\s?HER-?2|HER-?2[- ](?:targeted|directed))(?:\s+(?:therap(?:y|ies)|treatments?|agents?))?)(?:[- ]based)?(?:\s+(?:therap(?:y|ies)|treatments?))?"
    r"(?:\s*\(?\s*or\s+(?:any\s+)?other\s+(?:anti-?\s?)?HER-?2(?:/neu)?[^.;()]{0,40}\)?)?\W*",
    re.I,
)


class _Treatment(NamedTuple):
    """Drugs that are given for one kind of receptors only, in lower case."""

    facet: str
    drugs: str
    receptors: Description
    told_by: str

    @property
    def under_it(self) -> Pattern:
        return gated(_UNDER_IT + self.drugs)

    @property
    def either(self) -> Pattern:
        """'Trastuzumab or pertuzumab': one of them, and the word that joins them"""
        return gated(rf"(?P<one>{self.drugs})(?:\s?/\s?|,?\s(?:or|and/or)\s)(?={self.drugs})")

    @property
    def induced(self) -> Pattern:
        """'Trastuzumab-induced cardiotoxicity' in a title"""
        return gated(rf"\b{self.drugs}[- ](?:induced|associated|related)\b")


_TREATMENTS = (
    _Treatment(
        "her2",
        # not the conjugates that HER2-low disease is treated with
        r"(?:(?:(?:ado-)?trastuzumab|herceptin|pertuzumab)(?![ -](?:deruxtecan|dxd|duocarmazine|rezetecan))|t-?dm-?1|(?:anti-?\s?her-?2|her-?2[- ](?:targeted|directed))[- ](?:therap(?:y|ies)|treatments?|agents?|drugs?)|(?:dual )?(?:anti-?)?her-?2[- ]blockade)",
        her2("positive"),
        "by its treatment",
    ),
    _Treatment(
        "receptor_subtype",
        r"(?:cdk-?\s?4\s?(?:/|and|&)\s?6(?:i\b| inhibitors?| inhibition)|palbociclib|ribociclib|abemaciclib|dalpiciclib)",
        hormone_receptors(True, None),
        "by a CDK4/6 inhibitor",
    ),
)
# 'Candidates for neoadjuvant chemotherapy plus trastuzumab', 'currently receiving maintenance trastuzumab'
_UNDER_IT = (
    r"\b(?:(?:will|would|to) be (?:treated with|started on|prescribed|given)|(?:schedul\w+|plann(?:ed|ing)|candidates?|eligible|about|suitable|intend\w*|indicat\w+)\s(?:for|to (?:receive|start|begin|take|be treated with))"
    r"|(?:receiving|taking|starting|initiating|beginning|continuing|undergoing|prescribed)|(?:are|is|be|been|currently|patients?|women|participants|started|maintained) (?:on|under|treated with)|^\W*(?:on|under))"
    r"\s(?:[\w/+-]+ ){0,8}?"
)
_NOT_OF_HERS = gated(
    r"\b(?:if|may|can|could|not|no|never|without|allowed|permitted|eligible if|when|unless|previous\w*|prior|(?:in|for|of) (?:those|patients|women|participants|subjects) (?:who|receiving|treated|on)|healthy|arm|cohort|group|washout|within|since|additionally|discontinu\w+|stopp\w+|e\.g|such as|includ\w+|other)\b"
)


_CHOICE = gated(r"\bor\b")


def _told_by_treatment(trial: Trial) -> Criterion | None:
    """'Candidates for trastuzumab', 'Patients receiving a CDK4/6 inhibitor': the disease that it is given for."""
    told = [(s.lower, whole_record.place_of(text, s)) for text, s in whole_record.inclusions(trial)]
    told += [(line.lower(), where) for _, line, where in whole_record.lines_of_sources(trial, *whole_record.TITLES)]
    for treatment in _TREATMENTS:
        for text, where in told:
            plain = treatment.either.sub(r"\g<one> and ", _WITH_OR_WITHOUT.sub(" ", text))
            if not (
                treatment.under_it.search(plain) or (where.source != "criteria" and treatment.induced.search(plain))
            ):
                continue
            if not (_CHOICE.search(plain) or _NOT_OF_HERS.search(plain) or MARKER.search(plain)):
                words = f"Requires {treatment.receptors.words}, told {treatment.told_by}"
                return Criterion(treatment.facet, treatment.receptors.requirement(), words, (where,))
    return None


def receptors_of_treatment(
    trial: Trial, criteria: Sequence[Criterion], everything: Sequence[Criterion]
) -> list[Criterion]:
    """'Must be taking an aromatase inhibitor', of a record that says nothing of receptors."""
    if any(c.facet in RECEPTOR_FACETS for c in (*criteria, *everything)):
        return []
    for plain, sentence, item in whole_record.sentences(trial):
        if item.polarity == EXCLUDE and not item.cohorts and _COULD_HAVE_TRASTUZUMAB.fullmatch(sentence.text):
            where = whole_record.place_of(plain, sentence)
            others = her2("positive").negated().requirement()
            return [Criterion("her2", others, "Excludes HER2-positive, told by its treatment", (where,))]
    if (told := _told_by_treatment(trial)) is not None:
        return [told]
    evidence = _endocrine_treatment(trial, criteria)
    whole = f"{trial.brief_title} {trial.official_title or ''} {trial.criteria or ''}"
    if evidence is None or _PREVENTIVE.search(whole) or _WHILE_STIMULATED.search(whole):
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
    for _, line, evidence in whole_record.lines_of_sources(trial, *whole_record.TITLES):
        if _COMES_OF_IT.search(line.lower()) and "healthy" not in line.lower():
            return (evidence,)
    for plain, sentence in whole_record.inclusions(trial):
        told = _WITH_OR_WITHOUT.sub(" ", sentence.lower)
        if _TO_COME.search(told) and not _NOT_OF_ALL.search(told):
            return (Evidence("criteria", *plain.span(sentence.start, sentence.end)),)
    return None
