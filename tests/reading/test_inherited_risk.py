"""Records that look for another cancer in people at risk: whether carriers of genes of breast cancer may be ill of it."""

from __future__ import annotations

import pytest

from data.criteria import Constant, Truth
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.reading.reader import read_trial

SCREENING = "Screening for Pancreatic Cancer by Endoscopic Ultrasound"


def takes_breast(
    vocabulary: Vocabulary, title: str, conditions: tuple[str, ...], inclusions: str, out: str = ""
) -> str:
    criteria = f"Inclusion Criteria:\n\n{inclusions}\n\nExclusion Criteria:\n\n* Pregnancy\n{out}"
    trial = Trial("NCT99999999", brief_title=title, conditions=conditions, criteria=criteria)
    told = next(c for c in read_trial(trial, vocabulary, "test").criteria if c.facet == "cancer_type")
    if not isinstance(told.requirement, Constant):
        return "open"
    return {Truth.TRUE: "yes", Truth.FALSE: "no"}[Truth(told.requirement.truth)]


@pytest.mark.parametrize(
    ("title", "condition", "asked"),
    [
        (SCREENING, "Pancreatic Cancer", "* Carriers of a germline mutation in BRCA2, PALB2 or CDKN2A"),
        ("Ovarian Cancer Early Detection Study", "Ovarian Cancer", "* Pathogenic BRCA1 or BRCA2 variant"),
        ("Registry of People at High Risk of Pancreatic Cancer", "Pancreas Cancer", "* ATM mutation and one relative with pancreatic cancer"),
        ("Surveillance of the Prostate in BRCA Carriers", "Prostate Cancer", "* Men with a known BRCA2 mutation"),
    ],
)  # fmt: skip
def test_carriers_who_are_watched_for_another_cancer_may_have_breast_cancer(
    vocabulary: Vocabulary, title: str, condition: str, asked: str
) -> None:
    assert takes_breast(vocabulary, title, (condition,), asked) == "open"


@pytest.mark.parametrize(
    ("title", "asked", "out"),
    [
        # the other cancer is asked for
        (SCREENING, "* Confirmed pancreatic cancer with a germline BRCA2 mutation", ""),
        ("Screening of Relatives", "* Diagnosed with pancreatic cancer\n* Carrier of a BRCA1 mutation", ""),
        # a treatment of the other cancer
        ("Olaparib in Pancreatic Cancer", "* Germline BRCA1 or BRCA2 mutation", ""),
        # no gene of breast cancer
        (SCREENING, "* Two relatives with pancreatic cancer", ""),
        (SCREENING, "* Lynch syndrome", ""),
        # cancers of hers are shut out
        (SCREENING, "* Germline BRCA2 mutation", "* Any cancer within 5 years"),
    ],
)
def test_other_records_on_another_cancer_take_none_with_breast_cancer(
    vocabulary: Vocabulary, title: str, asked: str, out: str
) -> None:
    assert takes_breast(vocabulary, title, ("Pancreatic Cancer",), asked, out) == "no"
