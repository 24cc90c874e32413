"""PostgreSQL: any number of replicas over one database, READ COMMITTED, every change a compare-and-set."""

import asyncio
from contextlib import AsyncExitStack, suppress
from typing import Any

import asyncpg
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.engine.database import Database, Query, T
from storage.engine.errors import StorageError
from storage.engine.in_progress import InProgress
from storage.engine.patience import ERRAND, SERVING, Patience
from storage.engine.postgresql.libpq import Dsn
from storage.engine.postgresql.outages import is_outage, outage
from storage.engine.postgresql.pooler import refuse_pooler

CONNECTIONS = 8
GOODBYE_SECONDS = 0.5
"""How long a server may take to see a connection end in good order."""


class PostgresDatabase(Database):
    """One PostgreSQL database, by way of a small pool of connections."""

    def __init__(self, url: str, *, serving: bool = False) -> None:
        """Ready; connections are made as they are needed. Raises StorageError where the URL cannot be followed."""
        self._dsn = Dsn.of(url)
        self.patience = Patience("PostgreSQL", SERVING if serving else ERRAND)
        self._is_direct = False
        self._writing = create_async_engine(
            URL.create("postgresql+asyncpg"),
            async_creator=self.connect,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=ERRAND,
            hide_parameters=True,  # an error must not carry payloads into the log
        )
        self._in_progress = InProgress()
        # A single read needs no transaction around it: one round trip instead of three.
        self._reading = self._writing.execution_options(isolation_level="AUTOCOMMIT")

    async def connect(self) -> "asyncpg.Connection[Any]":
        """A new connection, which the caller closes; raises StorageUnavailable."""
        connection = await self._connect()
        if not self._is_direct:
            await refuse_pooler(connection, self._connect)
            self._is_direct = True
        return connection

    async def read(self, query: Query[T], *, seconds: float | None = None) -> T:
        """What the query answers; each of its statements sees what was committed when it began."""
        with self._in_progress:
            async with self.patience.waiting(seconds):
                return await self._read_surely(query)

    async def write(self, query: Query[T], *, seconds: float | None = None) -> T:
        """What the query answers, its writes durable."""
        with self._in_progress:
            async with self.patience.waiting(seconds):
                return await self._write_surely(query)

    async def close(self) -> None:
        """What was in progress is finished, or given up by now, and all pooled connections are closed."""
        await self._in_progress.end()
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_SECONDS * 2):
                await self._writing.dispose()

    async def _connect(self) -> "asyncpg.Connection[Any]":
        try:
            return await self._dsn.connect(_Connection)
        except StorageError:
            raise
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
            # Whatever the server says to somebody who wants to come in, it is of no use now.
            raise outage(error) from error

    async def _read_surely(self, query: Query[T]) -> T:
        try:
            return await self._read(query)
        except Exception as error:
            if not is_outage(error):
                raise
        # The pool has just learnt that its connections are dead. Reading again does no harm.
        try:
            return await self._read(query)
        except Exception as error:
            raise _told(error) from error

    async def _write_surely(self, query: Query[T]) -> T:
        try:
            return await self._write(query)
        except _NothingCommitted as error:
            cause = error.cause
        if not is_outage(cause):
            raise cause
        try:
            return await self._write(query)
        except _NothingCommitted as error:
            raise _told(error.cause) from error.cause

    async def _read(self, query: Query[T]) -> T:
        async with self._reading.connect() as connection:
            return await _run(connection, query)

    async def _write(self, query: Query[T]) -> T:
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(self._writing.connect())
                result = await _run(connection, query)
            except Exception as error:
                raise _NothingCommitted(error) from error
            try:
                await connection.commit()
            except Exception as error:
                # The answer to COMMIT was lost, so nobody knows whether it happened: never tried again from here.
                raise _told(error) from error
            return result


class _Connection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg has no types
    """One that waits for no answer to its goodbye."""

    async def close(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109 - asyncpg's own signature
        """Closed, in good order where the server is quick."""
        await super().close(timeout=min(timeout or GOODBYE_SECONDS, GOODBYE_SECONDS))


class _NothingCommitted(Exception):
    """The query failed before its COMMIT was sent, so it may be run again."""

    def __init__(self, cause: Exception) -> None:
        self.cause = cause
        super().__init__(str(cause))


async def _run(connection: AsyncConnection, query: Query[T]) -> T:
    try:
        return await connection.run_sync(query)
    except Exception as error:
        if is_outage(error):
            # It is not tried again on this connection: the next one may lead to another server, or to a free one.
            await connection.invalidate()
        raise


def _told(error: Exception) -> Exception:
    return outage(error) if is_outage(error) else error
