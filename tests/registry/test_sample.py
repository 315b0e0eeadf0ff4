"""The invented sample, loaded in place of the registry."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from data.database import open_database
from data.store import Store
from data.stored import Counts
from data.vocabulary.terms import Vocabulary
from matcher.reading.reader import read_trial
from sync.reading import Reader
from sync.sample import load_sample


def test_the_sample_is_read_again_by_a_new_reader(tmp_path: Path, vocabulary: Vocabulary) -> None:
    store = Store(open_database(f"sqlite:///{tmp_path / 'sample.db'}", create=True))

    def loaded(version: str) -> Counts:
        reader = Reader(lambda trials: (read_trial(t, vocabulary, version) for t in trials), version)
        return load_sample(store, reader, lambda: datetime.now(UTC))

    first, again, newer = loaded("one"), loaded("one"), loaded("two")
    assert (first.new, first.read) == (30, 30)
    assert (again.unchanged, again.read) == (30, 0)
    assert (newer.unchanged, newer.read) == (30, 30)
    with store.snapshot() as copy:
        assert not list(copy.to_read("two"))
