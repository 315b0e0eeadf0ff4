"""Cohorts of baskets: a cohort for another tumour or another receptor status takes no patient in."""

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

TUMOUR_TYPES = """Inclusion Criteria:

* Recurrent disease, one of the following tumour types:
  * Triple-negative breast cancer: at least one line of chemotherapy for metastatic disease
  * HR+/HER2- breast cancer: must have received a CDK4/6 inhibitor for metastatic disease
  * Endometrial cancer: must have received a platinum
  * High-grade serous ovarian, tubal or primary peritoneal cancer: resistant to platinum
* ECOG 0-1
"""
FOR_EACH_TUMOUR = """Inclusion Criteria:

* Washout period is over, and:

  * For NSCLC participants: at least two lines of therapy
  * For PROC participants (Arm 3): must be platinum-resistant
  * For subjects with breast cancer:

    * HR+/HER2-low, HR+/HER2-ultralow or HR+/HER2-negative BC subjects: HR-positive, inoperable or metastatic disease with HER2-low, HER2-ultralow or HER2-negative expression
    * Triple negative breast cancer (TNBC): inoperable or metastatic disease
  * For mCRPC: must have received docetaxel
"""
PLAIN_LIST = """Inclusion Criteria:

Patients with one of the following:

* Triple-negative breast cancer
* Platinum-resistant ovarian cancer
* Non-small cell lung cancer
* ECOG 0-1
"""
NAMES_WITHOUT_MARKS = """Inclusion Criteria:

1. Unresectable or metastatic disease as follows:

   Cutaneous (acral and non-acral) melanoma
   1. Progression on an anti-PD-1 antibody

      Squamous cell carcinomas of the head and neck
   2. Progression on a platinum

   Ovarian carcinoma
   3. At least 2 prior lines of therapy

   Breast cancer
   4. Must have received a CDK4/6 inhibitor
2. ECOG 0-1
"""
ONE_OF_SEVERAL_CRITERIA = """Inclusion Criteria:

* A biopsy-proven solid tumour AND one of the following additional criteria:

  * Melanoma that progressed on immunotherapy
  * Gastrointestinal primary
  * HER2-positive breast cancer
  * Cystic metastases
* ECOG 0-1
"""
PARTS = """Inclusion Criteria:

* Part 1 (dose finding): HER2-positive solid tumour of any kind
* Part 2 Cohort 1: HER2-low (IHC 1+ or 2+/ISH-) breast cancer
* Part 2 Cohort 2: HER2-positive breast cancer. Patients must have progressed on trastuzumab
* Part 2 Cohort 3: HER2-positive gastric cancer
"""
ESCALATION = """Inclusion Criteria:

1. Dose escalation: HER2-positive solid tumours
2. Dose expansion: the following tumour types:
   1. HER2-low breast cancer
   2. HER2-positive breast cancer previously treated with trastuzumab deruxtecan
   3. HER2-positive gastric cancer
3. ECOG 0-1
"""
SUBTYPES = """Inclusion Criteria:

* Metastatic breast cancer

HR+/HER2- cohort:

* Prior CDK4/6 inhibitor

TNBC cohort:

* PD-L1 positive

Exclusion Criteria:

* Prior PARP inhibitor (TNBC cohort only)
"""
ONLY = """Inclusion Criteria:

1. Measurable disease
2. For TNBC patients only:
   * Histologically confirmed on the most recent available sample
3. For HR+/HER2- patients only:
   * Progression on endocrine therapy
"""
NESTED = """Inclusion Criteria:

* Phase 1a: HER2-positive solid tumour
* Phase 1b expansion:
  * Cohort 1: TNBC
  * Cohort 2 (closed): HR-positive, HER2-negative breast cancer

Exclusion Criteria:

* PD-L1 CPS below 10 (Cohort 1 only)
"""

