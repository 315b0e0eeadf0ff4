"""Opens the database: SQLite in one file, or PostgreSQL by URL; creates it and moves it to the present schema.

What can go wrong, as a tree; each message is one sentence for a person:

    DatabaseProblem
    ├── DatabaseUrlError        the URL can't be understood, or names a database that is not supported
    ├── NoDatabaseYet           nothing there yet: the sync has to run first
    ├── DatabaseTooNew          written by a later version of this program
    ├── DatabaseTooOld          an older schema met by a command that only reads
    ├── NotOurDatabase          a file or schema that is something else
    ├── RunOvertaken            a run lost its lock on the way, and a later one took its place
    └── DatabaseUnreachable     can't be opened or no longer answers: server down, no permission, disk full, locked
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError, DBAPIError

from data.tables import SCHEMA_REVISION

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_SECONDS = 30
JOURNAL_BYTES = 32_000_000  # the write-ahead log shrinks to this after a first pull has grown it to 200 MB
WRITE = "trialmatch_write"
_UPGRADE_KEY = 0x7472696D  # any number that is always the same


class DatabaseProblem(Exception):
    """Anything that keeps the database from being used."""


class DatabaseUrlError(DatabaseProblem):
    pass


class NoDatabaseYet(DatabaseProblem):
    pass


class DatabaseTooNew(DatabaseProblem):
    pass


class DatabaseTooOld(DatabaseProblem):
    pass


class NotOurDatabase(DatabaseProblem):
    pass


class RunOvertaken(DatabaseProblem):
    pass


class DatabaseUnreachable(DatabaseProblem):
    pass


def open_database(url: str, *, create: bool = False, migrate: bool | None = None) -> Engine:
    """An engine on a database of the present schema. Raises DatabaseProblem.

    `create` makes a missing database; `migrate` (by default as `create`) moves an older schema forward, otherwise an
    older schema is refused, because a command that only reads must not change the file under a running night.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        _check_file(parsed, create)
    engine = _engine(parsed)
    with translated(engine):
        _check_schema(engine, create, create if migrate is None else migrate)
    return engine


def shown(url: URL | str) -> str:
    """The URL for messages, its password hidden; for SQLite the plain file name."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return parsed.database or "memory"
    return parsed.render_as_string(hide_password=True)


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Turns what the driver raises into a DatabaseProblem, here and nowhere else."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as problem:
        cause = str(getattr(problem, "orig", problem)).strip().splitlines()
        sentence = cause[0] if cause else type(problem).__name__
        if "not a database" in sentence:
            raise NotOurDatabase(f"{shown(engine.url)} is not a database; name another file") from problem
        raise DatabaseUnreachable(f"the database {shown(engine.url)} can't be used: {sentence}") from problem


def _parsed(url: str) -> URL:
    try:
        parsed = sa.make_url(url)
    except ArgumentError:
        raise DatabaseUrlError(
            "the database URL can't be understood; it looks like sqlite:////home/me/trials.db "
            "or postgresql://user:password@host/database"
        ) from None
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        return parsed
    raise DatabaseUrlError(f"databases of the kind {parsed.get_backend_name()} are not supported: SQLite or PostgreSQL")


def _check_file(url: URL, create: bool) -> None:
    if not url.database or url.database == ":memory:":
        return
    file = Path(url.database)
    if file.is_dir():
        raise NotOurDatabase(f"{file} is a folder; name a database file")
    if file.exists():
        return
    if not create:
        raise NoDatabaseYet(f"no database yet at {file}: run `trialsync once`")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise DatabaseUnreachable(f"the folder {file.parent} can't be made: {problem.strerror}") from problem


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transaction control starts none for SELECT, so that two reads could see two copies.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA journal_size_limit = {JOURNAL_BYTES}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a reader that turns writer half-way is refused by SQLite without waiting.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITE) else "BEGIN")


def _check_schema(engine: Engine, create: bool, migrate: bool) -> None:
    revision = _revision(engine)
    if revision == SCHEMA_REVISION:
        return
    if revision is None and not create:
        raise NoDatabaseYet(f"no database yet at {shown(engine.url)}: run `trialsync once`")
    if revision is not None and revision > SCHEMA_REVISION:
        raise DatabaseTooNew(
            f"the database {shown(engine.url)} has schema {revision}, newer than this program's {SCHEMA_REVISION}: "
            "install the newer version"
        )
    if revision is not None and not migrate:
        raise DatabaseTooOld(
            f"the database {shown(engine.url)} has schema {revision}, older than this program's {SCHEMA_REVISION}: "
            "run `trialsync once`, which moves it forward"
        )
    _upgrade(engine)


def _revision(engine: Engine) -> str | None:
    """The schema's revision, None where the database is empty. Revisions sort as text."""
    with engine.connect() as connection:
        names = set(sa.inspect(connection).get_table_names())
        if "alembic_version" not in names:
            if names & {"trial", "document", "run"}:
                raise NotOurDatabase(f"{shown(engine.url)} holds other tables; name another database")
            return None
        found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return found


def _upgrade(engine: Engine) -> None:
    # Imported here: Alembic takes longer to import than most commands run, and is needed once in a schema's life.
    from alembic import command
    from alembic.config import Config

    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
    with engine.execution_options(**{WRITE: True}).begin() as connection:
        if engine.dialect.name == "postgresql":  # two that meet an empty database make the tables one after the other
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_UPGRADE_KEY)))
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, "head")
