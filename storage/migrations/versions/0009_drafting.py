"""The work of people on drafts, and what was learned from it."""

import sqlalchemy as sa
from alembic import op

from storage.engine.utc import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three more tables."""
    op.create_table(
        "draft_works",
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("learned", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_draft_works_action_id_actions")),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_draft_works")),
    )
    op.create_table(
        "draft_edit_rates",
        sa.Column("action_type", sa.Text(), nullable=False),
        sa.Column("block_key", sa.Text(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("edited", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("action_type", "block_key", name=op.f("pk_draft_edit_rates")),
    )
    op.create_table(
        "draft_spot_checks",
        sa.Column("action_type", sa.Text(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("action_type", name=op.f("pk_draft_spot_checks")),
    )
