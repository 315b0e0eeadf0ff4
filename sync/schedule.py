"""The nightly run: APScheduler, one run at a time, a missed night made up once, SIGTERM ends it cleanly."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

MISFIRE_GRACE_SECONDS = 6 * 3600  # a machine asleep at the hour makes the night up within this time


def parse_time(text: str) -> tuple[int, int]:
    """Hour and minute of 'HH:MM'. Raises ValueError with a sentence."""
    hour, colon, minute = text.partition(":")
    if colon and hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60:
        return int(hour), int(minute)
    raise ValueError(f"--at: {text!r} is no time of day; give HH:MM in UTC, such as 15:00")


def stop_at_signals(stop: threading.Event) -> None:
    """SIGTERM and SIGINT set `stop`, which a run under way heeds within a second."""

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)


def run_nightly(
    at: str, run: Callable[[], None], log: Callable[[str], None], stop: threading.Event, *, at_once: bool = False
) -> None:
    """Calls `run` every night at `at` (UTC), and `at_once` too, until `stop` is set, as by SIGTERM."""
    hour, minute = parse_time(at)
    stop_at_signals(stop)
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(
        run,
        CronTrigger(hour=hour, minute=minute, timezone="UTC"),
        id="nightly",
        **({"next_run_time": datetime.now(UTC)} if at_once else {}),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=MISFIRE_GRACE_SECONDS,
    )
    scheduler.start()
    log(f"waiting for {at} UTC every night; stop with Ctrl-C or SIGTERM")
    stop.wait()
    log("stopping")
    scheduler.shutdown(wait=True)
    log("stopped")
