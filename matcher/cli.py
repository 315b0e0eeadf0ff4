"""`trialmatch`: one patient, many patients, one trial, the scorecard.

Exit status: 0 done; 1 it ran and failed; 2 wrong usage or bad input, named in one sentence. Results go to standard
output or the named file, progress to standard error.
"""

from __future__ import annotations

import contextlib
import gc
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from data.database import DatabaseProblem, DatabaseUnreachable, open_database
from data.patient import BadPatient, Patient
from data.settings import SettingsError, load_settings
from data.store import Store
from data.vocabulary import BadTable, load_vocabulary
from matcher.cohort_runs import CohortRun
from matcher.deciding.facts import remarks
from matcher.kinds import KINDS
from matcher.patients import BadFile, Row, facts_from_texts, one_patient, patients_of
from matcher.places import UnknownPlace
from matcher.ranking import Ranking
from matcher.reports import (
    COLUMNS,
    CsvWriter,
    JsonLinesWriter,
    JsonWriter,
    ReportTooLong,
    Writer,
    XlsxWriter,
    csv_lines,
)
from matcher.service import OPEN_STATUSES, STATUSES, NothingRead, load_matcher, open_matcher

app = typer.Typer(
    help="Which breast-cancer trials could this patient join, and why (not)? Supports, and does not replace, a "
    "clinician's judgement.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)

BAD_INPUT = (BadPatient, BadFile, UnknownPlace, SettingsError, BadTable, ReportTooLong)
Status = Annotated[str, typer.Option(help="Statuses to consider, separated by commas, or `all`. Default: those open.")]
Verdicts = Annotated[str, typer.Option(help="`all` includes trials she is ineligible for.")]


Kind = Annotated[str, typer.Option(help=f"Kinds to consider, separated by commas: {', '.join(KINDS)}. Default: all.")]


class Refused(Exception):
    """Bad input, in one sentence."""


@contextlib.contextmanager
def _in_plain_words() -> Iterator[None]:
    """Known failures as one line on standard error, with the right exit status."""
    try:
        yield
    except (*BAD_INPUT, Refused, DatabaseProblem, NothingRead) as problem:
        print(f"trialmatch: {problem}", file=sys.stderr)
        raise typer.Exit(1 if isinstance(problem, DatabaseUnreachable) else 2) from None
    except BrokenPipeError:
        raise typer.Exit(0) from None
    except OSError as problem:
        print(f"trialmatch: {problem.filename or 'the output'}: {problem.strerror}", file=sys.stderr)
        raise typer.Exit(1) from None


def _store() -> Store:
    return Store(open_database(load_settings().database_url))


def _statuses(status: str) -> list[str] | None:
    wanted = [name.strip().upper() for name in status.split(",") if name.strip()]
    if wanted == ["ALL"]:
        return None
    for name in wanted:
        _check(name, STATUSES, "status")
    return wanted or list(OPEN_STATUSES)


def _kinds(kind: str) -> list[str] | None:
    wanted = [name.strip().lower() for name in kind.split(",") if name.strip()]
    for name in wanted:
        _check(name, KINDS, "kind")
    return wanted or None


def _check(value: str, allowed: tuple[str, ...], name: str) -> None:
    if value not in allowed:
        raise Refused(f"--{name}: {value!r} is not one of {', '.join(allowed)}")


# ---------------------------------------------------------------- match


def match(
    patient_file: Annotated[
        str | None, typer.Argument(metavar="PATIENT.json", help="`-` reads standard input.")
    ] = None,
    output_format: Annotated[str, typer.Option("--format", help="table, json, jsonl or csv.")] = "table",
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="Rows at most; 0: 20 in a table, all in a file.")] = 0,
    status: Status = "",
    verdicts: Verdicts = "open",
    kind: Kind = "",
    **facts: str | None,
) -> None:
    """One patient: the trials she could join, best first, with the sentence that decides.

    Example: trialmatch match --stage IV --er-status negative --pr-status negative --her2-status low --ecog 1
    """
    with _in_plain_words():
        _check(output_format, ("table", "json", "jsonl", "csv"), "format")
        _check(verdicts, ("open", "all"), "verdicts")
        patient = _patient(patient_file, {k: v for k, v in facts.items() if v is not None})
        wanted, kinds = _statuses(status), _kinds(kind)
        with open_matcher(_store(), load_vocabulary(), wanted, date.today()) as matcher:
            ranking = matcher.rank(patient, with_ineligible=verdicts == "all", kinds=kinds)
            for remark in remarks(ranking.known):
                print(f"trialmatch: {remark}", file=sys.stderr)
            if output_format == "table":
                from matcher.terminal.matches import print_matches

                print_matches(ranking, matcher, limit or 20, out)
            else:
                _write_matches(ranking, output_format, limit or None, out)


def _write_matches(ranking: Ranking, output_format: str, limit: int | None, out: Path | None) -> None:
    make: dict[str, Callable[[Any], Writer]] = {"json": JsonWriter, "jsonl": JsonLinesWriter, "csv": CsvWriter}
    with _destination(out) as stream:
        writer = make[output_format](stream)
        for found in ranking.matches(0, limit):
            writer.add(found)
        writer.close()


