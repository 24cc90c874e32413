"""The audit log."""

from sqlalchemy import Column, Index, LargeBinary, Table, Text

from storage.tables.metadata import SERIAL, metadata

# The log outlives what it tells of, so it refers to actions by name only.
audit_leaves = Table(
    "audit_leaves",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("action_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_audit_leaves_action_id_id", audit_leaves.c.action_id, audit_leaves.c.id)
