"""`trialmatch evaluate`: the scorecard."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from data.vocabulary import load_vocabulary
from matcher.commands.failures import in_plain_words
from matcher.commands.options import check


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

    with in_plain_words():
        check(part, PARTS, "part")
        card = score(labels, corpus, load_vocabulary(), part)
        if json_output:
            print(scorecard_json(card))
        else:
            print_scorecard(card, errors)
