"""What is in progress when a database is to be closed."""

import asyncio
from contextlib import suppress
from typing import Self

from storage.engine.errors import Closed

END_SECONDS = 5.0
"""More than a database is waited for while it serves."""


class InProgress:
    """A ``with`` block for each operation; the end waits for those that began, and no other begins."""

    def __init__(self) -> None:
        """Nothing is in progress."""
        self._running = 0
        self._ended = False
        self._idle = asyncio.Event()
        self._idle.set()

    def __enter__(self) -> Self:
        """Another operation is in progress; raises Closed after the end."""
        if self._ended:
            raise Closed(Closed.__doc__)
        self._running += 1
        self._idle.clear()
        return self

    def __exit__(self, *_: object) -> None:
        """The operation has ended."""
        self._running -= 1
        if not self._running:
            self._idle.set()

    async def end(self) -> None:
        """Everything that began has finished, or had time enough; no other begins."""
        self._ended = True
        with suppress(TimeoutError):
            async with asyncio.timeout(END_SECONDS):
                await self._idle.wait()