TUMOURS_AFTER_MANY_WORDS = """Inclusion Criteria:

* One of the following histologically or cytologically proven, unresectable, locally advanced or metastatic tumor types:

  * Serous ovarian carcinoma
  * HER2-negative, HR positive breast cancer
  * Triple-negative breast cancer (TNBC)
"""
TWO_SENTENCES = """Inclusion Criteria:

* For phase I part, patients with any solid tumour. For phase IIa part, patients with NSCLC, CRC or TNBC.
* ECOG 0-1
"""
PHASE_AND_TUMOUR = """Inclusion Criteria:

* Phase 1 only: advanced solid tumor for which no standard therapy is left.
* Phase 2 metastatic TNBC (mTNBC) Cohort: TNBC as told by the last biopsy. At least 2 lines of chemotherapy for metastatic disease.
"""
DOSES = """Inclusion Criteria:

* In dose escalation, any tumour
* During the dose expansion part of the study, patients must have HER2-positive breast cancer
"""
NAMED_PARTS = """Inclusion Criteria:

For second-line treatment (Parts 1 and 2):

* At least one systemic treatment for metastatic disease

For second-line treatment (Part 2):

* PD-L1 positive tumour
"""
ONE_LINE = (
    "Inclusion Criteria: 1. Age 18 or older. 2. For Part A, patients with any advanced tumour; for Part B, patients with "
    "HER2-negative breast cancer. 3. ECOG 0-1. Exclusion Criteria: 1. Prior PARP inhibitor (Part B only). 2. Leptomeningeal disease."
)
PART_OF_THE_TITLE = """Inclusion Criteria:

* Part A: advanced solid tumours
* Part B: triple-negative breast cancer
"""


DOSES_BEHIND = """Inclusion Criteria:

* Advanced tumours (escalation); HER2-negative breast cancer or NSCLC (expansion)
"""
EXPANSION_COHORT = """Inclusion Criteria:

* Any metastatic tumour
* Expansion cohort: only breast cancer with a PIK3CA mutation
"""
OTHERS_AS_COHORT = """Inclusion Criteria:

* HER2 mutation
* Breast cancer cohort: HER2-negative, HR-positive
* Lung cancer cohort: at least one prior platinum
* Other tumours cohort: no standard therapy available
"""


ARMS_OF_OTHERS = """Inclusion Criteria:

* Arm 1: advanced tumours for which no existing options are felt to provide benefit
* Arm 2: advanced NSCLC or HNSCC in which radiological progression has been demonstrated during treatment with a PD-1 inhibitor
* Arm 3: gastric adenocarcinoma with overexpression of HER2 that has been treated with trastuzumab in at least one line before
"""
BELOW_EXPANSION = """Inclusion Criteria:

* Locally advanced or metastatic solid malignancy

Selected tumour types (expansion of the monotherapy):

* Breast cancer (TNBC): triple-negative disease after at least one line
* Ovarian cancer: resistant to platinum
"""
ABBREVIATIONS = """Inclusion Criteria:

* Cohort 1 (TNBC): at least two prior lines
* Cohort 2 (GC): progressed on first-line treatment
"""
PARTS_OF_A_PART = """Inclusion Criteria:

For Part 1:

* Tumours for which no standard treatment is left

For Part 2:

* Part 2a: HER2-positive breast cancer
* Part 2b: gastric cancer
* Measurable disease
"""


ONE_TUMOUR_BELOW_ALL = """Inclusion Criteria:

Part A:

* Advanced solid tumours
* ECOG 0-1

Melanoma:

* Prior PD-1 inhibitor for metastatic disease

Part B:

* Triple-negative breast cancer

Exclusion Criteria:

* Leptomeningeal disease
"""
TUMOURS_OF_TWO_PARTS = """Inclusion Criteria:

Part A (any advanced solid tumour):
* Measurable disease
Melanoma:
* Prior PD-1 inhibitor for metastatic disease
Part B:
Triple-negative breast cancer:
* At least 2 prior lines for metastatic disease
Gastric cancer:
* Prior platinum for metastatic disease
"""
COHORTS_IN_ASIDES = """Inclusion Criteria:

1. Advanced solid tumour that progressed on standard treatment
2. SCLC subjects (Phase 2a Cohort 1 ONLY):
   * At least one line with platinum
3. HCC patients (Phase 2a Cohort 2 only)
   * Has received 1 or 2 prior systemic therapy regimens for metastatic disease
4. Patients with other solid tumours (Phase 2a Cohort 3 ONLY)
   * Progressed after at least one standard regimen
5. ECOG 0-1
"""
A_MUTATION_BESIDE_TUMOURS = """Inclusion Criteria:

* Advanced solid tumour

Phase 1 Expansion Cohorts Specific Inclusion Criteria:

* NSCLC: Participants must have metastatic NSCLC with at most 3 prior lines
* TNBC: Participants must have metastatic TNBC with at most 3 prior lines
* Tumours with an FGFR1 amplification: Participants must have a metastatic solid malignancy
"""
WHATEVER_THE_HORMONE_RECEPTORS = """Inclusion Criteria for HER2-low breast cancer participants

1. HER2-low, regardless of hormone receptor status
2. Two lines of therapy. Subjects with metastatic HR+ disease who have received endocrine therapy and have received two further lines.

Inclusion Criteria for HER2 IHC 0 breast cancer participants

1. HER2 IHC 0, regardless of hormonal status
2. Two lines of therapy. Participants with metastatic HR+ disease who have received endocrine therapy and have received two further lines.
"""
OF_THE_DOSE_ESCALATION = """Inclusion Criteria:

* In the dose escalation, patients must have HER2-positive breast cancer
* In the dose expansion, patients must have HER2-positive or HER2-low breast cancer
"""
ORGANS_BEHIND = """Inclusion Criteria:

* Cohort 1: Invasive carcinoma of the bladder or ureter (stage II-III)
* Cohort 2: HER2-positive breast cancer
* Cohort 3: Pancreatic adenocarcinoma that has been resected or is eligible for resection
* Cohort 4: Squamous cell carcinoma of the head and neck
"""

