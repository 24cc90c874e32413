"""Work that one process does for all, as long as it goes on doing it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, update

from storage.engine.insert_unless_there import insert_unless_there
from storage.tables.jobs import job_runs


class Lease:
    """One job of which one process at a time believes that it is to do it; a hint, since beliefs outlive leases."""

    def __init__(self, job: str, lasts: timedelta) -> None:
        """Nobody holds it yet."""
        self._job = job
        self._lasts = lasts
        self._mine: datetime | None = None

    def is_fresh(self, now: datetime) -> bool:
        """Whether it is this process's, and need not be renewed yet."""
        return self._mine is not None and now < self._mine - self._lasts / 2

    def take(self, connection: Connection, now: datetime) -> bool:
        """Whether it is this process's from now on: it was, or nobody's."""
        until = now + self._lasts
        if not insert_unless_there(connection, job_runs, {"job": self._job, "done_until": until}):
            held_until = job_runs.c.done_until
            # One that ends later than ours would was written by a clock that was set back since.
            free = or_(held_until <= now, held_until > until)
            if self._mine is not None:
                free = or_(free, held_until == self._mine)
            taken = update(job_runs).where(job_runs.c.job == self._job, free).values(done_until=until)
            if connection.execute(taken).rowcount != 1:
                self._mine = None
                return False
        self._mine = until
        return True
