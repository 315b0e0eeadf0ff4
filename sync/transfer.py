"""Moves a whole copy from one database to another of either kind."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data.database import WRITE, translated
from data.view import CHANGE, COLUMNS, COPY, DOCUMENT, READING, RUN, TRIAL, UNREADABLE

_IN_ORDER = (RUN, TRIAL, DOCUMENT, READING, COPY, COLUMNS, UNREADABLE, CHANGE)
_ROWS_AT_ONCE = 1000


class TargetNotEmpty(ValueError):
    """The target already holds something, and nothing is ever overwritten."""


def copy_all(source: Engine, target: Engine) -> dict[str, int]:
    """Copies every row in one transaction; returns how many by table. Raises TargetNotEmpty, DatabaseProblem."""
    writer = target.execution_options(**{WRITE: True})
    with translated(source), source.connect() as old, translated(target), writer.begin() as new:
        for table in _IN_ORDER:
            if new.scalar(sa.select(sa.func.count()).select_from(table)):
                raise TargetNotEmpty("the target database is not empty; name one that holds nothing yet")
        counts = {table.name: _copy_table(old, new, table) for table in _IN_ORDER}
        if new.dialect.name == "postgresql":
            for table in (RUN, UNREADABLE, CHANGE):
                new.execute(
                    sa.text(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                        f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)"
                    )
                )
    return counts


def _copy_table(old: sa.Connection, new: sa.Connection, table: sa.Table) -> int:
    count = 0
    rows = old.execute(sa.select(table).execution_options(yield_per=_ROWS_AT_ONCE)).mappings()
    for batch in rows.partitions():
        new.execute(table.insert(), [dict(row) for row in batch])
        count += len(batch)
    return count
