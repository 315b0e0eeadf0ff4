"""Answers that are files: written a row at a time, so that a long one needs no memory."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import Response
from fastapi.responses import StreamingResponse

from matcher.reports import CsvWriter, XlsxWriter, guarded

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PIECE = 64 * 1024


class BadRow(NamedTuple):
    """A patient that could not be judged: where she stands in the file, and what would be right."""

    place: str
    problem: str


Row = dict[str, Any] | BadRow


def report(rows: Iterable[Row], name: str, kind: str) -> Response:
    """The rows as `name`.csv or `name`.xlsx."""
    if kind == "csv":
        return _file(StreamingResponse(_csv(rows), media_type=CSV), f"{name}.csv")
    return _file(StreamingResponse(_xlsx(rows), media_type=XLSX), f"{name}.xlsx")


def _file(response: Response, name: str) -> Response:
    response.headers["content-disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(rows: Iterable[Row]) -> Iterator[bytes]:
    out = io.StringIO(newline="")
    writer = CsvWriter(out)
    first = True
    for row in rows:
        _add(writer, row)
        if out.tell() > _PIECE:
            yield out.getvalue().encode("utf-8-sig" if first else "utf-8")
            out.seek(0)
            out.truncate()
            first = False
    yield out.getvalue().encode("utf-8-sig" if first else "utf-8")


def _xlsx(rows: Iterable[Row]) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        book = XlsxWriter(path)
        for row in islice(rows, book.ROWS - 1):  # of a longer report a sheet holds the beginning
            _add(book, row)
        book.close()
        with path.open("rb") as written:
            while piece := written.read(_PIECE):
                yield piece


def _add(writer: CsvWriter | XlsxWriter, row: Row) -> None:
    if isinstance(row, BadRow):
        writer.add_problem(row.place, guarded(row.problem))
    else:
        writer.add(row)
