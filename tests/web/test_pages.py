"""The pages without script: the question, the answer, the trial, the files."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from data.criteria import Evidence, Reading, Unread
from data.patient import Patient
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.deciding.facts import Known
from matcher.ranking import Readable
from matcher.reading.reader import read_trial
from matcher.service import Matcher
from matcher.web.fields import FIELDS, question_of, texts_of
from matcher.web.marks import marked

ANSWER = {"stage": "IV", "er_percent": "90", "her2_ihc": "1+", "ecog": "1"}


def test_every_fact_of_a_patient_can_be_entered_or_is_named_here() -> None:
    assert set(Patient.model_fields) - set(FIELDS) == {"patient_id", "latitude", "longitude"}


def test_a_patient_filled_into_the_form_comes_back_the_same() -> None:
    facts = {
        "stage": "IV", "metastatic": True, "er_percent": 5.0, "metastatic_sites": ["bone", "liver"], "ecog": 1,
        "biomarkers": {"ESR1": "positive"}, "prior_therapies": ["T-DXd"], "prior_therapies_complete": False,
    }  # fmt: skip
    patient = Patient.from_facts(facts)
    assert question_of(texts_of(patient)).patient == patient


def test_the_answer_shows_verdicts_quotes_and_what_would_settle_more(client: TestClient) -> None:
    page = client.post("/match", data=ANSWER).text
    assert "What would settle more" in page
    assert re.search(r"<h1>\d+ eligible · \d+ possible · \d+ ineligible</h1>", page)
    assert "<q>" in page
    assert "HER2 low" in page


def test_a_mistake_is_told_beside_its_field_and_nothing_entered_is_lost(client: TestClient) -> None:
    answer = client.post("/match", data={**ANSWER, "ecog": "7", "prior_therapies": "olaparib"})
    assert answer.status_code == 422
    assert 'id="e-ecog"' in answer.text
    assert 'value="olaparib"' in answer.text


def test_a_therapy_that_is_not_known_is_told(client: TestClient) -> None:
    assert "unheard-of-mab" in client.post("/match", data={**ANSWER, "prior_therapies": "unheard-of-mab"}).text


def test_ineligible_trials_can_be_reached_with_the_sentence_that_excludes(client: TestClient) -> None:
    page = client.post("/match", data={**ANSWER, "verdicts": "ineligible"}).text
    assert 'class="finding not_met"' in page


def test_pasted_json_fills_the_form(client: TestClient) -> None:
    assert 'value="IV" selected' in client.post("/ask", data={"json": '{"stage": "IV"}'}).text
    refused = client.post("/ask", data={"json": "{stage: IV}"})
    assert refused.status_code == 422
    assert "not JSON" in refused.text


def test_a_sample_patient_fills_the_form_and_keeps_its_name(client: TestClient) -> None:
    page = client.post("/ask", data={"sample": "0"}).text
    assert 'name="patient_id" value="sample-1' in page


@pytest.mark.parametrize("verdicts", ["eligible", "all"])
def test_the_files_hold_exactly_what_the_filters_leave(client: TestClient, verdicts: str) -> None:
    question = {**ANSWER, "verdicts": verdicts}
    shown = client.post("/match", data=question).text
    rows = list(
        csv.reader(io.StringIO(client.post("/match", data={**question, "as": "csv"}).content.decode("utf-8-sig")))
    )
    book = openpyxl.load_workbook(io.BytesIO(client.post("/match", data={**question, "as": "xlsx"}).content))
    sheet = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert [row[1] for row in rows] == [row[1] for row in sheet]
    in_page = re.findall(r'id="t-(NCT\d+)"', shown)
    assert [row[1] for row in rows[1 : 1 + len(in_page)]] == in_page


def test_the_print_view_names_the_patient_facts_and_the_best_trials(client: TestClient) -> None:
    page = client.post("/match", data={**ANSWER, "as": "print"}).text
    assert "Trials for the tumour board" in page
    assert "HER2 IHC" in page


def test_a_coordinator_gets_a_report_that_names_bad_rows_by_line(client: TestClient) -> None:
    file = b"patient_id,stage,ecog\na,IV,1\nb,IX,1\n=c,II,0\n"
    answer = client.post("/cohort", files={"file": ("patients.csv", file, "text/csv")})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["patient_id"] for row in rows} == {"a", "'=c", "line 3"}
    bad = next(row for row in rows if row["patient_id"] == "line 3")
    assert "stage" in bad["reasons"]


def test_a_file_that_is_no_list_of_patients_is_refused_in_words(client: TestClient) -> None:
    answer = client.post("/cohort", files={"file": ("x.csv", b"colour\nred\n", "text/csv")})
    assert answer.status_code == 422
    assert "header line" in answer.text


def test_the_freshness_page_tells_runs_and_coverage(client: TestClient) -> None:
    page = client.get("/freshness").text
    assert "Last good run" in page
    assert "% of" in page


HOSTILE = 'Inclusion Criteria:\n\n* <script>alert("x")</script> & ECOG 0-1\n* Stage IV "breast" cancer\n'


def hostile(vocabulary: Vocabulary) -> Readable:
    trial = Trial(
        "NCT99999999", brief_title="<img src=x onerror=alert(1)>", overall_status="RECRUITING", criteria=HOSTILE
    )
    return Readable(trial, read_trial(trial, vocabulary, "test"))


def test_text_of_the_registry_is_shown_as_text(client: TestClient, web_app: FastAPI, vocabulary: Vocabulary) -> None:
    copy = web_app.state.copy
    copy.matcher()
    copy._matcher = Matcher([hostile(vocabulary)], vocabulary, None, False, copy.today())
    for page in (client.post("/match", data={"ecog": "1"}), client.post("/trials/NCT99999999", data={"ecog": "1"})):
        assert "NCT99999999" in page.text
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


def test_the_marked_pieces_join_to_the_text_as_stored(vocabulary: Vocabulary) -> None:
    trial, reading = hostile(vocabulary)
    pieces = marked(trial, reading, Known(Patient(ecog=3, stage="IV"), vocabulary))
    assert "".join(p.text for p in pieces) == trial.criteria
    assert {p.mark for p in pieces if p.mark} >= {"not_met", "met"}


def test_a_smaller_span_wins_over_the_list_that_holds_it(vocabulary: Vocabulary) -> None:
    trial = Trial("NCT99999999", criteria="abcdef")
    unread = (Unread(Evidence("criteria", 0, 6)), Unread(Evidence("criteria", 2, 4)))
    pieces = marked(trial, Reading("NCT99999999", "", (), (), (), unread, 2), Known(Patient(), vocabulary))
    assert [p.text for p in pieces] == ["ab", "cd", "ef"]
