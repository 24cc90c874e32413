"""Standing approvals, and what of them the serving process keeps in memory.

An action is released by what is in memory, and written only where the row says so, too
(:mod:`storage.commit.standing_uses`): what another process did meanwhile is seen in the very transaction that would
release it. Old news costs a round.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from msgspec import convert
from msgspec.structs import asdict
from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from oversight.action.decision import Actor
from oversight.audit.standing_leaf import GRANTED, REVOKED, granted_leaf, revoked_leaf
from oversight.ports.delivery import Message
from oversight.standing.standing_approval import StandingApproval
from storage.commit.side_writes import SideWrites
from storage.documents.document import read_part, write
from storage.engine.database import Database
from storage.engine.one_at_a_time import one_at_a_time
from storage.tables.standing import standing_approvals

LOCK = "sayso.standing"

FORMAT = 2
"""In format 1, spans were numbers."""
COLUMNS = (
    *("id", "agent_id", "action_type", "from_action", "granted_at", "expires_at"),
    *("uses_at_most", "uses", "revoked_at"),
)
"""The fields of an approval that have columns of their own."""

Known = Mapping[tuple[str, str], list[StandingApproval]]
"""By agent and type, those that were neither revoked, used up nor over when they were read."""


class SqlStanding:
    """The standing approvals in the database."""

    def __init__(self, database: Database, side_writes: SideWrites) -> None:
        """Over this database."""
        self._database = database
        self._side_writes = side_writes
        self._known: Known | None = None
        self._number = -1
        """Of the newest grant or revocation in what is known."""
        self._looked_at = datetime.min.replace(tzinfo=UTC)
        """What was over by then is not kept."""
        self._line = asyncio.Lock()
        self._readings = 0

    async def usable(
        self, agent_id: str, action_type: str, now: datetime, *, anew: bool = False
    ) -> Sequence[StandingApproval]:
        self._looked_at = now
        known = await self._read() if anew or self._known is None else self._known
        return known.get((agent_id, action_type), ())

    async def refresh(self) -> None:
        if self._known is not None and await self._database.read(_newest_number) != self._number:
            await self._read()

    async def grant(self, approval: StandingApproval, messages: Sequence[Message]) -> bool:
        def query(connection: Connection) -> bool:
            if not _insert(connection, approval):
                return False
            leaf = (approval.id, GRANTED, granted_leaf(approval))
            self._side_writes.write(connection, [leaf], messages, approval.granted_at)
            return True

        granted = await self._database.write(query)
        if granted:
            self._changed(messages)
        return granted

    async def revoke(
        self, approval_id: str, by: Actor, at: datetime, messages: Sequence[Message]
    ) -> StandingApproval | None:
        def query(connection: Connection) -> StandingApproval | None:
            revoked = _set_revoked(connection, approval_id, by, at)
            if revoked is not None:
                self._side_writes.write(connection, [(approval_id, REVOKED, revoked_leaf(revoked))], messages, at)
            return revoked

        revoked = await self._database.write(query)
        if revoked is not None:
            self._changed(messages)
        return revoked

    async def approval(self, approval_id: str) -> StandingApproval | None:
        wanted = standing_approvals.c.id == approval_id
        found = await self._database.read(lambda connection: _list(connection, wanted))
        return found[0] if found else None

    async def of_action(self, action_id: str) -> Sequence[StandingApproval]:
        wanted = standing_approvals.c.from_action == action_id
        return await self._database.read(lambda connection: _list(connection, wanted))

    async def active(self, now: datetime, limit: int) -> Sequence[StandingApproval]:
        wanted = (*_UNSPENT, standing_approvals.c.expires_at > now)
        return await self._database.read(lambda connection: _list(connection, *wanted, newest_first=limit))

    async def _read(self) -> Known:
        """What is there at some moment after this was asked. Those who ask while it is read share the next reading."""
        asked = self._readings
        async with self._line:
            if self._known is None or self._readings == asked:
                self._readings += 1
                number, found = await self._database.read(partial(_load, now=self._looked_at))
                known: defaultdict[tuple[str, str], list[StandingApproval]] = defaultdict(list)
                for approval in found:
                    known[approval.agent_id, approval.action_type].append(approval)
                self._known, self._number = dict(known), number
            return self._known

    def _changed(self, messages: Sequence[Message]) -> None:
        self._known = None  # whoever proposes next reads it anew
        self._side_writes.wake(messages)


def _newest_number(connection: Connection) -> int:
    number: int = connection.execute(NUMBER).scalar_one()
    return number


def _load(connection: Connection, now: datetime) -> tuple[int, list[StandingApproval]]:
    """The number first: what changes between the two is then under an old number, and read again."""
    return _newest_number(connection), _list(connection, *_UNSPENT, standing_approvals.c.expires_at > now)


def _next_number(connection: Connection) -> int:
    """Changes go one after the other."""
    one_at_a_time(connection, LOCK)
    return _newest_number(connection) + 1


def _insert(connection: Connection, approval: StandingApproval) -> bool:
    """Whether its action had none in force, so that it was written. One process at a time takes the next number."""
    s, number = standing_approvals.c, _next_number(connection)
    same = (s.from_action == approval.from_action, s.expires_at > approval.granted_at, *_UNSPENT)
    if connection.execute(select(s.id).where(*same).limit(1)).scalar() is not None:
        return False
    said = asdict(approval)
    values = {name: said.pop(name) for name in COLUMNS}
    values |= {"number": number, "document": write({"format": FORMAT, **said})}
    connection.execute(insert(standing_approvals).values(values))
    return True


def _set_revoked(connection: Connection, approval_id: str, by: Actor, at: datetime) -> StandingApproval | None:
    s = standing_approvals.c
    number = _next_number(connection)
    wanted = select(s.document).where(s.id == approval_id, s.revoked_at.is_(None)).with_for_update()
    document = connection.execute(wanted).scalar()
    if document is None:
        return None
    said = write(read_part(document) | {"revoked_by": by})
    values = {"number": number, "revoked_at": at, "document": said}
    connection.execute(update(standing_approvals).where(s.id == approval_id).values(values))
    return _list(connection, s.id == approval_id)[0]


def _list(
    connection: Connection, *wanted: ColumnElement[bool], newest_first: int | None = None
) -> list[StandingApproval]:
    s = standing_approvals.c
    order = s.id if newest_first is None else s.id.desc()
    found = select(standing_approvals).where(*wanted).order_by(order).limit(newest_first)
    return [_approval_of(row) for row in connection.execute(found)]


def _approval_of(row: Row[*tuple[object, ...]]) -> StandingApproval:
    return convert(read_part(row.document) | {name: getattr(row, name) for name in COLUMNS}, StandingApproval)


NUMBER = select(func.coalesce(func.max(standing_approvals.c.number), 0))
_UNSPENT = (
    standing_approvals.c.revoked_at.is_(None),
    standing_approvals.c.uses < standing_approvals.c.uses_at_most,
)
