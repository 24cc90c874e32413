"""Which database a URL means."""

from pathlib import Path
from typing import TYPE_CHECKING

from storage.engine.errors import StorageError
from storage.engine.sqlite.database import SqliteDatabase
from storage.engine.sqlite.served_file import scheme_of

if TYPE_CHECKING:
    from storage.engine.postgresql.database import PostgresDatabase


def open_database(url: str, *, serving: bool) -> "SqliteDatabase | PostgresDatabase":
    """The database behind ``sqlite:///path`` or ``postgresql://…``; ``serving`` only for the process that runs the bot.

    Raises AlreadyServed where another process serves the same SQLite file.
    """
    scheme = scheme_of(url)
    if scheme == "sqlite":
        path = url.partition(":///")[2]
        if path in ("", ":memory:"):
            raise StorageError("A database in memory forgets everything. Write sqlite:///sayso.db, for example.")
        return SqliteDatabase(Path(path), serving=serving)
    if scheme in ("postgresql", "postgres"):
        from storage.engine.postgresql.database import PostgresDatabase  # noqa: PLC0415 - its drivers take long to load

        return PostgresDatabase("postgresql://" + url.partition("://")[2], serving=serving)
    raise StorageError("SAYSO_DATABASE_URL names no database we know. Write sqlite:///… or postgresql://…")
