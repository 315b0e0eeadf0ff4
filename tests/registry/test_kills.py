"""A small campaign of kills at random moments; the large one is `python -m tests.benchmarks.kills`."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.benchmarks.kills import campaign
from tests.benchmarks.scaled import running

SCALE = 600
KILLS = 10


@pytest.mark.slow
def test_fault_71_kills_at_random_moments_leave_whole_copies_and_need_no_hand(either_url: str, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running(None, SCALE, 10, port) as registry:
        found = campaign(registry, either_url, f"sqlite:///{tmp_path / 'scratch.db'}", SCALE, KILLS, seed=1)
    assert sum(count for what, count in found.items() if what.startswith("killed")) == KILLS
