"""Files and folders that only the account which runs us may look into, whatever its umask: payloads lie in them."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

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
