"""What many tests need: the vocabulary, the invented sample, and a database that holds it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

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


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def sample(vocabulary: Vocabulary) -> list[tuple[Trial, Reading]]:
    lines = (files("data") / "sample" / "trials.jsonl").read_text(encoding="utf-8").splitlines()
    trials = [convert(json.loads(line)).trial for line in lines]
    return [(trial, read_trial(trial, vocabulary, "test")) for trial in trials]


@pytest.fixture
def sample_database(tmp_path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path / 'sample.db'}"
    monkeypatch.setenv("TRIALMATCH_DATABASE_URL", url)
    store = Store(open_database(url, create=True))
    reader = Reader(lambda trials: (read_trial(t, vocabulary, "test") for t in trials), "test")
    load_sample(store, reader, lambda: datetime.now(UTC))
    yield store
    store.engine.dispose()
