"""Sentences that are filed by their whole shape, and others that hold the same words and say more."""

from __future__ import annotations

import pytest

from data.criteria import OPEN_POINT, Reading
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.reading.reader import read_trial


def reading_of(section: str, sentences: str, vocabulary: Vocabulary) -> Reading:
    points = "\n".join(f"* {sentence}" for sentence in sentences.split(" / "))
    return read_trial(Trial("NCT99999999", criteria=f"{section} Criteria:\n\n{points}"), vocabulary, "test")


@pytest.mark.parametrize(
    ("section", "sentence", "kind"),
    [
        ("Inclusion", "Any oestrogen receptor (ER) and HER2 status", "not_specified"),
        ("Inclusion", "Any hormone receptor and HER2/neu status", "not_specified"),
        ("Inclusion", "Whatever the hormonal receptor and HER2 status", "not_specified"),
        ("Inclusion", "All molecular subtypes", "not_specified"),
        ("Inclusion", "HR-positive or -negative tumour", "not_specified"),
        ("Inclusion", "Women may be pre-, peri- or postmenopausal", "not_specified"),
        ("Inclusion", "Cytologically proven breast cancer, including metastatic", "histology"),
        ("Inclusion", "Archived tumour tissue available for biomarker analysis", "tissue_sample"),
        ("Inclusion", "Willing to provide a specimen of the metastatic tumour for research", "tissue_sample"),
        ("Inclusion", "Willing and able to comply with the protocol, including treatment", "compliance"),
        ("Inclusion", "Accessible for treatment and follow-up", "compliance"),
        ("Exclusion", "Concurrent enrolment in another treatment trial", "investigational_treatment"),
        ("Exclusion", "Hormonal therapy within 2 weeks", "washout"),
        ("Inclusion", "Antibodies: at least 4 weeks", "washout"),
        ("Inclusion", "More than 3 weeks since prior hormonal therapy", "washout"),
        ("Exclusion", "Treatment with bevacizumab or other targeted agents within the past 2 weeks", "washout"),
        ("Inclusion", "HER2 negativity is defined as a score of 0 or 1+", "explanation"),
        ("Inclusion", "If the ER analysis is negative, a PgR analysis must be performed as well", "documentation"),
        ("Inclusion", "Earlier regimens may have been given in the adjuvant setting", "permission"),
        ("Inclusion", "Chemistry", "introduction"),
        ("Exclusion", "Prohibited treatments", "introduction"),
        ("Exclusion", "Receiving other anticancer treatment", "concomitant_medication"),
        ("Exclusion", "Cannot undergo a brain MRI", "imaging_contraindication"),
        ("Exclusion", "Margins that are positive", "surgery_recent"),
        ("Exclusion", "Currently receiving regular aromatherapy", "concomitant_medication"),
        ("Inclusion", "It is hoped that the drugs will act on metastatic lesions", "explanation"),
    ],
)
def test_a_sentence_of_such_a_shape_is_filed_and_asks_for_nothing(
    section: str, sentence: str, kind: str, vocabulary: Vocabulary
) -> None:
    reading = reading_of(section, sentence, vocabulary)
    assert [note.kind for note in reading.notes] == [kind]
    assert not reading.unread
    assert all(c.facet == "cancer_type" for c in reading.criteria)


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("Inclusion", "Tissue available that shows FGFR4 amplification by local testing"),
        ("Inclusion", "Patients who are not considered candidates for later treatment"),
        ("Inclusion", "Currently enrolled in another treatment study of hormonal agents"),
        ("Exclusion", "Chemotherapy"),
        ("Exclusion", "Hormonal therapy that lasted at least 5 years"),
        ("Inclusion", "Treatment of the progressive tumour may be appropriate"),
    ],
)
def test_a_sentence_that_says_more_stays_unread(section: str, sentence: str, vocabulary: Vocabulary) -> None:
    assert reading_of(section, sentence, vocabulary).unread


@pytest.mark.parametrize(
    ("section", "sentence", "words"),
    [
        ("Exclusion", "Currently on treatment with tamoxifen", "Excludes a treatment that is under way"),
        ("Exclusion", "Not a candidate for neoadjuvant chemotherapy", "Depends on whether a treatment suits her"),
        ("Inclusion", "Suitable for further endocrine therapy", "Depends on whether a treatment suits her"),
        ("Exclusion", "Has previously received QX-117", "Excludes an earlier treatment that no table names"),
        ("Exclusion", "Prior IL-33 therapy", "Excludes an earlier treatment that no table names"),
        ("Inclusion", "QXR7-positive tumour", "Requires a marker that no patient field holds"),
        ("Inclusion", "ctDNA positive by the assay of the study", "Requires a marker that no patient field holds"),
    ],
)
def test_what_no_field_tells_is_filed_and_stays_open(
    section: str, sentence: str, words: str, vocabulary: Vocabulary
) -> None:
    reading = reading_of(section, sentence, vocabulary)
    assert not reading.unread
    assert [c.statement for c in reading.criteria if c.facet == OPEN_POINT] == [words]


def test_a_marker_that_is_not_required_leaves_nothing_open(vocabulary: Vocabulary) -> None:
    reading = reading_of("Inclusion", "QXR7 positive expression is not required", vocabulary)
    assert not [c for c in reading.criteria if c.facet == OPEN_POINT]


def test_scores_are_details_of_a_status_that_was_asked_for(vocabulary: Vocabulary) -> None:
    scores = "IHC 0-1+, or / FISH-negative (ratio < 2.2)"
    assert not reading_of("Inclusion", f"HER2-negative tumour / {scores}", vocabulary).unread
    assert len(reading_of("Inclusion", f"Any tumour / {scores}", vocabulary).unread) >= 2


def test_signs_of_menopause_are_details_of_a_status_that_was_asked_for(vocabulary: Vocabulary) -> None:
    signs = "No menses for 12 months or more, with an intact uterus"
    assert not reading_of("Inclusion", f"Postmenopausal women / {signs}", vocabulary).unread
    assert reading_of("Inclusion", f"Women / {signs}", vocabulary).unread


def test_what_stands_below_the_name_of_a_part_is_of_no_kind(vocabulary: Vocabulary) -> None:
    text = "Inclusion Criteria:\n\n* Chemotherapy\n    * More than 1 year since prior paclitaxel\n"
    reading = read_trial(Trial("NCT99999999", criteria=text), vocabulary, "test")
    assert [note.kind for note in reading.notes] == ["introduction"]
    assert reading.unread
