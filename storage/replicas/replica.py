"""What one of several processes over one PostgreSQL needs beside the database. Loaded only where there is one."""

from contextlib import AsyncExitStack

from storage.engine.clock import DatabaseTime
from storage.engine.postgresql.database import PostgresDatabase
from storage.engine.schema import check_schema
from storage.replicas.changes import Changes
from storage.replicas.notices import Notices


async def join(database: PostgresDatabase, changes: Changes, stack: AsyncExitStack, *, serving: bool) -> DatabaseTime:
    """The time that all replicas follow; a serving one hears of the others' changes until the stack is closed."""
    await check_schema(database)
    database_time = DatabaseTime(database)
    await database_time.measure()
    if serving:
        notices = Notices(database, changes.moved, changes.wake_all)
        stack.push_async_callback(notices.close)
    return database_time
