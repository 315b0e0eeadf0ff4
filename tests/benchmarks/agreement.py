"""The vectorised matcher against the plain one: random patients by every trial of a file of records.

    python -m tests.benchmarks.agreement RECORDS.jsonl [--patients 2000]

Each patient has up to eight random facts that agree with each other. Prints the pairs compared and stops at the first
disagreement. Also compares the reading by one process with that by several, in another order.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from data.criteria import Reading
from data.vocabulary import load_vocabulary
from data.wire import convert
from matcher.deciding.facts import Known
from matcher.deciding.many import CompiledReadings
from matcher.deciding.match import VERDICTS, decide
from matcher.reading.reader import read_trial
from tests.deciding.invented_facts import consistent, facts


def read_some(lines: list[str]) -> list[Reading]:
    vocabulary = load_vocabulary()
    return [read_trial(convert(json.loads(line)).trial, vocabulary, "benchmark") for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--patients", type=int, default=2000)
    options = parser.parse_args()
    lines = options.records.read_text(encoding="utf-8").splitlines()
    readings = read_some(lines)
    with ProcessPoolExecutor(3) as pool:
        parts = pool.map(read_some, [lines[start::7][::-1] for start in range(7)])
        again = {reading.nct_id: reading for part in parts for reading in part}
    assert all(again[reading.nct_id] == reading for reading in readings), "a reading depends on order or worker"
    print(f"{len(readings)} trials read alike by one process and by three, in another order")
    compare(readings, options.patients)


def compare(readings: list[Reading], patients: int) -> None:
    vocabulary, compiled, pairs = load_vocabulary(), CompiledReadings.of(readings), 0

    @settings(max_examples=patients, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(given_facts=facts())
    def agree(given_facts: dict[str, Any]) -> None:
        nonlocal pairs
        known = Known(consistent(given_facts), vocabulary)
        codes = compiled.verdicts(known).codes
        for reading, code in zip(readings, codes, strict=True):
            assert VERDICTS[code] == decide(reading, known).verdict, (reading.nct_id, given_facts)
            pairs += 1

    agree()
    print(f"{pairs} pairs of {patients} patients and {len(readings)} trials: the two matchers agree")


if __name__ == "__main__":
    main()
