"""How checkpoints leave the house: each way has a task of its own, so that a slow one holds up nobody."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

import structlog

from oversight.ports.audit import SignedCheckpoint

log = structlog.get_logger(__name__)

LOOK_EVERY = 30.0
"""Seconds until a way looks by itself: for what another replica signed, or what did not get away before."""


class Way(Protocol):
    """One way out."""

    @property
    def name(self) -> str:
        """Where it leads, for the log."""

    async def catch_up(self) -> None:
        """What is signed and has not left this way leaves now; does nothing where there is nothing."""


class Departures:
    """All ways out."""

    def __init__(self, ways: Sequence[Way], look_every: float = LOOK_EVERY) -> None:
        """Nothing leaves yet."""
        self._ways = [(way, asyncio.Event()) for way in ways]
        self._look_every = look_every

    async def leave(self, _checkpoint: SignedCheckpoint) -> None:
        """Every way knows that there is something new. Each reads itself what that is, however long it was away."""
        for _, news in self._ways:
            news.set()

    @asynccontextmanager
    async def under_way(self) -> AsyncIterator[None]:
        """Checkpoints leave until the block ends."""
        tasks = [asyncio.create_task(self._go(way, news), name=way.name) for way, news in self._ways]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _go(self, way: Way, news: asyncio.Event) -> None:
        while True:
            try:
                await way.catch_up()
            except Exception:
                log.exception("checkpoints did not leave", way=way.name)
            try:
                async with asyncio.timeout(self._look_every):
                    await news.wait()
            except TimeoutError:
                continue
            finally:
                news.clear()
