"""Whether the database can be written and read.

A full disk is read as well as ever, and a file that was cut off is written to for a while.
"""

import asyncio
from datetime import datetime
from math import inf

from sqlalchemy import Connection, select, update

from oversight.ports.world import Clock
from storage.commit.group_commit import GroupCommit
from storage.engine.database import Database
from storage.engine.errors import StorageUnavailable
from storage.engine.insert_unless_there import insert_unless_there
from storage.tables.actions import actions
from storage.tables.audit import audit_leaves
from storage.tables.jobs import job_runs
from storage.tables.outbox import outbox

JOB = "readiness"
FRESH_SECONDS = 5.0
"""A result of so many seconds ago is given again without another look."""
REMEMBERED_SECONDS = 15.0
"""A change that was refused so recently counts for more than a small row that was written since."""


class Vitals:
    """Finds out by writing a row, and reading some."""

    def __init__(self, database: Database, group: GroupCommit, clock: Clock) -> None:
        """Nothing is known yet."""
        self._database = database
        self._group = group
        self._clock = clock
        self._looking = asyncio.Lock()
        self._looked_at = -inf
        self._problem: str | None = None

    async def problem(self) -> str | None:
        """Why nothing can be written or read now; None where both can."""
        if refused := self._group.failure(REMEMBERED_SECONDS):
            return refused
        async with self._looking:
            if asyncio.get_running_loop().time() - self._looked_at > FRESH_SECONDS:
                self._problem = await self._look()
                self._looked_at = asyncio.get_running_loop().time()
        return self._problem

    async def _look(self) -> str | None:
        try:
            now = self._clock.now()
            await self._database.write(lambda connection: _write(connection, now))
            await self._database.read(_read)
        except StorageUnavailable as error:
            return str(error)
        return None


def _read(connection: Connection) -> None:
    for table in (actions, outbox, audit_leaves):
        connection.execute(select(table.c.id).order_by(table.c.id.desc()).limit(1)).all()


def _write(connection: Connection, now: datetime) -> None:
    its = job_runs.c.job == JOB
    if not connection.execute(update(job_runs).where(its).values(done_until=now)).rowcount:
        insert_unless_there(connection, job_runs, {"job": JOB, "done_until": now})
