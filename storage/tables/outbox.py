"""What is on its way to Slack."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, text

from storage.engine.metadata import SERIAL, metadata
from storage.engine.utc import UtcDateTime

outbox = Table(
    "outbox",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("event", Text),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("available_at", UtcDateTime),  # not before; NULL: at once
    Column("leased_until", UtcDateTime),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("in_doubt", Boolean(create_constraint=False), nullable=False, server_default=text("false")),
    Column("last_error", Text),
    Column("dead_at", UtcDateTime),
    Column("stands", Boolean(create_constraint=False)),  # known to be posted; NULL until the next claim looks
    sqlite_autoincrement=True,
)
WAITING = text("dead_at IS NULL")
Index(
    "ix_outbox_waiting",
    outbox.c.channel,
    outbox.c.stands,
    outbox.c.urgency,
    outbox.c.id,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)
UNSORTED = text("stands IS NULL")
Index("ix_outbox_unsorted", outbox.c.id, sqlite_where=UNSORTED, postgresql_where=UNSORTED)
LEASED = text("leased_until IS NOT NULL")
Index("ix_outbox_leased", outbox.c.channel, sqlite_where=LEASED, postgresql_where=LEASED)
Index("ix_outbox_ref_id", outbox.c.ref, outbox.c.id)
