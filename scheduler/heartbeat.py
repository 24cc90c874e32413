"""The heartbeat: APScheduler says when, the jobs say what, and the database knows what is due.

Jobs live in memory only. Nothing is lost with the process, because a beat carries no work: each job asks the database
what is due at the moment it runs. A beat that is late or missed is made good by the next one.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to run again and again; running it when nothing is due does nothing."""

    name: str
    every: timedelta
    run_once: Callable[[], Awaitable[object]]


class Heartbeat:
    """Runs each job at its interval, never twice at the same time, and survives what a job raises."""

    def __init__(self, jobs: tuple[Job, ...]) -> None:
        """Nothing beats yet."""
        self._jobs = jobs
        self._scheduler: AsyncIOScheduler | None = None
        self._beating: set[asyncio.Task[Any]] = set()
        self.failures: dict[str, str] = {}
        """The last error of each job whose last run failed, by name: what readiness shows."""

    def start(self) -> None:
        """Every job beats from now on, the first time after its interval."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for job in self._jobs:
            self._scheduler.add_job(
                self._beat,
                "interval",
                args=(job,),
                seconds=job.every.total_seconds(),
                id=job.name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        self._scheduler.start()

    async def stop(self) -> None:
        """Nothing beats any more; a job that was running has ended."""
        if self._scheduler is None:
            return
        self._scheduler.pause()
        await asyncio.gather(*self._beating, return_exceptions=True)
        self._scheduler.shutdown(wait=False)
        self._scheduler = None

    async def _beat(self, job: Job) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._beating.add(task)
        task.add_done_callback(self._beating.discard)
        try:
            await job.run_once()
        except Exception as error:
            # A beat must outlive a database that is away for a moment: the next one tries again.
            self.failures[job.name] = f"{type(error).__name__}: {error}"
            log.exception("heartbeat job failed", job=job.name)
        else:
            self.failures.pop(job.name, None)
