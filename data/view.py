"""What can be asked of the copy on one connection, and so of one consistent state of it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from data import tables
from data.criteria import Reading
from data.stored import CopyInfo, KnownTrial, Run, SeenChange, StoredTrial, unpacked_reading
from data.tables import Outcome, RunKind, State

TRIAL, DOCUMENT, READING, RUN, COPY, UNREADABLE, CHANGE, COLUMNS = (
    SQLModel.metadata.tables[row.__tablename__]
    for row in (
        tables.TrialRow, tables.DocumentRow, tables.ReadingRow, tables.RunRow, tables.CopyRow,
        tables.UnreadableRow, tables.ChangeRow, tables.ColumnsRow,
    )
)  # fmt: skip
_ROWS_AT_ONCE = 500
_IS_READ = sa.and_(READING.c.nct_id == TRIAL.c.nct_id, READING.c.source_hash == TRIAL.c.source_hash)
_STORED = sa.select(
    TRIAL.c.nct_id, TRIAL.c.state, TRIAL.c.alias_of, TRIAL.c.overall_status, TRIAL.c.brief_title,
    TRIAL.c.first_seen, TRIAL.c.changed_at, TRIAL.c.left_at, TRIAL.c.missing_since, TRIAL.c.source_hash,
    DOCUMENT.c.trial, READING.c.reading,
).select_from(TRIAL.join(DOCUMENT, DOCUMENT.c.nct_id == TRIAL.c.nct_id).outerjoin(READING, _IS_READ))  # fmt: skip


class View:
    """The read side of the store. Trials that left the query are not among `trials`, but `trial` finds them."""

    def __init__(self, connection: Connection):
        self.connection = connection

    def info(self) -> CopyInfo | None:
        """The published copy, None before the first run that succeeded."""
        columns = [COPY.c[name] for name in CopyInfo.__struct_fields__]
        row = self.connection.execute(sa.select(*columns)).first()
        return None if row is None else CopyInfo(*row)

    def trials(self, statuses: Collection[str] | None = None) -> Iterator[StoredTrial]:
        """The current trials with one of these overall statuses, or all; ordered by NCT id."""
        wanted = _STORED.where(TRIAL.c.state == State.CURRENT).order_by(TRIAL.c.nct_id)
        if statuses is not None:
            wanted = wanted.where(TRIAL.c.overall_status.in_(statuses))
        return self._stored(wanted)

    def trial(self, nct_id: str) -> StoredTrial | None:
        return next(self._stored(_STORED.where(TRIAL.c.nct_id == nct_id)), None)

    def named(self, nct_ids: Collection[str]) -> Iterator[StoredTrial]:
        """The trials with these NCT ids, in whatever state they are."""
        ordered = sorted(nct_ids)
        for start in range(0, len(ordered), _ROWS_AT_ONCE):
            yield from self._stored(_STORED.where(TRIAL.c.nct_id.in_(ordered[start : start + _ROWS_AT_ONCE])))

    def to_read(self, reader_version: str) -> Iterator[StoredTrial]:
        """The current trials whose present text this version of the reader has not read."""
        unread = sa.or_(READING.c.nct_id.is_(None), READING.c.reader_version != reader_version)
        return self._stored(_STORED.where(TRIAL.c.state == State.CURRENT, unread).order_by(TRIAL.c.nct_id))

    def columns(self, version: str) -> bytes | None:
        """The trials laid out in columns by this version of the code, None where none is of this very copy."""
        wanted = sa.select(COLUMNS.c.content).where(COLUMNS.c.edition == COPY.c.edition, COLUMNS.c.version == version)
        content = self.connection.scalar(wanted)
        return None if content is None else bytes(content)

    def columns_fingerprint(self, version: str) -> bytes | None:
        """Of which trials and readings the layout by this version is, whatever the edition."""
        found = self.connection.scalar(sa.select(COLUMNS.c.fingerprint).where(COLUMNS.c.version == version))
        return None if found is None else bytes(found)

    def fingerprint(self) -> bytes:
        """Changes with the current trials, their records and their readings."""
        digest = hashlib.sha256()
        shown = sa.select(TRIAL.c.nct_id, TRIAL.c.content_hash, TRIAL.c.source_hash, READING.c.reader_version)
        joined = shown.select_from(TRIAL.outerjoin(READING, _IS_READ)).where(TRIAL.c.state == State.CURRENT)
        for nct_id, content, source, version in self.connection.execute(joined.order_by(TRIAL.c.nct_id)):
            digest.update(b"\0".join((nct_id.encode(), bytes(content), bytes(source), (version or "").encode())))
        return digest.digest()

    def known(self) -> dict[str, KnownTrial]:
        rows = self.connection.execute(
            sa.select(TRIAL.c.nct_id, TRIAL.c.content_hash, TRIAL.c.source_hash, TRIAL.c.state, TRIAL.c.missing_since)
        )
        return {nct_id: KnownTrial(bytes(content), bytes(source), *rest) for nct_id, content, source, *rest in rows}

    def read_hashes(self, reader_version: str) -> set[tuple[str, bytes]]:
        """NCT id and source hash of every text this version of the reader has read."""
        found = self.connection.execute(
            sa.select(READING.c.nct_id, READING.c.source_hash).where(READING.c.reader_version == reader_version)
        )
        return {(nct_id, bytes(source)) for nct_id, source in found}

    def readings(self, wanted: Mapping[str, bytes]) -> dict[str, Reading]:
        """The readings of these texts, by NCT id and source hash, published or not yet."""
        rows = self.connection.execute(
            sa.select(READING.c.nct_id, READING.c.source_hash, READING.c.reading).where(READING.c.nct_id.in_(wanted))
        )
        return {key: unpacked_reading(reading) for key, source, reading in rows if bytes(source) == wanted[key]}

    def record(self, nct_id: str) -> bytes | None:
        """The registry's record as it came (JSON with `versionHolder` emptied)."""
        return self.records([nct_id]).get(nct_id)

    def records(self, nct_ids: Collection[str]) -> dict[str, bytes]:
        """The registry's records of these trials, as `record` gives one."""
        found: dict[str, bytes] = {}
        ordered = sorted(nct_ids)
        for start in range(0, len(ordered), _ROWS_AT_ONCE):
            wanted = DOCUMENT.c.nct_id.in_(ordered[start : start + _ROWS_AT_ONCE])
            rows = self.connection.execute(sa.select(DOCUMENT.c.nct_id, DOCUMENT.c.record).where(wanted))
            found |= {nct_id: zlib.decompress(record) for nct_id, record in rows}
        return found

    def counts_by_status(self) -> dict[str | None, int]:
        """How many current trials have each overall status, the most frequent first."""
        count = sa.func.count()
        rows = self.connection.execute(
            sa.select(TRIAL.c.overall_status, count)
            .where(TRIAL.c.state == State.CURRENT)
            .group_by(TRIAL.c.overall_status)
            .order_by(count.desc())
        )
        return {status: number for status, number in rows}

    def counts_by_state(self) -> dict[str, int]:
        rows = self.connection.execute(sa.select(TRIAL.c.state, sa.func.count()).group_by(TRIAL.c.state))
        return {state: number for state, number in rows}

    def counts_by_reader(self) -> dict[str | None, int]:
        """How many current trials were last read by each reader version; None counts those that were not read."""
        count = sa.func.count()
        rows = self.connection.execute(
            sa.select(READING.c.reader_version, count)
            .select_from(TRIAL.outerjoin(READING, _IS_READ))
            .where(TRIAL.c.state == State.CURRENT)
            .group_by(READING.c.reader_version)
        )
        return {version: number for version, number in rows}

    def last_run(self) -> Run | None:
        return self._run(sa.true())

    def last_good_run(self, query: str | None = None) -> Run | None:
        """The last full run that was published (of this query, where one is given); neither partial nor sample."""
        wanted = sa.and_(RUN.c.outcome == Outcome.GOOD, RUN.c.kind == RunKind.FULL)
        return self._run(wanted if query is None else sa.and_(wanted, RUN.c.query == query))

    def last_failed_run(self) -> Run | None:
        return self._run(RUN.c.outcome == Outcome.FAILED)

    def run_under_way(self) -> Run | None:
        return self._run(RUN.c.outcome == Outcome.RUNNING)

    def unreadable(self) -> list[tuple[str, str]]:
        """Place and reason of each record of the published copy that could not be kept as a trial."""
        rows = self.connection.execute(sa.select(UNREADABLE.c.place, UNREADABLE.c.reason).order_by(UNREADABLE.c.place))
        return [(place, reason) for place, reason in rows]

    def unreadable_records(self) -> list[bytes]:
        """Those records as they came, in the same order."""
        rows = self.connection.execute(sa.select(UNREADABLE.c.record).order_by(UNREADABLE.c.place))
        return [bytes(record) for (record,) in rows]

    def changes(
        self, since: str | None = None, nct_id: str | None = None, offset: int = 0, limit: int | None = None
    ) -> Iterator[SeenChange]:
        """What changed since that time (UTC text, inclusive), the oldest first."""
        columns = [CHANGE.c[name] for name in SeenChange.__struct_fields__]
        wanted = sa.select(*columns).where(*_changed(since, nct_id)).offset(offset).limit(limit)
        for row in self._streamed(wanted.order_by(CHANGE.c.seen_at, CHANGE.c.nct_id, CHANGE.c.id)):
            values = row._asdict()
            texts = {name: tuple(json.loads(values[name])) for name in ("removed", "added")}
            yield SeenChange(**(values | texts))

    def count_changes(self, since: str | None = None, nct_id: str | None = None) -> dict[str, int]:
        """How many changes of each kind there were since that time, the most frequent first."""
        count = sa.func.count()
        wanted = sa.select(CHANGE.c.what, count).where(*_changed(since, nct_id)).group_by(CHANGE.c.what)
        return {what: n for what, n in self.connection.execute(wanted.order_by(count.desc(), CHANGE.c.what))}

    def runs(self, limit: int) -> list[Run]:
        """The last runs, the newest first."""
        columns = [RUN.c[name] for name in Run.__struct_fields__]
        return [
            Run(*row) for row in self.connection.execute(sa.select(*columns).order_by(RUN.c.id.desc()).limit(limit))
        ]

    def _run(self, condition: sa.ColumnElement[bool]) -> Run | None:
        columns = [RUN.c[name] for name in Run.__struct_fields__]
        row = self.connection.execute(sa.select(*columns).where(condition).order_by(RUN.c.id.desc()).limit(1)).first()
        return None if row is None else Run(*row)

    def _stored(self, wanted: sa.Select[Any]) -> Iterator[StoredTrial]:
        for row in self._streamed(wanted):
            values: tuple[Any, ...] = tuple(row)
            yield StoredTrial(*values)

    def _streamed(self, wanted: sa.Select[Any]) -> Iterator[sa.Row[Any]]:
        yield from self.connection.execute(wanted.execution_options(yield_per=_ROWS_AT_ONCE))


def _changed(since: str | None, nct_id: str | None) -> Iterator[sa.ColumnElement[bool]]:
    if since is not None:
        yield CHANGE.c.seen_at >= since
    if nct_id is not None:
        yield CHANGE.c.nct_id == nct_id
