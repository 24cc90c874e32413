"""Halts."""

from sqlalchemy import BigInteger, Column, Index, Table, Text, UniqueConstraint, text

from storage.engine.metadata import metadata
from storage.engine.utc import UtcDateTime

# The kill switch. One row a press; at most one is active for each scope.
halts = Table(
    "halts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", BigInteger, nullable=False),  # of its newest change; the greatest tells what is active
    Column("scope", Text, nullable=False),
    Column("began_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("document", Text, nullable=False),
    UniqueConstraint("number"),
)
ACTIVE = text("ended_at IS NULL")
Index("uq_halts_standing", halts.c.scope, unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE)
Index("ix_halts_ended_at", halts.c.ended_at)