def _patient(path: str | None, options: dict[str, str]) -> Patient:
    if path is None and not options:
        raise Refused("give a patient: a JSON file, `-` for standard input, or options such as --stage IV")
    given = one_patient(path).model_dump(exclude_none=True) if path is not None else {}
    return Patient.from_facts(given | facts_from_texts(options))


@contextlib.contextmanager
def _destination(out: Path | None) -> Iterator[Any]:
    if out is None:
        yield sys.stdout
    else:
        with out.open("w", encoding="utf-8", newline="") as stream:
            yield stream


def _with_patient_options(command: Callable[..., None]) -> Callable[..., None]:
    """`match` with an option for every field of the patient."""
    signature = inspect.signature(command, eval_str=True)
    own = [p for p in signature.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
    fields = [
        inspect.Parameter(
            field,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[
                str | None, typer.Option(f"--{field.replace('_', '-')}", help="A fact of the patient.")
            ],
        )
        for field in Patient.model_fields
    ]

    def wrapped(**given: Any) -> None:
        command(**given)

    wrapped.__signature__ = signature.replace(parameters=[*own, *fields])  # type: ignore[attr-defined]
    wrapped.__doc__ = command.__doc__
    return wrapped


app.command("match")(_with_patient_options(match))


# ---------------------------------------------------------------- cohort


_FORMS = {".csv": "csv", ".jsonl": "jsonl", ".xlsx": "rows"}


@app.command()
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
    with _in_plain_words():
        _check(verdicts, ("open", "all"), "verdicts")
        _check(out.suffix.lower(), tuple(_FORMS), "out")
        kinds = _kinds(kind)
        rows = patients_of(patients)
        first = next(rows, None)  # a file that is none is refused before anything is written
        matcher = load_matcher(_store(), load_vocabulary(), _statuses(status), date.today())
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


# ---------------------------------------------------------------- trial, evaluate


@app.command()
def trial(
    nct_id: Annotated[str, typer.Argument(metavar="NCT…")],
    json_output: Annotated[bool, typer.Option("--json", help="The reading as JSON.")] = False,
    history: Annotated[bool, typer.Option("--history", help="What changed in the record, and when we saw it.")] = False,
) -> None:
    """The reading of one trial: each criterion with its quote, what is no patient fact, and what was not read.

    Example: trialmatch trial NCT06104020
    """
    with _in_plain_words():
        wanted = nct_id.strip().upper()
        if not (len(wanted) == 11 and wanted.startswith("NCT") and wanted[3:].isdigit()):
            raise Refused(f"{nct_id!r} is no NCT id; give one of the form NCT01234567")
        with _store().snapshot() as copy:
            stored = copy.trial(wanted)
            seen = list(copy.changes(None, wanted)) if history else []
        if stored is None:
            raise Refused(f"{wanted} is not in the copy (wrong id, not a breast-cancer trial, or newer than the copy)")
        if history:
            from matcher.terminal.one_trial import print_history

            print_history(stored, seen)
            return
        if stored.reading is None:
            raise NothingRead(f"{wanted} has not been read yet: run `trialsync read`")
        from matcher.terminal.one_trial import print_reading, reading_json

        if json_output:
            print(reading_json(stored.trial, stored.reading))
        else:
            print_reading(stored.trial, stored.reading)


@app.command()
def evaluate(
    labels: Annotated[Path, typer.Argument(metavar="LABELS", help="Labelled trials; cells.jsonl lies beside them.")],
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="Registry records, a study object a line.")],
    part: Annotated[str, typer.Option(help="all, tuned, or the third that is held_out.")] = "all",
    errors: Annotated[int, typer.Option(help="Print up to so many wrong pairs of each group.")] = 0,
    json_output: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """The scorecard: accuracy, missed and wrong exclusions, F1, backed, and coverage, against labelled trials."""
    from matcher.evaluation import PARTS
    from matcher.evaluation import evaluate as score
    from matcher.terminal.scorecard import print_scorecard, scorecard_json

    with _in_plain_words():
        _check(part, PARTS, "part")
        card = score(labels, corpus, load_vocabulary(), part)
        if json_output:
            print(scorecard_json(card))
        else:
            print_scorecard(card, errors)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Anything but this machine needs TRIALMATCH_API_KEYS.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer; each holds the copy.")] = 1,
) -> None:
    """The web page at `/`, the REST interface under `/api/v1`, its description at `/docs`.

    Example: trialmatch serve --port 8000
    """
    from matcher.web.serve import NotSafe
    from matcher.web.serve import serve as answer

    with _in_plain_words():
        print(f"trialmatch: http://{host}:{port}/  (Ctrl-C stops it)", file=sys.stderr)
        try:
            answer(load_settings(), host, port, workers)
        except NotSafe as unsafe:
            raise Refused(str(unsafe)) from None


def main() -> None:
    """The console command."""
    try:
        app()
    finally:
        gc.freeze()  # or the interpreter looks through every trial for garbage before it ends
