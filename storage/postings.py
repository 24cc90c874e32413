"""Where our messages stand in Slack."""

from sqlalchemy import ColumnElement, Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from oversight.ports import MessageKind, Posting
from storage.database import Database
from storage.tables import cards


class SqlPostings:
    """Postings in the database."""

    def __init__(self, database: Database) -> None:
        """Over this database."""
        self._database = database

    async def prepare(self, kind: MessageKind, ref: str, token: str) -> Posting:
        """The posting for this card, made with this token unless it exists already."""
        return await self._database.write(lambda connection: prepare(connection, kind, ref, token))

    async def posting(self, kind: MessageKind, ref: str) -> Posting | None:
        """The posting, if it was prepared."""
        return await self._database.read(lambda connection: load(connection, _is(kind, ref)))

    async def by_token(self, token: str) -> Posting | None:
        """What a button belongs to."""
        return await self._database.read(lambda connection: load(connection, cards.c.token == token))

    async def posted(self, kind: MessageKind, ref: str, *, channel_id: str, ts: str, shown_revision: int) -> None:
        """It stands at this place and shows this revision."""
        place = {"channel_id": channel_id, "ts": ts, "shown_revision": shown_revision}
        await self._database.write(
            lambda connection: connection.execute(update(cards).where(_is(kind, ref)).values(place)).close()
        )


def prepare(connection: Connection, kind: MessageKind, ref: str, token: str) -> Posting:
    """The posting, made now unless somebody made it before."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    made = dialect.insert(cards).values(kind=kind.value, ref=ref, token=token)
    connection.execute(made.on_conflict_do_nothing(index_elements=["kind", "ref"]))
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