PARTS_NUMBERED_ON = """Inclusion Criteria:

Part B (expansion):

Part B1: patients with metastatic HER2-positive breast cancer and a PIK3CA mutation

Part B2: patients with metastatic triple-negative breast cancer

* Patients in the metastatic triple-negative breast cancer cohort of Part B2 must have had at least one prior line of chemotherapy for metastatic disease
"""


# The cohort of prostate cancer takes none of hers, and what a cohort of triple-negative cancer asks 'of those with TNBC' it asks
# of all.
TUMOURS_THAT_PROGRESSED = """Inclusion Criteria:

* Dose Escalation Phase: unresectable or metastatic solid tumors for whom no therapy with proven benefit is available

Expansion cohorts:

* mCRPC that has progressed on one line of chemotherapy for metastatic disease
* NSCLC: metastatic disease after standard therapy
* TNBC: locally advanced or metastatic disease that has progressed after at least one systemic therapy
* Melanoma that has progressed on at least one systemic treatment
"""


OTHER_TUMOURS_ONLY = """General Inclusion Criteria:

* ECOG 0-1

Inclusion Criteria for Participants With Resected Stage II to IIIB Non-Small Cell Lung Cancer Who Are Due for Adjuvant Treatment

* Complete resection

Inclusion Criteria for Participants With Stage IV NSCLC

* Measurable disease
"""
ADDED_FOR_ANOTHER_TUMOUR = """Inclusion Criteria:

* Any advanced solid tumor
* ECOG 0-1

Additional inclusion criteria for patients with colorectal cancer

* Prior irinotecan

Exclusion Criteria:

* Pregnancy

Additional exclusion criteria for patients with hepatocellular carcinoma

* Prior taxane
"""
FOR_THOSE_WITH_LUNG_METASTASES = """Inclusion Criteria:

* Metastatic disease

Criteria for patients with liver metastases

* ALT up to 5 x ULN

Criteria for patients with lung metastases

* FEV1 above 60 %
"""


