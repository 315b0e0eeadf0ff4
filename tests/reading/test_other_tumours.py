"""Records that name breast cancer nowhere: what the diagnosis asked for says of the tumours taken."""

from __future__ import annotations

import pytest

from data.criteria import Constant, Truth
from data.trial import Arm, Trial
from data.vocabulary.terms import Vocabulary
from matcher.reading.reader import read_trial


def takes_breast(vocabulary: Vocabulary, title: str, conditions: tuple[str, ...], *points: str) -> tuple[str, str]:
    """`yes`, `no` or `open`, and the words quoted for it."""
    criteria = "Inclusion Criteria:\n\n" + "\n".join(points)
    trial = Trial("NCT99999999", brief_title=title, conditions=conditions, criteria=criteria)
    told = next(c for c in read_trial(trial, vocabulary, "test").criteria if c.facet == "cancer_type")
    at = told.evidence[0]
    quote = trial.source_text(at.source)[at.start : at.end]
    if not isinstance(told.requirement, Constant):
        return "open", quote
    return {Truth.TRUE: "yes", Truth.FALSE: "no"}[Truth(told.requirement.truth)], quote


SOLID = "A Study of XY-101 in Advanced Solid Tumors"


@pytest.mark.parametrize(
    "asked",
    [
        "* Histologically confirmed metastatic melanoma or NSCLC",
        "* Any of the following tumor types, confirmed by pathology: melanoma, lung cancer or gastric cancer",
        "* Confirmed renal cell carcinoma, measurable by Response Evaluation Criteria in Solid Tumors (RECIST)",
    ],
)
def test_the_tumours_asked_for_tell_more_than_solid_tumours_in_a_title(vocabulary: Vocabulary, asked: str) -> None:
    answer, quote = takes_breast(vocabulary, SOLID, ("Melanoma", "Lung Cancer"), asked)
    assert answer == "no"
    assert quote in asked


def test_tumours_listed_in_points_close_the_list_too(vocabulary: Vocabulary) -> None:
    points = ("* Patients with one of the following resected solid tumors:", "  * NSCLC OR", "  * Melanoma")
    assert takes_breast(vocabulary, SOLID, ("Melanoma",), *points)[0] == "no"


@pytest.mark.parametrize(
    "asked",
    [
        "* Histologically confirmed melanoma, NSCLC or other solid tumors",
        "* Confirmed solid tumors, such as melanoma or NSCLC",
        "* Confirmed melanoma, or tumor types for which ipilimumab is approved",
        "* Histologically confirmed advanced malignancy",
    ],
)
def test_a_list_that_stays_open_takes_breast_cancer_in(vocabulary: Vocabulary, asked: str) -> None:
    assert takes_breast(vocabulary, SOLID, ("Melanoma", "Solid Tumor"), asked)[0] == "yes"


def test_another_cancer_that_she_had_before_is_not_the_one_asked_for(vocabulary: Vocabulary) -> None:
    asked = "* No history of confirmed melanoma, unless treated 5 years ago"
    assert takes_breast(vocabulary, SOLID, ("Solid Tumor",), asked)[0] == "yes"


def test_oncology_among_the_conditions_opens_no_trial_of_one_organ(vocabulary: Vocabulary) -> None:
    asked = "* All adults with imaging before surgery"
    assert takes_breast(vocabulary, "Growth of Brain Tumors", ("Brain Tumor", "Oncology"), asked)[0] == "no"
    assert takes_breast(vocabulary, "Pain in Cancer Patients", ("Lung Cancer", "Oncology"), asked)[0] != "no"


def test_cancer_of_unknown_primary_is_no_breast_cancer(vocabulary: Vocabulary) -> None:
    asked = "* Patients with confirmed cancer of unknown primary"
    assert takes_breast(vocabulary, "Two Antibodies in Cancer", ("Cancer",), asked)[0] == "no"


BREAST_BESIDE_IT = ("Breast Cancer", "Ovarian Cancer", "Other Cancer")


@pytest.mark.parametrize(
    "asked",
    [
        ("* Relapsed or refractory acute myeloid leukemia or B-cell lymphoma",),
        ("* Metastatic RCC", "* At least one line of treatment"),
        ("* Ovarian, endometrial or cervical carcinoma, recurrent",),
        ("* Proven CEA-expressing adenocarcinoma of one of these types:", "  * Colorectal", "  * Gastric"),
    ],
)
def test_a_record_with_breast_cancer_among_its_conditions_only_takes_the_tumours_that_its_inclusions_begin_with(
    vocabulary: Vocabulary, asked: tuple[str, ...]
) -> None:
    assert takes_breast(vocabulary, "A Study of XY-101", BREAST_BESIDE_IT, *asked)[0] == "no"


