"""The days on which the United States' federal offices, and so the registry, publish nothing: weekends and holidays.

Source: 5 U.S.C. 6103; a holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_BY_DATE = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))  # month, day
_BY_WEEKDAY = (  # month, weekday (Monday 0), which one; -1 is the last
    (1, 0, 3),  # Birthday of Martin Luther King
    (2, 0, 3),  # Washington's Birthday
    (5, 0, -1),  # Memorial Day
    (9, 0, 1),  # Labor Day
    (10, 0, 2),  # Columbus Day
    (11, 3, 4),  # Thanksgiving Day
)


def business_days_between(earlier: date, later: date) -> int:
    """Days on which the registry may publish, after `earlier`, up to and with `later`."""
    days = (earlier + timedelta(n) for n in range(1, (later - earlier).days + 1))
    return sum(is_business_day(day) for day in days)


def is_business_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    """Those kept in this year; New Year's Day of the next may be kept in this one."""
    fixed = [date(year, month, day) for month, day in _BY_DATE] + [date(year + 1, 1, 1)]
    return frozenset([_kept(day) for day in fixed] + [_nth(year, *rule) for rule in _BY_WEEKDAY])


def _kept(day: date) -> date:
    return day + timedelta({5: -1, 6: 1}.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        return _nth(year, month + 1, weekday, 1) - timedelta(7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1))
