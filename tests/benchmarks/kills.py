"""A run killed (SIGKILL) at random moments, again and again: is the copy whole each time, and does the next run go on?

    python -m tests.benchmarks.kills --kills 200 [--scale 17000] [--corpus STUDIES.jsonl] [--database URL]

A fifth of the kills falls into first pulls of an empty database, the others into nights on which every tenth study
changed. Of these a third comes while the copy is published, a third while new texts are read, a third at any moment.
After each kill: every trial there, with its record; the marked titles all of one night, the former or the new; the
published run a good one; on SQLite an integrity check. Every tenth run is let through to its end.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from data.database import NoDatabaseYet, open_database
from data.store import Store
from tests.benchmarks.scaled import Running, running

CHANGING = 10
MARKS = ("begin", "read", "publish")


class Campaign:
    def __init__(self, registry: Running, database: str, scale: int, chance: random.Random):
        self.registry, self.database, self.scale, self.chance = registry, database, scale, chance
        self.night = 0
        self.published: int | None = None
        self.seconds_from: dict[str, float] = {}  # from each mark to the end of the last run that was let through
        self.found: collections.Counter[str] = collections.Counter()

    def kill_one(self, mark: str) -> bool:
        """Starts a night, waits for the mark and a while, kills, looks. Whether there was still something to kill."""
        self.night += 1
        self.registry.night(self.night)
        process = self._start()
        assert process.stdout is not None
        stage = "start"
        for line in process.stdout:
            stage = line.strip()
            if stage == mark:
                break
        deadline = time.monotonic() + self.chance.uniform(0, self.seconds_from[mark])
        while time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.002)
        ended = process.poll()
        process.send_signal(signal.SIGKILL)
        _, said = process.communicate()
        if ended not in (None, 0):
            raise SystemExit(f"night {self.night} needed a hand: exit {ended}: {said}")
        self.found["ended before the kill" if ended == 0 else f"killed after the mark {mark}"] += 1
        self.look(certain=ended == 0)
        return ended is None

    def let_through(self) -> None:
        """A night to its end, which also shows how long after each mark a run lasts on this machine."""
        self.night += 1
        self.registry.night(self.night)
        process, times = self._start(), dict[str, float]()
        assert process.stdout is not None
        for line in process.stdout:
            times[line.strip()] = time.monotonic()
        _, said = process.communicate()
        end = time.monotonic()
        if process.returncode:
            raise SystemExit(f"night {self.night} needed a hand: exit {process.returncode}: {said}")
        self.seconds_from = {mark: end - times[mark] for mark in MARKS if mark in times}
        self.found["let through"] += 1
        self.look(certain=True)

    def look(self, certain: bool) -> None:
        """Raises AssertionError where the copy is not wholly the former or the new one."""
        try:
            store = Store(open_database(self.database))
        except NoDatabaseYet:
            self.found["no database yet"] += 1
            return
        with store.snapshot() as copy:
            info, run = copy.info(), copy.last_good_run()
            titles = {t.brief_title[:10] for t in copy.trials() if t.brief_title.startswith("Night ")}
            count = sum(copy.counts_by_state().values())
            without = copy.connection.scalar(
                sa.text(
                    "select count(*) from trial t left join document d on d.nct_id = t.nct_id where d.nct_id is null"
                )
            )
            if self.database.startswith("sqlite"):
                assert copy.connection.scalar(sa.text("pragma quick_check")) == "ok"
        store.engine.dispose()
        assert without == 0
        if info is None:
            assert count == 0
            assert run is None
            assert self.published is None
            self.found["whole: nothing published yet"] += 1
            return
        assert run is not None
        assert info.run_id == run.id
        assert count == self.scale
        assert len(titles) == 1, titles
        night = int(titles.pop()[6:10])
        assert night == self.night or (night == self.published and not certain), (night, self.night, self.published)
        self.found["whole: the new night" if night == self.night else "whole: the former night"] += 1
        self.published = night

    def _start(self) -> subprocess.Popen[str]:
        command = [
            sys.executable,
            "-m",
            "tests.benchmarks.one_night",
            self.registry.url,
            self.database,
            "--read",
            "stub",
        ]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)


def campaign(
    registry: Running, database: str, scratch: str, scale: int, kills: int, seed: int
) -> collections.Counter[str]:
    """What was found; raises where a copy was not whole or a run needed a hand. `scratch`: a database to take times on."""
    trial_run = Campaign(registry, scratch, scale, random.Random(seed))
    trial_run.let_through()
    wanted = Campaign(registry, database, scale, random.Random(seed))
    wanted.night, wanted.seconds_from = trial_run.night, trial_run.seconds_from
    done = nights = 0
    while done < kills:
        nights += 1
        if done < kills // 5 and wanted.published is None:
            done += wanted.kill_one("begin")
        elif nights % 10 == 0 or wanted.published is None:
            wanted.let_through()
        else:
            done += wanted.kill_one(MARKS[nights % 3])
        print(done, dict(wanted.found), file=sys.stderr, flush=True)
    wanted.let_through()
    return wanted.found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--scale", type=int, default=17_000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--database", help="an empty one; default: a SQLite file")
    parser.add_argument("--port", type=int, default=8971)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(given.corpus, given.scale, CHANGING, given.port) as registry:
        database = given.database or f"sqlite:///{folder}/trials.db"
        found = campaign(registry, database, f"sqlite:///{folder}/scratch.db", given.scale, given.kills, given.seed)
    print("all whole, none needed a hand:", dict(found))


if __name__ == "__main__":
    main()
