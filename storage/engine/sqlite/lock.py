"""SQLite serves one process: the locks that a second one runs into, by whatever name it calls the file."""

import fcntl
import os
import struct
import sys
from pathlib import Path

from storage.engine.errors import AlreadyServed, StorageError
from storage.private_files import make_file

BYTE = 1 << 62
"""Far beyond what SQLite itself locks, and beyond any file's end."""


class ServingLock:
    """Held for as long as this process serves the database file; the kernel lets go of it when the process dies.

    One lock is a file beside the database, which says whose it is. It goes by name, and a file may have several: so the
    other lock is on the database file itself.
    """

    def __init__(self, database: Path) -> None:
        """Held, with this process's id in it; raises AlreadyServed, naming the holder, where it is not free.

        Raises OSError where no lock can be kept. ``database`` is there, and its path has no symbolic link in it.
        """
        self._files: list[int] = []
        try:
            self._lock_by_name(database)
            self._lock_by_inode(database)
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Free for the next process. The file stays: removing it would let two processes lock two files of one name."""
        while self._files:
            os.close(self._files.pop())

    def _lock_by_name(self, database: Path) -> None:
        path = database.with_name(database.name + ".lock")
        make_file(path)
        file = self._open(path)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(file, 32).decode(errors="replace").strip() or "unknown"
            raise _already(database, f"process {holder}") from None
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)

    def _lock_by_inode(self, database: Path) -> None:
        """A hard link or a mount gives the same file another name.

        The lock belongs to this open file: a lock of the process would be gone as soon as SQLite closes the file.
        """
        if sys.platform != "linux":
            return  # a second name by a hard link is refused everywhere; other systems have no such lock
        file = self._open(database)
        wanted = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, BYTE, 1, 0)
        try:
            fcntl.fcntl(file, fcntl.F_OFD_SETLK, wanted)
        except (BlockingIOError, PermissionError):
            raise _already(database, "another process, which calls the file by another name") from None
        except OSError:
            return  # some file systems have no such locks; the lock by name holds there, too

    def _open(self, path: Path) -> int:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        self._files.append(file)
        return file


def refuse_second_name(database: Path) -> None:
    """The file has one name; raises StorageError where it has several: each would have a write-ahead log of its own."""
    names = database.stat().st_nlink
    if names > 1:
        raise StorageError(
            f"{database} has {names} names (hard links), and SQLite would damage it if two were used. Remove the other "
            "names, or copy the file (cp) and let SAYSO_DATABASE_URL name the copy."
        )


def _already(database: Path, holder: str) -> AlreadyServed:
    return AlreadyServed(
        f"{database} is already served by {holder}. Stop that process first, or use PostgreSQL, which any number of "
        "processes may share."
    )
