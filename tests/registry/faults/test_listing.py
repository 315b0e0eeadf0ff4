"""The eighty faults are all in the listing, each under its number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


def test_every_one_of_the_eighty_faults_has_a_test_under_its_number(request: pytest.FixtureRequest) -> None:
    here = Path(__file__).parent
    listing = [item for item in request.session.items if item.path.parent == here]
    if {item.path for item in listing} != set(here.glob("test_*.py")) or request.config.getoption("keyword"):
        pytest.skip("only a part of the faults is run")
    names = " ".join(item.name for item in listing)
    numbers = {int(n) for n in re.findall(r"fault[ _](\d+)", names)}
    numbers |= {int(n) for pair in re.findall(r"faults_(\d+)_(\d+)", names) for n in pair}
    assert numbers == set(range(1, 81))
