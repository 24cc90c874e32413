"""PostgreSQL: any number of replicas over one database, READ COMMITTED, every change a compare-and-set."""

from contextlib import AsyncExitStack
from typing import Any

import asyncpg
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import Database, Query, T
from storage.errors import StorageUnavailable
from storage.under_way import UnderWay

CONNECTIONS = 8
COMMAND_SECONDS = 30
"""After this long without an answer, a connection counts as dead."""


OUTAGES = (DBAPIError, OSError, StorageUnavailable)


class PostgresDatabase(Database):
    """One PostgreSQL database, by way of a small pool of connections."""

    def __init__(self, url: str) -> None:
        """Ready; connections are made as they are needed."""
        self._url = url
        self._writing = create_async_engine(
            URL.create("postgresql+asyncpg"),
            async_creator=self.connect,
            pool_size=CONNECTIONS,
            max_overflow=0,
            hide_parameters=True,  # an error must not carry payloads into the log
        )
        self._under_way = UnderWay()
        # A single read needs no transaction around it: one round trip instead of three.
        self._reading = self._writing.execution_options(isolation_level="AUTOCOMMIT")

    async def connect(self) -> "asyncpg.Connection[Any]":
        """A new connection, which the caller closes; raises StorageUnavailable."""
        try:
            return await asyncpg.connect(
                self._url, command_timeout=COMMAND_SECONDS, server_settings={"application_name": "countersign"}
            )
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise StorageUnavailable(f"PostgreSQL: {error}") from error

    async def read(self, query: Query[T]) -> T:
        """What the query answers; each of its statements sees what was committed when it began."""
        with self._under_way:
            return await self._read_surely(query)

    async def write(self, query: Query[T]) -> T:
        """What the query answers, its writes durable."""
        with self._under_way:
            return await self._write_surely(query)

    async def close(self) -> None:
        """What was under way is finished and all pooled connections are closed."""
        await self._under_way.end()
        await self._writing.dispose()

    async def _read_surely(self, query: Query[T]) -> T:
        try:
            return await self._read(query)
        except OUTAGES as error:
            if not _is_outage(error):
                raise
        # The pool has just learnt that its connections are dead. Reading again does no harm.
        try:
            return await self._read(query)
        except OUTAGES as error:
            raise _outage(error) from error

    async def _write_surely(self, query: Query[T]) -> T:
        try:
            return await self._write(query)
        except _NothingCommitted as error:
            cause = error.cause
        if not _is_outage(cause):
            raise cause
        try:
            return await self._write(query)
        except _NothingCommitted as error:
            raise _outage(error.cause) from error.cause

    async def _read(self, query: Query[T]) -> T:
        async with self._reading.connect() as connection:
            return await connection.run_sync(query)

    async def _write(self, query: Query[T]) -> T:
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(self._writing.connect())
                result = await connection.run_sync(query)
            except Exception as error:
                raise _NothingCommitted(error) from error
            try:
                await connection.commit()
            except OUTAGES as error:
                # The answer to COMMIT was lost, so nobody knows whether it happened: never tried again from here.
                raise _outage(error) from error
            return result


class _NothingCommitted(Exception):
    """The query failed before its COMMIT was sent, so it may be run again."""

    def __init__(self, cause: Exception) -> None:
        self.cause = cause
        super().__init__(str(cause))


def _is_outage(error: Exception) -> bool:
    if isinstance(error, DBAPIError):
        return error.connection_invalidated
    return isinstance(error, OSError | StorageUnavailable)


def _outage(error: Exception) -> Exception:
    known = isinstance(error, StorageUnavailable) or not _is_outage(error)
    return error if known else StorageUnavailable(f"PostgreSQL: {error}")
