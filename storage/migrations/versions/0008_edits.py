"""What reviewers have typed and not sent in yet."""

import sqlalchemy as sa
from alembic import op

from storage.engine.utc import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One more table."""
    op.create_table(
        "edits",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_edits_action_id_actions")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_edits")),
        sa.UniqueConstraint("action_id", "user_id", name=op.f("uq_edits_action_id_user_id")),
    )
    op.create_index("ix_edits_updated_at", "edits", ["updated_at"], unique=False)
