"""The file behind a SQLite database, made ready before SQLite opens it: found, private, and served by one process."""

import errno
import os
from pathlib import Path
from urllib.parse import quote

import structlog

from storage.engine.errors import StorageError
from storage.engine.sqlite.lock import ServingLock, refuse_second_name
from storage.private_files import close_to_others, make_file, make_folder

READ_ONLY = "mode=ro"
UNTOUCHED = "mode=ro&immutable=1"
"""Without locks, and without the files that lie beside an open database; only for one that nobody has open."""

log = structlog.get_logger(__name__)


def prepare_file(path: Path, *, serving: bool) -> tuple[Path, ServingLock | None]:
    """The file's own path, and the lock of a process that serves it; a missing file is made, empty and private.

    One that is there keeps its mode until SQLite has read it: it may be anything.

    Raises StorageError, with what to do, where it cannot be opened, and AlreadyServed.
    """
    lock = None
    try:
        path = path.resolve()
        make_folder(path.parent)
        make_file(path)
        _look(path)
        lock = ServingLock(path) if serving else None
    except (OSError, RuntimeError, ValueError) as error:  # the latter for paths that are no paths
        raise StorageError(
            f"The database {path} cannot be opened: {getattr(error, 'strerror', None) or error}{_where(error, path)}. "
            "Let SAYSO_DATABASE_URL name a file in a folder where this account may write."
        ) from error
    return path, lock


def make_private(path: Path) -> None:
    """The database and what lies beside it are the owner's alone. Only for what is known to be a database of ours."""
    wider = [file.name for file in parts(path) if close_to_others(file)]
    if wider:
        log.warning("other accounts could read the database; now only this one can", files=wider)


def parts(path: Path) -> tuple[Path, ...]:
    """The database's file, and those that SQLite may keep beside it; each belongs to this database alone."""
    return tuple(path.with_name(path.name + end) for end in ("", "-wal", "-shm", "-journal"))


def file_uri(path: Path, how: str) -> str:
    """The URI by which SQLite opens the file in this way."""
    return f"file:{quote(str(path.absolute()))}?{how}"


def _look(path: Path) -> None:
    """It is a file of one name that may be written; raises OSError or StorageError.

    It is not opened: closing it again would take away the locks that SQLite, in this process, has on it.
    """
    if not path.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    for location, rights in ((path, os.R_OK | os.W_OK), (path.parent, os.W_OK | os.X_OK)):  # SQLite's log is beside it
        if not os.access(location, rights):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(location))
    refuse_second_name(path)


def _where(error: Exception, path: Path) -> str:
    name = str(getattr(error, "filename", None) or path)
    return "" if name == str(path) else f" ({name})"
