"""Sentences whose whole shape tells that they choose nobody, whatever words of disease and treatment stand in them.

"Pre- or postmenopausal", "any hormone receptor status"               every value of a fact is named
"Histologically confirmed breast cancer, including recurrent"          what every patient of such a trial has
"Tumour tissue must be available for biomarker analysis"               a sample
"Able to comply with the protocol, including treatment"                compliance
"Participation in another trial of an investigational agent"           another study, among exclusions
"Hormonal therapy: at least 2 weeks"                                   a time without treatment
"HER2 negativity is defined as IHC 0 or 1+"                            what a word means
"If the ER test is negative, the PR must be tested as well"            how something is found
"Psoriasis requiring systemic therapy", among exclusions                another illness
"Currently on tamoxifen", among exclusions                             a treatment under way
"Not a candidate for endocrine therapy"                                whether a treatment suits her

Asked only of sentences in which no reader found anything; in them the words of `irrelevances.tsv` are outweighed by those
of patient facts.
"""

from __future__ import annotations

from collections.abc import Callable

from matcher.reading.receptors.not_asked import STATUS_BY_SHARE
from matcher.reading.sentences import Sentence
from matcher.reading.therapy.of_complaints import names_an_illness_treated
from matcher.reading.whole_sentences import (
    explanations,
    how_found,
    left_open,
    parts_of_the_text,
    study_and_duties,
    times_and_doses,
    values_named,
)
from matcher.reading.whole_sentences.samples import of_a_sample

Shapes = tuple[tuple[str, Callable[[str], object]], ...]

# The kind of a sentence, and what tells it; the first that does, counts.
_OF_INCLUSIONS: Shapes = (
    ("not_specified", values_named.names_every_value),
    ("histology", values_named.HAS_CANCER.search),
    ("introduction", parts_of_the_text.NAMES_A_PART.search),
    ("other_marker", left_open.UNNAMED_MARKER.search),
)
_OF_EXCLUSIONS: Shapes = (
    ("introduction", parts_of_the_text.NAMES_EXCLUSIONS.search),
    ("investigational_treatment", study_and_duties.OTHER_STUDY.search),
    ("other_illness", names_an_illness_treated),
    ("concomitant_medication", left_open.TREATMENT_UNDER_WAY.search),
    ("concomitant_medication", left_open.TREATMENT_BESIDE.search),
    ("investigational_treatment", left_open.UNNAMED_AGENT.search),
    ("concomitant_medication", left_open.CURRENTLY.search),
    ("documentation", how_found.GENES_TESTED.search),
    ("surgery_recent", how_found.MARGINS.search),
)
_OF_EITHER_SECTION: Shapes = (
    ("cardiac", times_and_doses.DOSE_REACHED.search),
    ("compliance", study_and_duties.COMPLIANCE.search),
    ("washout", times_and_doses.WITHOUT_TREATMENT.search),
    ("explanation", explanations.WHAT_A_WORD_MEANS.search),
    ("explanation", STATUS_BY_SHARE.search),
    ("documentation", how_found.HOW_FOUND.search),
    ("permission", explanations.MAY_BE.search),
    ("imaging_contraindication", study_and_duties.MRI_OR_CONTRAST.search),
    ("other_cancer", explanations.OF_ANOTHER_TUMOUR.search),
    ("surgery_recent", how_found.TO_RULE_OUT.search),
    ("surgery_recent", times_and_doses.OPERATION_OR_ACCESS.search),
    ("explanation", how_found.BY_CALLIPERS.search),
    ("explanation", explanations.THESE_ARE.search),
    ("explanation", study_and_duties.TELLS_OF_THE_STUDY.search),
    ("logistics", study_and_duties.OF_THE_CRITERIA.search),
    ("documentation", values_named.STATUS_KNOWN.search),
    ("investigator_judgement", left_open.SUITED_TO_IT.search),
    ("tissue_sample", of_a_sample),
)


def told_by_its_shape(sentence: Sentence) -> str | None:
    """The kind of a sentence of such a shape; None of any other."""
    of_the_section = _OF_EXCLUSIONS if sentence.excludes else _OF_INCLUSIONS
    return next((kind for kind, tells in (*of_the_section, *_OF_EITHER_SECTION) if tells(sentence.text)), None)
