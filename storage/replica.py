"""What one of several processes over one PostgreSQL needs beside the database. Loaded only where there is one."""

from contextlib import AsyncExitStack

from storage.batch_postgresql import PostgresBulk
from storage.changes import Changes
from storage.clock import DatabaseClock
from storage.notices import Notices
from storage.one_statement import OneStatement
from storage.postgresql import PostgresDatabase
from storage.schema import check_schema

__all__ = ["OneStatement", "PostgresBulk", "join"]


async def join(database: PostgresDatabase, changes: Changes, stack: AsyncExitStack, *, serving: bool) -> DatabaseClock:
    """The clock that all replicas share; a serving one hears of the others' changes until the stack is closed."""
    await check_schema(database)
    clock = DatabaseClock(database)
    await clock.measure()
    clock.keep_measuring()
    stack.push_async_callback(clock.close)
    if serving:
        notices = Notices(database, changes.moved, changes.wake_all)
        stack.push_async_callback(notices.close)
    return clock
