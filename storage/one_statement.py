"""New actions on PostgreSQL: every row of a batch in one statement, which commits by itself.

Most batches under load carry new actions only. Through SQLAlchemy such a batch is five round trips (begin, three
inserts, commit), each with its own work in this process; here it is one, on a connection that is kept, prepared once.
All other batches take the general way.

The statement inserts the actions, and with those that it took their leaves and messages. An action whose idempotency
key is taken leaves nothing behind. Where the connection breaks meanwhile, nobody knows whether the statement took
effect. It is run once more: an action that stands already is left as it is, and counts as written, for nobody else uses
its id.
"""

from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from typing import Any

import asyncpg

from oversight.ports import Committed, Fate
from storage import tables
from storage.action_rows import FIXED, MOVING, Values
from storage.batch import by_key, earlier_uses, write_through
from storage.batch_postgresql import INSERT_NEW, PostgresBulk, unnest
from storage.entry import LEAF, MESSAGE, Entry
from storage.errors import StorageUnavailable
from storage.postgresql import PostgresDatabase

BROKEN = (OSError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError, asyncpg.InterfaceError)


class OneStatement:
    """Writes batches; owns the one connection that they take."""

    def __init__(self, database: PostgresDatabase, bulk: PostgresBulk) -> None:
        """Ready; it connects at the first batch, and again after an outage."""
        self._database = database
        self._bulk = bulk
        self._kept: asyncpg.Connection[Any] | None = None

    async def write(self, entries: Sequence[Entry]) -> Sequence[Fate]:
        """The fate of each change, as by :func:`storage.batch.write_batch`."""
        if not all(entry.is_new and not entry.votes and not entry.versions for entry in entries):
            return await write_through(self._database, self._bulk, entries)
        written = await self._insert(sorted(entries, key=by_key))
        owners = [entry.owner for entry in entries if entry.action_id not in written]
        if not owners:
            return [Committed()] * len(entries)
        repeated = await self._database.read(lambda connection: earlier_uses(connection, owners))
        return [Committed() if entry.action_id in written else repeated[entry.owner] for entry in entries]

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
            rows = await connection.fetch(
                WHOLE,
                *_columns([entry.fixed + entry.moving for entry in entries], len(FIXED + MOVING)),
                *_columns(list(chain.from_iterable(entry.leaves for entry in entries)), len(LEAF)),
                *_columns(_messages(entries), 1 + len(MESSAGE)),
            )
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


def _columns(rows: Sequence[Values], width: int) -> tuple[Any, ...]:
    """One list for each column, also where there are no rows."""
    return tuple(map(list, zip(*rows, strict=True))) if rows else ([],) * width


def _messages(entries: Sequence[Entry]) -> list[tuple[Any, ...]]:
    """The messages, each behind the id of the action that it goes with."""
    return [(entry.action_id, *message) for entry in entries for message in entry.messages]


def _whole() -> str:
    leaf_from = 1 + len(FIXED + MOVING)
    message_from = leaf_from + len(LEAF) + 1
    leaves = unnest(tables.audit_leaves, LEAF, leaf_from)
    messages = unnest(tables.outbox, MESSAGE, message_from)
    return (
        f"WITH taken AS ({INSERT_NEW}), "  # noqa: S608 - names of our own tables
        f"told AS (INSERT INTO audit_leaves ({', '.join(LEAF)}) "
        f"SELECT {', '.join(LEAF)} FROM unnest({leaves}) WITH ORDINALITY AS leaf ({', '.join(LEAF)}, place) "
        "WHERE action_id IN (SELECT id FROM taken) ORDER BY place), "
        f"sent AS (INSERT INTO outbox ({', '.join(MESSAGE)}) "
        f"SELECT {', '.join(MESSAGE)} FROM unnest(${message_from - 1}::text[], {messages}) "
        f"WITH ORDINALITY AS message (about, {', '.join(MESSAGE)}, place) "
        "WHERE about IN (SELECT id FROM taken) ORDER BY place) "
        "SELECT id FROM taken"
    )


WHOLE = _whole()
