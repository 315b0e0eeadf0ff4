"""Readers while a run publishes: each sees one copy, the former or the new one, never a mixture."""

from __future__ import annotations

import threading
import time

from data.store import Store
from tests.registry.fake_registry import FakeRegistry
from tests.registry.nights import Nights, retitle

READERS = 8
NIGHTS = 3


def test_readers_during_a_publish_see_one_copy_each(
    either_nights: Nights, fake: FakeRegistry, either_store: Store
) -> None:
    retitle(fake, "2026-11-20T09:00:00")
    fake.timestamp = "2026-11-20T09:00:00"
    either_nights()
    stop, mixed, errors, seen = threading.Event(), list[object](), list[Exception](), set[str]()

    def read() -> None:
        while not stop.is_set():
            try:
                with either_store.snapshot() as copy:
                    before, titles, after = copy.info(), {t.brief_title for t in copy.trials()}, copy.info()
                assert before is not None
                if before != after or titles != {before.data_timestamp}:
                    mixed.append((before, titles))
                seen.add(before.data_timestamp or "")
            except Exception as problem:
                errors.append(problem)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for night in range(1, NIGHTS + 1):
        fake.timestamp = f"2026-11-20T09:00:0{night}"
        retitle(fake, fake.timestamp)
        assert either_nights().changed == 30
    while len(seen) < 2 and not errors:  # the last copy is published: somebody will see it
        time.sleep(0.01)
    stop.set()
    for reader in readers:
        reader.join()
    assert (mixed, errors) == ([], [])


def test_a_snapshot_goes_on_showing_the_copy_it_began_with(
    either_nights: Nights, fake: FakeRegistry, either_store: Store
) -> None:
    either_nights()
    with either_store.snapshot() as before:
        edition = before.info()
        retitle(fake)
        assert either_nights().changed == 30
        assert before.info() == edition
        assert "changed" not in {entry.brief_title for entry in before.trials()}
    with either_store.snapshot() as after:
        assert {entry.brief_title for entry in after.trials()} == {"changed"}
        assert after.info() != edition
