"""Loads the bundled invented sample in place of the registry, so that the product can be tried offline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib.resources import files

from data.store import Store
from data.stored import Counts, Publication, StagedTrial
from data.tables import RunKind
from sync.columns import keep_columns
from sync.errors import Refused
from sync.job import read_up, recorded
from sync.lock import run_lock
from sync.reading import Reader, read_staged
from sync.record import record_of, stage


def load_sample(store: Store, reader: Reader, clock: Callable[[], datetime]) -> Counts:
    """Publishes the sample. Raises Refused where the database already holds the registry's trials."""

    def work(run_id: int, counts: Counts) -> Publication:
        with store.snapshot() as copy:
            known, info = copy.known(), copy.info()
        if info is not None and not info.is_sample:
            raise Refused("this database holds real trials; the invented sample is never mixed with them")
        trials = [t for t in _sample() if t.nct_id not in known or known[t.nct_id].content_hash != t.content_hash]
        counts.new = sum(1 for t in trials if t.nct_id not in known)
        counts.changed, counts.unchanged = len(trials) - counts.new, len(known) - len(trials) + counts.new
        counts.read = read_staged(reader, store, trials)
        return Publication(run_id, RunKind.SAMPLE, "sample", None, None, counts, trials)

    with run_lock(store.engine):
        counts, run_id = recorded(store, RunKind.SAMPLE, None, clock, work)
        read_up(reader, store, run_id, counts)
        keep_columns(store)
        return counts


def _sample() -> list[StagedTrial]:
    lines = (files("data") / "sample" / "trials.jsonl").read_bytes().splitlines()
    return [stage(record_of(line))[0] for line in lines if line.strip()]
