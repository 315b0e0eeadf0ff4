"""`trialmatch serve` as a process: it answers, with one process or several, and ends when it is told to."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from data.store import Store

COMMAND = [sys.executable, "-c", "from matcher.cli import main; main()", "serve"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_it_answers_and_ends_when_it_is_told_to(sample_database: Store, tmp_path: Path, workers: int) -> None:
    port, log = free_port(), tmp_path / "log"
    with log.open("wb") as err:
        served = subprocess.Popen(
            [*COMMAND, "--port", str(port), "--workers", str(workers)], stderr=err, env=os.environ
        )
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=30) as answer:
                    assert answer.read() == b"ok"
                break
            except OSError:
                assert served.poll() is None, log.read_text()
                time.sleep(0.1)
        else:
            raise AssertionError("it never answered")
    finally:
        served.send_signal(signal.SIGTERM)
        served.wait(60)
    assert "Traceback" not in log.read_text()
    assert re.search(r"trialmatch.access GET /health 200 \d+ ms key=-", log.read_text())


def test_a_port_that_is_taken_is_told_in_a_sentence(sample_database: Store) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = subprocess.run(
            [*COMMAND, "--port", str(port)], capture_output=True, text=True, timeout=120, check=False
        )
    assert refused.returncode == 2
    assert "can't be answered on: Address already in use" in refused.stderr.splitlines()[-1]
    assert "Traceback" not in refused.stderr
