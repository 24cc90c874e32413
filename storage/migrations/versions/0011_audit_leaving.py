"""What was told of the audit log in Slack, and what witnesses signed of it."""

import sqlalchemy as sa
from alembic import op

from storage.engine.utc import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of each log what was announced, and one more table."""
    op.add_column("audit_logs", sa.Column("announced_size", sa.BigInteger()))
    op.add_column("audit_logs", sa.Column("announced_at", UtcDateTime()))
    op.add_column("audit_logs", sa.Column("refusal_told_at", UtcDateTime()))
    op.create_table(
        "audit_cosignatures",
        sa.Column("log", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("log", "size", "witness", name=op.f("pk_audit_cosignatures")),
    )
