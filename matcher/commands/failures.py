"""Known failures, in one sentence each."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

import typer

from data.database import DatabaseProblem, DatabaseUnreachable
from data.patient import BadPatient
from data.settings import SettingsError
from data.vocabulary import BadTable
from matcher.patients import BadFile
from matcher.places import UnknownPlace
from matcher.reports import ReportTooLong
from matcher.service import NothingRead

BAD_INPUT = (BadPatient, BadFile, UnknownPlace, SettingsError, BadTable, ReportTooLong)


class Refused(Exception):
    """Bad input, in one sentence."""


@contextlib.contextmanager
def in_plain_words() -> Iterator[None]:
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
