"""The copy that the web door answers from: loaded once, loaded anew when a run has published another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date

from data.store import Store
from data.vocabulary.terms import Vocabulary
from matcher.service import Matcher, load_matcher

LOOK_EVERY_SECONDS = 20.0


class LoadedCopy:
    """All trials of the copy, whatever their status. While a newer one is loaded the former goes on answering."""

    def __init__(self, store: Store, vocabulary: Vocabulary, today: Callable[[], date]):
        self.store = store
        self.vocabulary = vocabulary
        self.today = today
        self._matcher: Matcher | None = None
        self._edition: tuple[object, ...] | None = None
        self._looked = 0.0
        self._loading = threading.Lock()

    def matcher(self) -> Matcher:
        """Raises NothingRead, DatabaseProblem."""
        if self._matcher is not None and time.monotonic() - self._looked < LOOK_EVERY_SECONDS:
            return self._matcher
        if self._matcher is not None and self._loading.locked():
            return self._matcher
        with self._loading:
            edition = self._published()
            if self._matcher is None or edition != self._edition:
                self._matcher = load_matcher(self.store, self.vocabulary, None, self.today(), packed=True)
                self._edition = edition
            self._looked = time.monotonic()
            return self._matcher

    def _published(self) -> tuple[object, ...]:
        with self.store.snapshot() as copy:
            info = copy.info()
            return (info and (info.edition, info.published_at), self.today(), tuple(copy.counts_by_reader().items()))
