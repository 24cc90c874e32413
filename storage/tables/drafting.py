"""The work of people on drafts, and what was learned from it."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, Text, false

from storage.engine.metadata import metadata
from storage.engine.utc import UtcDateTime

# Short-lived: a row goes some time after its action was decided.
draft_works = Table(
    "draft_works",
    metadata,
    Column("action_id", ForeignKey("actions.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("learned", Boolean, nullable=False, server_default=false()),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("document", Text, nullable=False),
)

draft_edit_rates = Table(
    "draft_edit_rates",
    metadata,
    Column("action_type", Text, primary_key=True),
    Column("block_key", Text, primary_key=True),
    Column("opened", Integer, nullable=False),
    Column("edited", Integer, nullable=False),
)

draft_spot_checks = Table(
    "draft_spot_checks",
    metadata,
    Column("action_type", Text, primary_key=True),
    Column("answered", Integer, nullable=False),
    Column("found", Integer, nullable=False),
)
