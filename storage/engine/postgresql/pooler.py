"""A connection pooler that lends a server's connection for one transaction is found out before anything depends on it.

Behind such a pooler prepared statements vanish and notices are never heard. All questions here go in one message each,
because a prepared statement is just what may not work. Two are asked: does another process of the server answer than
the one that greeted us? And does somebody else find what this connection has set for its session?
"""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg

from storage.engine.errors import StorageError
from storage.engine.postgresql.outages import POOLER, is_outage, outage

MARK = "sayso.session"
OTHERS = 3
"""Connections that look for the mark; a pooler hands out the one that was given back last, or the next in turn."""

Connect = Callable[[], Awaitable["asyncpg.Connection[Any]"]]


class InTransactionMode(StorageError):
    """A pooler in transaction mode is in between."""


async def refuse_pooler(connection: "asyncpg.Connection[Any]", connect: Connect) -> None:
    """The connection is a session of its own; raises StorageError, with the connection ended, where it is not."""
    try:
        lent = await _is_greeted_by_another(connection) and await _is_shared(connection, connect)
    except BaseException as error:
        connection.terminate()
        if isinstance(error, Exception) and is_outage(error):
            raise outage(error) from error
        raise
    if lent:
        connection.terminate()
        raise InTransactionMode(POOLER)


async def _is_greeted_by_another(connection: "asyncpg.Connection[Any]") -> bool:
    return await _holds(connection, f"pg_backend_pid() <> {connection.get_server_pid()}")


async def _is_shared(connection: "asyncpg.Connection[Any]", connect: Connect) -> bool:
    token = secrets.token_hex(8)
    await connection.execute(f"SELECT set_config('{MARK}', '{token}', false)")
    marked = f"current_setting('{MARK}', true) = '{token}'"
    others: list[asyncpg.Connection[Any]] = []
    try:
        for _ in range(OTHERS):
            other = await connect()
            others.append(other)
            # It keeps the server's connection for as long as its transaction lasts, so the next one gets another.
            await other.execute("BEGIN")
            if await _holds(other, marked):
                return True
        return not await _holds(connection, marked)
    finally:
        for other in others:
            other.terminate()


async def _holds(connection: "asyncpg.Connection[Any]", condition: str) -> bool:
    """Whether it holds, as told by the number of rows: their contents would need a prepared statement."""
    said: str = await connection.execute(f"SELECT 1 WHERE {condition}")
    return said == "SELECT 1"
