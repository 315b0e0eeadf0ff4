"""What is shipped for running the service, checked by its parts: the commands exist, the files it copies are there."""

from __future__ import annotations

import configparser
import re
import shlex
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

import matcher.cli
import sync.cli
from data.settings import Settings

DEPLOY = Path(str(files("sync"))) / "deploy"
TOP = DEPLOY.parents[1]
PROGRAMS = {"trialmatch": matcher.cli.app, "trialsync": sync.cli.app}


def check_command(words: list[str]) -> None:
    """The program has the command, and the command has each option."""
    program, command, *arguments = words
    commands = get_command(PROGRAMS[Path(program).name]).commands  # type: ignore[attr-defined]
    options = {name for parameter in commands[command].params for name in parameter.opts}
    assert {a for a in arguments if a.startswith("--")} <= options


@pytest.mark.parametrize("name", ["trialsync.service", "trialmatch.service"])
def test_a_unit_runs_a_command_that_exists(name: str) -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / name)
    check_command(shlex.split(unit["Service"]["ExecStart"]))
    assert unit["Service"]["NoNewPrivileges"] == "true"


def test_the_timer_runs_every_night_in_utc() -> None:
    text = (DEPLOY / "trialsync.timer").read_text(encoding="utf-8")
    assert re.search(r"OnCalendar=\*-\*-\* \d\d:\d\d:00 UTC", text)
    assert "Persistent=true" in text


def test_the_container_copies_what_is_there_and_runs_a_command_that_exists() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = [name for line in re.findall(r"^COPY (.+)$", text, re.M) for name in line.split()[:-1]]
    assert copied
    assert all((TOP / name).exists() for name in copied)
    check_command(re.findall(r'"([^"]+)"', re.findall(r"^CMD (.+)$", text, re.M)[-1]))
    assert "USER trialmatch" in text


def test_the_services_use_settings_that_exist_and_ask_for_keys() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert set(services) == {"database", "sync", "page"}
    check_command(services["sync"]["command"])
    for name in ("sync", "page"):
        settings = {key.removeprefix("TRIALMATCH_").lower() for key in services[name]["environment"]}
        assert settings <= set(Settings.model_fields)
    assert "TRIALMATCH_API_KEYS" in services["page"]["environment"]
    assert all(port.startswith("127.0.0.1:") for port in services["page"]["ports"])
