"""The registry's dataTimestamp: UTC without a zone, as `2026-11-20T09:00:05`, and what else it might send."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# A clock of ours that is a little slow is believed; a date of next month would bar every night until then as a step back.
BELIEVED_AHEAD = timedelta(days=2)


def utc_stamp(value: object, now: datetime) -> str | None:
    """The time in UTC without a zone suffix; None for what is no time, or lies in the future."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    if moment > now.astimezone(UTC).replace(tzinfo=None) + BELIEVED_AHEAD:
        return None
    return moment.isoformat(timespec="seconds")
