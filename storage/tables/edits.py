"""Edits in progress."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.engine.metadata import metadata
from storage.engine.utc import UtcDateTime

# What reviewers have typed and not sent in yet: one row per action and person, for an hour after its last change.
edits = Table(
    "edits",
    metadata,
    Column("token", Text, primary_key=True),
    Column("action_id", ForeignKey("actions.id"), nullable=False),
    Column("user_id", Text, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("document", Text, nullable=False),
    UniqueConstraint("action_id", "user_id"),
)
Index("ix_edits_updated_at", edits.c.updated_at)