@pytest.mark.parametrize(
    ("criteria", "facts", "taken"),
    [
        (TUMOUR_TYPES, TRIPLE_NEGATIVE, True),
        (TUMOUR_TYPES, HR_POSITIVE, True),
        (TUMOUR_TYPES, HER2_POSITIVE, False),
        (PLAIN_LIST, TRIPLE_NEGATIVE, True),
        (PLAIN_LIST, HR_POSITIVE, False),
        (PLAIN_LIST, TRIPLE_NEGATIVE | {"ecog": 3}, False),
        (NAMES_WITHOUT_MARKS, HR_POSITIVE | {"never_received": ["platinum", "PD-1/PD-L1"]}, True),
        (NAMES_WITHOUT_MARKS, HR_POSITIVE | {"metastatic": True, "lines_metastatic": 0}, True),
        (NAMES_WITHOUT_MARKS, HR_POSITIVE | {"never_received": ["CDK4/6 inhibitor"]}, False),
        (NAMES_WITHOUT_MARKS, HR_POSITIVE | {"ecog": 2}, False),
        (ONE_OF_SEVERAL_CRITERIA, TRIPLE_NEGATIVE, True),
        (ONE_OF_SEVERAL_CRITERIA, TRIPLE_NEGATIVE | {"ecog": 2}, False),
        (PARTS, {"her2_status": "low"}, True),
        (PARTS, HER2_POSITIVE, True),
        (PARTS, {"her2_status": "zero"}, False),
        (ESCALATION, {"her2_status": "low"}, True),
        (ESCALATION, HER2_POSITIVE, True),
        (ESCALATION, TRIPLE_NEGATIVE, False),
        (SUBTYPES, HR_POSITIVE | {"biomarkers": {"PD-L1": "negative"}}, True),
        (SUBTYPES, TRIPLE_NEGATIVE | {"biomarkers": {"PD-L1": "negative"}}, False),
        (SUBTYPES, HER2_POSITIVE, False),
        (SUBTYPES, TRIPLE_NEGATIVE | {"prior_therapies": ["olaparib"]}, False),
        (SUBTYPES, HR_POSITIVE | {"prior_therapies": ["olaparib"]}, True),
        (ONLY, TRIPLE_NEGATIVE, True),
        (ONLY, HR_POSITIVE, True),
        (ONLY, HER2_POSITIVE, False),
        (NESTED, TRIPLE_NEGATIVE, True),
        (NESTED, HR_POSITIVE, False),
        (NESTED, HER2_POSITIVE, True),
        (NESTED, TRIPLE_NEGATIVE | {"pdl1_cps": 1}, False),
        (TUMOURS_AFTER_MANY_WORDS, HR_POSITIVE, True),
        (TUMOURS_AFTER_MANY_WORDS, TRIPLE_NEGATIVE, True),
        (TUMOURS_AFTER_MANY_WORDS, HER2_POSITIVE, False),
        (TWO_SENTENCES, HR_POSITIVE, True),
        (TWO_SENTENCES, HR_POSITIVE | {"ecog": 2}, False),
        (PHASE_AND_TUMOUR, HER2_POSITIVE, True),
        (PHASE_AND_TUMOUR, HER2_POSITIVE | {"metastatic": True, "lines_metastatic": 0}, False),
        (DOSES, HR_POSITIVE, True),
        (NAMED_PARTS, TRIPLE_NEGATIVE | {"biomarkers": {"PD-L1": "negative"}}, True),
        (ONE_LINE, HER2_POSITIVE | {"prior_therapies": ["olaparib"]}, True),
        (ONE_LINE, HR_POSITIVE | {"leptomeningeal_disease": True}, False),
        (DOSES_BEHIND, HER2_POSITIVE, True),
        (EXPANSION_COHORT, HER2_POSITIVE | {"biomarkers": {"PIK3CA": "negative"}}, True),
        (OTHERS_AS_COHORT, HR_POSITIVE | {"metastatic": True, "lines_metastatic": 0}, True),
        (OTHERS_AS_COHORT, HER2_POSITIVE | {"metastatic": True, "lines_metastatic": 0}, False),
        (ARMS_OF_OTHERS, HER2_POSITIVE | {"metastatic": True, "lines_metastatic": 0}, False),
        (ARMS_OF_OTHERS, HER2_POSITIVE | {"metastatic": True, "lines_metastatic": 3}, True),
        (BELOW_EXPANSION, HER2_POSITIVE, True),
        (ABBREVIATIONS, TRIPLE_NEGATIVE, True),
        (ABBREVIATIONS, HER2_POSITIVE, False),
        (PARTS_OF_A_PART, HER2_POSITIVE | {"metastatic": True, "lines_metastatic": 0}, True),
        (
            PARTS_OF_A_PART,
            HER2_POSITIVE | {"metastatic": True, "lines_metastatic": 0, "measurable_disease": False},
            False,
        ),
        (ONE_TUMOUR_BELOW_ALL, HR_POSITIVE | {"metastatic": True, "never_received": ["PD-1/PD-L1 inhibitor"]}, True),
        (ONE_TUMOUR_BELOW_ALL, HR_POSITIVE | {"ecog": 2}, False),
        (ONE_TUMOUR_BELOW_ALL, HR_POSITIVE | {"leptomeningeal_disease": True}, False),
        (TUMOURS_OF_TWO_PARTS, HR_POSITIVE | {"metastatic": True, "never_received": ["PD-1/PD-L1 inhibitor"]}, True),
        (TUMOURS_OF_TWO_PARTS, HR_POSITIVE | {"measurable_disease": False}, False),
        (FOR_EACH_TUMOUR, HR_POSITIVE | {"metastatic": True, "lines_metastatic": 0}, True),
        (FOR_EACH_TUMOUR, TRIPLE_NEGATIVE | {"never_received": ["carboplatin", "cisplatin"]}, True),
        (FOR_EACH_TUMOUR, HER2_POSITIVE, False),
        (FOR_EACH_TUMOUR, HR_POSITIVE | {"her2_status": "positive"}, False),
        (PART_OF_THE_TITLE, TRIPLE_NEGATIVE | {"stage": "IIA", "metastatic": False}, False),
        (PARTS_NUMBERED_ON, {"stage": "IIA", "metastatic": False}, False),
        (PARTS_NUMBERED_ON, HR_POSITIVE | {"metastatic": True}, False),
        (PARTS_NUMBERED_ON, HER2_POSITIVE | {"metastatic": True, "chemo_lines_metastatic": 0}, True),
        (PARTS_NUMBERED_ON, TRIPLE_NEGATIVE | {"metastatic": True, "chemo_lines_metastatic": 0}, False),
        (COHORTS_IN_ASIDES, HR_POSITIVE | {"metastatic": True, "lines_metastatic": 3}, True),
        (COHORTS_IN_ASIDES, HR_POSITIVE | {"metastatic": True, "lines_metastatic": 0}, False),
        (COHORTS_IN_ASIDES, HR_POSITIVE | {"ecog": 2}, False),
        (A_MUTATION_BESIDE_TUMOURS, HR_POSITIVE, True),
        (A_MUTATION_BESIDE_TUMOURS, HR_POSITIVE | {"biomarkers": {"FGFR1": "negative"}}, False),
        (WHATEVER_THE_HORMONE_RECEPTORS, TRIPLE_NEGATIVE, True),
        (WHATEVER_THE_HORMONE_RECEPTORS, HR_POSITIVE | {"never_received": ["endocrine therapy"]}, False),
        (OF_THE_DOSE_ESCALATION, {"her2_status": "low"}, True),
        (OF_THE_DOSE_ESCALATION, TRIPLE_NEGATIVE, False),
        (ORGANS_BEHIND, HER2_POSITIVE, True),
        (ORGANS_BEHIND, HR_POSITIVE, False),
        (TUMOURS_THAT_PROGRESSED, {"stage": "IIA", "metastatic": False, "resectable": True}, False),
        (OTHER_TUMOURS_ONLY, TRIPLE_NEGATIVE, False),
        (ADDED_FOR_ANOTHER_TUMOUR, TRIPLE_NEGATIVE | {"metastatic": True, "prior_therapies": ["paclitaxel"]}, True),
        (FOR_THOSE_WITH_LUNG_METASTASES, {"metastatic": True, "metastatic_sites": ["lung"]}, True),
        (TUMOURS_THAT_PROGRESSED, TRIPLE_NEGATIVE | {"metastatic": True, "lines_metastatic": 1}, True),
    ],
)
def test_a_basket_takes_her_by_a_cohort_of_her_own(criteria: str, facts: dict[str, object], taken: bool) -> None:
    trial = Trial(
        "NCT99999999", brief_title="A study in advanced tumours", conditions=("Breast Cancer",), criteria=criteria
    )
    reading = read_trial(trial, VOCABULARY, "test")
    decision = decide(reading, Known(Patient.from_facts(facts), VOCABULARY))
    assert (decision.verdict != INELIGIBLE) is taken, [(f.truth.name, f.criterion.statement) for f in decision.findings]


