"""Reasons not to believe a complete answer. Each raises Refused; an operator who knows better says `--accept`."""

from __future__ import annotations

from data.stored import Run
from sync.errors import Refused
from sync.pull import Pull

KEPT_SHARE = 0.90
MISSING_SHARE = 0.005
MISSING_FLOOR = 25
UNREADABLE_SHARE = 0.01
UNREADABLE_FLOOR = 5


def check_believable(found: Pull, last: Run | None) -> None:
    """Against the last good run of the same query, None where there is none."""
    if not found.seen:
        raise Refused("the registry returned no study at all; see TRIALMATCH_QUERY")
    if len(found.unreadable) > max(UNREADABLE_FLOOR, UNREADABLE_SHARE * len(found.seen)):
        raise Refused(f"{len(found.unreadable)} records could not be read; the registry's format may have changed")
    if last is None:
        return
    if last.total and (found.total or 0) < KEPT_SHARE * last.total:
        raise Refused(f"only {found.total} studies where there were {last.total} last time")
    for before, after in (
        (last.data_timestamp, found.data_timestamp),
        (last.version_holder, min(found.holders, default=None)),
    ):
        # A time from `/version` and a date from the records, which stands in where it gives none, can't be compared.
        if before and after and len(before) == len(after) and after < before:
            raise Refused(f"the registry went back from the data of {before} to {after}")


def check_departures(missing: int, current: int) -> None:
    """`missing`: those not missing before. Whatever was asked for last time, as another query would empty the copy."""
    limit = max(MISSING_FLOOR, int(MISSING_SHARE * current))
    if missing > limit:
        raise Refused(f"{missing} of {current} trials vanished in one night (at most {limit} are believed)")
