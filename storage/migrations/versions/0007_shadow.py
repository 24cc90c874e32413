"""What ran in shadow is found by a column of its own, and not by what stands in the text of its document."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AT_A_TIME = 500
IN_SHADOW = '%"shadow":{"verdict":%'
"""Stands in the document of every action that ran in shadow; an agent may have written it too, so we look again."""


def upgrade() -> None:
    """One more column, filled for the actions that there are."""
    op.add_column("actions", sa.Column("shadow", sa.Text(), nullable=True))
    actions = sa.table("actions", sa.column("id"), sa.column("document"), sa.column("shadow"))
    connection, last = op.get_bind(), ""
    while True:
        wanted = sa.select(actions.c.id, actions.c.document).where(
            actions.c.id > last, actions.c.document.like(IN_SHADOW)
        )
        found = connection.execute(wanted.order_by(actions.c.id).limit(AT_A_TIME)).all()
        for row in found:
            shadow = json.loads(row.document)["route"].get("shadow")
            if shadow is not None:
                told = sa.update(actions).where(actions.c.id == row.id).values(shadow=shadow["tier"])
                connection.execute(told)
        if len(found) < AT_A_TIME:
            return
        last = found[-1].id