SURVIVOR: dict[str, object] = {
    "stage": "IIA",
    "metastatic": False,
    "recurrence_type": "none",
    "treatment_phase": "surveillance",
}
BY_THE_ORGAN = (
    "Breast:\n* ductal carcinoma\n\nCervix, palliative cohort:\n* chemoradiation is planned",
    "Breast:\n* ductal carcinoma\n\nOvarian carcinomas\n* planned to be treated with chemotherapy",
    "Breast cancer\n* invasive\n\nProstate cancer, curative cohort\n* radical radiotherapy is planned\n\nProstate cancer, palliative cohort\n* metastatic disease",
    "Breast\n* invasive carcinoma\n\nLung\n* metastatic disease\n\nColon\n* stage III",
)


@pytest.mark.parametrize("criteria", BY_THE_ORGAN)
def test_what_stands_below_another_organ_is_not_asked_of_breast_cancer(criteria: str) -> None:
    assert not _out_of(criteria, SURVIVOR)


def test_an_organ_alone_heads_no_tumour() -> None:
    assert _out_of("* Breast cancer\n\nLung:\n* FEV1 above 1 l\n* Stage IV disease", SURVIVOR)
    assert _out_of("* Stage IV breast cancer\n* Metastases in:\n  * liver\n  * lung\n  * colon", SURVIVOR)


def _out_of(criteria: str, facts: dict[str, object]) -> bool:
    trial = Trial("NCT99999999", conditions=("Breast Cancer",), criteria=f"Inclusion Criteria:\n\n{criteria}\n")
    return (
        decide(read_trial(trial, VOCABULARY, "test"), Known(Patient.from_facts(facts), VOCABULARY)).verdict
        == INELIGIBLE
    )
