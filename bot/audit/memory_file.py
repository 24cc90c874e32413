"""What was signed last, in a file beside the key: what a restored database cannot take back."""

import asyncio
import os
from pathlib import Path


class MemoryFile:
    """The newest signed note, written whole or not at all."""

    def __init__(self, file: Path) -> None:
        """In this file, which need not exist yet."""
        self._file = file
        self._last: str | None = None
        self._read = False

    async def last(self) -> str | None:
        """The newest signed note; None where there is none yet."""
        if not self._read:
            self._last = await asyncio.to_thread(self._load)
            self._read = True
        return self._last

    async def remember(self, note: str) -> None:
        """This note is the newest one, durable."""
        await asyncio.to_thread(self._store, note)
        self._last, self._read = note, True

    def _load(self) -> str | None:
        try:
            return self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def _store(self, note: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_name(f"{self._file.name}.new")
        with new.open("w", encoding="utf-8") as opened:
            opened.write(note)
            opened.flush()
            os.fsync(opened.fileno())
        new.replace(self._file)
        folder = os.open(self._file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def memory_beside(key_file: Path) -> Path:
    """Where what was signed last is remembered: beside the key, also where the key itself comes by the environment."""
    return key_file.with_suffix(".last")
