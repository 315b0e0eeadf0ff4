"""`trialmatch cohort`: many patients."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from data.vocabulary import load_vocabulary
from matcher.cohort_runs import CohortRun
from matcher.commands.failures import in_plain_words
from matcher.commands.options import Kind, Status, Verdicts, check, kinds_of, statuses, store
from matcher.patients import Row, patients_of
from matcher.reports import COLUMNS, XlsxWriter, csv_lines
from matcher.service import load_matcher

_FORMS = {".csv": "csv", ".jsonl": "jsonl", ".xlsx": "rows"}


def cohort(
    patients: Annotated[Path, typer.Argument(metavar="PATIENTS.(jsonl|csv)")],
    out: Annotated[Path, typer.Option(help="The report: .csv, .jsonl or .xlsx.")],
    status: Status = "",
    verdicts: Verdicts = "open",
    kind: Kind = "",
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first bad row.")] = False,
) -> None:
    """Many patients, one report. A bad row is reported by its line and the rest goes on.

    Example: trialmatch cohort patients.csv --out report.csv
    """
    with in_plain_words():
        check(verdicts, ("open", "all"), "verdicts")
        check(out.suffix.lower(), tuple(_FORMS), "out")
        kinds = kinds_of(kind)
        rows = patients_of(patients)
        first = next(rows, None)  # a file that is none is refused before anything is written
        matcher = load_matcher(store(), load_vocabulary(), statuses(status), date.today())
        run = CohortRun(matcher, _FORMS[out.suffix.lower()], with_ineligible=verdicts == "all", kinds=kinds)
        done, bad = _write_cohort(run, chain([first] if first else [], rows), out, patients, strict)
        print(f"{done} patients against {len(matcher.trials)} trials, written to {out}", file=sys.stderr)
        if bad:
            print(f"{bad} bad rows were left out; they are named above", file=sys.stderr)
            raise typer.Exit(2 if strict else 1)


def _write_cohort(run: CohortRun, rows: Iterable[Row], out: Path, source: Path, strict: bool) -> tuple[int, int]:
    from tqdm import tqdm

    done = bad = 0
    with _report(out) as add:
        for judged in tqdm(run.judged(rows), unit=" patients", disable=not sys.stderr.isatty()):
            if judged.problem is None:
                add(judged.part)
                for remark in judged.remarks:
                    print(f"trialmatch: {remark}", file=sys.stderr)
                done += 1
                continue
            bad += 1
            print(f"{source}:{judged.line}: {judged.problem}", file=sys.stderr)
            if strict:
                break
    return done, bad


@contextlib.contextmanager
def _report(out: Path) -> Iterator[Callable[[Any], object]]:
    """Takes the parts of a report, one patient's after the other's, in the form that `_FORMS` names."""
    if out.suffix.lower() == ".xlsx":
        book = XlsxWriter(out)
        yield book.add_rows
        book.close()
        return
    with out.open("wb") as stream:
        if out.suffix.lower() == ".csv":
            stream.write(csv_lines([COLUMNS]).encode())
        yield stream.write
