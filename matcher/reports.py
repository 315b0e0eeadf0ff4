"""Matches as files: JSON, JSON Lines, CSV and XLSX, written a row at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

COLUMNS = (
    "patient_id", "nct_id", "verdict", "cohort", "title", "phase", "overall_status", "reasons", "quotes", "missing",
    "unread", "nearest_site", "distance_miles", "contact", "url", "data_timestamp", "reader_version",
)  # fmt: skip

PHASES_BY, FINDINGS_BY, MISSING_BY = "/", " | ", "; "  # what stands between several in one cell

Match = dict[str, Any]
# Cells that a spreadsheet would take for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(value: object) -> object:
    """A cell that no spreadsheet runs: text that opens like a formula gets an apostrophe before it."""
    if not isinstance(value, str) or value[:1].isalnum():
        return value
    return f"'{value}" if value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA) else value


def cells_of(match: Match) -> list[object]:
    """The match as the columns of a cohort report; the findings that decide first, then those that are open."""
    order = {"not_met": 0, "unknown": 1, "met": 2}
    findings = sorted(match["findings"], key=lambda f: order[f["result"]])
    row = match | {
        "phase": PHASES_BY.join(match["phases"]),
        "reasons": FINDINGS_BY.join(f["reason"] for f in findings),
        "quotes": FINDINGS_BY.join(dict.fromkeys(f["quote"] for f in findings)),
        "missing": MISSING_BY.join(match["missing"]),
    }
    return [guarded(row[column]) for column in COLUMNS]


def _problem_cells(place: str, problem: object) -> list[object]:
    row = dict.fromkeys(COLUMNS, "") | {"patient_id": place, "verdict": "not judged", "reasons": problem}
    return [guarded(row[column]) for column in COLUMNS]


def json_line(match: Match) -> str:
    return json.dumps(match, ensure_ascii=False) + "\n"


class Writer(Protocol):
    def add(self, match: Match) -> None: ...
    def close(self) -> None: ...


class JsonLinesWriter:
    def __init__(self, out: IO[str]):
        self._out = out

    def add(self, match: Match) -> None:
        self._out.write(json_line(match))

    def close(self) -> None:
        self._out.flush()


class JsonWriter:
    """One JSON array."""

    def __init__(self, out: IO[str]):
        self._out = out
        self._first = True

    def add(self, match: Match) -> None:
        self._out.write(("[\n" if self._first else ",\n") + json.dumps(match, ensure_ascii=False, indent=2))
        self._first = False

    def close(self) -> None:
        self._out.write("[]\n" if self._first else "\n]\n")


def _csv_cell(value: object) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    if '"' in value or "," in value or "\n" in value or "\r" in value:
        return '"' + value.replace('"', '""') + '"'
    return value


def csv_cells(values: Iterable[object]) -> str:
    """Cells side by side as RFC 4180 has them."""
    return ",".join(map(_csv_cell, values))


def csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """The rows as RFC 4180 has them, as `csv.writer` would write them; that one looks at each character by itself, which took
    half the time of a cohort's report."""
    return "".join([csv_cells(row) + "\r\n" for row in rows])


class CsvWriter:
    def __init__(self, out: IO[str]):
        self._out = out
        self.add_rows([COLUMNS])

    def add(self, match: Match) -> None:
        self.add_rows([cells_of(match)])

    def add_rows(self, rows: Iterable[Sequence[object]]) -> None:
        """Rows of `COLUMNS`, guarded already."""
        self._out.write(csv_lines(rows))

    def add_problem(self, place: str, problem: object) -> None:
        """A patient that could not be judged: where it stands, and what would be right."""
        self.add_rows([_problem_cells(place, problem)])

    def close(self) -> None:
        """Nothing is left to write."""


class XlsxWriter:
    """One sheet, in constant memory. A cell of XLSX holds 32,767 characters: a longer text is cut, and says so."""

    LIMIT = 32_767
    CUT = " [cut here: the JSON Lines report has the whole text]"
    ROWS = 1_048_576

    def __init__(self, path: Path):
        import xlsxwriter

        self._book = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._sheet = self._book.add_worksheet("matches")
        self._row = 0
        self._write(COLUMNS)

    def _write(self, cells: Iterable[object]) -> None:
        if self._row >= self.ROWS:
            raise ReportTooLong(f"an XLSX sheet holds {self.ROWS:,} rows; write .csv or .jsonl instead")
        for column, value in enumerate(cells):
            if isinstance(value, str) and len(value) > self.LIMIT:
                value = value[: self.LIMIT - len(self.CUT)] + self.CUT
            self._sheet.write(self._row, column, value)
        self._row += 1

    def add(self, match: Match) -> None:
        self._write(cells_of(match))

    def add_rows(self, rows: Iterable[Sequence[object]]) -> None:
        """As in `CsvWriter`."""
        for row in rows:
            self._write(row)

    def add_problem(self, place: str, problem: object) -> None:
        """A patient that could not be judged, as in `CsvWriter`."""
        self._write(_problem_cells(place, problem))

    def close(self) -> None:
        self._book.close()


class ReportTooLong(ValueError):
    """The format can't hold that many rows."""
