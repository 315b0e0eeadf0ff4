"""The store: every read of the copy and every change to it. The one owner of commit and rollback.

    store = Store(open_database(settings.database_url))
    with store.snapshot() as copy:                      # one consistent view, whatever is published meanwhile
        copy.info(), copy.trials({"RECRUITING"})

A reading is shown with a trial only while it is a reading of that trial's present text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data.criteria import Reading
from data.database import WRITE, RunOvertaken, translated
from data.stored import Change, Counts, Departure, Publication, StagedTrial, Unreadable, packed, storable
from data.tables import Outcome, RunKind, State
from data.view import CHANGE, COLUMNS, COPY, DOCUMENT, READING, RUN, TRIAL, UNREADABLE, View

_ROWS_AT_ONCE = 1000


class Store:
    def __init__(self, engine: Engine):
        self.engine = engine
        isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self._reader = engine.execution_options(**isolation)
        self._writer = engine.execution_options(**{WRITE: True})

    @contextmanager
    def snapshot(self) -> Iterator[View]:
        """One consistent view of the copy for as long as the block lasts. Raises DatabaseUnreachable."""
        with translated(self.engine), self._reader.begin() as connection:
            yield View(connection)

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        with translated(self.engine), self._writer.begin() as connection:
            yield connection

    def is_sample(self) -> bool:
        """Whether the copy holds the invented sample instead of the registry's trials."""
        with self.snapshot() as copy:
            info = copy.info()
        return info is not None and info.is_sample

    def start_run(self, kind: RunKind, query: str | None, owner: str, now: str) -> int:
        """Opens the record of a run, under the nightly lock; a run still open was left by a process that died."""
        with self._change() as connection:
            connection.execute(
                RUN.update()
                .where(RUN.c.outcome == Outcome.RUNNING)
                .values(
                    outcome=Outcome.FAILED,
                    ended_at=now,
                    reason="the process ended in the middle of the run (killed, or the machine went down); "
                    "the copy from before is intact and the next run starts afresh",
                )
            )
            values = dict(kind=kind, outcome=Outcome.RUNNING, query=query, owner=owner, started_at=now)
            values |= msgspec.structs.asdict(Counts())
            key = connection.execute(RUN.insert().values(values)).inserted_primary_key
            assert key is not None
            return int(key[0])

    def fail_run(self, run_id: int, reason: str, now: str, seconds: float, counts: Counts) -> None:
        with self._change() as connection:
            values = dict(outcome=Outcome.FAILED, reason=storable(reason), ended_at=now, seconds=seconds)
            values |= msgspec.structs.asdict(counts)
            connection.execute(RUN.update().where(RUN.c.id == run_id).values(values))

    def publish(self, new: Publication, now: str, seconds: float) -> None:
        """Makes a run's results the published copy, all of them at once or none. Raises RunOvertaken."""
        with self._change() as connection:
            _close_run(connection, new, now, seconds)
            if new.kind is not RunKind.SAMPLE:
                _drop_sample(connection)
            _put_trials(connection, new.staged, now)
            _rewrite(connection, new.rewritten)
            _put_departures(connection, new.departures, now)
            _set_states(connection, new, now)
            _put_changes(connection, new.run_id, new.changes, now, new.data_timestamp)
            connection.execute(UNREADABLE.delete())
            _put_unreadable(connection, new.run_id, new.unreadable)
            _drop_orphan_readings(connection)
            _put_copy(connection, new, now)

    def note_reading(self, run_id: int, read: int, failures: Sequence[Unreadable]) -> None:
        """Keeps how many trials a published run has read in all, and which the reader failed on."""
        with self._change() as connection:
            connection.execute(RUN.update().where(RUN.c.id == run_id).values(read=read))
            _put_unreadable(connection, run_id, failures)

    def save_readings(self, readings: Iterable[tuple[Reading, bytes]]) -> int:
        """Keeps readings, each with the hash of the text it is of; returns how many. What was of that text is replaced.

        Readings of texts that are not published yet may be saved: they are shown when their trial is.
        """
        rows = [
            dict(nct_id=r.nct_id, source_hash=source, reader_version=r.reader_version, reading=packed(r))
            for r, source in readings
        ]
        with self._change() as connection:
            _upsert(connection, READING, rows)
            connection.execute(COPY.update().values(edition=COPY.c.edition + 1))
        return len(rows)

    def keep_columns(self, edition: int, version: str, fingerprint: bytes, content: bytes | None) -> None:
        """Keeps the trials of this edition laid out in columns; None: the kept ones are of the same trials."""
        row: dict[str, Any] = dict(id=1, edition=edition, version=version, fingerprint=fingerprint)
        with self._change() as connection:
            if content is None:
                connection.execute(COLUMNS.update().values(row))
            else:
                _upsert(connection, COLUMNS, [row | dict(content=content)])


def _upsert(connection: Connection, table: sa.Table, rows: Sequence[dict[str, Any]], keep: Sequence[str] = ()) -> None:
    """Inserts the rows, or replaces those with the same key; columns named in `keep` stay as they were."""
    statement: Any = _insert_of(connection.dialect.name)(table)
    updated = {c.name: statement.excluded[c.name] for c in table.c if not c.primary_key and c.name not in keep}
    statement = statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=updated)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        connection.execute(statement, rows[start : start + _ROWS_AT_ONCE])


