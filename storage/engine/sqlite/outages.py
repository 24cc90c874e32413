"""Which of SQLite's failures are outages: nothing is wrong with what was asked, and later it may be done."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from storage.engine.errors import StorageUnavailable

OURS = frozenset(
    {
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_MISUSE,
        sqlite3.SQLITE_RANGE,
    }
)
"""Result codes that speak of the statement or its values. All others speak of the file, its disk or its other users."""
LAST_BYTE = 0xFF
"""The rest of a result code says more of the same."""


@contextmanager
def sqlite_outages(path: Path) -> Iterator[None]:
    """Whatever shows that the file is away, full, locked, broken or no database is raised as StorageUnavailable."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        cause = getattr(error, "orig", None) or error
        if not _is_outage(cause):
            raise
        raise StorageUnavailable(
            f"The database {path} (SAYSO_DATABASE_URL) cannot be used: {sqlite_words(cause)}"
        ) from error
    except PoolExhausted as error:
        raise StorageUnavailable(
            f"The database {path} (SAYSO_DATABASE_URL) cannot be used: all connections are in use"
        ) from error


def sqlite_words(error: BaseException) -> str:
    """What SQLite says of it. The driver's own words quote the text that it could not read."""
    return str(error) if hasattr(error, "sqlite_errorcode") else "a text in it is damaged"


def _is_outage(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # the driver's own: text that is no UTF-8 comes from a damaged page
        return isinstance(error, sqlite3.OperationalError)
    return (code & LAST_BYTE) not in OURS
