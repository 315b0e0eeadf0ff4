"""`trialmatch`: one patient, many patients, one trial, the scorecard.

Exit status: 0 done; 1 it ran and failed; 2 wrong usage or bad input, named in one sentence. Results go to standard
output or the named file, progress to standard error.
"""

from __future__ import annotations

import gc

import typer

from matcher.commands.cohort import cohort
from matcher.commands.evaluate import evaluate
from matcher.commands.match import match, with_patient_options
from matcher.commands.serve import serve
from matcher.commands.trial import trial

app = typer.Typer(
    help="Which breast-cancer trials could this patient join, and why (not)? Supports, and does not replace, a "
    "clinician's judgement.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)

app.command("match")(with_patient_options(match))
for command in (cohort, trial, evaluate, serve):
    app.command()(command)


def main() -> None:
    """The console command."""
    try:
        app()
    finally:
        gc.freeze()  # or the interpreter looks through every trial for garbage before it ends
