"""What stands in Slack has a lane of its own, so that a decided card does not wait behind new ones."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WAITING = sa.text("dead_at IS NULL")
UNSORTED = sa.text("stands IS NULL")


def upgrade() -> None:
    """One more column, and the index over waiting rows by lane."""
    op.add_column("outbox", sa.Column("stands", sa.Boolean(), nullable=True))
    op.drop_index("ix_outbox_waiting", "outbox")
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["channel", "stands", "urgency", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index("ix_outbox_unsorted", "outbox", ["id"], sqlite_where=UNSORTED, postgresql_where=UNSORTED)
