"""The audit log: its leaves, the order that they got, the tree over them, and what was signed."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from storage.engine.metadata import SERIAL, metadata
from storage.engine.utc import UtcDateTime

# The log outlives what it tells of, so it refers to actions by name only.
audit_leaves = Table(
    "audit_leaves",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("action_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_audit_leaves_action_id_id", audit_leaves.c.action_id, audit_leaves.c.id)

# One row for each log that was begun. Its size moves by compare-and-set, so two sequencers make one history.
audit_logs = Table(
    "audit_logs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    Column("origin", Text),
    Column("refused", Text),
    Column("announced_size", BigInteger),  # of the newest checkpoint that Slack was told of
    Column("announced_at", UtcDateTime),
    Column("refusal_told_at", UtcDateTime),
)

# Which leaf has which index: leaves mostly come in the order of their ids, so a run of them is one row.
audit_runs = Table(
    "audit_runs",
    metadata,
    Column("first_leaf", BigInteger, primary_key=True, autoincrement=False),
    Column("leaves", BigInteger, nullable=False),
    Column("log", Integer, nullable=False),
    Column("start", BigInteger, nullable=False),
)
Index("uq_audit_runs_log_start", audit_runs.c.log, audit_runs.c.start, unique=True)

# The tree, 256 hashes a row. A tile at the right edge of its level grows until it is full.
audit_tiles = Table(
    "audit_tiles",
    metadata,
    Column("log", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("tile", BigInteger, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
    PrimaryKeyConstraint("log", "level", "tile"),
)

# What people had before them when they decided, kept once by the digest that the log holds.
audit_shown = Table(
    "audit_shown",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("action_id", Text, nullable=False, index=True),
    Column("document", LargeBinary, nullable=False),
)

# What was signed, oldest first: it is never taken back.
audit_checkpoints = Table(
    "audit_checkpoints",
    metadata,
    Column("log", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("signed_at", UtcDateTime, nullable=False),
    Column("note", Text, nullable=False),
    PrimaryKeyConstraint("log", "size"),
)

# What witnesses signed of a checkpoint: one line of a signed note each, by the key that made it.
audit_cosignatures = Table(
    "audit_cosignatures",
    metadata,
    Column("log", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("witness", Text, nullable=False),
    Column("line", Text, nullable=False),
    PrimaryKeyConstraint("log", "size", "witness"),
)
