"""A registry on loopback, a store on a database of either kind, and nights on them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.database import open_database
from data.store import Store
from data.vocabulary.terms import Vocabulary
from tests.registry.fake_registry import FakeRegistry
from tests.registry.nights import Nights


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
