"""How fresh the copy is, in business days: the registry doesn't refresh its data at weekends."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from data.stored import Run
from data.view import View

STALE_AFTER_BUSINESS_DAYS = 3


class Status(msgspec.Struct, frozen=True):
    """`stale` too where no full run has succeeded yet. `failure` only where it came after the last good run."""

    is_sample: bool
    data_timestamp: str | None
    age_business_days: int | None
    stale: bool
    last_good_run: Run | None
    failure: str | None
    failed_at: str | None
    under_way: str | None
    by_status: dict[str, int]
    by_state: dict[str, int]
    by_reader: dict[str, int]
    unreadable: list[tuple[str, str]]


def status_of(copy: View, today: date) -> Status:
    info, good, failed, running = copy.info(), copy.last_good_run(), copy.last_failed_run(), copy.run_under_way()
    stamp = (info.data_timestamp if info else None) or (good.ended_at if good else None)
    age = None if stamp is None or (info and info.is_sample) else business_days(stamp, today)
    latest_failure = failed if failed and (good is None or failed.id > good.id) else None
    return Status(
        is_sample=bool(info and info.is_sample),
        data_timestamp=info.data_timestamp if info else None,
        age_business_days=age,
        stale=age is None or age > STALE_AFTER_BUSINESS_DAYS,
        last_good_run=good,
        failure=latest_failure.reason if latest_failure else None,
        failed_at=latest_failure.ended_at if latest_failure else None,
        under_way=f"{running.owner}, since {running.started_at}" if running else None,
        by_status={str(k): v for k, v in copy.counts_by_status().items()},
        by_state=copy.counts_by_state(),
        by_reader={k or "not read": v for k, v in copy.counts_by_reader().items()},
        unreadable=copy.unreadable(),
    )


def business_days(stamp: str, today: date) -> int | None:
    """Monday to Friday days after that day up to today; None where the text does not begin with a date."""
    try:
        first = date.fromisoformat(stamp[:10])
    except ValueError:
        return None
    return sum(1 for n in range(1, (today - first).days + 1) if (first + timedelta(n)).weekday() < 5)


def told(found: Status) -> str:
    lines = []
    if found.is_sample:
        lines.append("INVENTED SAMPLE: these are not real trials; run `trialsync once`")
    if found.last_good_run is None:
        lines.append("no full run has succeeded yet")
    else:
        lines.append(f"last good run: {found.last_good_run.ended_at}")
    lines.append(f"data of ClinicalTrials.gov: {found.data_timestamp or 'unknown'}")
    if found.age_business_days is not None:
        stale = ": STALE, see the last failure or the schedule" if found.stale else ""
        lines.append(f"age: {found.age_business_days} business days{stale}")
    lines += [f"{status}: {number}" for status, number in found.by_status.items()]
    lines += [f"state {state}: {number}" for state, number in found.by_state.items()]
    lines += [f"reader {version}: {number}" for version, number in found.by_reader.items()]
    if found.failure:
        lines.append(f"last failure: {found.failed_at}: {found.failure}")
    if found.under_way:
        lines.append(f"under way: {found.under_way}")
    lines += [f"unreadable record: {place}: {reason}" for place, reason in found.unreadable]
    return "\n".join(lines)
