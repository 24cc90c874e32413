"""Group commit: all that waits to be written goes into one transaction, and each change has its own result in it.

A durable commit costs one wait for the disk, whatever it carries. Written one by one, changes queue for that wait; here
a single committer takes all that have gathered while it waited for the one before. Alone, a change is written at once.
Under load the batches grow by themselves, and the disk is asked once a batch.

**The race.** Several people, a timer and the agent itself may change one action at one moment. Each has read the action
at some revision and computed the state with the next one. The database compares: only one of them finds the revision
that it read. It is Committed; everybody else has a Conflict, writes no vote, no leaf and no message, looks again,
and learns the final answer. Whether the rivals sit in one batch, in two, or in two replicas makes no difference.

**The result of each.**

* ``Committed``: it is on the disk, before the caller hears of it.
* ``Conflict``, ``Duplicate``: ordinary outcomes, nothing of the change was written.
* An exception of its own: a change that the database refuses outright would abort the transaction of all the others.
  Then each is written in a transaction alone, and only the culprit gets the exception.
* :class:`~storage.engine.errors.StorageUnavailable`, for the whole batch: the database is gone. Where it went away
  during the COMMIT itself nobody knows the outcome; the agent's idempotency key, or a second look at the revision,
  settles it. Where it took long to find out, those who queued meanwhile have waited as long: they are told the same,
  and nothing is tried again for them.

A caller that stops waiting (a client hung up) leaves its change in the queue: it is written whole, like any other.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from math import inf

from oversight.ports.actions import CommitResult, Committed
from storage.commit.commit_all import CommitAll
from storage.commit.entry import Entry
from storage.engine.errors import Closed, StorageUnavailable

LARGEST = 256
"""Changes in one transaction at most: it bounds how long the last one to join waits for the first."""

QUIET_TURNS = 3
"""Turns of the event loop without a newcomer after which a batch is closed that is written in this process."""

SLOW_SECONDS = 1.0
"""An outage that takes longer to show is one of a database that does not answer."""

Queued = tuple[Entry, "asyncio.Future[CommitResult]"]


class GroupCommit:
    """The one committer of this process."""

    def __init__(self, write: CommitAll, moved: Callable[[Sequence[str]], None], *, writes_elsewhere: bool) -> None:
        """Ready; ``moved`` is told the ids of existing actions that changed, after they are durable.

        SQLite's writer is a thread, and takes the interpreter from the event loop: better one large batch than two.
        PostgreSQL writes elsewhere: a batch is half of those who come, so that the others get here while it works.
        """
        self._write = write
        self._writes_elsewhere = writes_elsewhere
        self._moved = moved
        self._written = 0
        """Changes in the last batch."""
        self._queue: deque[Queued] = deque()
        self._committer: asyncio.Task[None] | None = None
        self._closed = False
        self._failed_at = -inf
        self._failure: str | None = None

    def failure(self, within: float) -> str | None:
        """Why the last batch was not written, if that is no more than so many seconds ago."""
        recent = asyncio.get_running_loop().time() - self._failed_at <= within
        return self._failure if recent else None

    def submit(self, entry: Entry) -> "asyncio.Future[CommitResult]":
        """The change's result, known once it is durable or certainly not written."""
        if self._closed:
            raise Closed(Closed.__doc__)
        result: asyncio.Future[CommitResult] = asyncio.get_running_loop().create_future()
        self._queue.append((entry, result))
        if self._committer is None:
            self._committer = asyncio.create_task(self._drain(), name="group-commit")
        return result

    async def close(self) -> None:
        """Everything submitted has its result, and nothing more is taken."""
        self._closed = True
        if self._committer is not None:
            await self._committer

    async def _drain(self) -> None:
        try:
            while self._queue:
                if not self._writes_elsewhere:
                    await self._gather()
                batch = self._take()
                await self._settle(batch)
                self._written = len(batch)
        finally:
            self._committer, self._written = None, 0

    async def _gather(self) -> None:
        """Whatever is on its way through the event loop has joined the queue."""
        quiet = 0
        while quiet < QUIET_TURNS and len(self._queue) < LARGEST:
            waiting = len(self._queue)
            await asyncio.sleep(0)
            quiet = 0 if len(self._queue) > waiting else quiet + 1

    def _take(self) -> list[Queued]:
        """The next batch, at most one change of each action; its rivals keep their places for the next batch."""
        batch: list[Queued] = []
        rivals: list[Queued] = []
        taken: set[str] = set()
        half = (self._written + len(self._queue) + 1) // 2
        largest = min(half, LARGEST) if self._writes_elsewhere else LARGEST
        while self._queue and len(batch) < largest:
            waiting = self._queue.popleft()
            action_id = waiting[0].action_id
            (rivals if action_id in taken else batch).append(waiting)
            taken.add(action_id)
        self._queue.extendleft(reversed(rivals))
        return batch

    async def _settle(self, batch: Sequence[Queued]) -> None:
        """Every change of the batch has its result or its exception."""
        began = asyncio.get_running_loop().time()
        try:
            results = await self._write([entry for entry, _ in batch])
        except Exception as error:  # noqa: BLE001 - it belongs to a caller, and the committer serves the others on
            if isinstance(error, StorageUnavailable):
                self._fail_together(batch, error, began)
                return
            if len(batch) == 1:
                _fail(batch, error)
                return
            for waiting in batch:
                await self._settle([waiting])
            return
        self._failure = None
        moved = []
        for (entry, future), result in zip(batch, results, strict=True):
            if not future.done():  # its caller may have stopped waiting
                future.set_result(result)
            if not entry.is_new and isinstance(result, Committed):
                moved.append(entry.action_id)
        self._moved(moved)

    def _fail_together(self, batch: Sequence[Queued], error: StorageUnavailable, began: float) -> None:
        self._failed_at, self._failure = asyncio.get_running_loop().time(), str(error)
        _fail(batch, error)
        if self._failed_at - began > SLOW_SECONDS:
            _fail(self._queue, error)
            self._queue.clear()


def _fail(batch: Iterable[Queued], error: Exception) -> None:
    for _, future in batch:
        if not future.done():
            future.set_exception(error)
