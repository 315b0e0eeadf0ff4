"""The house: what is installed, shipped and promised."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import metadata
from importlib.resources import files
from pathlib import Path

import pytest

from data.patient import Patient
from data.wire import convert

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["matcher", "sync", "data"])
def test_the_top_level_names_belong_to_this_project_alone(name: str) -> None:
    owners = set(metadata.packages_distributions().get(name, ["trialmatch"]))
    assert owners == {"trialmatch"}


def sample_lines(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (files("data") / "sample" / name).read_text(encoding="utf-8").splitlines()]


def test_every_sample_trial_is_marked_as_invented_and_converts_without_problems() -> None:
    for record in sample_lines("trials.jsonl"):
        converted = convert(record)
        assert converted.trial.brief_title.startswith("[Invented example]")
        assert (converted.trial.official_title or "").startswith("[Invented example]")
        assert converted.problems == ()


def test_the_sample_patients_are_patients() -> None:
    assert len([Patient.from_facts(facts) for facts in sample_lines("patients.jsonl")]) == 6


def test_nothing_that_reads_or_decides_asks_the_clock() -> None:
    pure = [*(ROOT / "matcher" / "deciding").rglob("*.py"), *(ROOT / "matcher" / "reading").rglob("*.py")]
    for path in (*pure, ROOT / "data" / "patient.py", ROOT / "data" / "criteria.py"):
        assert not re.search(r"\b(?:now|today|time)\(\)", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("command", ["sync.cli", "matcher.cli"])
def test_a_command_that_reads_no_trial_does_not_wait_for_the_reader(command: str) -> None:
    asked = f"import sys, {command}; sys.exit(any(name.startswith('matcher.reading') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False).returncode == 0


def test_the_readme_names_only_commands_and_settings_that_exist() -> None:
    from matcher.cli import app as trialmatch
    from sync.cli import app as trialsync

    known = {
        "trialmatch": {c.name or (c.callback.__name__ if c.callback else "") for c in trialmatch.registered_commands},
        "trialsync": {c.name or (c.callback.__name__ if c.callback else "") for c in trialsync.registered_commands},
    }
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for program, command in re.findall(r"^(trialmatch|trialsync) ([\w-]+)", readme, re.M):
        assert command in known[program], f"{program} {command}"
