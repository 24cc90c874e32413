"""The order of the audit log's leaves, the tree over them, its signed checkpoints, and what people were shown."""

import sqlalchemy as sa
from alembic import op

from storage.engine.utc import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Five more tables, and of each posting what it shows."""
    op.add_column("cards", sa.Column("shown", sa.Text()))
    op.create_table(
        "audit_shown",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_audit_shown")),
    )
    op.create_index("ix_audit_shown_action_id", "audit_shown", ["action_id"])
    op.create_table(
        "audit_logs",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.Text()),
        sa.Column("refused", sa.Text()),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_logs")),
    )
    op.create_table(
        "audit_runs",
        sa.Column("first_leaf", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("leaves", sa.BigInteger(), nullable=False),
        sa.Column("log", sa.Integer(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("first_leaf", name=op.f("pk_audit_runs")),
    )
    op.create_index("uq_audit_runs_log_start", "audit_runs", ["log", "start"], unique=True)
    op.create_table(
        "audit_tiles",
        sa.Column("log", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("tile", sa.BigInteger(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("log", "level", "tile", name=op.f("pk_audit_tiles")),
    )
    op.create_table(
        "audit_checkpoints",
        sa.Column("log", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("log", "size", name=op.f("pk_audit_checkpoints")),
    )
