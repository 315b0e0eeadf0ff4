"""Databases of every schema there was: moved forward with what they hold, on both kinds; newer ones are refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from typer.testing import CliRunner

import data.database as database
from data.database import MIGRATIONS, WRITE, DatabaseTooNew, DatabaseTooOld, NotOurDatabase, open_database
from data.store import Store
from data.tables import SCHEMA_REVISION
from sync.cli import app

RELEASED = sorted(file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))
NIGHT = "2026-01-05T15:00:00Z"
# What the first schema held of one trial; what came later has its default.
FIRST_ROWS = (
    "INSERT INTO run (id, kind, outcome, owner, started_at, new, changed, \"left\", failed, unchanged, returned, read, retries) "
    f"VALUES (1, 'full', 'good', 'x', '{NIGHT}', 1, 0, 0, 0, 0, 0, 0, 0)",
    "INSERT INTO trial (nct_id, state, phases, brief_title, content_hash, source_hash, first_seen, changed_at, overall_status) "
    f"VALUES ('NCT00000001', 'current', 'PHASE2', 'Kept', :digest, :digest, '{NIGHT}', '{NIGHT}', 'RECRUITING')",
    "INSERT INTO document (nct_id, record, trial) VALUES ('NCT00000001', :digest, :digest)",
    f"INSERT INTO copy (id, run_id, edition, data_timestamp, is_sample, published_at) VALUES (1, 1, 7, '{NIGHT[:-1]}', false, '{NIGHT}')",
    "INSERT INTO change (id, run_id, nct_id, seen_at, what, removed, added) "
    f"""VALUES (1, 1, 'NCT00000001', '{NIGHT}', 'overall_status', '["SUSPENDED"]', '["RECRUITING"]')""",
)  # fmt: skip


def at_revision(url: str, revision: str) -> None:
    """A database of that schema, as the release that wrote it left it, with one trial in it."""
    engine = database._engine(database._parsed(url))
    with engine.execution_options(**{WRITE: True}).begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, revision)
        for row in FIRST_ROWS:
            connection.execute(sa.text(row), {"digest": b"\x01\x00\xff"} if ":digest" in row else {})
    engine.dispose()


def check_kept(url: str) -> None:
    store = Store(open_database(url))
    with store.snapshot() as copy:
        entry, info, changes = copy.trial("NCT00000001"), copy.info(), list(copy.changes())
        known = copy.known()["NCT00000001"]
    store.engine.dispose()
    assert entry is not None
    assert (entry.brief_title, entry.overall_status, entry.packed_trial) == ("Kept", "RECRUITING", b"\x01\x00\xff")
    assert known.content_hash == b"\x01\x00\xff"
    assert info is not None
    assert (info.edition, info.data_timestamp) == (7, NIGHT[:-1])
    assert [(c.what, c.removed, c.added) for c in changes] == [("overall_status", ("SUSPENDED",), ("RECRUITING",))]


@pytest.mark.parametrize("revision", RELEASED)
def test_every_released_schema_moves_forward_with_its_data(revision: str, either_url: str) -> None:
    at_revision(either_url, revision)
    open_database(either_url, create=True).dispose()
    check_kept(either_url)
    engine = open_database(either_url)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == SCHEMA_REVISION
    engine.dispose()


def test_the_tables_in_the_code_are_those_the_migrations_make(either_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlmodel import SQLModel

    engine = open_database(either_url, create=True)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    engine.dispose()
    assert differences == []


NEXT = '''
"""A schema to come."""
import os, signal
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0999", "{last}", None, None
def upgrade():
    op.add_column("trial", sa.Column("sponsor", sa.String()))
    op.execute("UPDATE trial SET sponsor = 'unknown'")
    {then}
'''


@pytest.fixture
def a_next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Migrations with one more at the end, which does what it is given after its changes."""

    def make(then: str) -> Path:
        folder = tmp_path / "migrations"
        (folder / "versions").mkdir(parents=True)
        for name in (
            "env.py",
            "script.py.mako",
            *(f"versions/{f.name}" for f in (MIGRATIONS / "versions").glob("0*.py")),
        ):
            (folder / name).write_bytes((MIGRATIONS / name).read_bytes())
        (folder / "versions" / "0999_next.py").write_text(NEXT.format(last=SCHEMA_REVISION, then=then))
        monkeypatch.setattr(database, "MIGRATIONS", folder)
        monkeypatch.setattr(database, "SCHEMA_REVISION", "0999")
        return folder

    return make


def test_a_schema_to_come_finds_the_data_kept(either_url: str, a_next_schema: Callable[[str], Path]) -> None:
    at_revision(either_url, SCHEMA_REVISION)
    a_next_schema("")
    engine = open_database(either_url, create=True)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT sponsor FROM trial")) == "unknown"
    engine.dispose()
    check_kept(either_url)


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    either_url: str, a_next_schema: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_revision(either_url, SCHEMA_REVISION)
    a_next_schema("raise RuntimeError('a bug')")
    with pytest.raises(RuntimeError):
        open_database(either_url, create=True)
    monkeypatch.setattr(database, "SCHEMA_REVISION", SCHEMA_REVISION)
    check_kept(either_url)


DYING = """
import sys
import data.database as database
from pathlib import Path
database.MIGRATIONS, database.SCHEMA_REVISION = Path(sys.argv[1]), "0999"
database.open_database(sys.argv[2], create=True)
"""


def test_a_migration_killed_in_the_middle_leaves_the_database_as_it_was(
    either_url: str, a_next_schema: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_revision(either_url, SCHEMA_REVISION)
    folder = a_next_schema("os.kill(os.getpid(), signal.SIGKILL)")
    ended = subprocess.run([sys.executable, "-c", DYING, str(folder), either_url], env=os.environ, check=False)
    assert ended.returncode == -signal.SIGKILL
    monkeypatch.setattr(database, "SCHEMA_REVISION", SCHEMA_REVISION)
    check_kept(either_url)


def set_revision(url: str, revision: str) -> None:
    engine = database._engine(database._parsed(url))
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    engine.dispose()


def test_a_newer_database_is_refused_with_a_sentence_and_not_touched(
    either_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_revision(either_url, SCHEMA_REVISION)
    set_revision(either_url, "9999")
    for create in (False, True):
        with pytest.raises(DatabaseTooNew, match="install the newer version"):
            open_database(either_url, create=create)
    monkeypatch.setenv("TRIALMATCH_DATABASE_URL", either_url)
    for arguments in (["once"], ["status"], ["read"], ["changes"]):
        ended = CliRunner().invoke(app, arguments)
        assert ended.exit_code == 2
        assert "newer than this program's" in ended.stderr
        assert len(ended.stderr.splitlines()) == 1
    set_revision(either_url, SCHEMA_REVISION)
    check_kept(either_url)


def test_an_older_database_is_not_moved_by_a_command_that_only_reads(
    either_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_revision(either_url, SCHEMA_REVISION)
    monkeypatch.setattr(database, "SCHEMA_REVISION", "9998")
    with pytest.raises(DatabaseTooOld, match="trialsync once"):
        open_database(either_url)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    file.write_text("not a database at all, but long enough to be taken for one " * 20)
    with pytest.raises(NotOurDatabase):
        open_database(f"sqlite:///{file}", create=True)
    assert file.read_text().startswith("not a database")
