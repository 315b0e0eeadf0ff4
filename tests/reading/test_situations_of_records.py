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
BACK_IN_THE_BREAST = {"recurrence_type": "local", "initial_surgery": "lumpectomy", "metastatic": False, "resectable": True}  # fmt: skip


def taken(title: str, criteria: str, facts: dict[str, object], vocabulary: Vocabulary) -> bool:
    reading = read_trial(Trial("NCT99999999", brief_title=title, criteria=criteria), vocabulary, "test")
    return decide(reading, Known(Patient.from_facts(facts), vocabulary)).verdict != INELIGIBLE


PLAIN = "A study"
SUSPICIOUS = "Inclusion Criteria:\n\n* Suspicious mass of the breast on ultrasound\n* Core biopsy booked"


FIRST_OPERATION = "Inclusion Criteria:\n\n* Mastectomy in the last 8 weeks\n\nExclusion Criteria:\n\n* Any operation of the breast before this mastectomy"


@pytest.mark.parametrize(
    ("title", "criteria", "facts", "expected"),
    [
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
