"""Whom a record wants: does it take breast cancer at all? Invented records, each with its answer."""

from __future__ import annotations

import pytest

from data.criteria import Constant, Truth
from data.trial import Trial
from data.vocabulary import load_vocabulary
from matcher.reading.reader import read_trial

VOCABULARY = load_vocabulary()
NO_ONE = "no one with breast cancer"
PATIENTS = "patients"
SCREENED = "women who are screened"

CASES: list[tuple[str, str, str, str]] = [
    # (answer, title, conditions, criteria)
    # ------------------------------------------------------------ at risk, free of it
    (NO_ONE, "Vitamin D and breast density", "Breast Cancer", "+ Premenopausal women aged 35-50 / - Prior breast cancer or DCIS"),
    (NO_ONE, "Green tea in preventing breast cancer", "Breast Cancer", "+ Healthy postmenopausal women / - Liver disease"),
    (NO_ONE, "A drug in women at elevated risk", "Breast Cancer", "+ Elevated risk of breast cancer / + No prior invasive breast cancer"),
    (NO_ONE, "Exemestane to prevent breast cancer", "Breast Cancer", "+ At increased risk of breast cancer, from age at menarche and number of breast biopsies / - DCIS or invasive breast cancer"),
    (NO_ONE, "Raloxifene in preventing breast cancer", "Breast Cancer", "+ No prior invasive breast cancer of any type or ductal carcinoma in situ / + Hormone receptor status: Not specified"),
    (PATIENTS, "Raloxifene in preventing breast cancer", "Breast Cancer", "+ No prior invasive breast cancer of the other side / + Hormone receptor status: positive"),
    (NO_ONE, "Raloxifene or not", "Breast Cancer", "+ Gail score of at least 1.7 % / + 5-year risk above average"),
    (NO_ONE, "Counselling by phone", "Breast Cancer; Ovarian Cancer", "+ Family history of breast cancer / - Previous diagnosis of breast or ovarian cancer"),
    (NO_ONE, "Denosumab in carriers", "Breast Cancer", "+ BRCA1 mutation, no evidence of breast cancer on MRI / - History of breast cancer or ovarian cancer"),
    (NO_ONE, "Tablets in carriers", "Healthy Carriers; Breast Cancer", "+ BRCA2 mutation / + No evidence of breast cancer on MRI / + Negative breast biopsy if the MRI is suspicious / - History of breast cancer"),
    (PATIENTS, "A new tracer", "Breast Cancer", "+ Suspicious lesion with core biopsy planned"),
    (NO_ONE, "Milk", "Breast Cancer", "+ Lactating women / - Prior diagnosis of breast cancer"),
    (NO_ONE, "A walking programme for women at high risk", "Breast Cancer", "+ Lifetime risk of breast cancer above 20 % / + Baseline core biopsy of the breast required"),
    (NO_ONE, "Students and self-examination", "Breast Cancer", "+ Female students of a nursing school / - Having had breast cancer"),
    (NO_ONE, "Decisions about screening", "Breast Cancer", "+ Women of 48 to 50 without a mammogram so far who have no personal or strong family history of breast cancer"),
    (NO_ONE, "Reminder letters", "Breast Cancer", "+ Women of 50 to 69 invited to the screening programme / - History of breast cancer"),
    (NO_ONE, "Reading of mammograms by a machine", "Breast Cancer", "+ Women attending the population-based mammography screening programme / - Not giving consent"),
    (NO_ONE, "A bus for the county", "Breast Cancer", "+ Women who never had a mammogram / - Previous mastectomy"),
    (NO_ONE, "Vitamin D for breast cancer prevention", "Breast Cancer", "+ First-degree relative with breast cancer / - Pregnancy"),
    (PATIENTS, "Diet for the prevention of breast cancer recurrence", "Breast Cancer", "+ Women of 18 to 70 years / - Pregnancy"),
    (NO_ONE, "Tamoxifen in low doses", "Breast Cancer", "+ Chest radiation before the age of 30 / - History of breast cancer"),
    (PATIENTS, "Hypofractionation", "Breast Cancer", "+ Radiation to the chest wall planned / - Pregnancy"),
    (SCREENED, "Abbreviated MRI as a supplement", "Breast Cancer", "+ Women with dense breasts / - Pregnancy"),
    # 'any previous malignancy' is excluded in most trials of patients; where people are healthy or screened it holds
    (PATIENTS, "A study in breast cancer", "Breast Cancer", "+ Age over 18 / - Any previous malignancy other than basal cell carcinoma"),
    (PATIENTS, "Two drains compared", "Breast Cancer", "+ Adults / - Active malignancy"),
    (PATIENTS, "Surgery of breast cancer", "Breast Neoplasms", "+ Women of 40 to 70 years / - History of cancer, skin cancer excepted"),
    (NO_ONE, "Breast cancer prevention in healthy women", "Breast Cancer", "+ Adults / - Any previous malignancy other than basal cell carcinoma"),
    (NO_ONE, "Breast cancer screening with MRI", "Breast Cancer", "+ Women of 40 to 70 years / - Any previous cancer"),
    (NO_ONE, "Tablets and breast density", "Breast Cancer", "+ No history of cancer / - Pregnancy"),
    (NO_ONE, "Tablets and breast density", "Breast Cancer", "+ Women of 40 to 70 years / - Any previous breast malignancy"),
    # what she may not have had is the treatment, not the cancer
    (PATIENTS, "Docetaxel first", "Breast Cancer", "+ Women of 18 to 70 years / + No prior breast cancer surgery"),
    (PATIENTS, "Letrozole or not", "Breast Cancer", "+ Women of 18 to 70 years / - Prior breast cancer treatment"),
    (NO_ONE, "Letrozole or not", "Breast Cancer", "+ Women of 18 to 70 years / - Prior breast cancer"),
    # ------------------------------------------------------------ other people, other diseases
    (NO_ONE, "Letrozole in healthy volunteers", "Breast Cancer", "+ Healthy postmenopausal female subjects / - Smokers"),
    (NO_ONE, "Communication skills of nurses", "Breast Cancer", "+ Nurses who care for women with breast cancer"),
    (NO_ONE, "Palpation taught", "Breast Cancer", "+ Medical students of the third year"),
    (NO_ONE, "Training for surgeons", "Breast Cancer", "+ Surgeons who treat 20 new breast cancer patients a year / - Retirement planned"),
    (NO_ONE, "Support for husbands of women with breast cancer", "Breast Cancer", "+ Husband of a woman diagnosed with stage I-III breast cancer / - Psychiatric disorder"),
    (NO_ONE, "Counselling for daughters of women with breast cancer", "Breast Cancer", "+ Daughter of a woman with breast cancer / + No personal history of cancer except skin cancer"),
    (NO_ONE, "Liposuction or subcutaneous mastectomy", "Gynecomastia", "+ Male patients with gynecomastia / - Suspicion of breast cancer"),
    (NO_ONE, "Cryoablation", "Fibroadenoma of Breast", "+ Biopsy-proven fibroadenoma below 4 cm / - Suspicion of malignancy"),
    (NO_ONE, "Block in reduction mammaplasty", "Breast Hypertrophy", "+ Women undergoing reduction mammaplasty / - Allergy"),
    (NO_ONE, "Cosmetic implants", "Breast Cancer", "+ Women with breast augmentation for cosmetic purposes / + Women with a history of breast cancer may not participate"),
    (NO_ONE, "Screening of men with BRCA mutations for prostate cancer", "Prostate Cancer; Breast Cancer Gene Mutation", "+ Men with a BRCA2 mutation / - Prior prostate cancer"),
    (NO_ONE, "Maintenance in ovarian cancer", "Ovarian Cancer; Hereditary Breast and Ovarian Cancer Syndrome", "+ Recurrent ovarian cancer / - Brain metastases"),
    (NO_ONE, "Self-management for prostate cancer patients and their partners", "Prostate Cancer; Anxiety", "+ Treated for prostate cancer within 2 years"),
    (NO_ONE, "PD-1 in endometrial carcinoma", "Endometrial Cancer; Breast Neoplasms", "+ Recurrent endometrial carcinoma"),
    # ------------------------------------------------------------ closed for breast cancer
    (NO_ONE, "A drug in advanced solid tumors", "Breast Cancer; Ovarian Cancer", "+ Advanced breast or ovarian cancer. (Currently enrolling only ovarian cancer)"),
    (NO_ONE, "A drug in advanced solid tumors", "Breast Cancer; Melanoma", "+ Advanced breast cancer (enrolment completed) or melanoma"),
    (NO_ONE, "A drug in advanced solid tumors", "Breast Cancer; Melanoma", "+ Advanced breast cancer or melanoma; the breast cancer cohort is closed"),
    (PATIENTS, "A drug in advanced solid tumors", "Breast Cancer; Melanoma", "+ Advanced breast cancer or melanoma; the melanoma cohort is closed"),
    (PATIENTS, "A drug in advanced solid tumors", "Breast Cancer; Melanoma", "+ Advanced solid tumors; enrolment in China is currently limited to colorectal cancer"),
    (PATIENTS, "A drug in advanced solid tumors", "Breast Cancer; Melanoma", "+ HR-positive or triple-negative breast cancer (closed), or melanoma"),
    (NO_ONE, "Lessons about breast cancer for lay health workers", "Breast Cancer", "+ Community health workers of at least 18 years"),
    # ------------------------------------------------------------ patients, also beside others
    (PATIENTS, "A new contrast agent", "Breast Cancer", "+ Healthy women or patients of 18 to 70 years"),
    (NO_ONE, "A garment", "Gynecomastia", "+ Healthy volunteers or patients with gynecomastia"),
    (PATIENTS, "Couples coping with breast cancer", "Breast Cancer", "+ Women diagnosed with breast cancer / + Partner willing to take part"),
    (PATIENTS, "Capecitabine tablets", "Breast Cancer", "+ Breast cancer for which capecitabine is indicated / - Pregnancy"),
    (PATIENTS, "A blood test", "Breast Cancer", "+ Group 1: newly diagnosed breast cancer. Group 2: healthy women / - History of any cancer"),
    (PATIENTS, "Radiotherapy in the elderly", "Breast Cancer", "+ pT1 N0, ER positive / - Previous breast cancer"),
    (PATIENTS, "A decision aid", "Breast Cancer", "+ Newly diagnosed unilateral breast cancer / - History of breast cancer"),
    (PATIENTS, "Music", "Breast Cancer", "+ Receiving chemotherapy for the first time / - Hearing problem"),
    (PATIENTS, "Estriol", "Vaginal Atrophy", "+ History of breast cancer, no evidence of disease / - Bleeding"),
    (PATIENTS, "Surgery of carriers", "Breast Cancer", "+ BRCA1 mutation with or without a history of breast cancer / - Smoking"),
    (PATIENTS, "Vacuum biopsy", "Breast Cancer", "+ Suspicious lesion scheduled for core biopsy / - Prior breast cancer"),
    (PATIENTS, "Fasting before surgery in patients with breast cancer", "Breast Cancer", "- Men with breast cancer"),
    (PATIENTS, "Denosumab", "Bone Metastases; Breast Cancer", "+ Bone metastases from solid tumours / - Osteonecrosis of the jaw"),
    (PATIENTS, "Letrozole alone", "Breast Cancer", "+ Invasive breast cancer not eligible for surgery / - Diabetes"),
    (PATIENTS, "Capivasertib", "Breast Cancer", "+ Breast cancer, HER2-negative or HER2-positive and ineligible for trastuzumab"),
    (PATIENTS, "Sleep after breast cancer", "Breast Cancer; Insomnia", "+ Women aged 18 to 75 / - Insomnia before the diagnosis of breast cancer"),
    (PATIENTS, "Helping husbands to help", "Depression; Ductal Breast Carcinoma in Situ", "+ Spouses of women found to have stage I to III breast cancer in the last half year may join, and so may the diagnosed woman / + Spouses and patients must live together"),
    (PATIENTS, "Writing together: breast cancer patients and their caregivers", "Breast Cancer", "+ Caregiver of a woman with breast cancer / + Both patient and caregiver must speak English"),
    (NO_ONE, "Rest for caregivers of patients with breast cancer", "Breast Cancer", "+ Spouse or partner of a woman with breast cancer / + At least 18 years old"),
    (PATIENTS, "Yoga", "Breast Cancer", "+ Women aged 18 to 75 / - Prior treatment (surgery, chemotherapy or radiation) for the current breast cancer"),
    (PATIENTS, "Fasting", "Breast Cancer", "+ Women aged 18 to 75 / - Any breast cancer before, other than the present one"),
    (NO_ONE, "Tea", "Breast Cancer", "+ Women aged 18 to 75 / - Personal history of breast cancer"),
    (PATIENTS, "Genes of families", "Colorectal Cancer; Melanoma; Hereditary Breast and Ovarian Cancer", "+ Families with a known syndrome / + Relatives who are affected or unaffected by cancer"),
    (NO_ONE, "Genes of families", "Colorectal Cancer; Hereditary Cancer", "+ Relatives without any history of cancer"),
    (NO_ONE, "Endoscopy of carriers", "Pancreatic Cancer; Hereditary Cancer", "+ BRCA2 mutation and a relative with a history of pancreatic cancer"),
    (PATIENTS, "A registry", "Breast Cancer", "+ All women treated at the participating centres"),
    # ------------------------------------------------------------ professionals, relatives, the untouched
    (NO_ONE, "Talking with women who have breast cancer: a course for oncologists", "Breast Cancer", "+ Medical or radiation oncologist working at a centre of the network / + Sees five or more breast cancer patients a week"),
    (NO_ONE, "A survey of family doctors on follow-up after breast cancer", "Breast Cancer", "+ Family doctor in the district / + In practice for two years"),
    (NO_ONE, "Positioning for mammography, a training of radiographers", "Breast Cancer", "+ Qualified radiographers"),
    (NO_ONE, "Breast examination among midwives", "Breast Cancer", "+ Midwife in a health centre"),
    (PATIENTS, "A tablet for women whom midwives care for", "Breast Cancer", "+ Midwife supported care is wanted / + Invasive breast cancer"),
    (NO_ONE, "A curriculum on breast cancer for surgical residents", "Breast Cancer", "+ Resident in general surgery"),
    (PATIENTS, "A hotline for residents with breast cancer", "Breast Cancer", "+ Residents of Kent who have breast cancer"),
    (NO_ONE, "When mother has breast cancer: groups for her children", "Breast Cancer", "+ Child of 7 to 16 who lives with a mother in treatment for breast cancer"),
    (NO_ONE, "Fathers when a mother has breast cancer", "Breast Cancer", "+ Father of a child below 18 / + Partner treated for breast cancer"),
    (NO_ONE, "Counselling by video", "Breast Cancer", "+ Family history of breast cancer / + Unaffected by cancer"),
    (NO_ONE, "A decision aid on preventive operations", "Breast Cancer", "+ Carrier of a pathogenic BRCA1 mutation / + Never been diagnosed with cancer"),
    (NO_ONE, "Thinking about prophylactic mastectomy", "Breast Cancer", "+ BRCA1/2 pathogenic variant / + No personal cancer history"),
    (PATIENTS, "A conjugate in mTNBC", "Breast Cancer", "+ Prior PARP inhibitor exposure required for BRCA carriers"),
    (PATIENTS, "A decision aid for carriers", "Breast Cancer", "+ Carrier of a BRCA1 mutation with stage I-III breast cancer"),
    (NO_ONE, "Reference values in women without breast cancer", "Breast Cancer", "+ Women of the general population"),
    (NO_ONE, "Milk and genes", "Breast Cancer", "+ Breastfeeding women in the first year after birth"),
    (PATIENTS, "A vaccine against influenza", "Breast Cancer; Influenza", "+ On a CDK4/6 inhibitor for four weeks or more"),
    # ------------------------------------------------------------ screened
    (SCREENED, "Messages to promote cancer screening among immigrant women", "Breast Cancer", "+ Women aged 40 to 70"),
    (SCREENED, "Breast self-examination taught by film", "Breast Cancer", "+ Women aged 18 to 40"),
    (NO_ONE, "Reminders to increase breast and cervical cancer screening", "Breast Cancer; Cervical Cancer", "+ Overdue for breast or cervical cancer screening"),
    (NO_ONE, "Letters for screening mammography", "Breast Cancer", "+ No mammogram on record for 3 years"),
    (SCREENED, "Tomosynthesis for screening mammography", "Breast Cancer", "+ Women of 50 to 69 who attend the programme / - Breast implants"),
    (NO_ONE, "Nudges", "Breast Cancer", "+ Women who are overdue for a mammogram / - Bilateral mastectomy"),
    (NO_ONE, "Compression", "Breast Cancer", "+ Asymptomatic and scheduled for screening mammography"),
]  # fmt: skip


