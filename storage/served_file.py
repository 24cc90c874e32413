"""The file that a SQLite URL names, asked about without opening it."""

from pathlib import Path
from urllib.parse import urlsplit

from storage.errors import AlreadyServed
from storage.serving_lock import ServingLock


def sqlite_file(url: str) -> Path | None:
    """The database's file; None where the URL names a server."""
    if urlsplit(url).scheme.partition("+")[0] != "sqlite":
        return None
    return Path(url.partition(":///")[2])


def is_served(path: Path) -> bool:
    """Whether a bot serves this file now."""
    if not path.exists():
        return False
    try:
        ServingLock(path.resolve()).release()
    except AlreadyServed:
        return True
    return False
