"""Long work takes turns, so that requests with little to do hardly notice it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Final
from weakref import WeakValueDictionary

LONG: Final = 16 * 1024
"""Bytes from which a body is long. Everything done with one, reading to routing, may take a hundred times the usual."""
_AT_ONCE: Final = nullcontext()


class Turns:
    """One long job at a time, then a rest of the same length. An agent has one place in the queue."""

    def __init__(self) -> None:
        """Nobody has a turn."""
        self._turn = asyncio.Lock()
        self._agents: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def for_body(self, agent_id: str, length: int) -> AbstractAsyncContextManager[None]:
        """Within the block a body of this length may be worked on; a short one at once."""
        return _AT_ONCE if length <= LONG else self.turn(agent_id)

    @asynccontextmanager
    async def turn(self, agent_id: str) -> AsyncIterator[None]:
        """Within the block this agent's work may be long."""
        loop = asyncio.get_running_loop()
        async with self._agents.setdefault(agent_id, asyncio.Lock()):
            await self._turn.acquire()
            began = loop.time()
            try:
                yield
            finally:
                # Whoever was answered does not wait for the rest; whoever comes next does.
                loop.call_later(loop.time() - began, self._turn.release)
