"""Alembic's entry: runs the migrations on the connection that `data.database` hands over."""

from alembic import context
from sqlmodel import SQLModel

from data import tables

connection = context.config.attributes["connection"]
assert tables.SCHEMA_REVISION  # the import fills SQLModel.metadata, which `alembic check` compares with
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
