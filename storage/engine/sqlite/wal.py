"""Folding SQLite's write-ahead log back into the database, off the writer's path.

SQLite checkpoints by itself inside the commit that crosses a threshold, so one unlucky caller waits for all the pages
of the thousand before it. Here a thread of its own does it, passively: it never blocks the writer. It also never quite
catches up while writes keep coming, and a log that is never folded back whole grows for ever. So where the log has
grown long, the writer is asked to finish the little that is left: nobody appends then, and its next commit starts the
log from the beginning.
"""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

EVERY_SECONDS = 1.0
LONG = 16_384
"""Pages in the log (64 MiB) from which on the writer finishes the checkpoint."""


class Checkpoints:
    """A thread that folds the log back about once a second while there are writes."""

    def __init__(self, database: Path, finish_on_writer: Callable[[], None]) -> None:
        """Running; ``finish_on_writer`` has the writer do one checkpoint between its transactions."""
        self._database = database
        self._finish_on_writer = finish_on_writer
        self._written = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sqlite-checkpoints", daemon=True)
        self._thread.start()

    def wrote(self) -> None:
        """There is something to fold back."""
        self._written.set()

    def close(self) -> None:
        """The thread has ended."""
        self._closing.set()
        self._written.set()
        self._thread.join()

    def _run(self) -> None:
        connection: sqlite3.Connection | None = None
        while self._written.wait() and not self._closing.wait(EVERY_SECONDS):
            self._written.clear()
            try:
                connection = connection or sqlite3.connect(self._database, isolation_level=None)
                self._fold(connection)
            except sqlite3.Error:
                continue  # another process is at it, or the disk is full or broken: commits say so to those who can act
        if connection is not None:
            connection.close()

    def _fold(self, connection: sqlite3.Connection) -> None:
        _busy, pages, _folded = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if pages >= LONG:
            self._finish_on_writer()
