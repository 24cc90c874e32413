"""Every change of the workspace, in order, for pages that watch and for tests that wait."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

WATCHER_BACKLOG = 2_000
T = TypeVar("T")


class Watcher:
    """One listener's queue; when it falls too far behind it is told to load everything anew."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(WATCHER_BACKLOG)

    def offer(self, change: dict[str, Any]) -> None:
        """The change is queued, or the whole backlog is replaced by one `resync`."""
        if self._queue.full():
            while not self._queue.empty():
                self._queue.get_nowait()
            change = {"type": "resync", "seq": change["seq"]}
        self._queue.put_nowait(change)

    async def next(self) -> dict[str, Any]:
        """The next change."""
        return await self._queue.get()


class Stream:
    """Numbers changes and hands each to every watcher and to everyone who waits for something to hold."""

    def __init__(self) -> None:
        self.seq = 0
        self._watchers: set[Watcher] = set()
        self._waiters: set[asyncio.Event] = set()

    def tell(self, kind: str, **fields: Any) -> None:
        """All watchers know of this change."""
        self.seq += 1
        change = {"type": kind, "seq": self.seq, **fields}
        for watcher in self._watchers:
            watcher.offer(change)
        for waiter in self._waiters:
            waiter.set()

    def watch(self) -> Watcher:
        """A watcher that gets every change from now on."""
        watcher = Watcher()
        self._watchers.add(watcher)
        return watcher

    def unwatch(self, watcher: Watcher) -> None:
        """The watcher gets nothing more."""
        self._watchers.discard(watcher)

    async def until(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """What `look` found, as soon as it finds something; None after so many seconds."""
        changed = asyncio.Event()
        self._waiters.add(changed)
        try:
            async with asyncio.timeout(seconds):
                while (found := look()) is None:
                    await changed.wait()
                    changed.clear()
                return found
        except TimeoutError:
            return None
        finally:
            self._waiters.discard(changed)
