"""Waiting for the log to grow. Any replica may be the one that lets it, so it is looked for: once, for all who wait."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from oversight.ports.audit import LogHead
from oversight.usecases.audit.read_events import Place

EVERY: Final = 1.0
"""Seconds between two looks while somebody waits; leaves get their place about as often."""


class NewLeaves:
    """The readers of one server who have read everything."""

    def __init__(self, head: Callable[[], Awaitable[LogHead]], every: float = EVERY) -> None:
        """Nobody waits yet; ``head`` says how far the log has come."""
        self._head = head
        self._every = every
        self._look: asyncio.Task[LogHead] | None = None
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Everybody who waits is let go, and whoever comes later does not wait."""
        self._closing.set()
        if self._look is not None:
            self._look.cancel()

    async def beyond(self, end: Place, seconds: float) -> bool:
        """Whether the log is another one than at this end of it; False once the time is up or the server closes."""
        now = asyncio.get_running_loop().time
        until = now() + seconds
        while not self._closing.is_set() and (left := until - now()) > 0:
            head = await self._next_look(left)
            if head is not None and (head.number, head.size) != (end.log, end.size):
                return True
        return False

    async def _next_look(self, seconds: float) -> LogHead | None:
        """The head as somebody found it within these seconds, after this call."""
        if self._look is None or self._look.done():
            self._look = asyncio.create_task(self._look_soon(), name="audit-look")
            self._look.add_done_callback(_heard)
        look, closing = self._look, asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({look, closing}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            closing.cancel()
            await asyncio.gather(closing, return_exceptions=True)
        return look.result() if look.done() and not look.cancelled() else None

    async def _look_soon(self) -> LogHead:
        await asyncio.sleep(self._every)
        return await self._head()


def _heard(look: asyncio.Task[LogHead]) -> None:
    """The error of a look is not reported where everybody who waited has hung up."""
    if not look.cancelled():
        look.exception()
