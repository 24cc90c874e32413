"""News of changed actions, pushed to whoever waits.

Within the process a commit wakes its waiters at once. Between replicas a notice travels with the commit
(:mod:`storage.replicas.notices`). Notices are hints and may be lost; the truth is asked for every few seconds, for all
the waiters together. A waiter is registered before it looks at the revision, so no change falls between the two.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from sqlalchemy import Connection, bindparam, select

from storage.engine.database import Database
from storage.engine.errors import StorageUnavailable
from storage.engine.portions import in_portions
from storage.tables.actions import actions

POLL_SECONDS = 5.0
REVISIONS = select(actions.c.id, actions.c.revision).where(actions.c.id.in_(bindparam("ids", expanding=True)))

News = asyncio.Future[None]


class Changes:
    """The waiters of this process. Spurious wake-ups are allowed, lost ones are not."""

    def __init__(self, database: Database, poll_seconds: float = POLL_SECONDS) -> None:
        """Nobody waits yet."""
        self._database = database
        self._poll_seconds = poll_seconds
        self._waiters: dict[str, dict[News, int]] = defaultdict(dict)
        """By action, each with the revision that it has seen."""
        self._poll: asyncio.Task[None] | None = None

    async def wait(self, action_id: str, revision: int, seconds: float) -> None:
        news: News = asyncio.get_running_loop().create_future()
        self._waiters[action_id][news] = revision
        if self._poll is None:
            self._poll = asyncio.create_task(self._poll_while_waited_for(), name="changes-poll")
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    current = await self._database.read(partial(revisions, action_ids=[action_id]))
                    if current.get(action_id, 0) <= revision:
                        await news
        finally:
            del self._waiters[action_id][news]
            if not self._waiters[action_id]:
                del self._waiters[action_id]

    def moved(self, action_ids: Sequence[str]) -> None:
        """Whoever waits for these actions is woken."""
        for action_id in action_ids:
            for news in self._waiters.get(action_id, ()):
                _wake(news)

    def wake_all(self) -> None:
        """Everybody who waits looks again, because news may have been missed."""
        self.moved(list(self._waiters))

    async def close(self) -> None:
        """Nobody waits any more."""
        self.wake_all()
        if self._poll is not None:
            self._poll.cancel()
            with suppress(asyncio.CancelledError):
                await self._poll

    async def _poll_while_waited_for(self) -> None:
        try:
            while self._waiters:
                await asyncio.sleep(self._poll_seconds)
                with suppress(StorageUnavailable):  # the next round asks again
                    await self._look()
        finally:
            self._poll = None

    async def _look(self) -> None:
        current = await self._database.read(partial(revisions, action_ids=list(self._waiters)))
        for action_id, revision in current.items():
            for news, seen in self._waiters.get(action_id, {}).items():
                if revision > seen:
                    _wake(news)


def _wake(news: News) -> None:
    if not news.done():
        news.set_result(None)


def revisions(connection: Connection, action_ids: Sequence[str]) -> dict[str, int]:
    """The revision of each of these actions."""
    return {
        row.id: row.revision for some in in_portions(action_ids) for row in connection.execute(REVISIONS, {"ids": some})
    }
