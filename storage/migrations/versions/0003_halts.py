"""The kill switch: halts, and when a halt stopped an action's time."""

import sqlalchemy as sa
from alembic import op

from storage.engine.utc import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PENDING = sa.text("status = 'pending'")
STANDING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """One more table, one more column."""
    op.create_table(
        "halts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_halts")),
        sa.UniqueConstraint("number", name=op.f("uq_halts_number")),
    )
    op.create_index(
        "uq_halts_standing", "halts", ["scope"], unique=True, sqlite_where=STANDING, postgresql_where=STANDING
    )
    op.create_index("ix_halts_ended_at", "halts", ["ended_at"], unique=False)
    op.add_column("actions", sa.Column("frozen_at", UtcDateTime(), nullable=True))
    op.create_index("ix_actions_frozen_at", "actions", ["frozen_at"], sqlite_where=PENDING, postgresql_where=PENDING)
