"""'First-line treatment' in a title, and criteria that bar some treatments for metastatic disease."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.reading.reader import read_trial

STAGE_IV = "Inclusion Criteria:\n\n* Stage IV breast cancer\n"
NEITHER = "* No prior chemotherapy for metastatic disease\n* No prior hormone treatment for metastatic disease\n"
FIRST = "Anastrozole Plus Drug X as First-Line Treatment of Metastatic Breast Cancer"


def shuts_out(title: str, points: str, vocabulary: Vocabulary, drug: str, lines: int | None = None) -> bool:
    reading = read_trial(Trial("NCT99999999", brief_title=title, criteria=STAGE_IV + points), vocabulary, "test")
    facts = {"stage": "IV", "metastatic": True, "prior_therapies": [drug]} | (
        {} if lines is None else {"lines_metastatic": lines}
    )
    return decide(reading, Known(Patient.from_facts(facts), vocabulary)).verdict == INELIGIBLE


@pytest.mark.parametrize(
    ("title", "points"),
    [
        (FIRST, NEITHER),
        (FIRST, NEITHER + "* Adjuvant tamoxifen and anthracyclines are allowed\n* Palliative radiotherapy is allowed"),
        (FIRST, "* No cytotoxic or endocrine treatment so far for stage IV disease"),
        (FIRST, "* Chemotherapy: none for advanced disease\n* Hormones: none for advanced disease"),
        (FIRST, "\nExclusion Criteria:\n\n* Prior chemotherapy or endocrine therapy for metastatic disease"),
        ("Upfront Systemic Therapy With Drug X in First-Line Systemic Treatment of MBC", NEITHER),
        (
            "Toremifene as First-Line Systemic Therapy of Metastatic Breast Cancer",
            "* No chemotherapy for metastatic disease",
        ),
    ],
)
def test_criteria_that_bar_the_usual_kinds_spell_the_title_out(title: str, points: str, vocabulary: Vocabulary) -> None:
    assert shuts_out(title, points, vocabulary, "olaparib")
    assert shuts_out(title, points, vocabulary, "trastuzumab")


@pytest.mark.parametrize(
    ("title", "points"),
    [
        ("Anastrozole Plus Drug X in Metastatic Breast Cancer", NEITHER),
        (FIRST, "* No prior hormone treatment for metastatic disease"),
        (FIRST, NEITHER + "* Targeted drugs given for metastatic disease are permitted"),
        (FIRST, NEITHER + "* Earlier trastuzumab is allowed"),
        (FIRST, "* No endocrine therapy for metastatic disease\n* At most one line of chemotherapy for it"),
        ("Docetaxel in First-Line Chemotherapy of Metastatic Breast Cancer", NEITHER),
        ("First- or Second-Line Anastrozole Plus Drug X in Metastatic Breast Cancer", NEITHER),
        ("Maintenance Anastrozole After First-Line Treatment of Metastatic Breast Cancer", NEITHER),
    ],
)
def test_where_a_line_may_have_been_given_the_title_says_no_more(
    title: str, points: str, vocabulary: Vocabulary
) -> None:
    assert not shuts_out(title, points, vocabulary, "trastuzumab")


PALBOCICLIB = "Palbociclib Plus Letrozole as First-Line Treatment of Metastatic Breast Cancer"


@pytest.mark.parametrize(
    ("title", "points"),
    [
        (f"{PALBOCICLIB}: a Retrospective Study", ""),
        (f"A Review of Medical Records: {PALBOCICLIB}", "* Follow-up of three months"),
        (PALBOCICLIB, "* Patients who have been treated with palbociclib"),
        (PALBOCICLIB, "* Received palbociclib plus letrozole for metastatic disease"),
    ],
)
def test_the_first_line_of_those_who_had_it_bars_none(title: str, points: str, vocabulary: Vocabulary) -> None:
    assert not shuts_out(title, points, vocabulary, "palbociclib", lines=2)


@pytest.mark.parametrize(
    "points", ["", "* Prior tamoxifen", "* Prior adjuvant endocrine therapy", "* Medical records are available"]
)
def test_beside_other_treatment_the_title_bars_lines(points: str, vocabulary: Vocabulary) -> None:
    assert shuts_out(PALBOCICLIB, points, vocabulary, "palbociclib", lines=2)


@pytest.mark.parametrize(
    "points",
    [
        "* No prior systemic treatment (except endocrine therapy) for advanced breast cancer",
        "* No systemic therapy other than hormonal therapy for metastatic disease",
    ],
)
def test_endocrine_treatment_let_in_is_barred_by_no_title(points: str, vocabulary: Vocabulary) -> None:
    title = "First-Line Systemic Treatment of Metastatic Triple-Negative Breast Cancer"
    assert not shuts_out(title, points, vocabulary, "letrozole", lines=1)
    assert shuts_out(title, "* Measurable disease", vocabulary, "letrozole", lines=1)
