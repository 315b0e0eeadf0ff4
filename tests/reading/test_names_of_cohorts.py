"""Cohorts whose tumour stands beside their number: 'Cohort 1 TNBC: ...', 'Dose expansion, TNBC cohort: ...'."""

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
HER2_POSITIVE = {"er_percent": 0, "pr_percent": 0, "her2_status": "positive"}
TRIPLE_NEGATIVE = {"er_percent": 0, "pr_percent": 0, "her2_status": "zero"}
LATE = {"stage": "IV", "metastatic": True}

BY_NUMBER = """Inclusion Criteria:

* Cohort 1 TNBC (ER and PR < 1%): at least two prior chemotherapy regimens for metastatic disease. A prior taxane is required.
* Cohort 2 HR+/HER2- BC: at least one prior endocrine therapy. A prior CDK4/6 inhibitor is required.
* Cohort 3 NSCLC: at least one platinum regimen
* ECOG 0-1
"""
BEHIND_A_COMMA = """Inclusion Criteria:

* Part A, HER2-positive disease: must have received trastuzumab
* Part B, triple-negative disease: must have received a taxane
"""
BEHIND_A_COLON = """Inclusion Criteria:

* Cohort 1: HR-positive, HER2-negative metastatic breast cancer, must have received a CDK4/6 inhibitor
* Cohort 2: patients with HER2-positive disease must have received trastuzumab
"""
IN_PARENTHESES = """Inclusion Criteria:

* Cohort 1 (ovarian cancer): resistant to platinum
* Cohort 2 (breast cancer): at least two prior lines of chemotherapy for metastatic disease
"""
WITHIN_THE_EXPANSION = """Inclusion Criteria:

* Dose expansion, HR-positive and HER2-negative cohort:
  * At least 3 prior lines of chemotherapy for metastatic disease
* Dose expansion, TNBC cohort:
  * One or two prior chemotherapy regimens for metastatic disease
"""
BOTH_DOSES = f"""{WITHIN_THE_EXPANSION}* Dose escalation: triple-negative disease
"""
POINTS = """Inclusion Criteria:

* One of:
  * Triple-negative breast cancer. A prior taxane is required.
  * HR-positive, HER2-negative breast cancer. A prior CDK4/6 inhibitor is required.
"""

# Parts that go by a name, told by 'only'
BY_NAME_ONLY = """Inclusion Criteria:

* Solid tumour cohorts only: advanced solid tumour, measurable or not
* Myeloma cohort only (Phase II): relapsed disease. At least one line must have included a proteasome inhibitor. At most two prior lines of therapy for advanced disease. Patients must have measurable disease.
* ECOG 0-1

Exclusion Criteria:

* Brain metastases

Pembrolizumab cohort only

* Prior taxane
"""
NAMED_BEHIND = """Inclusion Criteria:

* Metastatic breast cancer
* At least two lines of systemic therapy for metastatic disease (exemestane arm only)
* No prior aromatase inhibitor (for fulvestrant plus letrozole arm only)

Exclusion Criteria:

* Brain metastases
"""
NO_PART = """Inclusion Criteria:

* Metastatic breast cancer with swelling (of the affected arm only)
* All cohorts only: prior taxane
* Patients of this group only: prior taxane
"""


@pytest.mark.parametrize(
    ("criteria", "facts", "taken"),
    [
        (BY_NUMBER, TRIPLE_NEGATIVE | {"never_received": ["CDK4/6 inhibitor"]}, True),
        (BY_NUMBER, TRIPLE_NEGATIVE | {"never_received": ["taxane"]}, False),
        (BY_NUMBER, TRIPLE_NEGATIVE | LATE | {"chemo_lines_metastatic": 1}, False),
        (BY_NUMBER, HR_POSITIVE | {"never_received": ["taxane"]}, True),
        (BY_NUMBER, HR_POSITIVE | {"never_received": ["CDK4/6 inhibitor"]}, False),
        (BY_NUMBER, HER2_POSITIVE, False),
        (BEHIND_A_COMMA, HER2_POSITIVE | {"never_received": ["taxane"]}, True),
        (BEHIND_A_COMMA, TRIPLE_NEGATIVE | {"never_received": ["taxane"]}, False),
        (BEHIND_A_COMMA, HR_POSITIVE, False),
        (BEHIND_A_COLON.split("* Cohort 2")[0] + "* Cohort 2: TNBC\n", HER2_POSITIVE, False),
        (BEHIND_A_COLON, TRIPLE_NEGATIVE, True),  # a rule for some of those in cohort 2
        (IN_PARENTHESES, LATE | {"chemo_lines_metastatic": 1}, False),
        (IN_PARENTHESES, LATE | {"chemo_lines_metastatic": 2}, True),
        (WITHIN_THE_EXPANSION, HER2_POSITIVE, True),  # the escalation may take her
        (BOTH_DOSES, HER2_POSITIVE, False),
        (BOTH_DOSES, HR_POSITIVE | LATE | {"chemo_lines_metastatic": 3}, True),
        (BOTH_DOSES, HR_POSITIVE | LATE | {"chemo_lines_metastatic": 1}, False),
        (POINTS, TRIPLE_NEGATIVE | {"never_received": ["CDK4/6 inhibitor"]}, True),
        (POINTS, TRIPLE_NEGATIVE | {"never_received": ["taxane"]}, False),
        (POINTS, HR_POSITIVE | {"never_received": ["taxane"]}, True),
        (BY_NAME_ONLY, LATE | {"lines_metastatic": 0}, True),
        (BY_NAME_ONLY, LATE | {"lines_metastatic": 3, "measurable_disease": False}, True),
        (BY_NAME_ONLY, LATE | {"prior_therapies": ["paclitaxel"]}, True),
        (NAMED_BEHIND, LATE | {"lines_metastatic": 1, "never_received": ["aromatase inhibitor"]}, True),
        (NAMED_BEHIND, LATE | {"lines_metastatic": 2, "prior_therapies": ["letrozole"]}, True),
        (NAMED_BEHIND, LATE | {"lines_metastatic": 1, "prior_therapies": ["letrozole"]}, False),
        (NO_PART, LATE | {"never_received": ["taxane"]}, False),
    ],
)
def test_each_cohort_asks_for_what_stands_in_its_own_point(
    criteria: str, facts: dict[str, object], taken: bool
) -> None:
    trial = Trial("NCT99999999", brief_title="A study in tumours", conditions=("Breast Cancer",), criteria=criteria)
    reading = read_trial(trial, VOCABULARY, "test")
    decision = decide(reading, Known(Patient.from_facts(facts), VOCABULARY))
    assert (decision.verdict != INELIGIBLE) is taken, [(f.truth.name, f.criterion.statement) for f in decision.findings]
