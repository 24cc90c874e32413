"""What reviewers allowed in advance, and each use of it."""

import sqlalchemy as sa
from alembic import op

from storage.engine.utc import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UNREVOKED = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    """Two more tables."""
    op.create_table(
        "standing_approvals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("action_type", sa.Text(), nullable=False),
        sa.Column("from_action", sa.Text(), nullable=False),
        sa.Column("granted_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("uses_at_most", sa.Integer(), nullable=False),
        sa.Column("uses", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_action"], ["actions.id"], name=op.f("fk_standing_approvals_from_action_actions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_approvals")),
        sa.UniqueConstraint("number", name=op.f("uq_standing_approvals_number")),
    )
    op.create_index("ix_standing_approvals_from_action", "standing_approvals", ["from_action"], unique=False)
    op.create_index(
        "ix_standing_approvals_expires_at",
        "standing_approvals",
        ["expires_at"],
        sqlite_where=UNREVOKED,
        postgresql_where=UNREVOKED,
    )
    op.create_table(
        "standing_uses",
        sa.Column("standing_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["standing_id"], ["standing_approvals.id"], name=op.f("fk_standing_uses_standing_id_standing_approvals")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_standing_uses_action_id_actions")),
        sa.PrimaryKeyConstraint("standing_id", "number", name=op.f("pk_standing_uses")),
        sa.UniqueConstraint("action_id", name=op.f("uq_standing_uses_action_id")),
    )
