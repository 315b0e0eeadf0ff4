"""The first schema.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trial",
        sa.Column("nct_id", sa.String(11), primary_key=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("alias_of", sa.String(11)),
        sa.Column("overall_status", sa.String()),
        sa.Column("study_type", sa.String()),
        sa.Column("phases", sa.String(), nullable=False),
        sa.Column("brief_title", sa.String(), nullable=False),
        sa.Column("last_update_date", sa.String()),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("source_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("left_at", sa.String()),
        sa.Column("missing_since", sa.String()),
    )
    op.create_index("ix_trial_overall_status", "trial", ["overall_status"])
    op.create_table(
        "document",
        sa.Column("nct_id", sa.String(11), sa.ForeignKey("trial.nct_id"), primary_key=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("trial", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "reading",
        sa.Column("nct_id", sa.String(11), primary_key=True),
        sa.Column("source_hash", sa.LargeBinary(), primary_key=True),
        sa.Column("reader_version", sa.String(), nullable=False),
        sa.Column("reading", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("reason", sa.String()),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("query", sa.String()),
        sa.Column("started_at", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String()),
        sa.Column("seconds", sa.Float()),
        sa.Column("data_timestamp", sa.String()),
        sa.Column("version_holder", sa.String()),
        sa.Column("total", sa.Integer()),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("new", "changed", "left", "failed", "unchanged", "returned", "read", "retries")
        ),
        sa.Column("remarks", sa.String()),
    )
    op.create_table(
        "copy",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("run.id"), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("data_timestamp", sa.String()),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.String(), nullable=False),
    )
    op.create_table(
        "unreadable",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("run.id"), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("run.id"), nullable=False),
        sa.Column("nct_id", sa.String(11), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.Column("data_timestamp", sa.String()),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("place", sa.String()),
        sa.Column("removed", sa.String(), nullable=False),
        sa.Column("added", sa.String(), nullable=False),
    )
    op.create_index("ix_change_seen", "change", ["seen_at", "nct_id"])
    op.create_index("ix_change_trial", "change", ["nct_id"])


def downgrade() -> None:
    for table in ("change", "unreadable", "copy", "run", "reading", "document", "trial"):
        op.drop_table(table)
