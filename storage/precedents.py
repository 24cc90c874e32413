"""Past actions: which of them teach something, what happened lately that does, and all of them in their order."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, or_, select

from oversight.action.action import Action
from oversight.action.event_kind import EventKind
from oversight.action.status import Status
from oversight.review.sample import Sample
from oversight.signals.precedent import TELLING
from storage.actions.loading import load_actions
from storage.engine.database import Database
from storage.engine.patience import LONG
from storage.engine.portions import SOME
from storage.review import sample_of
from storage.tables.actions import actions
from storage.tables.audit import audit_leaves
from storage.tables.review import samples

TEACHING = (Status.APPROVED, Status.REJECTED, Status.MODIFIED)
"""What people decide."""

_BY_PEOPLE: ColumnElement[bool] = literal_column("decider_kind = 'human'")
_WENT_WRONG: ColumnElement[bool] = literal_column("outcome_kind IN ('failed', 'error_found')")
# Literals and not parameters, word for word as in the indexes: only so can a planner see that those answer.

PAGE = 500

Taught = tuple[Action, tuple[Sample, ...]]
"""An action, with what reviewers found of it."""


class News(Struct, frozen=True):
    """What was decided, reported or found since a position of the log, and where the log ends now."""

    action_ids: tuple[str, ...]
    position: int


class SqlPrecedents:
    """The past in the database."""

    def __init__(self, database: Database) -> None:
        """Over this database."""
        self._database = database

    async def newest_teaching(self, action_type: str, most: int) -> Sequence[str]:
        """The ids of this type's actions that teach something: of each kind of evidence the newest, the newest last."""
        return await self._database.read(lambda connection: _newest(connection, action_type, most), seconds=LONG)

    async def taught_by(self, action_ids: Sequence[str]) -> Sequence[Taught]:
        """These actions with their findings, in the order of their ids."""
        return await self._database.read(lambda connection: _taught(connection, action_ids), seconds=LONG)

    async def news_since(self, position: int, action_types: Collection[str]) -> News:
        """The actions of these types that may teach something new, by the log after this position."""
        return await self._database.read(lambda connection: _news(connection, position, action_types), seconds=LONG)

    async def log_position(self) -> int:
        """Where the log ends now."""
        return await self._database.read(_end_of_log)

    async def page(
        self, after: str = "", *, since: datetime | None = None, until: datetime | None = None
    ) -> Sequence[tuple[Action, Sample | None]]:
        """The next actions after this id, oldest first, with the finding of each that was reviewed; at most a page.

        What a policy is rehearsed on.
        """
        return await self._database.read(lambda connection: _page(connection, after, since, until), seconds=LONG)


def _newest(connection: Connection, action_type: str, most: int) -> list[str]:
    ids = {
        action_id
        for wanted in _kinds_of_evidence(action_type)
        for action_id in connection.execute(wanted.limit(most)).scalars()
    }
    return sorted(ids)


def _kinds_of_evidence(action_type: str) -> Iterator[Select[str]]:
    a, s = actions.c, samples.c
    of_type = select(a.id).where(a.action_type == action_type)
    for status in TEACHING:
        yield of_type.where(a.status == status.value, _BY_PEOPLE).order_by(a.decided_at.desc())
    yield of_type.where(_WENT_WRONG).order_by(a.outcome_at.desc())
    for finding in TELLING:
        found = of_type.join(samples, s.action_id == a.id).where(s.finding == finding.value)
        yield found.order_by(s.reviewed_at.desc())


def _taught(connection: Connection, action_ids: Sequence[str]) -> list[Taught]:
    found: dict[str, list[Sample]] = {}
    for start in range(0, len(action_ids), SOME):
        s = samples.c
        some = action_ids[start : start + SOME]
        wanted = select(samples).where(s.action_id.in_(some), s.finding.is_not(None)).order_by(s.id)
        for row in connection.execute(wanted):
            found.setdefault(row.action_id, []).append(sample_of(row))
    return [(action, tuple(found.get(action.id, ()))) for action in load_actions(connection, action_ids)]


def _news(connection: Connection, position: int, action_types: Collection[str]) -> News:
    a, leaf = actions.c, audit_leaves.c
    end = _end_of_log(connection)
    teaches = or_(
        and_(leaf.kind == EventKind.DECIDED.value, _BY_PEOPLE),
        and_(leaf.kind == EventKind.OUTCOME_REPORTED.value, _WENT_WRONG),
        leaf.kind == EventKind.REVIEWED.value,
    )
    wanted = (
        select(leaf.action_id)
        .distinct()
        .join(actions, a.id == leaf.action_id)
        .where(leaf.id > position, leaf.id <= end, teaches, a.action_type.in_(sorted(action_types)))
    )
    return News(tuple(sorted(connection.execute(wanted).scalars())), end)


def _end_of_log(connection: Connection) -> int:
    return connection.execute(select(func.max(audit_leaves.c.id))).scalar() or 0


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
