"""Agents and their keys."""

from sqlalchemy import Column, ForeignKey, Table, Text

from storage.engine.metadata import metadata
from storage.engine.utc import UtcDateTime

agents = Table(
    "agents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("owner", Text),
    Column("action_types", Text, nullable=False),
)

agent_keys = Table(
    "agent_keys",
    metadata,
    Column("prefix", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("agent_id", ForeignKey("agents.id"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
)
