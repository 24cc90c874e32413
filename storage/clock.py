"""Time. The only place that reads a clock.

Replicas must agree on what is overdue, whatever their hosts believe. So with PostgreSQL the database's clock counts:
its distance from this process's monotonic clock is measured at start and again every minute, and the monotonic clock
carries it in between. A host whose wall clock is wrong or steps back does not matter.
"""

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from storage.database import Database
from storage.errors import StorageUnavailable

MEASURE_SECONDS = 60.0
DATABASE_TIME = text("SELECT clock_timestamp()")


class SystemClock:
    """The machine's own clock: right where one process serves one file."""

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the clock itself


class DatabaseClock:
    """PostgreSQL's clock, read without asking it each time. It never goes back."""

    def __init__(self, database: Database) -> None:
        """Not yet set: call :meth:`measure` first."""
        self._database = database
        self._ahead: float | None = None
        """By how many seconds of POSIX time it is ahead of this process's monotonic clock."""
        self._latest = datetime.min.replace(tzinfo=UTC)
        self._task: asyncio.Task[None] | None = None

    def now(self) -> datetime:
        """Aware UTC, by the database's clock."""
        assert self._ahead is not None, "measure() comes first"
        now = datetime.fromtimestamp(self._ahead + time.monotonic(), UTC)
        self._latest = max(self._latest, now)
        return self._latest

    async def measure(self) -> None:
        """The clock is right to within half of one round trip."""
        before = time.monotonic()
        at = await self._database.read(_database_time)
        middle = (before + time.monotonic()) / 2
        self._ahead = at.timestamp() - middle

    def keep_measuring(self) -> None:
        """It stays right until it is closed."""
        self._task = asyncio.create_task(self._measure_for_ever(), name="database-clock")

    async def close(self) -> None:
        """No longer measuring."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _measure_for_ever(self) -> None:
        while True:
            await asyncio.sleep(MEASURE_SECONDS)
            with suppress(StorageUnavailable):  # the monotonic clock carries on
                await self.measure()


def _database_time(connection: Connection) -> datetime:
    at: datetime = connection.execute(DATABASE_TIME).scalar_one()
    return at.astimezone(UTC)
