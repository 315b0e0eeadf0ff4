"""Runs of the sync, one after another on one database, a day apart; and the troubles that a registry can make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from data.store import Store
from data.stored import Counts
from data.vocabulary.terms import Vocabulary
from matcher.freshness import status_of
from sync.errors import SyncProblem
from sync.job import Job, run_once
from sync.pace import Patience
from sync.registry import Registry
from tests.registry.fake_registry import FakeRegistry, Trouble
from tests.registry.kept_readings import readings_kept

JSON = "application/json"
GZIP = "Content-Encoding: gzip"
HTML = "<!DOCTYPE html><html>maintenance</html>"
FIRST = datetime(2026, 11, 20, 15, tzinfo=UTC)
# Few tries and no pauses, but all the time in the world: a busy machine must not look like a slow registry.
FEW_TRIES = Patience(
    connect_seconds=60.0, first_connect_seconds=60.0, read_seconds=60.0, request_seconds=120.0, tries=2, first_tries=2,
    run_retries=6, backoff_seconds=0.0, blocked_pauses=(0.0,),
)  # fmt: skip


class Nights:
    """`waited`: the pauses the client asked for, of which none is made."""

    def __init__(self, store: Store, fake: FakeRegistry, vocabulary: Vocabulary):
        self.store, self.fake, self.vocabulary = store, fake, vocabulary
        self.moment = FIRST
        self.waited: list[float] = []

    def __call__(
        self, url: str | None = None, query: str = "breast cancer", accept: bool = False, **more: Any
    ) -> Counts:
        self.moment += timedelta(days=1)
        moment = self.moment
        read = more.pop("read", self._read)
        options: dict[str, Any] = dict(
            user_agent="tests", requests_per_second=1e6, patience=FEW_TRIES, pause=self._wait, today=lambda: moment
        )
        registry = Registry(url or self.fake.url, **(options | more))
        return run_once(Job(self.store, registry, query, read, "test", clock=lambda: moment, accept=accept))

    def _wait(self, seconds: float) -> None:
        if seconds > 1e-3:  # not the rate's own gaps
            self.waited.append(seconds)

    def _read(self, trials: Any) -> Iterator[Any]:
        return readings_kept(trials, self.vocabulary)

    def ids(self) -> list[str]:
        with self.store.snapshot() as copy:
            return [entry.nct_id for entry in copy.trials()]

    def titles(self) -> set[str]:
        with self.store.snapshot() as copy:
            return {entry.brief_title for entry in copy.trials()}

    def must_refuse(self, **more: Any) -> str:
        """A run that fails, leaves all as it was and tells in a sentence what happened and what to do; its reason."""
        before = self.ids(), self.titles()
        with pytest.raises(SyncProblem) as problem:
            self(**more)
        assert (self.ids(), self.titles()) == before
        found = status_of(self.store, date(2026, 11, 24))
        assert found["failed_since_last_good"]
        assert found["last_failure"]["reason"] == f"{problem.value}. {problem.value.mend}"
        assert "\n" not in found["last_failure"]["reason"]
        return str(problem.value)


def on_page_two(trouble: Trouble) -> Callable[[int, str], Trouble | None]:
    return lambda _number, path: trouble if "pageToken=10" in path else None


def on_pages(trouble: Trouble) -> Callable[[int, str], Trouble | None]:
    return lambda _number, path: trouble if "/studies" in path else None


def once_on_page_two(trouble: Trouble) -> Callable[[int, str], Trouble | None]:
    left = [trouble]
    return lambda _number, path: left.pop() if left and "pageToken=10" in path else None


def raw(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """An answer as bytes; it says that the connection ends with it, so that no client waits on it."""
    size = f"Content-Length: {len(body) if length is None else length}"
    return ("\r\n".join([f"HTTP/1.1 {status}", *headers, "Connection: close", size]) + "\r\n\r\n").encode() + body


def retitle(fake: FakeRegistry, title: str = "changed") -> None:
    """Makes tonight's answer differ from last night's, so that publishing it would show."""
    for study in fake.studies:
        study["protocolSection"]["identificationModule"]["briefTitle"] = title