def criteria_text(short: str) -> str:
    lines = [line.strip() for line in short.split(" / ")]
    inclusions = [f"* {line[2:]}" for line in lines if line[0] == "+"]
    exclusions = [f"* {line[2:]}" for line in lines if line[0] == "-"]
    parts = (["Inclusion Criteria:", *inclusions] if inclusions else []) + (
        ["Exclusion Criteria:", *exclusions] if exclusions else []
    )
    return "\n\n".join(parts)


@pytest.mark.parametrize(("answer", "title", "conditions", "short"), CASES, ids=[c[1] for c in CASES])
def test_whom_a_record_takes(answer: str, title: str, conditions: str, short: str) -> None:
    trial = Trial(
        nct_id="NCT99999999",
        brief_title=title,
        conditions=tuple(conditions.split("; ")),
        criteria=criteria_text(short),
    )
    reading = read_trial(trial, VOCABULARY, "test")
    taken = [c for c in reading.criteria if c.facet == "cancer_type"]
    assert len(taken) == 1
    nobody = taken[0].requirement == Constant(Truth.FALSE)
    screened = any("come for screening" in c.statement for c in reading.criteria)
    assert (NO_ONE if nobody else SCREENED if screened else PATIENTS) == answer, taken[0].statement


@pytest.mark.parametrize(
    ("purpose", "healthy", "conditions", "criteria", "nobody"),
    [
        ("SCREENING", True, "Breast Cancer", "+ Women aged 45 to 60 who do not smoke", True),
        ("SUPPORTIVE_CARE", True, "Breast Cancer", "+ Women aged 45 to 60 who do not smoke", False),
        ("SCREENING", False, "Breast Cancer", "+ Women aged 45 to 60 who do not smoke", False),
        ("SCREENING", True, "Breast Cancer; Influenza", "+ Women aged 45 to 60 who do not smoke", False),
        ("SCREENING", True, "Breast Cancer", "+ Women who get a taxane", False),
        ("PREVENTION", True, "Breast Cancer", "+ Women who start letrozole", False),  # of a complication, maybe
        ("PREVENTION", True, "Breast Cancer", "+ Weekly paclitaxel planned", False),
    ],
)
def test_what_is_to_find_breast_cancer_in_healthy_people_takes_no_patients(
    purpose: str, healthy: bool, conditions: str, criteria: str, nobody: bool
) -> None:
    trial = Trial(
        nct_id="NCT99999999",
        brief_title="Flaxseed",
        conditions=tuple(conditions.split("; ")),
        criteria=criteria_text(criteria),
        primary_purpose=purpose,
        healthy_volunteers=healthy,
    )
    (taken,) = (c for c in read_trial(trial, VOCABULARY, "test").criteria if c.facet == "cancer_type")
    assert (taken.requirement == Constant(Truth.FALSE)) is nobody, taken.statement


