"""Many patients against the copy: each judged in turn, over processes where there are many, reported in their order."""

from __future__ import annotations

import gc
import mmap
import os
import sys
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any, NamedTuple

from data.patient import BadPatient
from matcher.deciding.facts import remarks
from matcher.patients import Row
from matcher.places import UnknownPlace
from matcher.ranking import Ranking
from matcher.report_rows import ReportRows
from matcher.reports import json_line
from matcher.service import Matcher, without_collections

FEW = 32  # up to here starting processes costs more than it saves
AHEAD = 3  # patients in flight for each process, so that memory does not grow with their number
SHELF = 1 << 26  # bytes of memory that a process may lay a patient's part into; what is longer is handed over as it is


class Judged(NamedTuple):
    """One row of the list: what of the report is hers, or the problem that kept her from being judged."""

    line: int
    problem: str | None
    remarks: tuple[str, ...]
    part: Any


class CohortRun:
    """How a list is judged. `form` is that of the parts: `csv` and `jsonl` give the bytes of the file, `rows` the rows of `reports.COLUMNS`.
    workers: processes to use; None is one for each processor."""

    def __init__(
        self,
        matcher: Matcher,
        form: str,
        *,
        with_ineligible: bool,
        kinds: Collection[str] | None,
        workers: int | None = None,
    ):
        self._matcher = matcher
        self._wanted: dict[str, Any] = {"with_ineligible": with_ineligible, "kinds": kinds}
        self._part = _part(matcher, form)
        # Rows are slower to hand over than to make; forks are safe on Linux.
        alone = form == "rows" or sys.platform != "linux"
        self._workers = 1 if alone else workers or os.cpu_count() or 1

    def judge(self, row: Row) -> Judged:
        """Never raises for what a row holds."""
        if row.problem is not None or row.patient is None:
            return Judged(row.line, row.problem, (), None)
        try:
            ranking = self._matcher.rank(row.patient, **self._wanted)
        except (UnknownPlace, BadPatient) as problem:
            return Judged(row.line, str(problem), (), None)
        return Judged(row.line, None, remarks(ranking.known), self._part(ranking))

    def judged(self, rows: Iterable[Row]) -> Generator[Judged]:
        """Each row judged, in the order of the rows, of which only a few are held at once. The bytes of a part are good until
        the next one is asked for."""
        source = iter(rows)
        first = list(islice(source, FEW))
        every = chain(first, source)
        if self._workers == 1 or len(first) < FEW:
            yield from map(self.judge, every)
        else:
            yield from self._judged_by_processes(every)

    def _judged_by_processes(self, rows: Iterable[Row]) -> Generator[Judged]:
        global _run, _shelves
        # A part is megabytes long: laid into shared memory it is copied once, handed over by the pool five times.
        shelves = [mmap.mmap(-1, SHELF) for _ in range(self._workers * AHEAD)]
        _run, _shelves = self, shelves
        gc.freeze()  # a search for garbage among the trials would touch, and so copy, all of them in each process
        # Forked, so that the trials, laid out in memory, are shared; the database is closed by now.
        with ProcessPoolExecutor(self._workers, mp_context=get_context("fork")) as pool:
            waiting: deque[tuple[mmap.mmap, Future[Judged]]] = deque()
            try:
                for number, row in enumerate(rows):
                    shelf = number % len(shelves)
                    if len(waiting) == len(shelves):
                        yield _taken(*waiting.popleft())  # that of this shelf, which is free again afterwards
                    waiting.append((shelves[shelf], pool.submit(_judge, row, shelf)))
                while waiting:
                    yield _taken(*waiting.popleft())
            finally:
                for _, future in waiting:
                    future.cancel()
                gc.unfreeze()


def _part(matcher: Matcher, form: str) -> Callable[[Ranking], Any]:
    """What makes a patient's part of the report."""
    if form == "jsonl":
        return lambda ranking: "".join(map(json_line, ranking.matches())).encode()
    with without_collections():
        report_rows = ReportRows(matcher.ranked)
    if form == "csv":
        return report_rows.csv
    return lambda ranking: list(report_rows.rows(ranking))


class _OnShelf(NamedTuple):
    """Stands for a part that was laid into shared memory."""

    length: int


def _taken(shelf: mmap.mmap, future: Future[Judged]) -> Judged:
    judged = future.result()
    if not isinstance(judged.part, _OnShelf):
        return judged
    return judged._replace(part=memoryview(shelf)[: judged.part.length])


# What the forked processes judge with, and where they lay what they made.
_run: CohortRun | None = None
_shelves: list[mmap.mmap] = []


def _judge(row: Row, shelf: int) -> Judged:
    assert _run is not None  # set before the fork
    judged = _run.judge(row)
    part = judged.part
    if not isinstance(part, bytes) or len(part) > SHELF:
        return judged
    _shelves[shelf][: len(part)] = part
    return judged._replace(part=_OnShelf(len(part)))
