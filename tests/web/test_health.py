"""What a monitoring asks the web door."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from data.store import Store
from data.tables import RunKind
from data.vocabulary.terms import Vocabulary
from matcher.web.app import create_app
from sync.errors import Blocked
from tests.registry.fake_registry import FakeRegistry
from tests.registry.nights import Nights, on_pages


@pytest.fixture
def real_copy(store: Store, fake: FakeRegistry, nights: Nights) -> Store:
    nights()
    fake.trouble = on_pages((403, "text/html", "<html>no</html>"))
    with pytest.raises(Blocked):
        nights()
    return store


def asked(store: Store, vocabulary: Vocabulary, today: date, keys: tuple[str, ...] = ()) -> TestClient:
    return TestClient(
        create_app(store, vocabulary, keys, lambda: today), base_url="http://127.0.0.1", client=("127.0.0.1", 50000)
    )


def test_a_fresh_copy_is_healthy_although_last_night_failed(real_copy: Store, vocabulary: Vocabulary) -> None:
    answer = asked(real_copy, vocabulary, date(2026, 11, 23)).get("/health/fresh")
    told = answer.json()
    assert (answer.status_code, told["stale"], told["failed_since_last_good"]) == (200, False, True)
    assert (told["trials"], told["age_business_days"]) == (30, 1)
    assert "TRIALMATCH_USER_AGENT" in told["last_failure"]["reason"]


def test_a_stale_copy_is_not_and_needs_no_key_to_be_asked(real_copy: Store, vocabulary: Vocabulary) -> None:
    answer = asked(real_copy, vocabulary, date(2026, 11, 30), ("a-key",)).get("/health/fresh")
    assert (answer.status_code, answer.json()["stale"]) == (503, True)


def test_no_copy_at_all_is_not_healthy(store: Store, vocabulary: Vocabulary) -> None:
    store.start_run(RunKind.FULL, "breast cancer", "tests", "2026-11-20T15:00:00Z")
    assert asked(store, vocabulary, date(2026, 11, 20)).get("/health/fresh").status_code == 503
