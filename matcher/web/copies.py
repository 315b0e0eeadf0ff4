"""The copy that the web door answers from: loaded once, loaded anew when a run has published another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from data.database import DatabaseProblem
from data.store import Store
from data.vocabulary.terms import Vocabulary
from matcher.freshness import status_of
from matcher.service import Matcher, load_packed_matcher
from matcher.web.logs import failures
from matcher.web.shelf import Shelf

LOOK_EVERY_SECONDS = 20.0


class Edition(NamedTuple):
    """One copy, all trials whatever their status: to match against, to filter by, and how fresh it is."""

    matcher: Matcher
    shelf: Shelf
    freshness: dict[str, Any]
    tag: str  # differs from one edition to the next


class LoadedCopy:
    """While a newer copy is loaded the former goes on answering."""

    def __init__(self, store: Store, vocabulary: Vocabulary, today: Callable[[], date]):
        self.store = store
        self.vocabulary = vocabulary
        self.today = today
        self._edition: Edition | None = None
        self._published: tuple[object, ...] | None = None
        self._looked = 0.0
        self._loading = threading.Lock()

    def edition(self) -> Edition:
        """Raises NothingRead, DatabaseProblem."""
        if self._edition is not None and time.monotonic() - self._looked < LOOK_EVERY_SECONDS:
            return self._edition
        if self._edition is not None and self._loading.locked():
            return self._edition
        with self._loading:
            try:
                self._edition = self._latest()
            except DatabaseProblem as problem:
                if self._edition is None:
                    raise
                failures.error("the database does not answer, the copy loaded before goes on: %s", problem)
            self._looked = time.monotonic()
            return self._edition

    def _latest(self) -> Edition:
        published, freshness = self._now_published(), status_of(self.store, self.today())
        if self._edition is not None and published == self._published:
            return self._edition._replace(freshness=freshness)
        edition = self._load(freshness, repr(published))
        self._published = published
        return edition

    def _load(self, freshness: dict[str, Any], tag: str) -> Edition:
        matcher = load_packed_matcher(self.store, self.vocabulary, self.today())
        return Edition(matcher, Shelf(matcher.ranked, self.vocabulary), freshness, tag)

    def freshness(self) -> dict[str, Any]:
        """How fresh the copy is, also where there is none. Raises DatabaseProblem."""
        return self._edition.freshness if self._edition else status_of(self.store, self.today())

    def _now_published(self) -> tuple[object, ...]:
        with self.store.snapshot() as copy:
            info = copy.info()
            return (info and (info.edition, info.published_at), self.today(), tuple(copy.counts_by_reader().items()))
