"""Parts of a trial that refer to one another: criteria taken over, later steps, points below whom a part takes."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary import load_vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.reading.reader import read_trial

VOCABULARY = load_vocabulary()

HR_POSITIVE = {"er_percent": 90, "pr_percent": 90, "her2_status": "zero"}
TRIPLE_NEGATIVE = {"er_percent": 0, "pr_percent": 0, "her2_status": "zero"}

AS_FOR_ANOTHER = """Inclusion Criteria for Dose Escalation:

* Triple-negative disease
* ECOG 0-1
* No prior CDK4/6 inhibitor
* Cohort B0: no prior carboplatin

Inclusion Criteria for Dose Expansion:

* As for dose escalation, apart from:
* Prior CDK4/6 inhibitors are allowed

Exclusion Criteria for Dose Escalation and Dose Expansion:

* Leptomeningeal disease
"""
ANOTHER_KIND = """Inclusion Criteria for Part 1:

* Triple-negative disease
* ECOG 0-1

Inclusion Criteria for Part 2:

* Same as Part 1, except that HR-positive disease is taken as well
"""
SAME_DOSE = """Inclusion Criteria for Part 1:

* Triple-negative disease

Inclusion Criteria for Part 2:

* Planned for the same dose as in Part 1
* Any breast cancer
"""
LATER_STEP = """Inclusion Criteria for Stage 1:

* Triple-negative disease
* ECOG 0-1

Inclusion Criteria for Stage 2:

* Loss of clinical benefit or unacceptable toxicity on Stage 1 treatment
* ECOG 0-2
"""
COMPLETED = """Part A:

* ECOG 0-1

Part B:

* Disease progression on study treatment in Part A
* ECOG 0-2
"""
OR_FROM_OUTSIDE = """Part A:

* ECOG 0-1

Part B:

* Progressed in Part A, or HR-positive disease that was never treated
* ECOG 0-2
"""
MAY_GO_ON = """Part A:

* ECOG 0-1

Part B:

* Patients treated in Part A may go on
* ECOG 0-2
"""
BELOW_WHOM = """Inclusion Criteria:

* Prior systemic therapy
* Cohort 1: triple-negative BC
* At least one line of chemotherapy for metastatic disease
* Cohort 2: HR-positive/HER2-negative BC
* No prior systemic therapy for metastatic disease
* ECOG 0-1
"""
WHOM_ALONE = """Inclusion Criteria:

* Cohort 1: triple-negative BC
* Cohort 2: HR-positive/HER2-negative BC
* At least one line of chemotherapy for metastatic disease
"""
LATER_PARTS_ALONE = """Inclusion Criteria:

* Metastatic breast cancer

Additional Inclusion Criteria for Dose Finding Part and Dose Expansion Part:

* At most 2 lines of chemotherapy for metastatic disease
* ECOG 0-1 (see the additional criteria for the TNBC cohort)
"""
NAIVE = {"metastatic": True, "lines_metastatic": 0, "chemo_lines_metastatic": 0}
THREE_LINES = {"metastatic": True, "chemo_lines_metastatic": 3}


@pytest.mark.parametrize(
    ("criteria", "facts", "taken"),
    [
        (AS_FOR_ANOTHER, TRIPLE_NEGATIVE | {"ecog": 2}, False),
        (AS_FOR_ANOTHER, HR_POSITIVE, False),
        (AS_FOR_ANOTHER, {"leptomeningeal_disease": True}, False),
        (AS_FOR_ANOTHER, {"prior_therapies": ["palbociclib"]}, True),
        (AS_FOR_ANOTHER, {"prior_therapies": ["carboplatin"]}, True),
        (ANOTHER_KIND, HR_POSITIVE | {"ecog": 1}, True),
        (ANOTHER_KIND, HR_POSITIVE | {"ecog": 2}, False),
        (SAME_DOSE, HR_POSITIVE, True),
        (LATER_STEP, {"ecog": 2}, False),
        (LATER_STEP, HR_POSITIVE, False),
        (COMPLETED, {"ecog": 2}, False),
        (OR_FROM_OUTSIDE, {"ecog": 2}, True),
        (MAY_GO_ON, {"ecog": 2}, True),
        (BELOW_WHOM, NAIVE, True),
        (BELOW_WHOM, TRIPLE_NEGATIVE | NAIVE, False),
        (BELOW_WHOM, HR_POSITIVE | NAIVE, True),
        (BELOW_WHOM, HR_POSITIVE | THREE_LINES, False),
        (BELOW_WHOM, {"ecog": 2}, False),
        (WHOM_ALONE, NAIVE, False),
        (LATER_PARTS_ALONE, THREE_LINES, True),
        (LATER_PARTS_ALONE, HR_POSITIVE, True),
    ],
)
def test_a_part_asks_what_it_takes_from_another(criteria: str, facts: dict[str, object], taken: bool) -> None:
    trial = Trial("NCT99999999", brief_title="A Study in Breast Cancer", criteria=criteria)
    patient = Known(Patient.from_facts(facts), VOCABULARY)
    assert (decide(read_trial(trial, VOCABULARY, "test"), patient).verdict != INELIGIBLE) is taken
