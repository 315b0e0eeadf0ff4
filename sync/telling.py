"""What `trialsync` says while it works and about the copy: for people in sentences, for a log in lines of JSON.

A line of the log holds counts, times and reasons, never anything of a patient: the sync knows of none.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from data.stored import Counts, SeenChange
from matcher.freshness import STALE_BUSINESS_DAYS
from sync.registry import Heard

SHOWN_UNREADABLE = 5


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")  # in one piece: `print` writes the line's end apart, and two threads may speak
    sys.stderr.flush()


def log(event: str, **facts: object) -> None:
    """One JSON object on a line of standard error."""
    say(json.dumps({"at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "event": event, **facts}))


def log_answer(heard: Heard) -> None:
    log("answer", **msgspec.structs.asdict(heard))


class ProgressLine:
    """'pulling 3000 of 16859' on a terminal's last line; now and then a line where there is no terminal."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._last = ""
        self._said = 0.0

    def __call__(self, doing: str, done: int, total: int | None) -> None:
        text = f"{doing} {done:,}" + (f" of {total:,}" if total else "")
        if self._live:
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
        elif doing != self._last or done == total or time.monotonic() - self._said > 10:
            say(text)
            self._said = time.monotonic()
        self._last = doing

    def close(self) -> None:
        if self._live and self._last:
            print(file=sys.stderr)


def told(counts: Counts, seconds: float) -> str:
    return (
        f"new {counts.new}, changed {counts.changed}, left {counts.left}, failed {counts.failed}, "
        f"unchanged {counts.unchanged}, read {counts.read}, seconds {seconds:.1f}"
    )


def change_line(change: SeenChange) -> str:
    """A change on one line: `2026-11-20 NCT01234567 site_status Oslo: RECRUITING -> COMPLETED`."""
    place = f" {change.place}" if change.place else ""
    texts = f"{' | '.join(change.removed) or '(none)'} -> {' | '.join(change.added) or '(none)'}"
    said = "" if not (change.removed or change.added) else f": {texts}"
    return " ".join(f"{change.seen_at[:10]} {change.nct_id} {change.what}{place}{said}".split())


def status_lines(found: dict[str, Any]) -> Iterator[str]:
    """The status in sentences: what there is, what happened, what to do."""
    if found["sample"]:
        yield "This copy holds INVENTED SAMPLE TRIALS, not the registry's: run `trialsync once`."
    elif found["data_timestamp"] is None:
        yield "No run has succeeded yet: run `trialsync once`."
    else:
        ended = f"last good run ended {found['last_good_run']}" if found["last_good_run"] else "of a partial run only"
        yield f"Data of {found['data_timestamp']} (UTC), {found['age_business_days']} business days old; {ended}."
    yield f"{found['trials']} trials: " + ", ".join(f"{count} {status}" for status, count in found["by_status"].items())
    if found["run_under_way"]:
        yield f"A run has been under way since {found['run_under_way']}, or was ended from outside; the next run tells."
    if found["unread_trials"]:
        yield f"{found['unread_trials']} trials are not read by the present reader: run `trialsync read`."
    yield from _unreadable_lines(found["unreadable"])
    if found["remarks"]:
        yield f"Unknown to this program in the registry's records, kept as they came: {found['remarks']}."
    if found["failed_since_last_good"]:
        failure = found["last_failure"]
        yield f"The last run failed ({failure['at']}): {failure['reason']} The former copy is what is shown."
    if found["stale"]:
        yield f"STALE: more than {STALE_BUSINESS_DAYS} business days old. Run `trialsync once`; see the reason above."


def _unreadable_lines(unreadable: list[dict[str, str]]) -> Iterator[str]:
    if not unreadable:
        return
    shown = "; ".join(f"{one['place']} ({one['reason']})" for one in unreadable[:SHOWN_UNREADABLE])
    more = f" and {len(unreadable) - SHOWN_UNREADABLE} more" if len(unreadable) > SHOWN_UNREADABLE else ""
    yield f"{len(unreadable)} records could not be read and are kept as they came: {shown}{more}."
