"""Every signed checkpoint in a file that only grows; on another disk, or append-only, it outlives the database."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

import structlog
from msgspec import Struct

from bot.audit.trust import CUT_OFF, notes_in
from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.note import BadNote
from oversight.ports.audit import AuditLog, SignedCheckpoint

log = structlog.get_logger(__name__)

AT_A_TIME = 1_000
END = b"\n\n"
"""How a checkpoint that was written whole ends in the file."""
TAIL = 2**16
"""Bytes at the file's end in which its newest checkpoint is looked for."""


class _Written(Struct, frozen=True):
    """The newest checkpoint in the file."""

    origin: str
    size: int


class CheckpointFile:
    """Appends, waits for the disk, and never touches what stands there."""

    name = "checkpoint file"

    def __init__(self, file: Path, book: AuditLog) -> None:
        """In this file, which need not exist yet; its folder has to."""
        self._file = file
        self._book = book
        self._newest: _Written | None = None
        self._trouble: str | None = None

    async def trouble(self) -> str | None:
        """Why checkpoints do not get into the file; None while they do."""
        return self._trouble

    async def catch_up(self) -> None:
        """The file holds every checkpoint since the newest one in it; a new file begins with today's."""
        head = await self._book.head()
        newest = await self._book.newest_checkpoint(head.number)
        if newest is None:
            return
        try:
            if self._newest is None:
                self._newest = await asyncio.to_thread(self._read_newest)
            while missing := await self._missing(newest):
                await asyncio.to_thread(self._append, missing)
                last = missing[-1]
                self._newest = _Written(read_checkpoint(last.note).origin, last.size)
        except OSError as error:
            self._newest = None  # what was written is read again
            if self._trouble is None:
                log.error("checkpoints cannot be written", file=str(self._file), error=str(error))  # noqa: TRY400 - its words say all
            self._trouble = f"{self._file} cannot be written: {error.strerror or error}"
        else:
            if self._trouble is not None:
                log.warning("checkpoints are written again", file=str(self._file))
            self._trouble = None

    async def _missing(self, newest: SignedCheckpoint) -> Sequence[SignedCheckpoint]:
        if self._newest is None:
            return [newest]
        is_same_log = self._newest.origin == read_checkpoint(newest.note).origin
        return await self._book.checkpoints(newest.log, self._newest.size if is_same_log else 0, AT_A_TIME)

    def _append(self, checkpoints: Sequence[SignedCheckpoint]) -> None:
        is_new = not self._file.exists()
        descriptor = os.open(self._file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            before = b"" if self._ends_well(descriptor) else CUT_OFF.encode() + END
            _write(descriptor, before + b"".join(checkpoint.note.encode() + b"\n" for checkpoint in checkpoints))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            _sync_folder(self._file.parent)

    @staticmethod
    def _ends_well(descriptor: int) -> bool:
        """Whether nothing was cut off at the end, by a full disk or a power cut."""
        size = os.fstat(descriptor).st_size
        return size == 0 or os.pread(descriptor, len(END), size - len(END)) == END

    def _read_newest(self) -> _Written | None:
        try:
            with self._file.open("rb") as opened:
                opened.seek(max(0, self._file.stat().st_size - TAIL))
                tail = opened.read(TAIL)
        except FileNotFoundError:
            return None
        whole = b"".join(tail.rpartition(END)[:2])  # what comes after it was cut off
        for note in reversed(notes_in(whole.decode(errors="replace"))):
            try:
                checkpoint = read_checkpoint(note)
            except BadNote:
                continue  # cut off by where reading began
            return _Written(checkpoint.origin, checkpoint.size)
        return None


def _write(descriptor: int, data: bytes) -> None:
    """All of it, at the end; what a full disk cut off is taken back where the file lets that be done."""
    before = os.fstat(descriptor).st_size
    written = 0
    try:
        while written < len(data):
            written += os.write(descriptor, data[written:])
    except OSError:
        if written and os.fstat(descriptor).st_size == before + written:
            _take_back(descriptor, before)
        raise


def _take_back(descriptor: int, size: int) -> None:
    try:
        os.ftruncate(descriptor, size)
    except OSError as error:  # an append-only file: the next checkpoint begins after an empty line
        log.warning("half a checkpoint stays in the file", error=str(error))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
