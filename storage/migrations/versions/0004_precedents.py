"""What teaches is found quickly: per type what people decided last, and what went wrong last."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BY_PEOPLE = sa.text("decider_kind = 'human'")
WENT_WRONG = sa.text("outcome_kind IN ('failed', 'error_found')")


def upgrade() -> None:
    """Three more indexes."""
    op.create_index(
        "ix_actions_by_people",
        "actions",
        ["action_type", "status", "decided_at"],
        sqlite_where=BY_PEOPLE,
        postgresql_where=BY_PEOPLE,
    )
    op.create_index(
        "ix_actions_went_wrong",
        "actions",
        ["action_type", "outcome_at"],
        sqlite_where=WENT_WRONG,
        postgresql_where=WENT_WRONG,
    )
    op.create_index("ix_samples_action_id", "samples", ["action_id"])
