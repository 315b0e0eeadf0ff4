"""Parts of a trial named by groups, subtypes or aims: what one part asks is asked of nobody in another."""

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

SUBTYPES_IN_SHORT_LINES = """Inclusion Criteria:
- ECOG 0 or 1
TNBC cohort:
- No prior PARP inhibitor
HR+ cohort:
- Prior CDK4/6 inhibitor
Exclusion Criteria:
TNBC cohort:
- Prior eribulin
"""
LABEL_AND_DASH = """Inclusion Criteria:

- Cohort 1 - HR+/HER2- disease
- Cohort 2 - TNBC, PD-L1 positive
"""
GROUPS = """Inclusion Criteria:
First-line group:
* No prior chemotherapy for metastatic disease
Later-line group:
* At least 2 prior lines of chemotherapy for metastatic disease
"""
AIMS = """Inclusion Criteria:

* Aim 1: women with HER2-positive breast cancer
* Aim 2: women with triple-negative breast cancer
"""
CONTROLS_WITH_CANCER = """Inclusion Criteria:

Intervention group:
* Patients with HER2-positive breast cancer
Control group:
* Patients with triple-negative breast cancer
"""
COHORTS_AS_POINTS = """Inclusion Criteria:

* Metastatic breast cancer
* Cohort A only:
* No prior chemotherapy for metastatic disease
* Cohort B only:
* At least 2 prior lines of chemotherapy for metastatic disease
"""
ADDITIONAL_FOR_PARTS = """Inclusion criteria

* ECOG 0-1

Additional for patients participating in Part A only

* HER2-positive breast cancer

Additional for patients participating in Part B only

* Triple-negative breast cancer
"""
CRITERIA_OF_ARMS_BY_NAME = """Key Inclusion Criteria:

* ECOG 0-1

XYZ-101 Single Agent Arm Key Inclusion Criteria

* Triple-negative breast cancer

XYZ-101 + Trastuzumab Combination Arm Key Inclusion Criteria

* HER2-positive breast cancer

Key Exclusion Criteria:

* Pregnancy
"""
UNMARKED_LINES = """Eligibility:
Group 1: Patients with HER2-positive breast cancer
Group 2: Patients with triple-negative breast cancer
Group 3: Healthy volunteers (postmenopausal women)
All groups: ECOG 0-1
"""
LABELS_BEHIND = """Inclusion Criteria:

* No prior chemotherapy for metastatic disease (Cohort A), at least two prior lines of chemotherapy for metastatic disease (Cohort B)
"""
MODULES_NUMBERED_ON = """Inclusion Criteria:

1. ECOG 0-1
2. Measurable disease

Additional inclusion criteria for Module 1 Part A

3. Advanced breast cancer; at most one prior PARP inhibitor

Additional inclusion criteria for Module 1 Part B

4. HER2-negative advanced breast cancer
5. No prior PARP inhibitor

Additional inclusion criteria for Module 2

6. ER-positive, HER2-negative advanced breast cancer
"""
WHO_IN_AN_ARM = """Inclusion Criteria:

* Arm A: breast cancer of any subtype
* Arm B: breast cancer of any subtype

Exclusion Criteria:

* Patients in Arm B who have received a PARP inhibitor
"""
TUMOUR_BEFORE_ITS_LINES = """Inclusion Criteria:

- Cohort 2A: HR+/HER2- breast cancer
- Cohort 2B: endometrial cancer, at most two prior lines
"""
TUMOURS_OVER_EXCLUSIONS = """Inclusion Criteria:

Breast Cancer
1. HER2-negative

Lung Cancer
1. Progressed on a PD-1 inhibitor

Exclusion Criteria:

Breast Cancer
1. Prior sacituzumab govitecan

Lung Cancer
1. Prior docetaxel
"""
RUNNING_TEXT = """Inclusion Criteria:

* Cohort 1 includes patients with HER2-positive disease, cohort 2 includes patients with triple-negative disease, and cohort 3 includes patients with HR-positive disease progressing on a CDK4/6 inhibitor
"""
LABELS_BEHIND_EACH = """Inclusion Criteria:

* Patients with triple-negative breast cancer (cohort A), or HER2-positive breast cancer after trastuzumab (cohort B)
"""
COUNTED = """Inclusion Criteria:

* There are three arms of patients: (1) triple-negative disease, (2) HER2-positive disease and (3) HR-positive disease that progressed on a CDK4/6 inhibitor
"""
POINTS_ARE_COHORTS = """Inclusion Criteria:

* Patients are enrolled in three cohorts:
  * Triple-negative disease
  * HER2-positive disease
  * HR-positive disease that progressed on a CDK4/6 inhibitor
* ECOG 0-1
"""
NUMBERS_GO_ON = """Inclusion Criteria:

1. Metastatic disease
2. ECOG 0-1

Cohort A:

3. Triple-negative breast cancer

Cohort B:

4. HER2-positive breast cancer
"""
PILOT_AND_EXPANSION = """Inclusion Criteria:

All subjects:

* ECOG 0-1

Pilot study only:

* Breast cancer of any subtype

Expansion phase additional criteria:

* At least one prior line of chemotherapy for metastatic disease

Expansion phase cohort 2 additional inclusion criteria:

* Breast cancer with progressing brain metastases

Exclusion Criteria:

* Progressing brain metastases (applies to the pilot study and expansion phase cohort 1 only)
"""
SHUT_OUT_OF_ONE_PHASE = """Inclusion Criteria:

* For phase I: patients with HER2-positive disease must have had trastuzumab. Patients with HER2-positive disease
  can not join the phase II study.
* Patients enrolling in the phase II portion must have triple-negative disease

Exclusion Criteria:

1. For the phase I portion of the study, patients with treated brain metastases that
   are stable can take part. However, patients with brain metastases will be
   excluded from the phase II portion of the study.
"""
PARTS_OF_BOTH_DOSE_PARTS = """Inclusion Criteria:

* In the dose escalation, patients must have metastatic melanoma or triple-negative breast cancer
* In the dose expansion, patients must have metastatic melanoma or triple-negative breast cancer, and no earlier
  chemotherapy for metastatic disease
* The following is asked by cohort:

  1. Dose escalation and dose expansion cohort 1: no brain metastases
  2. Dose escalation and dose expansion cohorts 2 and 3: untreated brain metastases
"""
DOSE_PARTS_IN_SENTENCES = """Inclusion Criteria:

* Locally advanced or metastatic solid tumors

  1. The dose escalation part will enroll advanced tumours for which standard treatment has failed
  2. The dose expansion part includes patients who have not received treatment for advanced disease
"""
DOSES_OF_ONE_COHORT = """Inclusion Criteria:

1. Cohort 1: Dose escalation will enroll sarcoma. Dose expansion will enroll patients never treated for advanced disease
2. Cohort 2: Advanced breast cancer for which standard treatment has failed
"""
LABELS_BEFORE_AN_OR = """Inclusion Criteria:

* Patients must have one of these:
  * No prior chemotherapy for metastatic disease (Cohorts A and B), or
  * At least two prior lines of chemotherapy for metastatic disease (Cohort C)
* ECOG 0-1
"""
CRITERIA_FOR_THOSE_WITH = """General Inclusion Criteria:

* Signed consent

Inclusion Criteria for Participants with Stage III Breast Cancer

* Unresectable stage III breast cancer
* ECOG performance status 0, 1 or 2

Inclusion Criteria for Participants with Stage I or II Breast Cancer Who Had Surgery

* Stage I or II breast cancer
* ECOG performance status 0 or 1

Exclusion Criteria:

* Pregnancy
"""


