"""The tables. Times are UTC text (`2026-11-24T15:00:03Z`), which sorts and compares alike on both databases.

The large pieces of a trial live in tables of their own, so that a scan of statuses or hashes touches small rows only.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

SCHEMA_REVISION = "0002"


class State(StrEnum):
    """Where a stored trial stands towards the registry's answer to our query. Nothing is ever deleted."""

    CURRENT = "current"
    LEFT_QUERY = "left_query"
    ALIAS_OF = "alias_of"
    GONE = "gone"


class Outcome(StrEnum):
    RUNNING = "running"
    GOOD = "good"
    FAILED = "failed"


class RunKind(StrEnum):
    FULL = "full"
    PARTIAL = "partial"
    SAMPLE = "sample"


class TrialRow(SQLModel, table=True):
    """What others filter on. `phases` is joined by `|`; `missing_since` is the first night of an unconfirmed 404."""

    __tablename__ = "trial"

    nct_id: str = Field(primary_key=True, max_length=11)
    state: str = Field(default=State.CURRENT, max_length=12)
    alias_of: str | None = Field(default=None, max_length=11)
    overall_status: str | None = Field(default=None, index=True)
    study_type: str | None = None
    phases: str = ""
    brief_title: str = ""
    last_update_date: str | None = None
    content_hash: bytes
    source_hash: bytes
    first_seen: str
    changed_at: str
    left_at: str | None = None
    missing_since: str | None = None


class DocumentRow(SQLModel, table=True):
    """The record as it came (JSON with `versionHolder` emptied, zlib) and the `Trial` made of it (msgpack, zlib)."""

    __tablename__ = "document"

    nct_id: str = Field(primary_key=True, max_length=11, foreign_key="trial.nct_id")
    record: bytes
    trial: bytes


class ReadingRow(SQLModel, table=True):
    """A reading of the text with this hash (msgpack, zlib). It may be kept before its trial is published."""

    __tablename__ = "reading"

    nct_id: str = Field(primary_key=True, max_length=11)
    source_hash: bytes = Field(primary_key=True)
    reader_version: str
    reading: bytes


class RunRow(SQLModel, table=True):
    __tablename__ = "run"

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=10)
    outcome: str = Field(default=Outcome.RUNNING, max_length=10)
    reason: str | None = None
    owner: str = ""
    query: str | None = None
    started_at: str
    ended_at: str | None = None
    seconds: float | None = None
    data_timestamp: str | None = None
    version_holder: str | None = None
    total: int | None = None
    new: int = 0
    changed: int = 0
    left: int = 0
    failed: int = 0
    unchanged: int = 0
    returned: int = 0
    read: int = 0
    retries: int = 0
    remarks: str | None = None


class CopyRow(SQLModel, table=True):
    """The one row that says which copy is published. `edition` grows with whatever a reader could notice."""

    __tablename__ = "copy"

    id: int = Field(default=1, primary_key=True)
    run_id: int = Field(foreign_key="run.id")
    edition: int
    data_timestamp: str | None = None
    is_sample: bool = False
    published_at: str


class ColumnsRow(SQLModel, table=True):
    """The one row that holds the trials of the copy laid out in columns, for the edition and the code that it names.

    fingerprint: of the trials and readings that were laid out. Derived: whoever finds it out of date makes it anew.
    """

    __tablename__ = "columns"

    id: int = Field(default=1, primary_key=True)
    edition: int
    version: str
    fingerprint: bytes
    content: bytes


class UnreadableRow(SQLModel, table=True):
    """A record that could not be kept as a trial, as it came. Cleared by the next published run."""

    __tablename__ = "unreadable"

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="run.id")
    place: str
    reason: str
    record: bytes


class ChangeRow(SQLModel, table=True):
    """One thing that changed in one trial. `removed`, `added`: JSON lists of texts; `place`: which site or arm."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_seen", "seen_at", "nct_id"), Index("ix_change_trial", "nct_id"))

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="run.id")
    nct_id: str = Field(max_length=11)
    seen_at: str
    data_timestamp: str | None = None
    what: str
    place: str | None = None
    removed: str
    added: str
