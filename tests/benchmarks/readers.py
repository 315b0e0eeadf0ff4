"""Readers against a publish: does any of them see an error or a mixed copy, and how long does the slowest read take?

    python -m tests.benchmarks.readers [--readers 50] [--nights 6] [--scale 17000] [--corpus STUDIES.jsonl] [--database URL]

Readers are threads in five processes, as those of web workers, and pause a little between reads. One read is what a
page needs: which copy it is and 25 trials that change every night; their titles must all be of the night that the copy
says.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

from data.database import open_database
from data.store import Store
from tests.benchmarks.scaled import FIRST_DAY, running

PROCESSES = 5
CHANGING = 10
TRIALS_A_READ = 25  # a page
PAUSE_SECONDS = 0.6  # at most, between two reads of one reader: readers who never pause measure the processor alone


class Reads:
    def __init__(self, store: Store, nct_ids: list[str]):
        self.store, self.nct_ids = store, nct_ids
        self.seconds: list[float] = []
        self.errors: list[str] = []
        self.mixed = 0
        self.nights: set[int] = set()

    def go_on_until(self, stop: threading.Event, seed: int) -> None:
        chance = random.Random(seed)
        while not stop.is_set():
            started = time.perf_counter()
            try:
                self._read(chance.sample(self.nct_ids, min(TRIALS_A_READ, len(self.nct_ids))))
            except Exception as problem:
                self.errors.append(repr(problem))
            self.seconds.append(time.perf_counter() - started)
            stop.wait(chance.uniform(0, PAUSE_SECONDS))

    def _read(self, wanted: list[str]) -> None:
        with self.store.snapshot() as copy:
            before = copy.info()
            titles = {int(entry.trial.brief_title[6:10]) for entry in copy.named(wanted)}
            after = copy.info()
        assert before is not None
        night = (date.fromisoformat((before.data_timestamp or "")[:10]) - FIRST_DAY).days
        self.nights.add(night)
        if before != after or titles != {night}:
            self.mixed += 1


def read_in_this_process(database: str, threads: int) -> None:
    """Reads until a line comes on standard input; prints what came of it."""
    store = Store(open_database(database))
    with store.snapshot() as copy:
        nct_ids = [entry.nct_id for entry in copy.trials() if entry.brief_title.startswith("Night ")]
    reads, stop = Reads(store, nct_ids), threading.Event()
    workers = [threading.Thread(target=reads.go_on_until, args=(stop, number)) for number in range(threads)]
    for worker in workers:
        worker.start()
    print("reading", flush=True)
    sys.stdin.readline()
    stop.set()
    for worker in workers:
        worker.join()
    print(
        json.dumps(
            {"seconds": reads.seconds, "errors": reads.errors, "mixed": reads.mixed, "nights": sorted(reads.nights)}
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--nights", type=int, default=6)
    parser.add_argument("--scale", type=int, default=17_000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--database", help="an empty one; default: a SQLite file")
    parser.add_argument("--port", type=int, default=8973)
    parser.add_argument("--as-reader", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.as_reader:
        read_in_this_process(given.database, given.as_reader)
        return
    with tempfile.TemporaryDirectory() as folder, running(given.corpus, given.scale, CHANGING, given.port) as registry:
        database = given.database or f"sqlite:///{folder}/trials.db"
        night = [sys.executable, "-m", "tests.benchmarks.one_night", registry.url, database, "--read", "stub"]
        subprocess.run(night, check=True, stdout=subprocess.DEVNULL)
        me = [sys.executable, "-m", "tests.benchmarks.readers", "--database", database]
        readers = [
            subprocess.Popen([*me, "--as-reader", str(given.readers // PROCESSES)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(PROCESSES)
        ]  # fmt: skip
        for reader in readers:
            assert reader.stdout is not None
            reader.stdout.readline()
        for number in range(1, given.nights + 1):
            registry.night(number)
            subprocess.run(night, check=True, stdout=subprocess.DEVNULL)
        told = [json.loads(reader.communicate("stop\n")[0]) for reader in readers]
    seconds = sorted(s for t in told for s in t["seconds"])
    print(f"{given.readers} readers, {given.nights} publishes, {len(seconds)} reads on {database.partition(':')[0]}")
    print(f"errors {sum(len(t['errors']) for t in told)}, mixed copies {sum(t['mixed'] for t in told)}")
    print(f"copies seen: those of nights {sorted({n for t in told for n in t['nights']})}")
    print(
        f"median {statistics.median(seconds):.3f} s, p95 {seconds[int(0.95 * len(seconds))]:.3f} s, slowest {seconds[-1]:.3f} s"
    )
    for error in [e for t in told for e in t["errors"]][:3]:
        print(error)


if __name__ == "__main__":
    main()