@pytest.mark.parametrize(
    ("criteria", "facts", "taken"),
    [
        (DOSE_PARTS_IN_SENTENCES, {"stage": "IV", "metastatic": True, "lines_metastatic": 0}, True),
        (COHORTS_AS_POINTS, {"stage": "IV", "chemo_lines_metastatic": 0}, True),
        (COHORTS_AS_POINTS, {"stage": "IV", "chemo_lines_metastatic": 1}, False),
        (COHORTS_AS_POINTS, {"stage": "IV", "chemo_lines_metastatic": 2}, True),
        (LABELS_BEFORE_AN_OR, {"stage": "IV", "chemo_lines_metastatic": 0}, True),
        (LABELS_BEFORE_AN_OR, {"stage": "IV", "chemo_lines_metastatic": 1}, False),
        (LABELS_BEFORE_AN_OR, {"stage": "IV", "chemo_lines_metastatic": 2}, True),
        (LABELS_BEFORE_AN_OR, {"stage": "IV", "chemo_lines_metastatic": 2, "ecog": 2}, False),
        (ADDITIONAL_FOR_PARTS, HER2_POSITIVE, True),
        (ADDITIONAL_FOR_PARTS, TRIPLE_NEGATIVE, True),
        (ADDITIONAL_FOR_PARTS, HR_POSITIVE, False),
        (CRITERIA_OF_ARMS_BY_NAME, HER2_POSITIVE, True),
        (CRITERIA_OF_ARMS_BY_NAME, TRIPLE_NEGATIVE, True),
        (CRITERIA_OF_ARMS_BY_NAME, HR_POSITIVE, False),
        (DOSES_OF_ONE_COHORT, {"stage": "IV", "metastatic": True, "lines_metastatic": 0}, False),
        (CRITERIA_FOR_THOSE_WITH, {"stage": "IIIB", "metastatic": False, "ecog": 2}, True),
        (CRITERIA_FOR_THOSE_WITH, {"stage": "IIA", "metastatic": False, "ecog": 2}, False),
        (CRITERIA_FOR_THOSE_WITH, {"stage": "IV", "metastatic": True, "ecog": 1}, False),
        (PARTS_OF_BOTH_DOSE_PARTS, {"stage": "IV", "brain_metastases": "untreated"} | HR_POSITIVE, False),
        (PARTS_OF_BOTH_DOSE_PARTS, {"stage": "IV", "brain_metastases": "untreated"} | TRIPLE_NEGATIVE, True),
        (PARTS_OF_BOTH_DOSE_PARTS, {"stage": "IV", "chemo_lines_metastatic": 1} | TRIPLE_NEGATIVE, True),
        (PILOT_AND_EXPANSION, {"stage": "IV", "metastatic": True, "chemo_lines_metastatic": 0}, True),
        (PILOT_AND_EXPANSION, {"stage": "IV", "brain_metastases": "progressing"}, True),
        (PILOT_AND_EXPANSION, {"ecog": 2}, False),
        (SHUT_OUT_OF_ONE_PHASE, HER2_POSITIVE | {"prior_therapies": ["trastuzumab"]}, True),
        (SHUT_OUT_OF_ONE_PHASE, {"stage": "IV", "brain_metastases": "treated_stable"}, True),
        (SHUT_OUT_OF_ONE_PHASE, {"stage": "IV", "brain_metastases": "progressing"}, False),
        (SUBTYPES_IN_SHORT_LINES, TRIPLE_NEGATIVE | {"never_received": ["CDK4/6 inhibitor"]}, True),
        (SUBTYPES_IN_SHORT_LINES, TRIPLE_NEGATIVE | {"prior_therapies": ["olaparib"]}, False),
        (SUBTYPES_IN_SHORT_LINES, TRIPLE_NEGATIVE | {"prior_therapies": ["eribulin"]}, False),
        (SUBTYPES_IN_SHORT_LINES, HR_POSITIVE | {"prior_therapies": ["olaparib", "eribulin", "palbociclib"]}, True),
        (SUBTYPES_IN_SHORT_LINES, HR_POSITIVE | {"never_received": ["CDK4/6 inhibitor"]}, False),
        (LABEL_AND_DASH, HR_POSITIVE | {"biomarkers": {"PD-L1": "negative"}}, True),
        (LABEL_AND_DASH, TRIPLE_NEGATIVE | {"biomarkers": {"PD-L1": "negative"}}, False),
        (LABEL_AND_DASH, HER2_POSITIVE, False),
        (GROUPS, {"metastatic": True, "chemo_lines_metastatic": 0}, True),
        (GROUPS, {"metastatic": True, "chemo_lines_metastatic": 1}, False),
        (GROUPS, {"metastatic": True, "chemo_lines_metastatic": 2}, True),
        (AIMS, HER2_POSITIVE, True),
        (AIMS, TRIPLE_NEGATIVE, True),
        (AIMS, HR_POSITIVE, False),
        (CONTROLS_WITH_CANCER, HER2_POSITIVE, True),
        (CONTROLS_WITH_CANCER, TRIPLE_NEGATIVE, True),
        (UNMARKED_LINES, HER2_POSITIVE | {"menopausal_status": "premenopausal"}, True),
        (UNMARKED_LINES, TRIPLE_NEGATIVE | {"menopausal_status": "premenopausal"}, True),
        (UNMARKED_LINES, HR_POSITIVE | {"menopausal_status": "postmenopausal"}, False),
        (UNMARKED_LINES, TRIPLE_NEGATIVE | {"ecog": 2}, False),
        (LABELS_BEHIND, {"metastatic": True, "chemo_lines_metastatic": 0}, True),
        (LABELS_BEHIND, {"metastatic": True, "chemo_lines_metastatic": 1}, False),
        (LABELS_BEHIND, {"metastatic": True, "chemo_lines_metastatic": 3}, True),
        (WHO_IN_AN_ARM, {"prior_therapies": ["olaparib"]}, True),
        (TUMOUR_BEFORE_ITS_LINES, HR_POSITIVE, True),
        (TUMOUR_BEFORE_ITS_LINES, TRIPLE_NEGATIVE, False),
        (TUMOURS_OVER_EXCLUSIONS, TRIPLE_NEGATIVE | {"prior_therapies": ["docetaxel"]}, True),
        (TUMOURS_OVER_EXCLUSIONS, TRIPLE_NEGATIVE | {"prior_therapies": ["sacituzumab govitecan"]}, False),
        (RUNNING_TEXT, TRIPLE_NEGATIVE | {"never_received": ["CDK4/6 inhibitor"]}, True),
        (RUNNING_TEXT, HR_POSITIVE | {"never_received": ["CDK4/6 inhibitor"]}, False),
        (LABELS_BEHIND_EACH, TRIPLE_NEGATIVE | {"never_received": ["trastuzumab"]}, True),
        (LABELS_BEHIND_EACH, HER2_POSITIVE, True),
        (LABELS_BEHIND_EACH, HR_POSITIVE, False),
        (COUNTED, TRIPLE_NEGATIVE | {"never_received": ["CDK4/6 inhibitor"]}, True),
        (COUNTED, HR_POSITIVE | {"never_received": ["CDK4/6 inhibitor"]}, False),
        (POINTS_ARE_COHORTS, TRIPLE_NEGATIVE | {"never_received": ["CDK4/6 inhibitor"]}, True),
        (POINTS_ARE_COHORTS, HR_POSITIVE | {"never_received": ["CDK4/6 inhibitor"]}, False),
        (POINTS_ARE_COHORTS, TRIPLE_NEGATIVE | {"ecog": 2}, False),
        (NUMBERS_GO_ON, TRIPLE_NEGATIVE, True),
        (NUMBERS_GO_ON, HER2_POSITIVE, True),
        (NUMBERS_GO_ON, HR_POSITIVE, False),
        (MODULES_NUMBERED_ON, HER2_POSITIVE, True),
        (MODULES_NUMBERED_ON, TRIPLE_NEGATIVE, True),
        (MODULES_NUMBERED_ON, HER2_POSITIVE | {"prior_therapies": ["olaparib"]}, True),
        (MODULES_NUMBERED_ON, HER2_POSITIVE | {"ecog": 2}, False),
        (MODULES_NUMBERED_ON, HER2_POSITIVE | {"stage": "IIA", "metastatic": False}, False),
    ],
)
def test_a_patient_joins_by_the_part_that_is_for_her(criteria: str, facts: dict[str, object], taken: bool) -> None:
    trial = Trial("NCT99999999", brief_title="A Study in Breast Cancer and Other Solid Tumours", criteria=criteria)
    patient = Known(Patient.from_facts(facts), VOCABULARY)
    assert (decide(read_trial(trial, VOCABULARY, "test"), patient).verdict != INELIGIBLE) is taken