def _insert_of(dialect: str) -> Callable[[sa.Table], Any]:
    """Imported when something is written: commands that only read start a tenth of a second sooner."""
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert  # type: ignore[assignment]
    return insert


def _close_run(connection: Connection, new: Publication, now: str, seconds: float) -> None:
    """The run's record says good. Whoever started after it, its lock lost on the way, has closed the record already."""
    values = dict(outcome=Outcome.GOOD, ended_at=now, seconds=seconds, remarks=new.remarks, reason=None)
    values |= dict(data_timestamp=new.data_timestamp, version_holder=new.version_holder, total=new.total)
    values |= msgspec.structs.asdict(new.counts)
    still_mine = sa.and_(RUN.c.id == new.run_id, RUN.c.outcome == Outcome.RUNNING)
    if connection.execute(RUN.update().where(still_mine).values(values)).rowcount != 1:
        raise RunOvertaken("another run started while this one was at work and took its place; nothing of it was kept")


def _rewrite(connection: Connection, trials: Sequence[StagedTrial]) -> None:
    if not trials:
        return
    for table, column, values in (
        (TRIAL, "content_hash", [dict(key=t.nct_id, value=t.content_hash) for t in trials]),
        (DOCUMENT, "record", [dict(key=t.nct_id, value=t.record) for t in trials]),
    ):
        wanted = table.update().where(table.c.nct_id == sa.bindparam("key")).values({column: sa.bindparam("value")})
        connection.execute(wanted, values)


def _put_trials(connection: Connection, trials: Sequence[StagedTrial], now: str) -> None:
    _upsert(connection, TRIAL, [_trial_row(t, now) for t in trials], keep=("first_seen",))
    documents = [dict(nct_id=t.nct_id, record=t.record, trial=t.packed_trial) for t in trials]
    _upsert(connection, DOCUMENT, documents)


def _trial_row(trial: StagedTrial, now: str) -> dict[str, Any]:
    row = msgspec.structs.asdict(trial)
    del row["record"], row["packed_trial"]
    return row | dict(
        state=State.CURRENT, alias_of=None, first_seen=now, changed_at=now, left_at=None, missing_since=None
    )


def _put_departures(connection: Connection, departures: Sequence[Departure], now: str) -> None:
    _put_trials(connection, [d.staged for d in departures if d.staged is not None], now)
    for departure in departures:
        connection.execute(
            TRIAL.update()
            .where(TRIAL.c.nct_id == departure.nct_id)
            .values(state=departure.state, alias_of=departure.alias_of, left_at=now, missing_since=None)
        )


def _set_states(connection: Connection, new: Publication, now: str) -> None:
    back = dict(state=State.CURRENT, alias_of=None, left_at=None, missing_since=None)
    for nct_ids, values in (
        (new.returned, back),
        (new.missing, dict(missing_since=now)),
        (new.found_again, dict(missing_since=None)),
    ):
        if nct_ids:
            wanted = TRIAL.update().where(TRIAL.c.nct_id == sa.bindparam("key")).values(values)
            connection.execute(wanted, [dict(key=nct_id) for nct_id in nct_ids])


def _put_changes(
    connection: Connection, run_id: int, changes: Sequence[Change], now: str, data_timestamp: str | None
) -> None:
    def texts(values: Sequence[str]) -> str:
        return json.dumps([storable(v) for v in values], ensure_ascii=False)

    rows = [
        dict(
            run_id=run_id, nct_id=c.nct_id, seen_at=now, data_timestamp=data_timestamp, what=c.what,
            place=None if c.place is None else storable(c.place), removed=texts(c.removed), added=texts(c.added),
        )
        for c in changes
    ]  # fmt: skip
    if rows:
        connection.execute(CHANGE.insert(), rows)


def _put_unreadable(connection: Connection, run_id: int, records: Sequence[Unreadable]) -> None:
    rows = [dict(run_id=run_id, place=storable(u.place), reason=storable(u.reason), record=u.record) for u in records]
    if rows:
        connection.execute(UNREADABLE.insert(), rows)


def _put_copy(connection: Connection, new: Publication, now: str) -> None:
    former = connection.execute(sa.select(COPY.c.edition, COPY.c.data_timestamp, COPY.c.is_sample)).first()
    edition, stamp = (
        (0, None) if former is None else (former.edition, None if former.is_sample else former.data_timestamp)
    )
    if stamp is None or new.kind is not RunKind.PARTIAL:  # a few studies looked at don't make the others any newer
        stamp = new.data_timestamp
    row = dict(id=1, run_id=new.run_id, edition=edition + 1, is_sample=new.kind is RunKind.SAMPLE, published_at=now)
    _upsert(connection, COPY, [row | dict(data_timestamp=stamp)])


def _drop_sample(connection: Connection) -> None:
    """The one deletion: invented trials are never mixed with real ones."""
    if connection.scalar(sa.select(COPY.c.is_sample)):
        for table in (CHANGE, DOCUMENT, TRIAL):
            connection.execute(table.delete())


def _drop_orphan_readings(connection: Connection) -> None:
    """Readings of texts that no trial has any more."""
    kept = sa.exists().where(TRIAL.c.nct_id == READING.c.nct_id, TRIAL.c.source_hash == READING.c.source_hash)
    connection.execute(READING.delete().where(~kept))
