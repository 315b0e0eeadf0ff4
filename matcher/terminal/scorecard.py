"""The scorecard, as a table or as JSON."""

from __future__ import annotations

import json

from matcher.evaluation import Scorecard


def scorecard_json(card: Scorecard) -> str:
    groups = {
        name: {
            "n": f.pairs,
            "accuracy": f.accuracy,
            "missed": f.missed,
            "wrongly": f.wrongly,
            "F1": f.f1,
            "backed": f.backed,
        }
        for name, f in card.groups.items()
    }
    return json.dumps({"groups": groups, "coverage": card.coverage, "sentences": card.sentences}, indent=2)


def print_scorecard(card: Scorecard, errors: int) -> None:
    print(f"{'group':18}{'n':>7}{'accuracy':>10}{'missed':>9}{'wrongly':>9}{'F1':>8}{'backed':>8}")
    for name, f in card.groups.items():
        print(f"{name:18}{f.pairs:7}{f.accuracy:10.3f}{f.missed:9.3f}{f.wrongly:9.3f}{f.f1:8.3f}{f.backed:8.3f}")
        for line in f.errors[:errors]:
            print(f"  {line}")
    print(f"coverage: {card.coverage:.3f} of {card.sentences} sentences of criteria are read or of a known kind")
