"""What is shipped for running the service, checked by its parts: the commands exist, the files it copies are there."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
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


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not there")
def test_the_units_are_understood_by_systemd(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in PROGRAMS:
        (programs / name).write_text("#!/bin/sh\n")
        (programs / name).chmod(0o755)
    for unit in ("trialsync.service", "trialsync.timer", "trialmatch.service"):
        text = (DEPLOY / unit).read_text(encoding="utf-8").replace("/opt/trialmatch/.venv/bin", str(programs))
        (tmp_path / unit).write_text(text, encoding="utf-8")
    units = [str(tmp_path / unit) for unit in ("trialsync.service", "trialsync.timer", "trialmatch.service")]
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    complaints = [line for line in said.stderr.splitlines() if str(tmp_path) in line or line.startswith("trial")]
    assert complaints == []


def test_the_environment_file_sets_only_settings_that_exist() -> None:
    lines = (DEPLOY / "trialmatch.env").read_text(encoding="utf-8").splitlines()
    names = {line.lstrip("#").partition("=")[0] for line in lines if line.lstrip("#").startswith("TRIALMATCH_")}
    assert names
    assert {name.removeprefix("TRIALMATCH_").lower() for name in names} <= set(Settings.model_fields)
    state = re.findall(r"StateDirectory=(\w+)", (DEPLOY / "trialsync.service").read_text(encoding="utf-8"))
    assert any(f"/var/lib/{state[0]}/" in line for line in lines)


def test_the_container_is_built_with_the_tool_that_the_makefile_names() -> None:
    version = re.findall(r"^UV_VERSION := (\S+)", (TOP / "Makefile").read_text(encoding="utf-8"), re.M)[0]
    assert f"uv=={version}" in (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def engine_answers() -> bool:
    engine = shutil.which("docker") or shutil.which("podman")
    return bool(engine) and subprocess.run([str(engine), "info"], capture_output=True, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not engine_answers(), reason="no container engine answers")
def test_the_container_builds_and_its_programs_start() -> None:
    engine = shutil.which("docker") or shutil.which("podman")
    build = [str(engine), "build", "-f", str(DEPLOY / "Containerfile"), "-t", "trialmatch-test", str(TOP)]
    subprocess.run(build, check=True, capture_output=True)
    for program in PROGRAMS:
        subprocess.run(
            [str(engine), "run", "--rm", "trialmatch-test", program, "--help"], check=True, capture_output=True
        )


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
    check_command(services["sync"]["healthcheck"]["test"][1:])
    for name in ("sync", "page"):
        settings = {key.removeprefix("TRIALMATCH_").lower() for key in services[name]["environment"]}
        assert settings <= set(Settings.model_fields)
    assert "TRIALMATCH_API_KEYS" in services["page"]["environment"]
    assert all(port.startswith("127.0.0.1:") for port in services["page"]["ports"])
