"""A note that each running bot keeps, so that commands find it and see what became of their signals.

One file a process, locked for as long as the process lives: a note that nobody locks was left by a process that died,
whose number may belong to another one by now. Numbers mean nothing in another container either, so the note says whose
numbers they are.
"""

import fcntl
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.policy.source import PolicyFile
from storage.private_files import make_folder

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that runs here, as its note has it."""

    pid: int
    policy_file: str
    policy_hash: str
    faults: tuple[str, ...]
    """Why the file's newest contents are not in force; empty where they are."""
    reloads: int
    """How often it was told to read its policy again."""


class RunningRecord:
    """This process's note."""

    def __init__(self, directory: Path) -> None:
        """Open and locked, and empty; raises OSError where the directory takes no files."""
        make_folder(directory)
        self._path = directory / f"bot-{os.getpid()}.json"
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:  # a process of the same number, in another container that shares the directory
            os.close(self._file)
            raise
        self._reloads = -1

    def write(self, policies: PolicyFile) -> None:
        """The note says what is in force now; every call but the first counts as a reload."""
        self._reloads += 1
        refused = policies.last_fault
        note = {
            "pid": os.getpid(),
            "numbers": _whose_numbers(),
            "policy_file": str(policies.path.resolve()),
            "policy_hash": policies.policy.hash,
            "faults": [str(fault) for fault in refused.faults] if refused else [],
            "reloads": self._reloads,
        }
        text = json.dumps(note).encode()
        try:
            os.pwrite(self._file, text, 0)
            os.ftruncate(self._file, len(text))
        except OSError as error:
            log.warning("the note of this process could not be written", why=str(error))

    def close(self) -> None:
        """The note is removed."""
        with suppress(OSError):
            self._path.unlink()
        os.close(self._file)


def open_record(directory: Path) -> RunningRecord | None:
    """This process's note; None, with a warning, where none can be kept: the bot runs all the same."""
    try:
        return RunningRecord(directory)
    except OSError as error:
        log.warning("no note of this process; `sayso policy reload` will not find it", why=str(error))
        return None


def running_bots(directory: Path) -> tuple[Running, ...]:
    """The bots that keep their notes in this directory and can be signalled from here."""
    found = (_read(path) for path in sorted(directory.glob("bot-*.json")))
    return tuple(running for running in found if running is not None)


def _read(path: Path) -> Running | None:
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        return None if _is_abandoned(file) else _parse(os.pread(file, 1 << 20, 0))
    finally:
        os.close(file)


def _is_abandoned(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _parse(text: bytes) -> Running | None:
    try:
        note = json.loads(text)
        if note.pop("numbers") != _whose_numbers():
            return None
        return Running(**{**note, "faults": tuple(note["faults"])})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # half written: it is read again


def _whose_numbers() -> str | None:
    """The namespace that this process has its number in; None where the system has only one."""
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return None
