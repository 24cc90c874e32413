"""Policies in their own words."""

from sqlalchemy import Column, Table, Text

from storage.engine.utc import UtcDateTime
from storage.tables.metadata import metadata

policies = Table(
    "policies",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("first_used_at", UtcDateTime, nullable=False),
)
