"""The form without script: what it holds, what it takes, what it says beside a field."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from data.patient import Patient
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.web.derived import derived
from matcher.web.fields import BLOCKS, FIELDS, MARKER
from matcher.web.forms import question_of, shown_in_fields, texts_of
from matcher.web.texts import load_texts

WORDS = load_texts()
ANSWER = {"stage": "IV", "er_percent": "90", "her2_ihc": "1+", "ecog": "1"}


def test_every_fact_of_a_patient_can_be_entered_or_is_named_here() -> None:
    entered = {name for name in FIELDS if not name.startswith(MARKER)}
    assert set(Patient.model_fields) - entered == {"latitude", "longitude"}


def test_the_blocks_stand_in_the_order_of_the_clinic() -> None:
    assert [b.name for b in BLOCKS] == ["receptors", "disease", "sites", "therapy", "markers", "person", "place"]


def test_a_patient_filled_into_the_form_comes_back_the_same() -> None:
    facts = {
        "stage": "IV", "metastatic": True, "er_percent": 5.0, "metastatic_sites": ["bone", "liver"], "ecog": 1,
        "biomarkers": {"ESR1": "positive", "TP53": "negative"}, "prior_therapies": ["T-DXd"],
        "prior_therapies_complete": False,
    }  # fmt: skip
    patient = Patient.from_facts(facts)
    shown = shown_in_fields(texts_of(patient))
    assert shown["biomarkers.ESR1"] == "positive"
    assert shown["biomarkers"] == "TP53:negative"
    assert question_of(shown, WORDS).patient == patient


def test_an_empty_form_is_a_patient_of_whom_nothing_is_known(client: TestClient) -> None:
    page = client.post("/match", data=dict.fromkeys(FIELDS, ""))
    assert page.status_code == 200
    assert "Nothing is known of the patient yet" in page.text


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        ({"er_percent": 90.0, "pr_percent": 0.0, "her2_ihc": "1+"}, ["HR+/HER2−", "ER-positive (above 10 %)", "PR-negative (below 1 %)", "HER2-low"]),
        ({"er_percent": 5.0, "pr_percent": 0.0, "her2_ihc": "0"}, ["HR+/HER2−", "Triple-negative where a trial cuts at 10 %", "ER-low (1 to 10 %)", "PR-negative (below 1 %)", "HER2 0: zero or ultralow not told"]),
        ({"er_percent": 0.0, "pr_percent": 0.0, "her2_status": "negative"}, ["Triple-negative", "ER-negative (below 1 %)", "PR-negative (below 1 %)", "HER2-negative, level not known"]),
        ({"her2_ihc": "2+"}, ["HER2 equivocal: the ISH decides"]),
        ({"her2_ihc": "2+", "her2_ish": "negative"}, ["HER2-low"]),
        ({"her2_ihc": "3+"}, ["HER2-positive"]),
        ({"er_status": "positive"}, ["ER-positive (percent not known)"]),
        ({"stage": "IV", "recurrence_type": "none"}, ["De novo metastatic (stage IV)"]),
        ({"stage": "IV", "recurrence_type": "distant"}, ["Recurrent metastatic (stage IV)"]),
        ({"stage": "IV"}, ["Metastatic; de novo or recurrent not told"]),
        ({"stage": "IIA"}, ["Early, operable breast cancer"]),
        ({"stage": "IIIB"}, ["Locally advanced, not metastatic"]),
        ({"stage": "IIIB", "resectable": False}, ["Unresectable locally advanced"]),
        ({"stage": "I", "treatment_phase": "adjuvant"}, ["Operated, disease-free: adjuvant setting"]),
        ({"recurrence_type": "local", "initial_surgery": "lumpectomy", "metastatic": False}, ["Ipsilateral breast tumour recurrence (IBTR)"]),
        ({"recurrence_type": "local", "initial_surgery": "mastectomy", "metastatic": False, "resectable": True}, ["Chest-wall recurrence; curative intent"]),
        ({"recurrence_type": "regional"}, ["Regional recurrence (same-side nodes); unless metastatic as well"]),
        ({"prior_therapies": ["Ibrance"]}, ["Ibrance = palbociclib: CDK4/6 inhibitor, targeted therapy"]),
        ({"progressed_on": ["unheard-of-mab"]}, ["unheard-of-mab: not known here, so no trial's rule about it can be judged"]),
        ({}, []),
    ],
)  # fmt: skip
def test_the_facts_amount_to_categories_in_the_words_of_the_clinic(
    facts: dict[str, Any], lines: list[str], vocabulary: Vocabulary
) -> None:
    found = derived(Known(Patient.from_facts(facts), vocabulary), WORDS)
    assert [line for block in found.values() for line in block] == lines


def test_a_mistake_is_told_beside_its_field_and_nothing_entered_is_lost(client: TestClient) -> None:
    answer = client.post("/match", data={**ANSWER, "ecog": "7", "prior_therapies": "olaparib"})
    assert answer.status_code == 422
    assert '<span class="error" id="e-ecog">“ECOG”: 7 is not right' in answer.text
    assert 'value="olaparib"' in answer.text


def test_a_contradiction_is_told_beside_both_fields(client: TestClient) -> None:
    answer = client.post("/derive", data={"er_status": "positive", "er_percent": "0"}).json()
    assert set(answer["problems"]) == {"er_status", "er_percent"}
    assert "positive means at least 1 percent" in answer["problems"]["er_status"]


def test_a_recurrence_that_was_removed_is_not_resectable_any_more(client: TestClient) -> None:
    recurrence = {
        "recurrence_type": "local",
        "initial_surgery": "lumpectomy",
        "metastatic": "false",
        "resectable": "true",
    }
    assert not client.post("/derive", data={**recurrence, "treatment_phase": "neoadjuvant"}).json()["problems"]
    answer = client.post("/derive", data={**recurrence, "treatment_phase": "adjuvant"}).json()
    assert set(answer["problems"]) == {"treatment_phase", "resectable"}


@pytest.mark.parametrize(
    ("field", "text"), [("ecog", "one"), ("postal_code", "00000"), ("city", "Nowhereville"), ("biomarkers", "PIK3CA"), ("stage", "I\x00V")]
)  # fmt: skip
def test_what_can_not_be_understood_is_told_at_its_field(client: TestClient, field: str, text: str) -> None:
    answer = client.post("/match", data={field: text})
    assert answer.status_code == 422
    told = answer.text.partition(f'id="e-{field}"')[2]
    assert not told.startswith(" hidden")


def test_pasted_json_fills_the_form(client: TestClient) -> None:
    assert 'value="IV" selected' in client.post("/ask", data={"json": '{"stage": "IV"}'}).text


@pytest.mark.parametrize(
    ("text", "says"),
    [("{stage: IV}", "not JSON"), ("[" * 100_000, "nested too deeply"), ('{"colour": 1}', "no such field"), ("[]", "JSON object"), ('{"stage": "V"}', "is not one of")],
)  # fmt: skip
def test_json_that_is_no_patient_is_refused_in_a_sentence(client: TestClient, text: str, says: str) -> None:
    refused = client.post("/ask", data={"json": text})
    assert refused.status_code == 422
    assert says in refused.text


def test_an_uploaded_file_fills_the_form(client: TestClient) -> None:
    page = client.post("/ask", files={"file": ("patient.json", b'{"ecog": 2}', "application/json")}).text
    assert 'name="ecog" value="2" checked' in page


def test_each_sample_patient_fills_the_form_and_finds_trials(client: TestClient) -> None:
    for place in range(6):
        page = client.post("/ask", data={"sample": str(place)})
        assert page.status_code == 200
        assert 'class="amounts"' in page.text
    assert 'value="sample-1' in client.post("/ask", data={"sample": "0"}).text


def test_a_page_that_held_a_patient_leads_back_to_the_form(client: TestClient) -> None:
    for path in ("/match", "/ask"):
        assert client.get(path, follow_redirects=False).headers["location"] == "/"


def test_the_names_that_are_completed_hold_brands_classes_and_regimens(client: TestClient) -> None:
    first = client.get("/names")
    names = {name: (about, others) for name, about, others in first.json()["therapies"]}
    assert "Ibrance" in names["palbociclib"][1]
    assert names["CDK4/6 inhibitor"][0] == "class"
    assert "doxorubicin" in names["AC-T"][0]
    assert client.get("/names", headers={"if-none-match": first.headers["etag"]}).status_code == 304
