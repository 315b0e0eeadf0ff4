"""Patients from JSON, JSON Lines and CSV. A bad one is refused by file and line, naming the field."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from data.patient import BadPatient, Patient

LISTS = frozenset({"metastatic_sites", "prior_therapies", "prior_therapies_early", "progressed_on", "never_received"})
NUMBERS = frozenset(
    {"age_years", "er_percent", "pr_percent", "pdl1_cps", "latitude", "longitude", "max_distance_miles"}
)
COUNTS = frozenset({"ecog", "lines_metastatic", "chemo_lines_metastatic", "endocrine_lines_metastatic"})
FLAGS = frozenset(
    {"metastatic", "resectable", "leptomeningeal_disease", "measurable_disease", "prior_therapies_complete"}
)


class BadFile(ValueError):
    """The file can't be read as patients at all."""


class Row(NamedTuple):
    """One patient of a file, or why its line holds none."""

    line: int
    patient: Patient | None
    problem: str | None


def facts_from_texts(texts: dict[str, str]) -> dict[str, Any]:
    """Facts from the flat text form (CSV cells, options): `;` inside lists, `PIK3CA:positive;ESR1:negative`. Raises
    BadPatient naming the field. Empty is not given."""
    return {field: _value(field, text.strip()) for field, text in texts.items() if text is not None and text.strip()}


def _value(field: str, text: str) -> Any:
    if field in LISTS:
        return [part.strip() for part in text.split(";") if part.strip()]
    if field == "biomarkers":
        return dict(_marker(part) for part in text.split(";") if part.strip())
    if field in NUMBERS or field in COUNTS:
        try:
            return int(text) if field in COUNTS else float(text)
        except ValueError:
            kind = "a whole number" if field in COUNTS else "a number"
            raise BadPatient(f"{field}: {text!r} is not {kind}") from None
    if field in FLAGS:
        truth = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(text.lower())
        if truth is None:
            raise BadPatient(f"{field}: {text!r} is neither true nor false")
        return truth
    return text


def _marker(text: str) -> tuple[str, str]:
    name, colon, result = text.rpartition(":")
    if not colon:
        raise BadPatient(f"biomarkers: {text!r} is not of the form MARKER:positive or MARKER:negative")
    return name.strip(), result.strip()


def one_patient(path: str) -> Patient:
    """The patient of a JSON file, or of standard input for `-`. Raises BadFile or BadPatient."""
    text = sys.stdin.read() if path == "-" else _text_of(Path(path))
    try:
        return Patient.from_facts(json.loads(text))
    except json.JSONDecodeError as broken:
        raise BadFile(f"{path}:{broken.lineno}: this is not JSON: {broken.msg} at column {broken.colno}") from None
    except BadPatient as bad:
        raise BadPatient(f"{path}: {bad}") from None


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise BadFile(f"{path}: the file can't be read: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path}: the file is not UTF-8 text") from None


def patients_of(path: Path) -> Iterator[Row]:
    """The patients of a CSV or JSON Lines file, a row at a time. Raises BadFile where it is neither."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from rows_of(str(path), lines)
    except OSError as problem:
        raise BadFile(f"{path}: the file can't be read: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path}: the file is not UTF-8 text") from None


def rows_of(name: str, lines: IO[str]) -> Iterator[Row]:
    """The patients in the lines of a file; CSV where its name ends so, else JSON Lines. Raises BadFile."""
    reader = _csv_rows if name.lower().endswith(".csv") else _json_rows
    yield from reader(name, lines)


def _json_rows(path: str, lines: IO[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Row(number, Patient.from_facts(json.loads(line)), None)
        except json.JSONDecodeError as broken:
            yield Row(number, None, f"this is not JSON: {broken.msg} at column {broken.colno}")
        except (BadPatient, RecursionError) as bad:
            yield Row(number, None, str(bad) or "the JSON is nested too deeply")


def _csv_rows(path: str, lines: IO[str]) -> Iterator[Row]:
    rows = csv.reader(lines, strict=True)
    try:
        header = next(rows, None)
        _check_header(path, header)
        assert header is not None
        fields = [name.strip() for name in header]
        while (cells := next(rows, None)) is not None:
            if any(cell.strip() for cell in cells):
                yield _csv_row(rows.line_num, fields, cells)
    except csv.Error as broken:
        raise BadFile(f"{path}:{rows.line_num}: this is not CSV: {broken}") from None


def _check_header(path: str, header: list[str] | None) -> None:
    if not header or not any(name.strip() in Patient.model_fields for name in header):
        raise BadFile(
            f"{path}:1: a header line with field names is missing, such as patient_id,stage,er_status,her2_status"
        )
    for name in header:
        if name.strip() not in Patient.model_fields:
            raise BadFile(f"{path}:1: {name!r} is no field of a patient (fields: {', '.join(Patient.model_fields)})")


def _csv_row(line: int, fields: list[str], cells: list[str]) -> Row:
    if len(cells) != len(fields):
        return Row(line, None, f"{len(fields)} cells are needed, as in the header, not {len(cells)}")
    try:
        return Row(line, Patient.from_facts(facts_from_texts(dict(zip(fields, cells, strict=True)))), None)
    except BadPatient as bad:
        return Row(line, None, str(bad))
