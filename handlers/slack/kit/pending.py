"""The tasks that go on after Slack was answered, so that stopping waits for them."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Generic, TypeVar

FAREWELL_SECONDS = 2.0
LAST_WORDS_SECONDS = 1.0

T = TypeVar("T")


class Pending(Generic[T]):
    """The tasks that have not ended."""

    def __init__(self, farewell_seconds: float = FAREWELL_SECONDS) -> None:
        """No task has been started."""
        self.farewell_seconds = farewell_seconds
        self._tasks: set[asyncio.Task[T]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """The task has started, and stopping waits for it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        """No task is running. A task that did not end in a few seconds was cancelled, with a moment to end in order."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=self.farewell_seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=LAST_WORDS_SECONDS)
