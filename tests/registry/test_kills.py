"""Runs killed (SIGKILL) at any moment: the copy stays whole, and the next run needs no hand."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from data.database import open_database
from data.store import Store
from tests.registry.fake_registry import FakeRegistry

SECONDS = 2.5  # about what a run of the small registry takes, start of the interpreter included


def _start(url: str, database: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "TRIALMATCH_REGISTRY_URL": url, "TRIALMATCH_DATABASE_URL": database, "TRIALMATCH_REQUESTS_PER_SECOND": "1000",
    }  # fmt: skip
    code = "from sync.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, "once"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def _titles(database: str) -> set[str]:
    store = Store(open_database(database))
    try:
        with store.snapshot() as copy:
            return {entry.trial.brief_title for entry in copy.trials()}
    finally:
        store.engine.dispose()


def _campaign(kills: int, folder: Path) -> None:
    fake, chance = FakeRegistry(), random.Random(7)
    threading.Thread(target=fake.server.serve_forever, daemon=True).start()
    database = f"sqlite:///{folder / 'trials.db'}"
    try:
        first = _start(fake.url, database)
        _, said = first.communicate(timeout=60)
        assert first.returncode == 0, said
        for night in range(kills):
            for study in fake.studies:
                study["protocolSection"]["identificationModule"]["briefTitle"] = f"Night {night}"
            before = _titles(database)
            run = _start(fake.url, database)
            time.sleep(chance.uniform(0.3, SECONDS))
            run.send_signal(signal.SIGKILL)
            run.wait()
            assert _titles(database) in (before, {f"Night {night}"})  # the former copy or the new one, never a mixture
        last = _start(fake.url, database)
        _, said = last.communicate(timeout=60)
        assert last.returncode == 0, said
        assert _titles(database) == {f"Night {kills - 1}"}
    finally:
        fake.server.shutdown()
        fake.server.server_close()


def test_fault_71_a_killed_run_leaves_a_whole_copy_and_the_next_one_carries_on(tmp_path: Path) -> None:
    _campaign(3, tmp_path)


@pytest.mark.slow
def test_two_hundred_kills_leave_two_hundred_whole_copies(tmp_path: Path) -> None:
    _campaign(200, tmp_path)
