"""Where our messages stand in Slack."""

from sqlalchemy import Column, Integer, Table, Text, UniqueConstraint, text

from storage.engine.metadata import metadata

# Our messages in Slack: approval cards, digests, samples.
cards = Table(
    "cards",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("token", Text, nullable=False),
    Column("channel_id", Text),
    Column("ts", Text),
    Column("shown_revision", Integer, nullable=False, server_default=text("0")),
    Column("shown", Text),
    UniqueConstraint("token"),
)
