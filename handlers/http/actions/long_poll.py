"""Waiting for people without asking again and again: woken by push, let go when the time is up or the server closes."""

import asyncio

from handlers.http.actions.looks import Look, Looks
from oversight.action.action import Action
from oversight.action.status import Status
from oversight.ports.actions import ActionChanges


class LongPoll:
    """Held-open answers of one server."""

    def __init__(self, changes: ActionChanges, looks: Looks) -> None:
        """Nobody waits yet."""
        self._changes = changes
        self.looks = looks
        self._closing = asyncio.Event()

    @property
    def is_closing(self) -> bool:
        """Whether the server is about to stop, so that nobody should be held any longer."""
        return self._closing.is_set()

    def close(self) -> None:
        """Everybody who waits gets today's state now."""
        self._closing.set()

    async def moved(self, action: Action, seconds: float) -> None:
        """Returns once the action may have changed, the time is up, or the server is closing."""
        waits = {
            asyncio.ensure_future(self._changes.wait(action.id, action.revision, seconds)),
            asyncio.ensure_future(self._closing.wait()),
        }
        try:
            done, _ = await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
        for wait in done:
            wait.result()

    async def decided(self, look: Look, seconds: float) -> Look:
        """The action once it has left ``pending``, or as it is when time is up: the end of a wait decides nothing."""
        now = asyncio.get_running_loop().time
        until = now() + seconds
        while look.action.status is Status.PENDING and not self.is_closing and (left := until - now()) > 0:
            await self.moved(look.action, left)
            look = await self.looks.action(look.action.id) or look
        return look
