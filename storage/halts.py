"""Halts, and what of them the serving process keeps in memory.

A new action is routed under the halts in memory and written only while their number is the newest
(:mod:`storage.commit.commit_all`): what another process did meanwhile is seen in the very transaction that would
release the action, so memory may be old and costs nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import convert
from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, not_, or_, select, true, update

from oversight.action.action import Action
from oversight.audit.halt_leaf import BEGAN, ENDED, began_leaf, ended_leaf
from oversight.halts.frozen_time import freezing
from oversight.halts.halt import Ending, Halt, Halts, Scope, ScopeKind
from oversight.ports.delivery import Message
from storage.actions.actions import list_unsettled
from storage.commit.side_writes import SideWrites
from storage.documents.document import Document, read_part, write
from storage.engine.database import Database
from storage.engine.one_at_a_time import one_at_a_time
from storage.tables.actions import actions
from storage.tables.halts import halts

LOCK = "sayso.halts"


class SqlHalts:
    """The halts in the database."""

    def __init__(self, database: Database, side_writes: SideWrites) -> None:
        """Over this database."""
        self._database = database
        self._side_writes = side_writes
        self._known: Halts | None = None

    async def active(self, *, anew: bool = False) -> Halts:
        if self._known is None or anew:
            self._known = read = await self._database.read(load_active)
            return read
        return self._known

    async def begin(self, halt: Halt, messages: Sequence[Message]) -> Halt:
        def query(connection: Connection) -> tuple[Halt, Halts]:
            one_at_a_time(connection, LOCK)
            before = load_active(connection)
            if (same := before.on(halt.scope)) is not None:
                return same, before
            _insert(connection, halt, before.number + 1)
            self._side_writes.write(connection, [(halt.id, BEGAN, began_leaf(halt))], messages, halt.at)
            return halt, load_active(connection)

        active, self._known = await self._database.write(query)
        self._side_writes.wake(messages)
        return active

    async def end(self, halt_id: str, ending: Ending, messages: Sequence[Message]) -> Halt | None:
        def query(connection: Connection) -> tuple[Halt | None, Halts]:
            one_at_a_time(connection, LOCK)
            before = load_active(connection)
            ended = _set_ended(connection, halt_id, ending, before.number + 1)
            if ended is None:
                return None, before
            self._side_writes.write(connection, [(halt_id, ENDED, ended_leaf(ended))], messages, ending.at)
            return ended, load_active(connection)

        ended, self._known = await self._database.write(query)
        self._side_writes.wake(messages)
        return ended

    async def halt(self, halt_id: str) -> Halt | None:
        return await self._database.read(lambda connection: _load(connection, halt_id))

    async def ended(self, since: datetime) -> Sequence[Halt]:
        return await self._database.read(lambda connection: _list(connection, halts.c.ended_at >= since))

    async def unsettled(self, halts: Halts, limit: int) -> Sequence[Action]:
        wrong = _wrong(halts)

        def query(connection: Connection) -> list[Action]:
            found: list[Action] = []
            for condition in wrong:
                found += list_unsettled(connection, condition, limit - len(found)) if len(found) < limit else []
            return found

        return await self._database.read(query)


def load_active(connection: Connection) -> Halts:
    """The active halts, the oldest first.

    The number is read first: where somebody halts between the two, new halts under an old number are refused by the
    next write and looked up again; the other way round they would never be seen.
    """
    number = connection.execute(NUMBER).scalar_one()
    return Halts(number, tuple(map(_halt_of, connection.execute(ACTIVE))))


def _insert(connection: Connection, halt: Halt, number: int) -> None:
    values = {"id": halt.id, "number": number, "scope": _key(halt.scope), "began_at": halt.at}
    connection.execute(insert(halts).values(**values, document=write(_document(halt))))


def _set_ended(connection: Connection, halt_id: str, ending: Ending, number: int) -> Halt | None:
    h = halts.c
    document = connection.execute(select(h.document).where(h.id == halt_id, h.ended_at.is_(None))).scalar()
    if document is None:
        return None
    said = read_part(document) | {"ending": {"by": ending.by, "reason": ending.reason}}
    values = {"number": number, "ended_at": ending.at, "document": write(said)}
    connection.execute(update(halts).where(h.id == halt_id).values(values))
    return _load(connection, halt_id)


def _load(connection: Connection, halt_id: str) -> Halt | None:
    found = _list(connection, halts.c.id == halt_id)
    return found[0] if found else None


def _list(connection: Connection, wanted: ColumnElement[bool]) -> list[Halt]:
    return [_halt_of(row) for row in connection.execute(select(halts).where(wanted).order_by(halts.c.id))]


def _wrong(halts: Halts) -> list[ColumnElement[bool]]:
    """Which pending actions have the wrong time under these halts, one condition for each end of the index."""
    stands, runs = actions.c.frozen_at.is_not(None), actions.c.frozen_at.is_(None)
    scopes = [halt.scope for halt in freezing(halts.active)]
    if not scopes:
        return [stands]
    if any(scope.kind is ScopeKind.ALL for scope in scopes):
        return [runs]
    in_reach = or_(*map(_reach, scopes))
    return [and_(stands, not_(in_reach)), and_(runs, in_reach)]


def _reach(scope: Scope) -> ColumnElement[bool]:
    a = actions.c
    match scope.kind:
        case ScopeKind.ALL:
            return true()
        case ScopeKind.AGENT:
            # Not the bare column: by its index, all that the agent ever did would be looked through.
            return func.substr(a.agent_id, 1) == scope.of
        case ScopeKind.TYPE if scope.of.endswith("*"):
            # Not LIKE, which on SQLite takes no notice of case.
            prefix = scope.of[:-1]
            return func.substr(a.action_type, 1, len(prefix)) == prefix
        case ScopeKind.TYPE:
            return a.action_type == scope.of


def _key(scope: Scope) -> str:
    return f"{scope.kind}:{scope.of}"


def _document(halt: Halt) -> Document:
    """What no column says; its end is added when it comes."""
    said = ("scope", "by", "reason", "freezes", "channels")
    return {"format": 1, **{name: getattr(halt, name) for name in said}}


def _halt_of(row: Row[*tuple[object, ...]]) -> Halt:
    document = read_part(row.document) | {"id": row.id, "at": row.began_at}
    if ending := document.get("ending"):
        ending["at"] = row.ended_at
    return convert(document, Halt)


# Built once: the heartbeat looks several times a second.
NUMBER = select(func.coalesce(func.max(halts.c.number), 0))
ACTIVE = select(halts).where(halts.c.ended_at.is_(None)).order_by(halts.c.id)
