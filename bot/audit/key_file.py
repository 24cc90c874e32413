"""The keys that sign the log. They lie outside the database: whoever can change that must not be able to sign."""

import os
import secrets
import stat
from pathlib import Path

from bot.start_refused import StartRefused
from oversight.audit.log.keys import BadKey, SigningKey

PRIVATE = 0o600
SEED_BYTES = 32


def read_keys(file: Path, written: str) -> tuple[SigningKey, ...]:
    """The signing keys, all of the same log; empty where there are none yet.

    ``written`` is what the environment gives, and comes before the file. Raises StartRefused where a key cannot be
    read, or where others than its owner can read the file.
    """
    if written:
        return _keys(written, "SAYSO_AUDIT_KEY")
    try:
        with file.open(encoding="utf-8") as opened:
            mode = stat.S_IMODE(os.fstat(opened.fileno()).st_mode)
            if mode & 0o077:
                raise StartRefused(
                    f"The audit log's key {file} can be read by others (mode {mode:04o}), who could sign in its name. "
                    f"Run: chmod 600 {file}. If others may have read it, change the key: sayso audit keygen --add"
                )
            text = opened.read()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise StartRefused(f"The audit log's key {file} cannot be read: {error}") from error
    return _keys(text, str(file))


def new_key(origin: str) -> SigningKey:
    """A fresh key for this log."""
    return SigningKey(origin, secrets.token_bytes(SEED_BYTES))


def write_keys(file: Path, keys: tuple[SigningKey, ...], *, anew: bool) -> None:
    """The file holds these keys, readable by its owner alone. With ``anew``, FileExistsError where there is one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    target = file if anew else file.with_name(f"{file.name}.new")
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | (os.O_EXCL if anew else os.O_TRUNC), PRIVATE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        os.fchmod(opened.fileno(), PRIVATE)
        opened.write("".join(f"{key.written()}\n" for key in keys))
        opened.flush()
        os.fsync(opened.fileno())
    if not anew:
        target.replace(file)


def _keys(text: str, whence: str) -> tuple[SigningKey, ...]:
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    try:
        keys = tuple(map(SigningKey.read, lines))
    except BadKey as error:
        raise StartRefused(
            f"{whence} holds no key of the audit log: {error}. Make one with: sayso audit keygen"
        ) from error
    if len({key.name for key in keys}) > 1:
        raise StartRefused(f"{whence} holds keys of several logs; all must have the same name")
    return keys
