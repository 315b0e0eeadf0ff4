"""One run at a time for each database. The lock dies with its owner, whatever kills it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data.database import translated
from sync.errors import AnotherRun

_ADVISORY_KEY = 0x7472696C  # any number that is always the same
# The server takes a moment to notice that a client was killed, and a supervisor may start the next run at once.
_LOOKS, _LOOK_EVERY_SECONDS = 12, 0.25
# The connection that holds the lock is idle for the whole run and must not be ended for it; and a machine that died
# without a word is noticed within two minutes, not after the two hours that are TCP's own.
_HOLD_ON = (
    "SET idle_session_timeout = 0",
    "SET tcp_keepalives_idle = 60",
    "SET tcp_keepalives_interval = 10",
    "SET tcp_keepalives_count = 6",
)


@contextmanager
def run_lock(engine: Engine) -> Iterator[None]:
    """Holds the lock for the block. Raises AnotherRun at once where another process holds it."""
    if engine.dialect.name == "postgresql":
        yield from _advisory(engine)
    elif engine.url.database in (None, "", ":memory:"):
        yield
    else:
        with translated(engine):
            yield from _beside(str(engine.url.database) + ".lock")


def _advisory(engine: Engine) -> Iterator[None]:
    with translated(engine), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not any(_tried(connection, look) for look in range(_LOOKS)):
            raise AnotherRun("another run is under way on this database")
        for setting in _HOLD_ON:
            connection.exec_driver_sql(setting)
        try:
            yield
        finally:
            connection.scalar(sa.select(sa.func.pg_advisory_unlock(_ADVISORY_KEY)))


def _tried(connection: sa.Connection, look: int) -> bool:
    time.sleep(_LOOK_EVERY_SECONDS if look else 0)
    return bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_ADVISORY_KEY))))


def _beside(file: str) -> Iterator[None]:
    # An exclusive transaction on a database of its own: the kernel releases it when the process ends, however it ends,
    # and readers and writers of the copy are not held up by it.
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as problem:
        connection.close()
        if "locked" not in str(problem):
            raise
        raise AnotherRun("another run is under way on this database") from problem
    try:
        yield
    finally:
        connection.close()
