"""SQLite serves one process: the file lock that a second one runs into."""

import fcntl
import os
from pathlib import Path

from storage.errors import AlreadyServed


class ServingLock:
    """Held for as long as this process serves the database file; the kernel lets go of it when the process dies."""

    def __init__(self, database: Path) -> None:
        """Held, with this process's id in it; raises AlreadyServed, naming the holder, where it is not free."""
        path = database.with_name(database.name + ".lock")
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._file, 32).decode(errors="replace").strip() or "unknown"
            os.close(self._file)
            raise AlreadyServed(
                f"{database} is already served by process {holder}. Stop that process first, or use PostgreSQL, "
                "which any number of processes may share."
            ) from None
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Free for the next process. The file stays: removing it would let two processes lock two files of one name."""
        os.close(self._file)
