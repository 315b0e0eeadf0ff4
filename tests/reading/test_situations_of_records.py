"""Situations that one sentence of a record does not tell alone: what a title and the points of its criteria say together."""

from __future__ import annotations

import pytest

from data.patient import Patient
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.reading.reader import read_trial

CARCINOMA_IN_SITU = {"stage": "0", "treatment_phase": "untreated", "recurrence_type": "none", "metastatic": False}
NEW = {"stage": "IIA", "treatment_phase": "untreated", "recurrence_type": "none", "metastatic": False}
OPERATED = {"stage": "IIA", "treatment_phase": "adjuvant", "recurrence_type": "none", "metastatic": False}
SURVIVOR = {"stage": "IIA", "treatment_phase": "surveillance", "recurrence_type": "none", "metastatic": False}
LATE = {"stage": "IV", "recurrence_type": "distant"}
BACK_IN_THE_CHEST_WALL = {"recurrence_type": "local", "initial_surgery": "mastectomy", "metastatic": False}
BACK_IN_THE_BREAST = {"recurrence_type": "local", "initial_surgery": "lumpectomy", "metastatic": False, "resectable": True}  # fmt: skip


def taken(title: str, criteria: str, facts: dict[str, object], vocabulary: Vocabulary) -> bool:
    reading = read_trial(Trial("NCT99999999", brief_title=title, criteria=criteria), vocabulary, "test")
    return decide(reading, Known(Patient.from_facts(facts), vocabulary)).verdict != INELIGIBLE


PLAIN = "A study"
STAGES = "Inclusion Criteria:\n\n* Breast cancer of stage I to III"
SUSPICIOUS = "Inclusion Criteria:\n\n* Suspicious mass of the breast on ultrasound\n* Core biopsy booked"


TO_BE_OPERATED = "Inclusion Criteria:\n\n* Breast cancer with lumpectomy or mastectomy planned\n\nExclusion Criteria:\n"
UNDER_WAY = "Inclusion Criteria:\n\n* Women undergoing mastectomy"
SHUT_OUT = "Exclusion Criteria:\n\n"
MASTECTOMY_DUE = "Inclusion Criteria:\n\n* Adults with breast cancer who are due for mastectomy"
INTACT = "Inclusion Criteria:\n\n* Stage I to III breast cancer with an intact breast"
FIRST_OPERATION = "Inclusion Criteria:\n\n* Mastectomy in the last 8 weeks\n\nExclusion Criteria:\n\n* Any operation of the breast before this mastectomy"


