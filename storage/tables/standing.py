"""Standing approvals and their uses."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from storage.engine.metadata import metadata
from storage.engine.utc import UtcDateTime

# What reviewers allowed in advance. The number of its newest grant or revocation tells who has old news.
standing_approvals = Table(
    "standing_approvals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("action_type", Text, nullable=False),
    Column("from_action", ForeignKey("actions.id"), nullable=False),
    Column("granted_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("uses_at_most", Integer, nullable=False),
    Column("uses", Integer, nullable=False, server_default=text("0")),
    Column("revoked_at", UtcDateTime),
    Column("document", Text, nullable=False),
    UniqueConstraint("number"),
)
UNREVOKED = text("revoked_at IS NULL")
Index("ix_standing_approvals_from_action", standing_approvals.c.from_action)
Index(
    "ix_standing_approvals_expires_at",
    standing_approvals.c.expires_at,
    sqlite_where=UNREVOKED,
    postgresql_where=UNREVOKED,
)

# Each use, numbered: no number is given twice, whatever else goes wrong.
standing_uses = Table(
    "standing_uses",
    metadata,
    Column("standing_id", ForeignKey("standing_approvals.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("action_id", ForeignKey("actions.id"), nullable=False),
    UniqueConstraint("action_id"),
)
