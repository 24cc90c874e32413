"""APScheduler by the time that has passed instead of by the wall clock (ADR 19)."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

SLEWED = timedelta(milliseconds=20)
"""A clock that is off by no more is being corrected slowly, and needs nothing."""


def _wall() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - what APScheduler itself compares its dates with


class SteadyScheduler(AsyncIOScheduler):  # type: ignore[misc]  # APScheduler has no types
    """Keeps its intervals whatever is done to the wall clock.

    APScheduler sleeps by the monotonic clock, but when it wakes it compares the dates of its jobs with the wall clock:
    set back by an hour, nothing would run for an hour. So every date is moved by as much as the clock was.
    """

    def __init__(
        self, *, monotonic: Callable[[], float] = time.monotonic, wall: Callable[[], datetime] = _wall
    ) -> None:
        """Nothing runs yet."""
        super().__init__(timezone=UTC, job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None})
        self._monotonic = monotonic
        self._wall = wall
        self._seen = wall(), monotonic()

    def wakeup(self) -> None:
        """The jobs that are due by the time that has passed have run."""
        set_by = self._set_by()
        if abs(set_by) > SLEWED:
            for job in self.get_jobs():
                job.modify(next_run_time=job.next_run_time + set_by)
        super().wakeup()

    def _set_by(self) -> timedelta:
        """How far the wall clock was set since the last look."""
        (wall, monotonic), self._seen = self._seen, (self._wall(), self._monotonic())
        return (self._seen[0] - wall) - timedelta(seconds=self._seen[1] - monotonic)
