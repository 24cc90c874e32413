"""What all processes over one database know of its time: how far it has come.

A clock that was set back is believed by whoever starts afterwards, while those who run are still ahead of it. Then one
would promise minutes that have passed for the others. So each serving process writes down now and then how far its
clock has come, and whoever is behind that joins them, also after a restart.
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection, or_, select, update

from storage.engine.clock import NEVER_A_CLOCK, DatabaseTime, SteadyClock
from storage.engine.database import Database
from storage.engine.errors import StorageUnavailable
from storage.engine.insert_unless_there import insert_unless_there
from storage.tables.jobs import job_runs

JOB = "clock"
EVERY_SECONDS = 10.0
LATER_SECONDS = 60.0
"""How often it is written where nobody else reads it."""
NEGLIGIBLE = 1.0
"""Seconds that processes may differ by."""

log = structlog.get_logger(__name__)


class Timekeeping:
    """Keeps this process's clock with those of the others, until it is closed."""

    def __init__(
        self,
        database: Database,
        clock: SteadyClock,
        database_time: DatabaseTime | None,
        every_seconds: float | None = None,
    ) -> None:
        """Over this database; ``database_time`` is what the clock follows, where that is not the host's."""
        self._database = database
        self._clock = clock
        self._database_time = database_time
        self._every_seconds = every_seconds or (LATER_SECONDS if database_time is None else EVERY_SECONDS)
        self._task: asyncio.Task[None] | None = None

    async def join(self) -> None:
        """The clock is not behind those of other processes, as far as they have written."""
        come = await self._database.read(_come)
        if come is not None and come.timestamp() > self._clock.read() + NEGLIGIBLE:
            self._clock.is_at_least(come.timestamp())

    async def keep(self) -> None:
        """The clock stays so from now on, and other processes read how far it has come."""
        await self._write_down()
        self._task = asyncio.create_task(self._keep_for_ever(), name="timekeeping")

    async def close(self) -> None:
        """The clock is no longer kept with the others."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _keep_for_ever(self) -> None:
        while True:
            await asyncio.sleep(self._every_seconds)
            # Whatever fails, the seconds pass all the same, and the next round may get through.
            try:
                await self._keep_once()
            except StorageUnavailable:
                pass  # told by those who asked for something
            except Exception:
                log.exception("the clock could not be compared with those of other processes")

    async def _keep_once(self) -> None:
        if self._database_time is not None:
            await self._database_time.measure()
            await self.join()
        await self._write_down()

    async def _write_down(self) -> None:
        now = self._clock.now()
        await self._database.write(lambda connection: _write(connection, now))


def _come(connection: Connection) -> datetime | None:
    return connection.execute(select(job_runs.c.done_until).where(job_runs.c.job == JOB)).scalar()


def _write(connection: Connection, now: datetime) -> None:
    if not insert_unless_there(connection, job_runs, {"job": JOB, "done_until": now}):
        until = job_runs.c.done_until
        # What is more than a day ahead was never a time; see storage/engine/clock.py.
        earlier = or_(until < now, until > now + timedelta(seconds=NEVER_A_CLOCK))
        connection.execute(update(job_runs).where(job_runs.c.job == JOB, earlier).values(done_until=now))