@pytest.mark.parametrize(
    "asked",
    [
        ("* Renal function within normal limits", "* Lung metastases may be treated"),
        ("* Ovarian carcinoma", "* Triple-negative breast cancer"),
        ("* Ovarian carcinoma or another solid tumor",),
        ("* Cohort A: HR-positive disease after a CDK4/6 inhibitor", "* NSCLC, at most one line"),
        ("* HER2-positive disease", "* Cervical carcinoma in situ is allowed"),
        ("* HER2-positive disease", "* Melanoma that was treated five years ago"),
        ("* Ovarian ablation for at least four weeks",),
        ("* Clinical stage of any kind:", "  * Cervical", "  * Supraclavicular"),
    ],
)
def test_it_takes_breast_cancer_where_they_name_no_other_tumour_or_breast_cancer_beside_it(
    vocabulary: Vocabulary, asked: tuple[str, ...]
) -> None:
    assert takes_breast(vocabulary, "A Study of XY-101", BREAST_BESIDE_IT, *asked)[0] == "yes"


def test_it_takes_breast_cancer_where_an_arm_is_named_for_it(vocabulary: Vocabulary) -> None:
    trial = Trial(
        "NCT99999999",
        brief_title="A Study of XY-101",
        conditions=BREAST_BESIDE_IT,
        arms=(Arm("Breast", None, "Metastatic breast cancer", ()), Arm("Ovary", None, "Ovarian cancer", ())),
        criteria="Inclusion Criteria:\n\n* Ovarian carcinoma, at most three lines",
    )
    told = next(c for c in read_trial(trial, vocabulary, "test").criteria if c.facet == "cancer_type")
    assert told.requirement == Constant(Truth.TRUE)


def test_it_takes_breast_cancer_where_that_is_its_only_condition(vocabulary: Vocabulary) -> None:
    asked = "* Lymphoma of the same side may be found"
    assert takes_breast(vocabulary, "A Study of XY-101", ("Breast Cancer",), asked)[0] == "yes"


@pytest.mark.parametrize(
    "asked",
    [
        "* Receiving radiotherapy for an advanced solid tumor (lung, breast, cervical, and others)",
        "* Malignancy including breast, colon and lung",
        "* Patients with cancer of the lung, colon, breast or prostate",
        "* Patients with breast, lung or colorectal primaries",
    ],
)
def test_it_takes_breast_cancer_where_the_breast_stands_in_a_list_of_organs(vocabulary: Vocabulary, asked: str) -> None:
    assert takes_breast(vocabulary, "Symptoms and their effects", ("Psychosocial",), asked)[0] == "yes"


@pytest.mark.parametrize(
    "asked",
    [
        "* Prior cancers (lung, breast, others) more than 5 years ago",
        "* Relatives with cancer (ovarian, breast)",
        "* Lung tumor (measured by chest CT, breast MRI or ultrasound)",
    ],
)
def test_a_list_of_what_others_had_or_how_it_is_seen_names_no_patients(vocabulary: Vocabulary, asked: str) -> None:
    assert takes_breast(vocabulary, "Symptoms and their effects", ("Psychosocial",), asked)[0] != "yes"


@pytest.mark.parametrize(
    ("conditions", "shut_out", "answer"),
    [
        (("Biliary Cancer", "Melanoma"), "A malignancy other than the study disease (biliary cancer, melanoma)", "no"),
        (("Hepatocellular Carcinoma",), "Malignant tumours besides HCC within 3 years", "no"),
        (("Melanoma", "Solid Tumor"), "A malignancy other than melanoma within 5 years", "yes"),
        (("Melanoma",), "A malignancy other than melanoma in situ", "yes"),
        (("Melanoma",), "A malignancy other than the study disease within 5 years", "yes"),
        (("Melanoma",), "A malignancy other than the study disease (melanoma, breast cancer)", "yes"),
    ],
)
def test_what_every_other_cancer_is_shut_out_for_is_the_tumour_taken(
    vocabulary: Vocabulary, conditions: tuple[str, ...], shut_out: str, answer: str
) -> None:
    points = ("* Advanced solid tumours, including some of the skin", "", "Exclusion Criteria:", "", f"* {shut_out}")
    assert takes_breast(vocabulary, SOLID, conditions, *points)[0] == answer
