"""The file that a SQLite URL names, asked about without opening it."""

from pathlib import Path

from storage.engine.errors import AlreadyServed, StorageError
from storage.engine.sqlite.lock import ServingLock


def scheme_of(url: str) -> str:
    """What the URL begins with, in small letters and without the driver that may be named after a plus sign."""
    return url.partition(":")[0].partition("+")[0].lower()


def sqlite_file(url: str) -> Path | None:
    """The database's file; None where the URL names a server."""
    return Path(url.partition(":///")[2]) if scheme_of(url) == "sqlite" else None


def is_there(path: Path) -> bool:
    """Whether there is a database at this path; raises StorageError where this account may not look."""
    try:
        return path.exists()
    except OSError as error:
        raise StorageError(
            f"The database {path} cannot be looked at: {error.strerror}. Run this as the account that the bot runs as, "
            "or let SAYSO_DATABASE_URL name a file that this account may use."
        ) from error


def is_served(path: Path) -> bool:
    """Whether a bot serves this file now."""
    if not path.exists():
        return False
    try:
        ServingLock(path.resolve()).release()
    except AlreadyServed:
        return True
    return False
