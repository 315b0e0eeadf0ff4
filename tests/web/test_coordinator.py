"""The coordinator's page, and how fresh the copy is."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from fastapi.testclient import TestClient

from tests.web.test_answer import ids

ROWS = "patient_id,stage,ecog\na,IV,1\nb,IX,1\n=c,II,0\n"


def test_the_page_tells_each_patient_and_each_bad_row_by_its_line(client: TestClient) -> None:
    page = client.post("/cohort", data={"rows": ROWS}).text
    assert "2 patients judged" in page
    assert "1 row could not be judged" in page
    assert "<td>3</td>" in page
    assert "is not one of" in page


def test_the_report_names_bad_rows_by_line_and_runs_no_formula(client: TestClient) -> None:
    answer = client.post("/cohort", files={"file": ("patients.csv", ROWS.encode(), "text/csv")}, data={"as": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["patient_id"] for row in rows} == {"a", "'=c", "line 3"}
    assert "stage" in next(row for row in rows if row["patient_id"] == "line 3")["reasons"]


def test_the_report_is_the_same_as_a_workbook(client: TestClient) -> None:
    read = {}
    for kind in ("csv", "xlsx"):
        read[kind] = client.post("/cohort", data={"rows": ROWS, "as": kind, "verdicts": "all"}).content
    rows = list(csv.reader(io.StringIO(read["csv"].decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(read["xlsx"])).active
    assert [[c.value or "" for c in row][:3] for row in sheet.iter_rows()] == [row[:3] for row in rows]


def test_json_lines_are_taken_as_well(client: TestClient) -> None:
    file = b'{"patient_id": "x", "stage": "IV"}\n{"stage": 4}\nnot json\n'
    page = client.post("/cohort", files={"file": ("patients.jsonl", file, "text/plain")}).text
    assert "1 patient judged" in page
    assert "2 rows could not be judged" in page


@pytest.mark.parametrize(
    ("rows", "says"),
    [("colour\nred\n", "header line"), ("", "Choose a file or paste rows"), ("stage\n" + "IV\n" * 1001, "more than 1,000 patients"), ('stage\n"IV\n', "not CSV")],
)  # fmt: skip
def test_a_file_that_is_no_list_of_patients_is_refused_in_words(client: TestClient, rows: str, says: str) -> None:
    answer = client.post("/cohort", data={"rows": rows})
    assert answer.status_code == 422
    assert says in answer.text


def test_the_freshness_page_tells_runs_coverage_and_statuses(client: TestClient) -> None:
    page = client.get("/freshness").text
    for part in (
        "The last nights",
        "sentences are read or of a known kind",
        "Trials by status",
        "What changed with the last copy",
    ):
        assert part in page


def test_invented_trials_are_announced_on_every_page(client: TestClient) -> None:
    for path in ("/", "/cohort", "/freshness", "/docs"):
        assert "None of these trials exists" in client.get(path).text
    assert ids(client.post("/match", data={"stage": "IV"}).text)
