"""`trialmatch` from outside: one sentence for bad input, results where they belong."""

from __future__ import annotations

import csv
import json
import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.store import Store
from matcher.cli import app
from matcher.reports import COLUMNS, guarded

RUNNER = CliRunner()


def run(*arguments: str, text: str | None = None) -> Result:
    return RUNNER.invoke(app, list(arguments), input=text)


def assert_refused(result: Result, *words: str) -> None:
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    sentence = result.output.strip().splitlines()[-1]
    for word in words:
        assert word in sentence


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["match", "--er-percent", "140"], ["er_percent", "140", "100"]),
        (["match", "--stage", "5"], ["stage", "'5'", "'IV'"]),
        (["match", "--ecog", "fit"], ["ecog", "'fit'", "whole number"]),
        (["match", "--er-status", "positive", "--er-percent", "0"], ["er_status", "er_percent"]),
        (["match", "--biomarkers", "PIK3CA"], ["biomarkers", "MARKER:positive"]),
        (["match", "--stage", "IV", "--format", "xml"], ["--format", "jsonl"]),
        (["match", "--stage", "IV", "--status", "OPEN"], ["--status", "'OPEN'", "RECRUITING"]),
        (["match"], ["give a patient"]),
        (["trial", "NCT1"], ["NCT1", "NCT01234567"]),
        (["match", "/no/such/file.json"], ["/no/such/file.json", "read"]),
    ],
)
def test_bad_input_is_one_sentence_that_names_it(
    arguments: list[str], words: list[str], sample_database: Store
) -> None:
    assert_refused(run(*arguments), *words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"stage": "IV"', ["JSON", ":1:"]),
        ('{"shoe_size": 9}', ["shoe_size", "no such field"]),
        ("[1]", ["a list"]),
    ],
)
def test_a_bad_patient_file_is_refused_by_file_and_field(
    text: str, words: list[str], tmp_path: Path, sample_database: Store
) -> None:
    path = tmp_path / "patient.json"
    path.write_text(text, encoding="utf-8")
    assert_refused(run("match", str(path)), "patient.json", *words)


def test_without_a_database_it_says_to_run_the_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIALMATCH_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert_refused(run("match", "--stage", "IV"), "trialsync once")


def test_a_database_of_a_newer_schema_is_refused(sample_database: Store) -> None:
    sample_database.engine.dispose()
    path = sample_database.engine.url.database
    assert path is not None
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert_refused(run("match", "--stage", "IV"), "newer")


def test_the_quotes_of_a_match_are_slices_of_the_stored_text(sample_database: Store) -> None:
    result = run(
        "match", "--stage", "IV", "--her2-status", "low", "--format", "jsonl", "--verdicts", "all", "--status", "all"
    )
    assert result.exit_code == 0
    with sample_database.snapshot() as copy:
        for line in result.stdout.splitlines():
            match = json.loads(line)
            stored = copy.trial(match["nct_id"])
            assert stored is not None
            sources = stored.trial.sources()
            for finding in match["findings"]:
                assert sources[finding["source"]][finding["start"] : finding["end"]] == finding["quote"]


def test_the_table_says_that_the_trials_are_invented(sample_database: Store) -> None:
    result = run("match", "--stage", "IV")
    assert "INVENTED SAMPLE TRIALS" in result.stdout
    assert "does not replace" in result.stdout


def test_an_unknown_drug_is_reported_and_the_match_goes_on(sample_database: Store) -> None:
    result = run("match", "--stage", "IV", "--prior-therapies", "unheardofmab")
    assert result.exit_code == 0
    assert "unheardofmab" in result.output


def patients_csv(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "patients.csv"
    path.write_text("patient_id,stage,er_status,prior_therapies,biomarkers\n" + "\n".join(rows), encoding="utf-8")
    return path


def test_a_cohort_report_has_its_columns_and_names_bad_rows_by_line(tmp_path: Path, sample_database: Store) -> None:
    path = patients_csv(
        tmp_path,
        "a,IV,positive,palbociclib;letrozole,PIK3CA:positive;ESR1:negative",
        "b,VII,positive,,",
        "c,II,negative,,",
    )
    out = tmp_path / "report.csv"
    result = run("cohort", str(path), "--out", str(out))
    assert result.exit_code == 1
    assert "patients.csv:3: stage: 'VII'" in result.output
    rows = list(csv.DictReader(out.open(encoding="utf-8", newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {row["patient_id"] for row in rows} == {"a", "c"}


def test_strict_stops_at_the_first_bad_row(tmp_path: Path, sample_database: Store) -> None:
    path = patients_csv(tmp_path, "b,VII,positive,,", "c,II,negative,,")
    result = run("cohort", str(path), "--out", str(tmp_path / "r.jsonl"), "--strict")
    assert result.exit_code == 2
    assert (tmp_path / "r.jsonl").read_text(encoding="utf-8") == ""


def test_a_csv_without_a_header_is_refused(tmp_path: Path, sample_database: Store) -> None:
    path = tmp_path / "p.csv"
    path.write_text("a,IV,positive\n", encoding="utf-8")
    assert_refused(run("cohort", str(path), "--out", str(tmp_path / "r.csv")), "p.csv:1", "header")


def test_xlsx_is_written(tmp_path: Path, sample_database: Store) -> None:
    from openpyxl import load_workbook

    out = tmp_path / "r.xlsx"
    patients = files("data") / "sample" / "patients.jsonl"
    assert run("cohort", str(patients), "--out", str(out)).exit_code == 0
    header = [cell.value for cell in next(iter(load_workbook(out).active.iter_rows()))]
    assert tuple(header) == COLUMNS


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x", " =1", "\tx"])
def test_a_cell_that_opens_like_a_formula_is_guarded(text: str) -> None:
    assert str(guarded(text)).startswith("'")


def test_the_reading_of_a_trial_shows_criteria_notes_and_unread(sample_database: Store) -> None:
    result = run("trial", "NCT99900001")
    assert result.exit_code == 0
    for words in ("her2", "HER2-low", "NOT READ", "no fact of the patient form"):
        assert words in result.stdout
