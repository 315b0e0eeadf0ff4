"""`trialmatch trial`: the reading of one trial."""

from __future__ import annotations

from typing import Annotated

import typer

from matcher.commands.failures import Refused, in_plain_words
from matcher.commands.options import store
from matcher.service import NothingRead


def trial(
    nct_id: Annotated[str, typer.Argument(metavar="NCT…")],
    json_output: Annotated[bool, typer.Option("--json", help="The reading as JSON.")] = False,
    history: Annotated[bool, typer.Option("--history", help="What changed in the record, and when we saw it.")] = False,
) -> None:
    """The reading of one trial: each criterion with its quote, what is no patient fact, and what was not read.

    Example: trialmatch trial NCT06104020
    """
    with in_plain_words():
        wanted = nct_id.strip().upper()
        if not (len(wanted) == 11 and wanted.startswith("NCT") and wanted[3:].isdigit()):
            raise Refused(f"{nct_id!r} is no NCT id; give one of the form NCT01234567")
        with store().snapshot() as copy:
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
