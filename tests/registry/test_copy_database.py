"""`trialsync copy-database FROM TO`: everything, both ways, and never over something."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from data.database import open_database
from data.store import Store
from data.view import CHANGE, COLUMNS, COPY, DOCUMENT, READING, RUN, TRIAL, UNREADABLE
from sync.cli import app
from tests.registry.fake_registry import FakeRegistry
from tests.registry.nights import Nights, retitle

TABLES = (TRIAL, DOCUMENT, READING, RUN, COPY, COLUMNS, UNREADABLE, CHANGE)


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    engine = open_database(url)
    with engine.connect() as connection:
        found = {
            table.name: [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
                for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns))
            ]
            for table in TABLES
        }
    engine.dispose()
    return found


@pytest.fixture
def a_copy_with_a_past(nights: Nights, fake: FakeRegistry, sqlite_url: str) -> str:
    fake.studies += [None]
    nights()
    retitle_first(fake)
    lost = fake.studies.pop(7)
    nights()
    nights()
    fake.studies.insert(7, lost)
    return sqlite_url


def retitle_first(fake: FakeRegistry) -> None:
    fake.studies[0]["protocolSection"]["identificationModule"]["briefTitle"] = "changed \x00 \u20ac"


def test_everything_arrives_on_postgresql_and_comes_back_the_same(
    a_copy_with_a_past: str, postgresql_url: str, tmp_path: Path, fake: FakeRegistry, nights: Nights
) -> None:
    before = contents(a_copy_with_a_past)
    assert all(before.values())
    there = CliRunner().invoke(app, ["copy-database", a_copy_with_a_past, postgresql_url])
    assert there.exit_code == 0, there.stderr
    assert json.loads(there.stdout) == {name: len(rows) for name, rows in before.items()}
    assert contents(postgresql_url) == before
    back = f"sqlite:///{tmp_path / 'back.db'}"
    assert CliRunner().invoke(app, ["copy-database", postgresql_url, back]).exit_code == 0
    assert contents(back) == before


def test_the_nights_go_on_where_the_copy_was_moved_to(
    a_copy_with_a_past: str, postgresql_url: str, fake: FakeRegistry, nights: Nights
) -> None:
    assert CliRunner().invoke(app, ["copy-database", a_copy_with_a_past, postgresql_url]).exit_code == 0
    moved = Store(open_database(postgresql_url))
    nights.store = moved
    retitle(fake_without_oddities(fake), "after the move")
    counts = nights()
    assert (counts.changed + counts.new, counts.returned) == (30, 1)
    with moved.snapshot() as copy:
        assert {entry.brief_title for entry in copy.trials()} == {"after the move"}
    moved.engine.dispose()


def fake_without_oddities(fake: FakeRegistry) -> FakeRegistry:
    fake.studies = [study for study in fake.studies if study is not None]
    return fake


def test_a_target_that_holds_something_is_refused(a_copy_with_a_past: str, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert CliRunner().invoke(app, ["copy-database", a_copy_with_a_past, other]).exit_code == 0
    before = contents(other)
    ended = CliRunner().invoke(app, ["copy-database", a_copy_with_a_past, other])
    assert ended.exit_code == 2
    assert "not empty" in ended.stderr
    assert contents(other) == before


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("sqlite:////no/such/file.db", "no database yet"),
        ("oracle://x", "not supported"),
        ("nonsense", "can't be understood"),
    ],
)
def test_a_source_that_is_none_is_told_in_one_sentence(source: str, says: str, tmp_path: Path) -> None:
    ended = CliRunner().invoke(app, ["copy-database", source, f"sqlite:///{tmp_path / 'new.db'}"])
    assert ended.exit_code == 2
    assert says in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert not (tmp_path / "new.db").exists()
