"""Keeps the copy laid out in columns beside it, so that a question about one patient decodes only the trials it shows."""

from __future__ import annotations

from collections.abc import Iterator

from data.store import Store
from data.view import View
from matcher.columns import Readable, TrialColumns, packed
from matcher.versions import columns_version


def keep_columns(store: Store) -> None:
    """Lays out the published copy, unless that was done for these very trials and readings. Raises DatabaseProblem."""
    version = columns_version()
    with store.snapshot() as copy:
        info = copy.info()
        if info is None or copy.columns(version) is not None:
            return
        fingerprint = copy.fingerprint()
        known = copy.columns_fingerprint(version) == fingerprint
        content = None if known else packed(TrialColumns.of(_read_trials(copy)))
    store.keep_columns(info.edition, version, fingerprint, content)


def _read_trials(copy: View) -> Iterator[Readable]:
    for entry in copy.trials():
        reading = entry.reading
        if reading is not None:
            yield Readable(entry.trial, reading)
