"""Parts of an umbrella trial named by their treatment, and parts named with 'only'."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary import load_vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.reading.reader import read_trial

VOCABULARY = load_vocabulary()

HR_POSITIVE = {"er_status": "positive", "er_percent": 90, "pr_status": "positive", "her2_status": "zero"}
TRIPLE_NEGATIVE = {"er_percent": 0, "pr_percent": 0, "her2_status": "zero"}
NO_PIK3CA = HR_POSITIVE | {"biomarkers": {"PIK3CA": "negative"}}

COMBINATIONS = """Inclusion Criteria:

1. ER-positive, HER2-negative metastatic breast cancer
2. ECOG 0 or 1

Additional criteria for the inavolisib combination (phase 1b and arm A): the label of the partner drug holds as well.

1. PIK3CA mutation

Additional criteria for the everolimus combination (phase 1b and arm B), and the ribociclib combination (arm C): At least one prior endocrine therapy for metastatic disease.

Exclusion Criteria:

1. Prior elacestrant

Additional criteria for the everolimus combination (phase 1b and arm B):

1. Prior everolimus
"""
SOME_ONLY = """Inclusion Criteria:

* Metastatic solid tumour
* Phases 1b and 1c only: ER-positive, HER2-negative breast cancer
"""
EACH_ONLY = """Inclusion Criteria:

* Cohort A only: HER2-positive breast cancer
* Cohort B only: ER-positive, HER2-negative breast cancer
"""
KINDS_MIXED = """Inclusion Criteria:

Phase 1b and Arm A:
* Triple-negative breast cancer

Arm B:
* HER2-positive breast cancer
"""


@pytest.mark.parametrize(
    ("criteria", "facts", "taken"),
    [
        (COMBINATIONS, NO_PIK3CA | {"stage": "IV", "endocrine_lines_metastatic": 1}, True),
        (COMBINATIONS, NO_PIK3CA | {"stage": "IV", "metastatic": True, "lines_metastatic": 0}, False),
        (COMBINATIONS, HR_POSITIVE | {"stage": "IV", "prior_therapies": ["everolimus"]}, True),
        (COMBINATIONS, HR_POSITIVE | {"stage": "IV", "prior_therapies": ["elacestrant"]}, False),
        (COMBINATIONS, HR_POSITIVE | {"ecog": 2}, False),
        (SOME_ONLY, TRIPLE_NEGATIVE, True),
        (EACH_ONLY, TRIPLE_NEGATIVE, False),
        (KINDS_MIXED, TRIPLE_NEGATIVE, True),
        (KINDS_MIXED, HR_POSITIVE, False),
    ],
)
def test_a_patient_joins_by_the_part_that_is_for_her(criteria: str, facts: dict[str, object], taken: bool) -> None:
    trial = Trial("NCT99999999", brief_title="A Study in Breast Cancer and Other Solid Tumours", criteria=criteria)
    patient = Known(Patient.from_facts(facts), VOCABULARY)
    assert (decide(read_trial(trial, VOCABULARY, "test"), patient).verdict != INELIGIBLE) is taken
