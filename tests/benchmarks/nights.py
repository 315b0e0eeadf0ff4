"""A first full pull, an unchanged night and a usual night (1 % changed) beside the floor, all in turn in one run.

    python -m tests.benchmarks.nights [--rounds 3] [--scale 17000] [--corpus STUDIES.jsonl] [--database URL] [--read off|real]
        [--standin STANDIN.py]

The floor is what the same work needs at least, written down plainly: fetch the pages, decode them into typed structs,
pack with zlib at level 1, upsert the same rows with SQLAlchemy Core, in one transaction. Without `--database` it is a
SQLite file. `--standin` names a program that serves STUDIES as the registry does; its pages are encoded anew at each
request, and there is then no usual night. Medians of the rounds, and the ratios the budgets speak of, are printed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from data.database import open_database
from data.view import CHANGE, COPY, DOCUMENT, READING, RUN, TRIAL, UNREADABLE
from tests.benchmarks.scaled import Running, running

CHANGING = 100


class Standin(Running):
    """A registry that knows one night only."""

    def night(self, number: int) -> None:
        pass


@contextmanager
def standing_in(program: Path, corpus: Path, scale: int, port: int) -> Iterator[Running]:
    command = [sys.executable, str(program), str(corpus), "--scale", str(scale), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/version", timeout=5).read()
                break
            except OSError:
                time.sleep(0.2)
        yield Standin(port)
    finally:
        process.terminate()
        process.wait()


def emptied(database: str) -> None:
    """An empty database of the present schema; a SQLite file is a new one."""
    url = sa.make_url(database)
    if url.get_backend_name() == "sqlite":
        for ending in ("", "-wal", "-shm", ".lock"):
            Path(f"{url.database}{ending}").unlink(missing_ok=True)
    engine = open_database(database, create=True)
    if url.get_backend_name() != "sqlite":
        names = ", ".join(t.name for t in (UNREADABLE, CHANGE, COPY, READING, DOCUMENT, TRIAL, RUN))
        with engine.begin() as connection:
            connection.exec_driver_sql(f"TRUNCATE {names}")
    engine.dispose()


def size_in_kilobytes(database: str) -> float:
    engine = open_database(database)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            pages, size = (
                connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("page_count", "page_size")
            )
            return int(pages or 0) * int(size or 0) / 1000
        found: int | None = connection.scalar(sa.text("select pg_database_size(current_database())"))
        return (found or 0) / 1000


def one(program: str, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", f"tests.benchmarks.{program}", *arguments]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    figures: dict[str, Any] = json.loads(told[-1])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale", type=int, default=17_000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--database")
    parser.add_argument("--read", choices=("off", "real"), default="off")
    parser.add_argument("--standin", type=Path)
    parser.add_argument("--port", type=int, default=8974)
    given = parser.parse_args()
    if given.standin and not given.corpus:
        parser.error("--standin needs --corpus")
    registry_of = (
        standing_in(given.standin, given.corpus, given.scale, given.port)
        if given.standin
        else running(given.corpus, given.scale, CHANGING, given.port)
    )
    seconds: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, registry_of as registry:
        database = given.database or f"sqlite:///{folder}/trials.db"
        for turn in range(given.rounds):
            phases = ["floor", "first", "unchanged"] + ([] if given.standin else ["usual"])
            for name in phases:
                registry.night(int(name == "usual"))
                if name in ("floor", "first"):
                    emptied(database)
                figures = (
                    one("floor", registry.url, database)
                    if name == "floor"
                    else one("one_night", registry.url, database, "--read", given.read)
                )
                seconds.setdefault(name, []).append(figures["seconds"])
                size = size_in_kilobytes(database) / given.scale
                print(turn + 1, name, json.dumps(figures), f"{size:.1f} kB a trial", flush=True)
    median = {name: statistics.median(values) for name, values in seconds.items()}
    print({name: round(value, 2) for name, value in median.items()}, f"on {database.partition(':')[0]}")
    print(
        f"first / floor {median['first'] / median['floor']:.2f} (budget 2), {given.scale / median['first']:.0f} trials a second (1,000)"
    )
    for name, budget in (("unchanged", 0.6), ("usual", 0.7)):
        if name in median:
            print(f"{name} / first {median[name] / median['first']:.2f} (budget {budget})")


if __name__ == "__main__":
    main()