@pytest.mark.parametrize(
    ("title", "criteria", "facts", "expected"),
    [
        # In radiotherapy, and years later, an intact breast is a conserved one.
        (PLAIN, INTACT, OPERATED, False),
        ("Hypofractionated radiotherapy", INTACT, OPERATED, True),
        ("Lymphedema in breast cancer", INTACT, SURVIVOR, True),
        # survivors in a title, whose treatment is still to begin
        ("Skin care for breast cancer survivors", f"{STAGES}\n* Must not have received any prior chemotherapy or endocrine therapy for their current cancer", NEW, True),
        ("Skin care for breast cancer survivors", STAGES, NEW, False),
        # a suspicious finding that waits for its biopsy
        (PLAIN, SUSPICIOUS, LATE, False),
        (PLAIN, SUSPICIOUS, BACK_IN_THE_BREAST, False),
        (PLAIN, SUSPICIOUS, NEW, True),
        (PLAIN, SUSPICIOUS, OPERATED, True),
        (PLAIN, SUSPICIOUS, SURVIVOR, True),
        ("Elastography before needle biopsy", "Inclusion Criteria:\n\n* BI-RADS 4 or 5 lesion", LATE, False),
        ("Microwaves in the detection of breast cancer", SUSPICIOUS, LATE, False),
        ("Microwaves in women with breast cancer", SUSPICIOUS, LATE, True),
        (PLAIN, f"{SUSPICIOUS}\n* Or invasive carcinoma proven by an earlier biopsy", LATE, True),
        # ... and who has had one, or is known to have a cancer, does not join
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Biopsy of either breast in the last 3 months", NEW, False),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Biopsy of either breast in the last 3 months", CARCINOMA_IN_SITU, False),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Biopsy of either breast in the last 3 months", OPERATED, False),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Biopsy of either breast in the last 3 months", SURVIVOR, True),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Carcinoma already proven by histology", NEW, False),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Excision biopsy of the same quadrant within 2 years", NEW, True),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Unable to undergo biopsy", NEW, True),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Earlier biopsy of the opposite breast", NEW, True),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Samples of it already obtained", NEW, False),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Needle biopsy within 45 days", NEW, False),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Carcinoma already proven by histology, or treated in the last two years", NEW, False),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Blood samples already obtained for another study", NEW, True),
        (PLAIN, f"{SUSPICIOUS}\n\nExclusion Criteria:\n\n* Known breast cancer two years ago", NEW, True),
        (PLAIN, "Inclusion Criteria:\n\n* ACR BI-RADS IV or V with an indication for image-guided biopsy", LATE, False),
        (PLAIN, "Inclusion Criteria:\n\n* Suspicious lump, core biopsy to follow within a week", LATE, False),
        # any earlier malignancy shut out before the operation of a first cancer: one that came back was one
        ("A window study of metformin", f"{TO_BE_OPERATED}\n* Earlier or present malignancy, basal cell cancer of the skin excepted", BACK_IN_THE_BREAST, False),
        ("A window study of metformin", f"{TO_BE_OPERATED}\n* History of any malignancy (excluding non-melanoma skin cancer)", BACK_IN_THE_BREAST, False),
        ("A window study of metformin", f"{TO_BE_OPERATED}\n* History of any malignancy (excluding non-melanoma skin cancer)", NEW, True),
        ("A window study of metformin", f"{TO_BE_OPERATED}\n* Present malignancy", BACK_IN_THE_BREAST, True),
        ("A window study of metformin", f"{TO_BE_OPERATED}\n* History of another malignancy", BACK_IN_THE_BREAST, True),
        ("A window study of metformin", f"{TO_BE_OPERATED}\n* Earlier malignancy within 5 years", BACK_IN_THE_BREAST, True),
        ("A window study of metformin", f"{TO_BE_OPERATED}\n* Earlier malignancy unless treated curatively", BACK_IN_THE_BREAST, True),
        ("A window study of metformin", f"{TO_BE_OPERATED}\n* Earlier malignancy\n* Breast cancer ten years ago is allowed", BACK_IN_THE_BREAST, True),
        ("First or recurrent breast cancer before surgery", f"{TO_BE_OPERATED}\n* Earlier malignancy", BACK_IN_THE_BREAST, True),
        ("Dressings after breast operations", f"{TO_BE_OPERATED}\n* Earlier malignancy", SURVIVOR, False),
        # the same where the operation is under way, whatever the skin cancers are called and whatever else she has had
        (PLAIN, f"{UNDER_WAY}\n\n{SHUT_OUT}* Prior malignancy", BACK_IN_THE_BREAST, False),
        (PLAIN, f"{UNDER_WAY}\n\n{SHUT_OUT}* Prior malignancy", NEW, True),
        (PLAIN, f"{UNDER_WAY}\n\n{SHUT_OUT}* Past cancer, non-melanotic skin cancer excepted", BACK_IN_THE_BREAST, False),
        (PLAIN, f"{UNDER_WAY}\n\n{SHUT_OUT}* History of cancer other than non-melanocytic skin cancer", BACK_IN_THE_BREAST, False),
        (PLAIN, f"{UNDER_WAY}\n* History of tubal ligation or bilateral oophorectomy\n\n{SHUT_OUT}* Former cancer of any kind", BACK_IN_THE_BREAST, False),
        (PLAIN, f"{UNDER_WAY}\n* A history of hypertension is allowed\n\n{SHUT_OUT}* Former cancer", BACK_IN_THE_BREAST, False),
        (PLAIN, f"{UNDER_WAY}\n\n{SHUT_OUT}* Any other previous malignancy", BACK_IN_THE_BREAST, True),
        (PLAIN, f"{UNDER_WAY}\n\n{SHUT_OUT}* Past cancer, non-melanotic skin cancer and breast cancer excepted", BACK_IN_THE_BREAST, True),
        (PLAIN, f"{UNDER_WAY} for a first or a recurrent tumour\n\n{SHUT_OUT}* Prior malignancy", BACK_IN_THE_BREAST, True),
        (PLAIN, f"{UNDER_WAY}\n* History of radiotherapy\n\n{SHUT_OUT}* Prior malignancy", BACK_IN_THE_BREAST, True),
        (PLAIN, f"Inclusion Criteria:\n\n* Women undergoing completion mastectomy\n\n{SHUT_OUT}* Prior malignancy", BACK_IN_THE_BREAST, True),
        (PLAIN, f"Inclusion Criteria:\n\n* Women undergoing chemotherapy after mastectomy\n\n{SHUT_OUT}* Prior malignancy", BACK_IN_THE_BREAST, True),
        # an operation that is due, in a trial of its pain or wounds, is no word on how far the cancer reaches
        ("Tramadol for pain after mastectomy", MASTECTOMY_DUE, LATE, True),
        ("Drains in mastectomy", MASTECTOMY_DUE, LATE, True),
        ("Drains in mastectomy", MASTECTOMY_DUE, SURVIVOR, False),
        ("Drains in mastectomy", MASTECTOMY_DUE, BACK_IN_THE_CHEST_WALL, False),
        ("Drains in mastectomy for early breast cancer", MASTECTOMY_DUE, LATE, False),
        ("Drains in mastectomy", f"{MASTECTOMY_DUE}\n* Sentinel node biopsy", LATE, False),
        ("Drains in mastectomy", f"{MASTECTOMY_DUE}\n\nExclusion Criteria:\n\n* Distant metastases", LATE, False),
        ("Letrozole before mastectomy", MASTECTOMY_DUE, LATE, False),
        # the first operation of the breast is the present one
        ("Exercise after mastectomy", FIRST_OPERATION, OPERATED, True),
        ("Exercise after mastectomy", FIRST_OPERATION, BACK_IN_THE_BREAST, False),
        # pathologic categories, where the operation is to come or is over
        (PLAIN, "Inclusion Criteria:\n\n* pT1-2, pN0-1 breast cancer\n* Lumpectomy planned", NEW, True),
        (PLAIN, "Inclusion Criteria:\n\n* pT1-2, pN0-1 breast cancer\n* Lumpectomy planned", LATE, False),
        (PLAIN, "Inclusion Criteria:\n\n* pT1-2 breast cancer\n* Dye injected before the operation", NEW, True),
        ("Block for breast surgery", "Inclusion Criteria:\n\n* pT1-2 breast cancer", NEW, True),
        (PLAIN, "Inclusion Criteria:\n\n* pT1-2, pN0-1 breast cancer\n* Lumpectomy performed", NEW, False),
        (PLAIN, "Inclusion Criteria:\n\n* pT1-2 breast cancer\n* Radiotherapy planned after lumpectomy", NEW, False),
        ("Boost to the cavity", "Inclusion Criteria:\n\n* pT1-2 breast cancer\n* Sentinel node biopsy is planned", NEW, False),
    ],
)  # fmt: skip
def test_whom_the_situation_of_a_record_takes(
    title: str, criteria: str, facts: dict[str, object], expected: bool, vocabulary: Vocabulary
) -> None:
    assert taken(title, criteria, facts, vocabulary) is expected


@pytest.mark.parametrize(
    ("criteria", "is_taken"),
    [
        ("* ER-negative: ER < 1%, or ER < 10% and PgR < 10%", True),
        ("* ER < 1% and PR < 1%", False),
        ("* ER < 1%, PR < 1%, HER2 staining in < 10% of cells", False),
        ("* ER < 10% and PR < 10%", True),
    ],
)
def test_two_cut_offs_leave_the_tumours_between_them_open(
    criteria: str, is_taken: bool, vocabulary: Vocabulary
) -> None:
    low: dict[str, object] = {"er_percent": 5, "pr_percent": 0, "her2_ihc": "0"}
    title = "Chemotherapy in triple-negative breast cancer"
    assert taken(title, f"Inclusion Criteria:\n\n{criteria}", low, vocabulary) is is_taken
