"""A copy of a SQLite database while it is in use: of one moment, private, and checked before it counts as one."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct

from storage.engine.errors import NoDatabase, StorageUnavailable
from storage.engine.schema import NEWEST, WRITTEN_IN
from storage.engine.sqlite.file import UNTOUCHED, file_uri
from storage.engine.sqlite.outages import sqlite_words
from storage.private_files import OWNER_S_FILE

BUSY_SECONDS = 30.0
COUNTED = ("actions", "votes", "audit_leaves", "agents", "agent_keys")
"""Tables that only ever grow: a copy has at least what was there before it began, and at most what is there after."""


class Contents(Struct, frozen=True):
    """What is in a database that was found whole."""

    schema: str
    rows: Mapping[str, int]


def copy_database(source: Path, target: Path) -> Contents:
    """``target``, a new file, is all that ``source`` held at one moment, whole and on the disk.

    Whoever serves the source goes on meanwhile. Raises NoDatabase and StorageUnavailable; then there is no target.
    """
    if not source.is_file():
        raise NoDatabase(f"There is no database at {source}.")
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, OWNER_S_FILE))
    try:
        with _faults(source), closing(_open(source, _how(source))) as connection:
            before = _count(connection)
            connection.execute("VACUUM INTO ?", (str(target),))
            after = _count(connection)
        _put_on_disk(target)
        copied = contents(target)
        _compare(copied, before, after)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return copied


def contents(path: Path) -> Contents:
    """What is in the database at this path.

    Raises NoDatabase, and StorageUnavailable where it is damaged or none of ours.
    """
    if not path.is_file():
        raise NoDatabase(f"There is no database at {path}.")
    # A copy of ours has no log beside it; one made by other means may have.
    has_log = path.with_name(path.name + "-wal").exists()
    with _faults(path), closing(_open(path, _how(path) if has_log else UNTOUCHED)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise StorageUnavailable(f"{path} is damaged: {found}")
        if not _has_table(connection, WRITTEN_IN) or not _has_table(connection, "actions"):
            raise StorageUnavailable(f"{path} is a database, and not one of Sayso's")
        (schema,) = connection.execute(f"SELECT version_num FROM {WRITTEN_IN}").fetchone()  # noqa: S608 - our own constant
        if schema > NEWEST:
            raise StorageUnavailable(
                f"{path} has schema {schema}, which a newer version of Sayso made. Install that version first"
            )
        return Contents(schema, _count(connection))


def put_in_place(file: Path, target: Path) -> None:
    """The file is called ``target`` from now on, also after a power cut."""
    file.rename(target)
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def fold_log(path: Path) -> None:
    """What lies in the log beside the database is in the database, as far as it can be read."""
    with _faults(path), closing(_open(path, "mode=rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _compare(copied: Contents, before: Mapping[str, int], after: Mapping[str, int]) -> None:
    for table, rows in copied.rows.items():
        if not before[table] <= rows <= after[table]:
            raise StorageUnavailable(f"The copy has {rows} rows in {table}, and the database had {before[table]}")


def _how(path: Path) -> str:
    """A database in use keeps files beside it; where this account cannot write, nobody else is using it."""
    may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)
    return "mode=rw" if may_write else UNTOUCHED


def _open(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(file_uri(path, how), uri=True, isolation_level=None, timeout=BUSY_SECONDS)


def _count(connection: sqlite3.Connection) -> dict[str, int]:
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own constants
        for table in COUNTED
        if _has_table(connection, table)
    }


def _has_table(connection: sqlite3.Connection, name: str) -> bool:
    named = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
    (found,) = connection.execute(named, (name,)).fetchone()
    return bool(found)


def _put_on_disk(path: Path) -> None:
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StorageUnavailable(f"{path}: {sqlite_words(error)}") from error
