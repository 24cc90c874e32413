"""Holds the next payloads back and lets them go in reverse order."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from sandbox.delivery.envelope import Ack, Envelope

HOLD_SECONDS: Final = 2.0
Send = Callable[[Envelope], Awaitable[Ack]]
_Held = tuple[Envelope, "asyncio.Future[Ack]"]


class Reordering:
    """Lets payloads pass at once, or the next `wanted` of them last first, after two seconds at the latest."""

    def __init__(self, send: Send) -> None:
        self.wanted = 0
        self._send = send
        self._held: list[_Held] = []
        self._deadline: asyncio.TimerHandle | None = None
        self._letting_go: set[asyncio.Task[None]] = set()

    def want(self, count: int) -> None:
        """The next payloads, as many as this, go in reverse order; what was held before goes now."""
        self._release()
        self.wanted = count

    async def send(self, envelope: Envelope) -> Ack:
        """The app's ack of this payload, whenever it goes."""
        if self.wanted < 1:
            return await self._send(envelope)
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Ack] = loop.create_future()
        self._held.append((envelope, answered))
        self.wanted -= 1
        if self.wanted == 0:
            self._release()
        elif self._deadline is None:
            self._deadline = loop.call_later(HOLD_SECONDS, self.want, 0)
        return await answered

    async def close(self) -> None:
        """Nothing is held or being sent."""
        if self._deadline is not None:
            self._deadline.cancel()
        for task in list(self._letting_go):
            task.cancel()
        await asyncio.gather(*self._letting_go, return_exceptions=True)
        for _, answered in self._held:
            answered.cancel()

    def _release(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        held, self._held = self._held, []
        if held:
            task = asyncio.create_task(self._let_go(held))
            self._letting_go.add(task)
            task.add_done_callback(self._letting_go.discard)

    async def _let_go(self, held: list[_Held]) -> None:
        """Each payload goes once the one before it was acked, so that no second transport reorders them again."""
        try:
            for envelope, answered in reversed(held):
                ack = await self._send(envelope)
                if not answered.done():
                    answered.set_result(ack)
        finally:
            for _, answered in held:
                answered.cancel()
