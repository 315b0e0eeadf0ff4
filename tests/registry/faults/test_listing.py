"""The eighty faults are all in the listing, each under its number."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def test_every_one_of_the_eighty_faults_has_a_test_under_its_number() -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "--import-mode=importlib",
        "-o",
        "addopts=",
        "-p",
        "no:xdist",
        str(Path(__file__).parent),
    ]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    named = {int(n) for n in re.findall(r"fault[ _](\d+)", listing)}
    for first, last in re.findall(r"faults_(\d+)_(\d+)", listing):
        named |= {int(first), int(last)}
    assert named == set(range(1, 81))
