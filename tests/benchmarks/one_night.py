"""One run of the sync in this process, for the benchmarks: prints its stages as they begin and its figures at the end.

    python -m tests.benchmarks.one_night REGISTRY DATABASE [--read off|stub|real]

`stub` keeps a reading without content for each text, so that the stage of reading is there and costs little.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterable, Iterator
from typing import Any

from data.criteria import Reading
from data.database import open_database
from data.store import Store
from data.stored import Publication
from data.trial import Trial
from matcher.reading_pool import read_trials
from matcher.versions import reader_version
from sync.job import Job, run_once
from sync.registry import Registry


def stub(trials: Iterable[Trial]) -> Iterator[Reading]:
    return (Reading(t.nct_id, "stub", (), (), (), (), 0) for t in trials)


def real(trials: Iterable[Trial]) -> Iterator[Reading]:
    return read_trials(trials, reader_version())


class ToldStore(Store):
    """Says when publishing begins."""

    def publish(self, new: Publication, now: str, seconds: float) -> None:
        print("publish", flush=True)
        super().publish(new, now, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("registry")
    parser.add_argument("database")
    parser.add_argument("--read", choices=("off", "stub", "real"), default="off")
    given = parser.parse_args()
    read: Any = {"off": None, "stub": stub, "real": real}[given.read]
    version = reader_version() if given.read == "real" else "stub"
    last = ""

    def progress(stage: str, _done: int, _total: int | None) -> None:
        nonlocal last
        if stage != last:
            print(stage, flush=True)
        last = stage

    store = ToldStore(open_database(given.database, create=True))
    registry = Registry(given.registry, user_agent="benchmark", requests_per_second=1e6)
    print("begin", flush=True)
    wall, cpu = time.perf_counter(), time.process_time()
    counts = run_once(Job(store, registry, "breast cancer", read, version, progress=progress))
    seconds = time.perf_counter() - wall
    megabytes = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    figures = {
        "seconds": round(seconds, 2), "cpu_seconds": round(time.process_time() - cpu, 2), "new": counts.new,
        "changed": counts.changed, "unchanged": counts.unchanged, "read": counts.read,
        "peak_megabytes": round(megabytes[0]), "peak_megabytes_of_a_worker": round(megabytes[1]),
    }  # fmt: skip
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
