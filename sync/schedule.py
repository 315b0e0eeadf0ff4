"""The nightly schedule: one run at a time, a missed night made up once, a clean end on SIGTERM."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from datetime import time

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from data.database import DatabaseProblem
from sync.errors import SyncProblem

MISFIRE_GRACE_SECONDS = 6 * 3600
Night = Callable[[Callable[[], bool], Callable[[float], object]], str]


def keep_nightly(at: time, night: Night) -> None:
    """Runs `night` every day at that time (UTC) until SIGTERM or SIGINT. `night` gets what tells it to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    log = structlog.get_logger()
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(
        lambda: _logged(night, stop, log),
        CronTrigger(hour=at.hour, minute=at.minute, timezone="UTC"),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=MISFIRE_GRACE_SECONDS,
    )
    scheduler.start()
    log.info("waiting", at=f"{at:%H:%M} UTC")
    stop.wait()
    scheduler.shutdown(wait=True)
    log.info("stopped")


def _logged(night: Night, stop: threading.Event, log: structlog.stdlib.BoundLogger) -> None:
    try:
        log.info("night done", result=night(stop.is_set, stop.wait))
    except (SyncProblem, DatabaseProblem) as problem:
        log.error("night failed", reason=str(problem))
