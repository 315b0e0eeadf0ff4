"""`trialmatch match`: one patient."""

from __future__ import annotations

import contextlib
import inspect
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from data.patient import Patient
from data.vocabulary import load_vocabulary
from matcher.commands.failures import Refused, in_plain_words
from matcher.commands.options import Kind, Status, Verdicts, check, kinds_of, statuses, store
from matcher.deciding.facts import remarks
from matcher.patients import facts_from_texts, one_patient
from matcher.ranking import Ranking
from matcher.reports import CsvWriter, JsonLinesWriter, JsonWriter, Writer
from matcher.service import open_matcher


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
    with in_plain_words():
        check(output_format, ("table", "json", "jsonl", "csv"), "format")
        check(verdicts, ("open", "all"), "verdicts")
        patient = _patient(patient_file, {k: v for k, v in facts.items() if v is not None})
        wanted, kinds = statuses(status), kinds_of(kind)
        with open_matcher(store(), load_vocabulary(), wanted, date.today()) as matcher:
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


def with_patient_options(command: Callable[..., None]) -> Callable[..., None]:
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
