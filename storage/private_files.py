"""Files and folders that only the account which runs us may look into, whatever its umask: payloads lie in them."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

OWNER_S_FILE = 0o600
OWNER_S_FOLDER = 0o700
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_folder(folder: Path) -> None:
    """The folder is there; those that were missing, and only those, are the owner's alone. Raises OSError."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        with suppress(FileExistsError):  # somebody else was quicker
            path.mkdir(OWNER_S_FOLDER)
            path.chmod(OWNER_S_FOLDER)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def make_file(file: Path) -> None:
    """The file is there, the owner's alone if it was not there before. Raises OSError."""
    with suppress(FileExistsError):
        opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, OWNER_S_FILE)
        try:
            os.fchmod(opened, OWNER_S_FILE)
        finally:
            os.close(opened)


@contextmanager
def written_whole(file: Path) -> Iterator[BinaryIO]:
    """What is written takes the place of the file once all of it is on the disk; until then the file is as it was.

    A new file is the owner's alone, and one that was there keeps its mode. A pipe or a device is written as it is.
    Raises OSError.
    """
    mode = file.stat().st_mode if file.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        with file.open("wb") as target:
            yield target
        return
    target_file = file.resolve()
    descriptor, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=target_file.parent)
    try:
        with os.fdopen(descriptor, "wb") as written:
            yield written
            written.flush()
            os.fsync(descriptor)
            if mode is not None:
                os.fchmod(descriptor, stat.S_IMODE(mode))
        Path(part).replace(target_file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def close_to_others(file: Path) -> bool:
    """Whether the file was open to other accounts and is no longer; one that is not ours is left as it is."""
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        if not mode & OTHERS:
            return False
        file.chmod(mode & ~OTHERS)
    except OSError:
        return False
    return True
