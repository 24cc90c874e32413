"""Where our messages stand in Slack."""

from sqlalchemy import ColumnElement, Connection, select, update

from oversight.audit.leaf import leaf
from oversight.audit.shown import Shown
from oversight.ports.delivery import MessageKind, Posting
from storage.actions.loading import lock_actions
from storage.commit.side_writes import SideWrites
from storage.engine.database import Database
from storage.engine.insert_unless_there import insert_unless_there
from storage.tables.audit import audit_shown
from storage.tables.postings import cards


class SqlPostings:
    """Postings in the database."""

    def __init__(self, database: Database, side_writes: SideWrites) -> None:
        """Over this database."""
        self._database = database
        self._side_writes = side_writes

    async def prepare(self, kind: MessageKind, ref: str, token: str) -> Posting:
        # Mostly it does: a card is posted once and changed several times.
        known = await self.posting(kind, ref)
        if known is not None:
            return known
        return await self._database.write(lambda connection: prepare(connection, kind, ref, token))

    async def posting(self, kind: MessageKind, ref: str) -> Posting | None:
        return await self._database.read(lambda connection: load(connection, _is(kind, ref)))

    async def by_token(self, token: str) -> Posting | None:
        return await self._database.read(lambda connection: load(connection, cards.c.token == token))

    async def posting_to(self, posting: Posting, channel_id: str, shown: Shown | None) -> None:
        nowhere = _is(posting.kind, posting.ref) & cards.c.ts.is_(None)
        values = {"channel_id": channel_id, "shown": shown and shown.digest}

        def query(connection: Connection) -> None:
            if shown is not None:
                keep_shown(connection, shown)
            connection.execute(update(cards).where(nowhere).values(values))

        await self._database.write(query)

    async def lost(self, kind: MessageKind, ref: str) -> None:
        nowhere = {"ts": None, "shown_revision": 0}
        await self._database.write(
            lambda connection: connection.execute(update(cards).where(_is(kind, ref)).values(nowhere)).close()
        )

    async def seen_at(self, token: str, *, channel_id: str, ts: str) -> Posting | None:
        its = cards.c.token == token
        expected = its & (cards.c.channel_id == channel_id) & cards.c.ts.is_(None)

        def query(connection: Connection) -> Posting | None:
            connection.execute(update(cards).where(expected).values(ts=ts))
            return load(connection, its)

        return await self._database.write(query)

    async def posted(self, posting: Posting, shown: Shown | None) -> None:
        await self._database.write(lambda connection: self._place(connection, posting, shown))

    def _place(self, connection: Connection, posting: Posting, shown: Shown | None) -> None:
        its = _is(posting.kind, posting.ref)
        at = {name: getattr(posting, name) for name in ("channel_id", "ts", "shown_revision")}
        if shown is None:
            connection.execute(update(cards).where(its).values(at))
            return
        # The action before its card: whoever decides on one locks them in this order.
        locked = lock_actions(connection, [shown.action_id])
        is_new = not connection.execute(select(cards.c.shown_revision).where(its)).scalar()
        connection.execute(update(cards).where(its).values(at | {"shown": shown.digest}))
        if not (locked and locked[0].is_erased):  # it was on its way when the person was forgotten
            keep_shown(connection, shown)
        if is_new and locked and posting.channel_id is not None and posting.ts is not None:
            event = shown.posted(posting.channel_id, posting.ts)
            written = (event.action_id, str(event.kind), leaf(event, locked[0]))
            self._side_writes.write(connection, [written], (), event.at)


def keep_shown(connection: Connection, shown: Shown) -> None:
    """What people can read is kept, once."""
    values = {"digest": shown.digest, "action_id": shown.action_id, "document": shown.document}
    insert_unless_there(connection, audit_shown, values)


def prepare(connection: Connection, kind: MessageKind, ref: str, token: str) -> Posting:
    """The posting, made now unless somebody made it before."""
    values = {"kind": kind.value, "ref": ref, "token": token}
    insert_unless_there(connection, cards, values, same=["kind", "ref"])
    posting = load(connection, _is(kind, ref))
    assert posting is not None, "it exists by now, whoever made it"
    return posting


def load(connection: Connection, wanted: ColumnElement[bool]) -> Posting | None:
    """The posting that this condition names."""
    row = connection.execute(select(cards).where(wanted)).one_or_none()
    if row is None:
        return None
    return Posting(MessageKind(row.kind), row.ref, row.token, row.channel_id, row.ts, row.shown_revision, row.shown)


def _is(kind: MessageKind, ref: str) -> ColumnElement[bool]:
    return (cards.c.kind == kind.value) & (cards.c.ref == ref)
