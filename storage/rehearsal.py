"""Past actions in their order, with what people said of them afterwards: what a policy is rehearsed on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from oversight.action.action import Action
from oversight.review.sampling import Sample
from storage.actions.loading import load_actions
from storage.engine.database import Database
from storage.engine.patience import LONG
from storage.review import sample_of
from storage.tables.actions import actions
from storage.tables.review import samples

PAGE = 500


async def past_actions(
    database: Database, after: str = "", *, since: datetime | None = None, until: datetime | None = None
) -> Sequence[tuple[Action, Sample | None]]:
    """The next actions after this id, oldest first, with the finding of each that was reviewed; at most a page."""
    return await database.read(lambda connection: _page(connection, after, since, until), seconds=LONG)


def _page(
    connection: Connection, after: str, since: datetime | None, until: datetime | None
) -> list[tuple[Action, Sample | None]]:
    a, s = actions.c, samples.c
    wanted = select(a.id).where(a.id > after)
    if since is not None:
        wanted = wanted.where(a.created_at >= since)
    if until is not None:
        wanted = wanted.where(a.created_at < until)
    ids = list(connection.execute(wanted.order_by(a.id).limit(PAGE)).scalars())
    reviewed = select(samples).where(s.action_id.in_(ids), s.finding.is_not(None)).order_by(s.reviewed_at)
    found = {row.action_id: sample_of(row) for row in connection.execute(reviewed)}
    return [(action, found.get(action.id)) for action in load_actions(connection, ids)]
