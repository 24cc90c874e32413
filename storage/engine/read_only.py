"""A database looked at and left as it is: no file, no table and no log of changes is made."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Engine, StaticPool, create_engine
from sqlalchemy.exc import DBAPIError

from storage.engine.database import Database, Query, T
from storage.engine.engines import open_database
from storage.engine.errors import NoDatabase, StorageUnavailable
from storage.engine.sqlite.file import READ_ONLY, UNTOUCHED, file_uri
from storage.engine.sqlite.outages import sqlite_words
from storage.engine.sqlite.served_file import is_there, sqlite_file


@asynccontextmanager
async def open_to_look(url: str) -> AsyncIterator[Database]:
    """The database behind the URL, for reading alone; raises NoDatabase where the file is not there."""
    path = sqlite_file(url)
    if path is None:
        async with open_database(url, serving=False) as database:
            yield database
        return
    if not is_there(path):
        raise NoDatabase(f"There is no database at {path} yet.")
    # Whoever has the database open keeps its newest commits in a file beside it.
    is_open = path.with_name(path.name + "-wal").exists()
    async with _ReadOnly(path, READ_ONLY if is_open else UNTOUCHED) as looked_at:
        yield looked_at


class _ReadOnly(Database):
    """A SQLite file that is only read."""

    def __init__(self, path: Path, how: str) -> None:
        """Opened with the first question."""
        self._engine = read_only_engine(path, how)
        self._one_at_a_time = threading.Lock()

    async def read(self, query: Query[T], *, seconds: float | None = None) -> T:
        """What the query answers; raises StorageUnavailable where the file is no database or cannot be read."""
        async with asyncio.timeout(seconds):
            return await asyncio.to_thread(self._read, query)

    async def write(self, query: Query[T], *, seconds: float | None = None) -> T:
        """Raises StorageUnavailable."""
        del query, seconds
        raise StorageUnavailable("This database is only looked at")

    async def close(self) -> None:
        """The file is closed, as it was."""
        await asyncio.to_thread(self._engine.dispose)

    def _read(self, query: Query[T]) -> T:
        try:
            with self._one_at_a_time, self._engine.begin() as connection:
                return query(connection)
        except (DBAPIError, sqlite3.Error) as error:
            raise StorageUnavailable(f"SQLite: {sqlite_words(getattr(error, 'orig', None) or error)}") from error


def read_only_engine(path: Path, how: str = READ_ONLY) -> Engine:
    """An engine whose one connection cannot write."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(file_uri(path, how), uri=True, isolation_level=None, check_same_thread=False)

    return create_engine("sqlite://", creator=connect, poolclass=StaticPool, hide_parameters=True)
