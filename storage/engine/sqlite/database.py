"""SQLite: one writer thread, a few reader threads, and the WAL folded back without making a writer wait.

``synchronous=FULL`` makes a commit durable when it returns. ``BEGIN IMMEDIATE`` takes the write lock at once: a
transaction that begins by reading and then wants to write fails without waiting when another process wrote meanwhile.
"""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from storage.engine.database import Database, Query, T
from storage.engine.errors import StorageUnavailable
from storage.engine.in_progress import InProgress
from storage.engine.patience import ERRAND, SERVING, Patience
from storage.engine.sqlite.file import make_private, prepare_file
from storage.engine.sqlite.outages import sqlite_outages
from storage.engine.sqlite.wal import Checkpoints

READERS = 4
STATEMENTS = 400
"""Prepared statements that a connection keeps: bulk writing has one for each number of rows."""
CACHE_KIB = 32_768
"""Pages that each connection keeps; SQLite's own 2 MB thrash as soon as the indexes outgrow them."""
BUSY_SHARE = 0.75
"""How much of its patience a statement waits for another process's transaction; ours are short."""
CLOSING_SECONDS = 3.0
"""Threads that a dead disk holds are not waited for."""


class SqliteDatabase(Database):
    """One SQLite file."""

    def __init__(self, path: Path, *, serving: bool) -> None:
        """Open; with ``serving``, closed to every other serving process."""
        path, self._lock = prepare_file(path, serving=serving)
        self._path, self._name, self._file = path, str(path), _file_at(str(path))
        self._log = f"{path}-wal"
        self._log_file: tuple[int, int] | None = None
        """What is written is here until it is checkpointed; SQLite keeps this file for as long as we have the other."""
        seconds = SERVING if serving else ERRAND
        # Readers get on while somebody else's transaction stops all writers.
        self._reading_patience, self._writing_patience = Patience("SQLite", seconds), Patience("SQLite", seconds)
        self._writer = ThreadPoolExecutor(1, "sqlite-writer")
        self._readers = ThreadPoolExecutor(READERS, "sqlite-reader")
        self._writing = _engine(path, "BEGIN IMMEDIATE", 1, seconds)
        self._reading = _engine(path, "BEGIN", READERS, seconds)
        self._writing_connection: Connection | None = None
        self._in_progress = InProgress()
        self._checkpoints = Checkpoints(path, self._checkpoint_on_writer)

    async def read(self, query: Query[T], *, seconds: float | None = None) -> T:
        """What the query answers, all of it from one moment."""
        with self._in_progress:
            async with self._reading_patience.waiting(seconds):
                return await asyncio.get_running_loop().run_in_executor(self._readers, self._run_reading, query)

    async def write(self, query: Query[T], *, seconds: float | None = None) -> T:
        """What the query answers, its writes on the disk."""
        with self._in_progress:
            async with self._writing_patience.waiting(seconds):
                result = await asyncio.get_running_loop().run_in_executor(self._writer, self._run_writing, query)
        self._checkpoints.wrote()
        return result

    async def close(self) -> None:
        """Queued writes are done, threads have ended, the lock is free; what hangs is left behind."""
        await self._in_progress.end()
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._checkpoints.close()
        self._readers.shutdown()
        self._reading.dispose()
        self._writer.submit(self._end_writing)
        self._writer.shutdown()
        if self._lock:
            self._lock.release()

    def _checkpoint_on_writer(self) -> None:
        self._writer.submit(self._checkpoint)

    def _checkpoint(self) -> None:
        self._writer_line().connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _run_reading(self, query: Query[T]) -> T:
        with sqlite_outages(self._path), self._reading.begin() as connection:
            return query(connection)

    def _run_writing(self, query: Query[T]) -> T:
        with sqlite_outages(self._path):
            self._refuse_another_file()
            connection = self._writer_line()
            with connection.begin():
                result = query(connection)
            self._log_file = self._log_file or _file_at(self._log)
            return result

    def _refuse_another_file(self) -> None:
        """What is written into a file that has lost its name is gone with the process."""
        is_ours = _file_at(self._name) == self._file
        if not is_ours or (self._log_file is not None and _file_at(self._log) != self._log_file):
            which = self._log if is_ours else self._path
            raise StorageUnavailable(
                f"The database {which} (SAYSO_DATABASE_URL) was moved, removed or replaced while it was in "
                "use, so nothing is written any more. Stop the bot, put the file back with what lies beside it (-wal), "
                "and start again."
            )

    def _writer_line(self) -> Connection:
        """The connection that the writer's thread keeps: fetching one from the pool costs as much as writing a row."""
        if self._writing_connection is None:
            self._writing_connection = self._writing.connect()
        return self._writing_connection

    def _end_writing(self) -> None:
        if self._writing_connection is not None:
            self._writing_connection.close()
        self._writing.dispose()


def _file_at(path: str) -> tuple[int, int] | None:
    """Which file has this name now. Asked twice for each write, so no Path is made of the name."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _engine(path: Path, begin: str, size: int, seconds: float) -> Engine:
    # isolation_level None: Python's sqlite3 leaves beginning a transaction to us.
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"isolation_level": None, "cached_statements": STATEMENTS},
        pool_size=size,
        max_overflow=0,
        pool_reset_on_return=None,
        hide_parameters=True,  # an error must not carry payloads into the log
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        for pragma in (
            f"busy_timeout={int(seconds * BUSY_SHARE * 1000)}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "wal_autocheckpoint=0",
            f"cache_size=-{CACHE_KIB}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()
        make_private(path)

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
