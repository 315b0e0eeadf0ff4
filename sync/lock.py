"""One run at a time for each database. The lock dies with its owner, whatever kills it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from sync.errors import AnotherRun

_ADVISORY_KEY = 0x7472696C  # any number that is always the same


@contextmanager
def run_lock(engine: Engine) -> Iterator[None]:
    """Holds the lock for the block. Raises AnotherRun at once where another process holds it."""
    if engine.dialect.name == "postgresql":
        yield from _advisory(engine)
    elif engine.url.database in (None, "", ":memory:"):
        yield
    else:
        yield from _beside(str(engine.url.database) + ".lock")


def _advisory(engine: Engine) -> Iterator[None]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_ADVISORY_KEY))):
            raise AnotherRun("another run is under way on this database")
        try:
            yield
        finally:
            connection.scalar(sa.select(sa.func.pg_advisory_unlock(_ADVISORY_KEY)))


def _beside(file: str) -> Iterator[None]:
    # An exclusive transaction on a database of its own: the kernel releases it when the process ends, however it ends,
    # and readers and writers of the copy are not held up by it.
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as problem:
        connection.close()
        raise AnotherRun("another run is under way on this database") from problem
    try:
        yield
    finally:
        connection.close()
