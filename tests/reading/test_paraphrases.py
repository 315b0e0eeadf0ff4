"""The same criteria in other words or another layout are read alike (`tests/paraphrases`)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import pytest
from msgspec.structs import replace

from data.criteria import Reading
from data.patient import Patient
from data.trial import Trial
from data.vocabulary import load_vocabulary
from data.wire import convert
from matcher.deciding.facts import Known
from matcher.deciding.match import decide
from matcher.reading.reader import read_trial
from tests.paraphrases import PARAPHRASES

VOCABULARY = load_vocabulary()
SAMPLE = files("data") / "sample"


@cache
def trials() -> tuple[Trial, ...]:
    return tuple(convert(json.loads(line)).trial for line in (SAMPLE / "trials.jsonl").read_text("utf-8").splitlines())


@cache
def patients() -> tuple[Known, ...]:
    lines = (SAMPLE / "patients.jsonl").read_text("utf-8").splitlines()
    return tuple(Known(Patient.from_facts(json.loads(line)), VOCABULARY) for line in lines)


def verdicts(reading: Reading) -> list[str]:
    return [decide(reading, known).verdict for known in patients()]


@cache
def verdicts_as_written(number: int) -> list[str]:
    return verdicts(read_trial(trials()[number], VOCABULARY, "test"))


@pytest.mark.parametrize("name", PARAPHRASES)
def test_a_paraphrase_changes_no_verdict(name: str) -> None:
    paraphrased = PARAPHRASES[name]
    for number, trial in enumerate(trials()):
        other = replace(trial, criteria=paraphrased(trial.criteria or ""))
        again = verdicts(read_trial(other, VOCABULARY, "test"))
        assert again == verdicts_as_written(number), f"{name}: {trial.nct_id}\n{other.criteria}"
