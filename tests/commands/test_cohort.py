"""A cohort of a thousand rows: whoever can be judged is, and each bad row is named by its line and field."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from data.store import Store
from tests.commands.test_trialmatch import run

GOOD: tuple[dict[str, str], ...] = (
    {"stage": "IV", "er_percent": "90", "pr_percent": "40", "her2_ihc": "1+", "ecog": "1", "prior_therapies": "palbociclib;letrozole"},
    {"stage": "IIA", "er_status": "negative", "pr_status": "negative", "her2_status": "negative", "treatment_phase": "untreated"},
    {"recurrence_type": "local", "initial_surgery": "mastectomy", "metastatic": "no", "her2_ihc": "3+"},
    {"stage": "IV", "metastatic_sites": "liver;bone", "biomarkers": "PIK3CA:positive;ESR1:negative", "lines_metastatic": "2"},
    {"postal_code": "02115", "age_years": "61", "sex": "female", "menopausal_status": "postmenopausal", "stage": "I"},
)  # fmt: skip
# Each bad row: its facts, and the fields that the message must name.
BAD: tuple[tuple[dict[str, str], tuple[str, ...]], ...] = (
    ({"stage": "V"}, ("stage", "'V'")),
    ({"er_percent": "lots"}, ("er_percent", "lots")),
    ({"er_percent": "140"}, ("er_percent", "140")),
    ({"pr_percent": "-1"}, ("pr_percent", "-1")),
    ({"ecog": "7"}, ("ecog", "7")),
    ({"ecog": "1.5"}, ("ecog", "1.5")),
    ({"metastatic": "perhaps"}, ("metastatic", "perhaps")),
    ({"her2_ihc": "4+"}, ("her2_ihc", "4+")),
    ({"metastatic_sites": "liver;heart"}, ("metastatic_sites", "heart")),
    ({"biomarkers": "PIK3CA"}, ("biomarkers", "PIK3CA")),
    ({"biomarkers": "PIK3CA:maybe"}, ("biomarkers", "maybe")),
    ({"er_status": "positive", "er_percent": "0"}, ("er_status", "er_percent")),
    ({"her2_ihc": "3+", "her2_status": "negative"}, ("her2_status", "her2_ihc")),
    ({"stage": "IV", "metastatic": "no"}, ("stage", "metastatic")),
    ({"sex": "male", "menopausal_status": "postmenopausal"}, ("sex", "menopausal_status")),
    ({"lines_metastatic": "1", "chemo_lines_metastatic": "2"}, ("lines_metastatic", "chemo_lines_metastatic")),
    ({"prior_therapies": "Ibrance", "never_received": "palbociclib"}, ("prior_therapies", "never_received")),
    ({"latitude": "42.3"}, ("latitude", "longitude")),
    ({"postal_code": "00000"}, ("postal_code", "00000")),
    ({"max_distance_miles": "0", "postal_code": "02115"}, ("max_distance_miles",)),
)  # fmt: skip
EVERY = 50  # a bad row among fifty


def rows() -> list[dict[str, str]]:
    bad = iter(BAD)
    return [
        {"patient_id": f"p{n}", **(next(bad)[0] if n % EVERY == EVERY - 1 else GOOD[n % len(GOOD)])}
        for n in range(1000)
    ]


def bad_lines(first: int) -> dict[int, tuple[str, ...]]:
    """The line of each bad row, where the first row stands in line `first`."""
    return {first + EVERY - 1 + EVERY * i: fields for i, (_, fields) in enumerate(BAD)}


def assert_named(said: str, path: Path, expected: dict[int, tuple[str, ...]]) -> None:
    named = [line for line in said.splitlines() if line.startswith(f"{path}:")]
    assert len(named) == len(expected) == len(BAD)
    for sentence, (line, fields) in zip(named, expected.items(), strict=True):
        assert sentence.startswith(f"{path}:{line}: "), sentence
        for field in fields:
            assert field in sentence, sentence


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_of_a_thousand_rows_980_are_reported_and_20_named_by_line_and_field(
    kind: str, tmp_path: Path, sample_database: Store
) -> None:
    path, out = tmp_path / f"patients.{kind}", tmp_path / "report.csv"
    columns = list(dict.fromkeys(name for row in rows() for name in row))
    with path.open("w", encoding="utf-8", newline="") as stream:
        if kind == "csv":
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows(rows())
        else:
            stream.writelines(json.dumps(typed(row)) + "\n" for row in rows())
    result = run("cohort", str(path), "--out", str(out), "--verdicts", "all")
    assert_named(result.output, path, bad_lines(2 if kind == "csv" else 1))
    with out.open(encoding="utf-8", newline="") as stream:
        reported = {row["patient_id"] for row in csv.DictReader(stream)}
    assert reported == {f"p{n}" for n in range(1000) if n % EVERY != EVERY - 1}


def typed(row: dict[str, str]) -> dict[str, object]:
    """A row as a coordinator's program would write it: lists and numbers as such, where they are."""
    return {name: _typed(name, text) for name, text in row.items()}


def _typed(name: str, text: str) -> object:
    if name == "biomarkers":
        return dict(pair.partition(":")[::2] for pair in text.split(";"))
    if name in ("metastatic_sites", "prior_therapies", "never_received"):
        return text.split(";")
    if name == "metastatic" and text == "no":
        return False
    numbers = ("percent", "ecog", "lines", "years", "latitude", "distance")
    if any(word in name for word in numbers) and text.lstrip("-").replace(".", "", 1).isdigit():
        return float(text) if "." in text else int(text)
    return text
