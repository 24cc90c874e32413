"""Of a sample: its message in the digest's thread, until now one of its own, what was wrong, and all reasons."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three more columns; a message's number is the sample's position where the samples are old."""
    op.add_column("samples", sa.Column("page", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("samples", sa.Column("mistake", sa.Text()))
    op.add_column("samples", sa.Column("also", sa.Text()))
    op.execute("UPDATE samples SET page = position")
