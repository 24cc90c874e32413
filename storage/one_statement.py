"""New actions on PostgreSQL: every row of a batch in one statement, which commits by itself.

Most batches under load carry new actions only. Through SQLAlchemy such a batch is five round trips (begin, three
inserts, commit), each with its own work in this process; here it is one, on a connection that is kept, prepared once.
The rows travel as JSON, which is written in a tenth of the time that arrays take; their long texts, which JSON would
escape on the one side and read letter by letter on the other, travel beside it. All other batches take the general way.

The statement inserts the actions, and with those that it took their leaves and messages. An action whose idempotency
key is taken leaves nothing behind. Where the connection breaks meanwhile, nobody knows whether the statement took
effect. It is run once more: an action that stands already is left as it is, and counts as written, for nobody else uses
its id.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import asyncpg
from sqlalchemy import Table

from oversight.ports import Committed, Fate, Overtaken
from storage import tables
from storage.action_rows import FIXED, MOVING
from storage.batch import by_key, earlier_uses, write_through
from storage.batch_postgresql import UNDER_NEWEST_HALTS, PostgresBulk, type_of
from storage.documents import write
from storage.entry import LEAF, MESSAGE, Entry
from storage.errors import StorageUnavailable
from storage.postgresql import PostgresDatabase

BROKEN = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection lost in the middle of an exchange may be left in no known state
)


class OneStatement:
    """Writes batches; owns the one connection that they take."""

    def __init__(self, database: PostgresDatabase, bulk: PostgresBulk) -> None:
        """Ready; it connects at the first batch, and again after an outage."""
        self._database = database
        self._bulk = bulk
        self._kept: asyncpg.Connection[Any] | None = None

    async def write(self, entries: Sequence[Entry]) -> Sequence[Fate]:
        """The fate of each change, as by :func:`storage.batch.write_batch`."""
        if not all(
            entry.is_new and not entry.votes and not entry.versions and entry.standing is None for entry in entries
        ):
            return await write_through(self._database, self._bulk, entries)
        written = await self._insert(sorted(entries, key=by_key))
        owners = [entry.owner for entry in entries if entry.action_id not in written]
        if not owners:
            return [Committed()] * len(entries)
        repeated = await self._database.read(lambda connection: earlier_uses(connection, owners))
        return [
            Committed() if entry.action_id in written else repeated.get(entry.owner, Overtaken()) for entry in entries
        ]

    async def close(self) -> None:
        """The connection is closed."""
        if self._kept is not None:
            await self._kept.close()

    async def _insert(self, entries: Sequence[Entry]) -> set[str]:
        """The ids of those written. After a broken connection it is done again, whatever became of the first time."""
        with suppress(StorageUnavailable):
            return await self._execute(entries)
        written = await self._execute(entries)
        missing = [entry.action_id for entry in entries if entry.action_id not in written]
        return written | await self._written_before(missing) if missing else written

    async def _written_before(self, ids: Sequence[str]) -> set[str]:
        connection = await self._connection()
        return {row[0] for row in await connection.fetch("SELECT id FROM actions WHERE id = ANY ($1::text[])", ids)}

    async def _execute(self, entries: Sequence[Entry]) -> set[str]:
        connection = await self._connection()
        try:
            rows = await connection.fetch(WHOLE, *_documents(entries))
        except asyncpg.DataError:
            raise
        except BROKEN as error:
            connection.terminate()
            raise StorageUnavailable(f"PostgreSQL: {error}") from error
        return {row[0] for row in rows}

    async def _connection(self) -> "asyncpg.Connection[Any]":
        if self._kept is None or self._kept.is_closed():
            self._kept = await self._database.connect()
        return self._kept


def _documents(entries: Sequence[Entry]) -> tuple[str, list[str], str, list[bytes], str]:
    """The actions, their leaves and their messages: JSON arrays of objects, and the long texts beside them."""
    actions = [dict(zip(ACTION, (*entry.fixed[:-1], *entry.moving, entry.halts), strict=True)) for entry in entries]
    leaves = [leaf for entry in entries for leaf in entry.leaves]
    messages = [(entry.action_id, *message) for entry in entries for message in entry.messages]
    return (
        write(actions),
        [entry.fixed[-1] for entry in entries],
        write([dict(zip(LEAF[:-1], leaf[:-1], strict=True)) for leaf in leaves]),
        [leaf[-1] for leaf in leaves],
        write([dict(zip(ABOUT, message, strict=True)) for message in messages]),
    )


ACTION = (*FIXED[:-1], *MOVING, "under")
"""Without the last of FIXED, the document, which travels beside the JSON, as do the bytes that end a LEAF."""
ABOUT = ("about", *MESSAGE)


def _whole() -> str:
    names, leaf, message = ", ".join(FIXED + MOVING), ", ".join(LEAF), ", ".join(MESSAGE)
    return (
        f"WITH taken AS (INSERT INTO actions ({names}) "  # noqa: S608 - names of our own tables and columns
        f"SELECT {names} FROM {_rows(1, tables.actions, ACTION, beside=FIXED[-1], under='bigint')} "
        f"WHERE {UNDER_NEWEST_HALTS} "
        "ORDER BY place ON CONFLICT DO NOTHING RETURNING id), "
        f"told AS (INSERT INTO audit_leaves ({leaf}) SELECT {leaf} "
        f"FROM {_rows(3, tables.audit_leaves, LEAF[:-1], beside=LEAF[-1])} "
        "WHERE action_id IN (SELECT id FROM taken) ORDER BY place), "
        f"sent AS (INSERT INTO outbox ({message}) SELECT {message} "
        f"FROM {_rows(5, tables.outbox, ABOUT, about='text')} "
        "WHERE about IN (SELECT id FROM taken) ORDER BY place) "
        "SELECT id FROM taken"
    )


def _rows(document: int, table: Table, names: Sequence[str], *, beside: str | None = None, **types: str) -> str:
    """The objects of this JSON array as rows, with their ``place`` in it; types are the table's where not given.

    The column ``beside`` comes from the next parameter, an array.
    """
    columns = ", ".join(f"{name} {types[name] if name in types else type_of(table, name)}" for name in names)
    array, column = (f", unnest(${document + 1}::{type_of(table, beside)}[])", f"{beside}, ") if beside else ("", "")
    return (
        f"ROWS FROM (json_to_recordset(${document}::json) AS ({columns}){array}) "
        f"WITH ORDINALITY AS rows ({', '.join(names)}, {column}place)"
    )


WHOLE = _whole()
