"""Digests and their samples."""

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from storage.engine.metadata import metadata
from storage.engine.utc import UtcDateTime

digests = Table(
    "digests",
    metadata,
    Column("id", Text, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False, unique=True),
    Column("channel", Text, nullable=False),
    Column("numbers", Text, nullable=False),
)

samples = Table(
    "samples",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest_id", ForeignKey("digests.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("page", Integer, nullable=False, server_default=text("0")),
    Column("action_id", ForeignKey("actions.id"), nullable=False),
    Column("rule", Text, nullable=False),
    Column("probability", Double, nullable=False),
    Column("finding", Text),
    Column("reviewed_by", Text),
    Column("reviewed_at", UtcDateTime),
    Column("mistake", Text),
    Column("also", Text),  # the other reasons beside the rule; NULL where there are none
    UniqueConstraint("digest_id", "position"),
)
Index("ix_samples_reviewed_at", samples.c.reviewed_at)
Index("ix_samples_action_id", samples.c.action_id)
