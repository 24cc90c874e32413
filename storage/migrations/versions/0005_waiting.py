"""Where an action waits has room for more: repeated reminders, more time, hand-offs, rounds of the ladder."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One more column."""
    op.add_column("actions", sa.Column("watch", sa.Text(), nullable=True))
