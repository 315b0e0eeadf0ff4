"""What many tests need: the vocabulary, the invented sample, and a database that holds it."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest

from data.criteria import Reading
from data.database import open_database
from data.store import Store
from data.trial import Trial
from data.vocabulary import load_vocabulary
from data.vocabulary.terms import Vocabulary
from data.wire import convert
from matcher.reading.reader import read_trial
from sync.reading import Reader
from sync.sample import load_sample
from tests.registry.fake_registry import FakeRegistry
from tests.registry.nights import Nights

POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/postgres"


@pytest.fixture(scope="session")
def postgresql_answers() -> bool:
    try:
        psycopg.connect(POSTGRESQL, connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


@pytest.fixture
def postgresql_url(postgresql_answers: bool) -> Iterator[str]:
    """An empty database of its own."""
    if not postgresql_answers:
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
    name = f"trialmatch_test_{uuid.uuid4().hex}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")  # the name is made here
        yield f"postgresql://postgres@127.0.0.1:5432/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'trials.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def either_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def fake() -> Iterator[FakeRegistry]:
    registry = FakeRegistry()
    registry.start()
    yield registry
    registry.stop()


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    opened = Store(open_database(sqlite_url, create=True))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def either_store(either_url: str) -> Iterator[Store]:
    opened = Store(open_database(either_url, create=True))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def nights(store: Store, fake: FakeRegistry, vocabulary: Vocabulary) -> Nights:
    return Nights(store, fake, vocabulary)


@pytest.fixture
def either_nights(either_store: Store, fake: FakeRegistry, vocabulary: Vocabulary) -> Nights:
    return Nights(either_store, fake, vocabulary)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def sample(vocabulary: Vocabulary) -> list[tuple[Trial, Reading]]:
    lines = (files("data") / "sample" / "trials.jsonl").read_text(encoding="utf-8").splitlines()
    trials = [convert(json.loads(line)).trial for line in lines]
    return [(trial, read_trial(trial, vocabulary, "test")) for trial in trials]


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Path:
    """A database with the sample, made once; each test gets a copy of its own."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    store = Store(open_database(f"sqlite:///{path}", create=True))
    reader = Reader(lambda trials: (read_trial(t, vocabulary, "test") for t in trials), "test")
    load_sample(store, reader, lambda: datetime.now(UTC))
    store.engine.dispose()
    return path


@pytest.fixture
def sample_database(tmp_path: Path, sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    for file in sample_file.parent.glob("sample.db*"):
        shutil.copy(file, tmp_path)
    url = f"sqlite:///{tmp_path / 'sample.db'}"
    monkeypatch.setenv("TRIALMATCH_DATABASE_URL", url)
    store = Store(open_database(url))
    yield store
    store.engine.dispose()
