"""How fresh the copy is: runs, counts, coverage, and what changed with the last one."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from data.stored import Run
from data.tables import Outcome
from matcher.web.copies import Edition
from matcher.web.render import pages_of

RUNS, CHANGES = 14, 40  # shown at most
_HEIGHT = 80  # of the chart's bars, in its own units
_PARTS = ("new", "changed", "left")

router = APIRouter(include_in_schema=False)


class Bar(NamedTuple):
    """A night in the chart: what happened to how many trials, each with the top and the height of its part."""

    day: str | None
    good: bool
    first: bool
    parts: tuple[tuple[str, int, float, float], ...]


@router.get("/freshness")
def freshness(request: Request) -> HTMLResponse:
    """The state of the copy in numbers, a chart of the nights, and the changes of the last one."""
    copy = request.app.state.copy
    edition: Edition = copy.edition()
    ranked = edition.matcher.ranked
    with copy.store.snapshot() as view:
        info, runs = view.info(), view.runs(RUNS)
        since = _began(runs, info.run_id if info else None)
        kinds = view.count_changes(since)
        changes = list(view.changes(since, limit=CHANGES))
    sentences = int(ranked.sentences.sum())
    return pages_of(request).page(
        request, "freshness.html", info=info, runs=runs, bars=_bars(runs[::-1]), chart_height=_HEIGHT, kinds=kinds,
        changes=changes, sentences=sentences, coverage=1 - int(ranked.unread.sum()) / sentences if sentences else None,
        reader=edition.matcher.reader_version,
    )  # fmt: skip


def _began(runs: list[Run], run_id: int | None) -> str | None:
    """When the run that published the copy began: its changes were seen since."""
    return next((run.started_at for run in runs if run.id == run_id), None)


def _bars(runs: list[Run]) -> list[Bar]:
    """A bar a run. The first pull, in which every trial is new, would dwarf the others: it is told in words."""
    firsts = {run.id for run in runs if run.new and not (run.changed or run.unchanged or run.left)}
    most = max((run.new + run.changed + run.left for run in runs if run.id not in firsts), default=0)
    return [_bar(run, run.id in firsts, most) for run in runs]


def _bar(run: Run, first: bool, most: int) -> Bar:
    parts: list[tuple[str, int, float, float]] = []
    top = float(_HEIGHT)
    for name in () if first or not most else _PARTS:
        count: int = getattr(run, name)
        height = round(count / most * _HEIGHT, 1)
        top = round(top - height, 1)
        parts.append((name, count, top, height))
    return Bar(run.ended_at or run.started_at, run.outcome == Outcome.GOOD, first, tuple(parts))
