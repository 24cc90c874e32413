"""Where our messages stand in Slack."""

from sqlalchemy import ColumnElement, Connection, select, update

from oversight.ports.delivery import MessageKind, Posting
from storage.engine.database import Database
from storage.engine.insert_unless_there import insert_unless_there
from storage.tables.postings import cards


class SqlPostings:
    """Postings in the database."""

    def __init__(self, database: Database) -> None:
        """Over this database."""
        self._database = database

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

    async def posting_to(self, kind: MessageKind, ref: str, channel_id: str) -> None:
        nowhere = _is(kind, ref) & cards.c.ts.is_(None)
        await self._database.write(
            lambda connection: connection.execute(update(cards).where(nowhere).values(channel_id=channel_id)).close()
        )

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

    async def posted(self, kind: MessageKind, ref: str, *, channel_id: str, ts: str, shown_revision: int) -> None:
        posted = {"channel_id": channel_id, "ts": ts, "shown_revision": shown_revision}
        await self._database.write(
            lambda connection: connection.execute(update(cards).where(_is(kind, ref)).values(posted)).close()
        )


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
    return Posting(MessageKind(row.kind), row.ref, row.token, row.channel_id, row.ts, row.shown_revision)


def _is(kind: MessageKind, ref: str) -> ColumnElement[bool]:
    return (cards.c.kind == kind.value) & (cards.c.ref == ref)
