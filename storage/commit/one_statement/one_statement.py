"""The short way to write on PostgreSQL: the rows of a batch in one statement, which commits by itself.

Nearly all that is written under load are new actions and changes of existing ones. Through SQLAlchemy such a batch is
five to eight round trips, each with its own work in this process; here it is one for the new and one for the others, on
a connection that is kept, prepared once. What a standing approval released takes the general way, with its batch.

Of an action whose idempotency key is taken, or that somebody else changed first, nothing is written. Where the
connection breaks meanwhile, nobody knows whether the statement took effect. New actions are then written once more: one
that stands already is left as it is, and counts as written, for nobody else uses its id. Who changes an action is told
that storage is away, and looks again.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import asyncpg

from oversight.ports.actions import CommitResult, Committed
from storage.commit.commit_all import by_key, earlier_uses, loser, write_through
from storage.commit.entry import Entry
from storage.commit.one_statement.inserting import INSERT, inserted, is_only_inserted
from storage.commit.one_statement.moving import MOVE, moved
from storage.commit.postgresql import PostgresBulk
from storage.engine.errors import StorageUnavailable
from storage.engine.patience import Patience
from storage.engine.postgresql.database import PostgresDatabase
from storage.engine.postgresql.outages import is_outage, outage


class OneStatement:
    """Writes batches; owns the one connection that they take."""

    def __init__(self, database: PostgresDatabase, bulk: PostgresBulk) -> None:
        """Ready; it connects at the first batch, and again after an outage."""
        self._database = database
        self._bulk = bulk
        # Its own: that others get answers on other connections says nothing about this one.
        self._patience = Patience("PostgreSQL", database.patience.seconds)
        self._kept: asyncpg.Connection[Any] | None = None

    async def write(self, entries: Sequence[Entry]) -> Sequence[CommitResult]:
        """The result of each change, as by :func:`storage.commit.commit_all.write_batch`."""
        async with self._patience.waiting():
            return await self._write(entries)

    async def close(self) -> None:
        """The connection is closed."""
        if self._kept is not None:
            with suppress(Exception):  # the server may be gone, and nothing is left to be said to it
                await self._kept.close()

    async def _write(self, entries: Sequence[Entry]) -> Sequence[CommitResult]:
        new = [entry for entry in entries if is_only_inserted(entry)]
        old = [entry for entry in entries if not entry.is_new]
        if len(new) + len(old) < len(entries):
            return await write_through(self._database, self._bulk, entries)
        written = await self._insert(sorted(new, key=by_key)) if new else set()
        if old:
            written |= await self._execute(MOVE, moved(old))
        owners = [entry.owner for entry in new if entry.action_id not in written]
        repeated = await self._database.read(partial(earlier_uses, owners=owners)) if owners else {}
        return [Committed() if entry.action_id in written else loser(entry, repeated) for entry in entries]

    async def _insert(self, entries: Sequence[Entry]) -> set[str]:
        """The ids of those written. After a broken connection it is done again, whatever became of the first time."""
        with suppress(StorageUnavailable):
            return await self._execute(INSERT, inserted(entries))
        written = await self._execute(INSERT, inserted(entries))
        missing = [entry.action_id for entry in entries if entry.action_id not in written]
        return written | await self._written_before(missing) if missing else written

    async def _written_before(self, ids: Sequence[str]) -> set[str]:
        return await self._execute("SELECT id FROM actions WHERE id = ANY ($1::text[])", (ids,))

    async def _execute(self, statement: str, parameters: tuple[object, ...]) -> set[str]:
        connection = await self._connection()
        try:
            rows = await connection.fetch(statement, *parameters)
        except asyncio.CancelledError:
            connection.terminate()  # it may hang, and its answer is nobody's now
            raise
        except Exception as error:
            if not is_outage(error):
                raise
            connection.terminate()
            raise outage(error) from error
        return {row[0] for row in rows}

    async def _connection(self) -> "asyncpg.Connection[Any]":
        if self._kept is None or self._kept.is_closed():
            self._kept = await self._database.connect()
        return self._kept
