"""Which message of a digest's thread a sample stands in, until now one of its own; and what was wrong with it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two more columns; a message's number is the sample's position where the samples are old."""
    op.add_column("samples", sa.Column("page", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("samples", sa.Column("mistake", sa.Text()))
    op.execute("UPDATE samples SET page = position")
