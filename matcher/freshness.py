"""How fresh the copy is, as the status command and the page tell it."""

from __future__ import annotations

from datetime import date
from typing import Any

from data.store import Store
from matcher.holidays import business_days_between
from matcher.versions import reader_version

STALE_BUSINESS_DAYS = 3  # the registry publishes on business days


def status_of(store: Store, today: date) -> dict[str, Any]:
    """What `trialsync status` tells, on the day `today`."""
    with store.snapshot() as copy:
        info, good, failed, last = copy.info(), copy.last_good_run(), copy.last_failed_run(), copy.last_run()
        statuses, readers, unreadable = copy.counts_by_status(), copy.counts_by_reader(), copy.unreadable()
    stamp = info.data_timestamp if info and not info.is_sample else None
    age = business_days_between(date.fromisoformat(stamp[:10]), today) if stamp else None
    return {
        "sample": info.is_sample if info else None,
        "data_timestamp": stamp,
        "age_business_days": age,
        "stale": info is None or (not info.is_sample and (age is None or age > STALE_BUSINESS_DAYS)),
        "trials": sum(statuses.values()),
        "by_status": {status or "(none)": count for status, count in statuses.items()},
        "unread_trials": sum(count for version, count in readers.items() if version != reader_version()),
        "unreadable": [{"place": place, "reason": reason} for place, reason in unreadable],
        "last_good_run": good.ended_at if good else None,
        "partial": bool(info and not info.is_sample and good is None),
        "remarks": good.remarks if good else None,
        "last_failure": {"at": failed.ended_at, "reason": failed.reason} if failed else None,
        "failed_since_last_good": bool(failed and (not good or failed.id > good.id)),
        "run_under_way": last.started_at if last and last.outcome == "running" else None,
    }
