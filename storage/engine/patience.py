"""How long one waits for a database. A hung one is an outage like one that is gone.

A busy one is not: whoever waits for a turn behind others is not given up while those get their answers.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import inf
from typing import Final

from storage.engine.errors import StorageUnavailable

SERVING: Final = 4.0
"""Seconds: an agent has its 503 and readiness its answer within five."""
ERRAND: Final = 30.0
"""Seconds for a command, for which nobody waits but the operator; and at most for anything beside others."""
LONG: Final = 60.0
"""Seconds for what looks at a whole period of the past."""


class Patience:
    """One database's: it knows when the database last answered anybody."""

    def __init__(self, whose: str, seconds: float) -> None:
        """So many seconds for everything that is given no others."""
        self._whose = whose
        self.seconds = seconds
        self._answered_at = -inf

    @asynccontextmanager
    async def waiting(self, seconds: float | None = None) -> AsyncIterator[None]:
        """The block has ended; raises StorageUnavailable, the block cancelled, where neither it nor others got on."""
        loop = asyncio.get_running_loop()
        began, limit = loop.time(), self.seconds if seconds is None else seconds
        deadline = asyncio.timeout(None)

        timer: asyncio.TimerHandle | None = None

        def look(again: Callable[..., None]) -> None:
            # Handed to itself: a function that knows its own name is a cycle, and would keep this task with the
            # answer, which may be large, until the collector of cycles comes by. It comes rarely.
            nonlocal timer
            now = loop.time()
            until = max(began + limit, min(self._answered_at + limit, began + max(limit, ERRAND)))
            if until > now:
                timer = loop.call_at(until, again, again)
            else:
                deadline.reschedule(now)

        if limit < inf:
            look(look)
        try:
            async with deadline:
                yield
        except TimeoutError as error:
            if not deadline.expired():
                raise
            raise StorageUnavailable(f"{self._whose}: no answer within {loop.time() - began:.0f} seconds") from error
        finally:
            if timer is not None:
                timer.cancel()
        self._answered_at = loop.time()