def test_what_is_asked_of_caregivers_decides_about_no_patient() -> None:
    text = (
        "FAMILY CAREGIVERS\n\nInclusion Criteria:\n\n* Postmenopausal women\n\nExclusion Criteria:\n\n* History of breast cancer\n\n"
        "PATIENTS\n\nInclusion Criteria:\n\n* Metastatic breast cancer\n\nExclusion Criteria:\n\n* ECOG 3"
    )
    trial = Trial(nct_id="NCT99999999", brief_title="Support at home", conditions=("Breast Cancer",), criteria=text)
    reading = read_trial(trial, VOCABULARY, "test")
    assert {c.facet for c in reading.criteria} == {"stage", "ecog", "cancer_type"}
    assert [n.kind for n in reading.notes].count("other_participants") == 2


def test_exclusions_of_all_come_after_the_controls() -> None:
    text = (
        "Inclusion Criteria:\n\nPatients:\n\n* Women with stage II-III breast cancer\n\nHealthy controls:\n\n* Men and women\n\n"
        "Exclusion Criteria:\n\n* ECOG 3"
    )
    trial = Trial(nct_id="NCT99999999", brief_title="Gait", conditions=("Breast Cancer",), criteria=text)
    assert "ecog" in {c.facet for c in read_trial(trial, VOCABULARY, "test").criteria}


def test_older_records_tell_the_age_below_a_line_that_says_age() -> None:
    text = "DISEASE CHARACTERISTICS:\n\n* Breast cancer\n\nPATIENT CHARACTERISTICS:\n\nAge\n\n* 18 and over\n\nSex\n\n* Female"
    reading = read_trial(Trial(nct_id="NCT99999999", brief_title="Hope", criteria=text), VOCABULARY, "test")
    assert {c.facet for c in reading.criteria} >= {"age", "sex"}
    assert not reading.unread
