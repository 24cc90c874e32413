"""Policies in their own words."""

from sqlalchemy import Column, Table, Text

from storage.engine.metadata import metadata
from storage.engine.utc import UtcDateTime

policies = Table(
    "policies",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("first_used_at", UtcDateTime, nullable=False),
)