@pytest.mark.parametrize(
    ("phases", "title", "taken"),
    [
        (("PHASE1",), "", False),
        (("PHASE1", "PHASE2"), "", True),
        (("PHASE1",), "A phase Ib/III study", True),
        (("PHASE2",), "", True),
    ],
)
def test_the_only_phase_of_a_trial_is_no_part_of_it(phases: tuple[str, ...], title: str, taken: bool) -> None:
    criteria = "Inclusion Criteria:\n\n* Metastatic breast cancer\n* ECOG 0 or 1 (for phase 1)\n"
    trial = Trial("NCT99999999", brief_title=title, phases=phases, criteria=criteria)
    patient = Known(Patient.from_facts({"stage": "IV", "ecog": 3}), VOCABULARY)
    assert (decide(read_trial(trial, VOCABULARY, "test"), patient).verdict != INELIGIBLE) is taken


def test_the_name_of_a_cohort_over_its_exclusions_shuts_nobody_out() -> None:
    text = "Inclusion Criteria:\n* Breast cancer\nExclusion Criteria:\n1. Of some cohorts:\n   1. Cohort B (prior brain radiation)\n      * High grade glioma"
    reading = read_trial(Trial("NCT99999999", brief_title="Study in breast cancer", criteria=text), VOCABULARY, "")
    assert not [c for cohort in reading.cohorts for c in cohort.criteria if c.facet == "brain_metastases"]
