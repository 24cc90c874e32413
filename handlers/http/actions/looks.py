"""What many callers want to see of one action at the same moment, read once and written out once for all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar, cast

from handlers.http.actions.presentation import action_json
from oversight.action.action import Action
from oversight.ports.actions import ActionBook, RecordedEvent

Found = TypeVar("Found")


class Look:
    """An action as it was read, and its JSON, made when the first caller needs it."""

    __slots__ = ("_json", "action")

    def __init__(self, action: Action) -> None:
        """Not written out yet."""
        self.action = action
        self._json: bytes | None = None

    @property
    def json(self) -> bytes:
        """The action as its agent reads it."""
        if self._json is None:
            self._json = action_json(self.action)
        return self._json


class Looks:
    """Reads for all who ask meanwhile: each answer was read after it was asked for, so nobody sees an older state."""

    def __init__(self, actions: ActionBook) -> None:
        """Nobody asks yet."""
        self._book = actions
        self._actions: _Shared[Look | None] = _Shared()
        self._events: _Shared[Sequence[RecordedEvent]] = _Shared()

    async def action(self, action_id: str) -> Look | None:
        """The action as it is now."""

        async def read() -> Look | None:
            action = await self._book.action(action_id)
            return None if action is None else Look(action)

        return await self._actions.get(action_id, read)

    async def events(self, action_id: str, after: int) -> Sequence[RecordedEvent]:
        """The action's leaves after a position, oldest first."""
        return await self._events.get((action_id, after), lambda: self._book.events(action_id, after))


class _Shared(Generic[Found]):
    """One read at a time for each key. Who comes while one runs waits for the next, which all of them share."""

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Future[Found]] = {}
        self._next: dict[Hashable, asyncio.Future[Found]] = {}

    async def get(self, key: Hashable, read: Callable[[], Awaitable[Found]]) -> Found:
        found: asyncio.Future[Found]
        if key not in self._running:
            found = self._running[key] = asyncio.ensure_future(self._read(key, read))
        elif key not in self._next:
            found = self._next[key] = asyncio.ensure_future(self._read_after(self._running[key], key, read))
        else:
            found = self._next[key]
        return await asyncio.shield(found)  # who hangs up spoils it for nobody

    async def _read_after(
        self, running: asyncio.Future[Found], key: Hashable, read: Callable[[], Awaitable[Found]]
    ) -> Found:
        await asyncio.wait([running])
        self._running[key] = self._next.pop(key)
        return await self._read(key, read)

    async def _read(self, key: Hashable, read: Callable[[], Awaitable[Found]]) -> Found:
        me = cast("asyncio.Future[Found]", asyncio.current_task())
        me.add_done_callback(_heard)
        try:
            return await read()
        finally:
            if self._running.get(key) is me:
                del self._running[key]


def _heard(read: asyncio.Future[Found]) -> None:
    """The error of a read is not reported where everybody who asked has hung up."""
    if not read.cancelled():
        read.exception()
