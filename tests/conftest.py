"""What many tests need: the vocabulary, the invented sample, and a database that holds it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
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
from sync.job import Job
from sync.registry import Registry
from sync.sample import load_sample


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
    registry = Registry("http://127.0.0.1:9", user_agent="tests", requests_per_second=1)
    job = Job(store, registry, "", lambda trials: (read_trial(t, vocabulary, "test") for t in trials), "test")
    load_sample(store, lambda: job, job.clock)
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
