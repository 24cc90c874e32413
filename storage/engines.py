"""Which database a URL means."""

from pathlib import Path
from urllib.parse import urlsplit

from storage.database import Database
from storage.errors import StorageError
from storage.postgresql import PostgresDatabase
from storage.sqlite import SqliteDatabase


def open_database(url: str, *, serving: bool) -> Database:
    """The database behind ``sqlite:///path`` or ``postgresql://…``; ``serving`` only for the process that runs the bot.

    Raises AlreadyServed where another process serves the same SQLite file.
    """
    scheme = urlsplit(url).scheme.partition("+")[0]
    if scheme == "sqlite":
        path = url.partition(":///")[2]
        if path in ("", ":memory:"):
            raise StorageError("A database in memory forgets everything. Write sqlite:///countersign.db, for example.")
        return SqliteDatabase(Path(path), serving=serving)
    if scheme in ("postgresql", "postgres"):
        return PostgresDatabase("postgresql://" + url.partition("://")[2])
    raise StorageError(f"{scheme or 'This URL'} is not a database we know. Write sqlite:///… or postgresql://…")
