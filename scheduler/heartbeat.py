"""The heartbeat: APScheduler says when, the jobs say what, and the database knows what is due.

Jobs live in memory only. Nothing is lost with the process, because a beat carries no work: each job asks the database
what is due at the moment it runs. A beat that is late or missed is made good by the next one. Beats are counted by the
monotonic clock, so that the wall clock may be set while we run (ADR 19).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from scheduler.steady import SteadyScheduler

log = structlog.get_logger(__name__)

MISSED_INTERVALS = 10
SILENCE = timedelta(seconds=10)
"""A job that has not run for this long, nor for ten of its intervals, is in trouble."""
FAREWELL = timedelta(seconds=2)
"""How long running jobs have to end when the heartbeat stops; the next start does what they leave."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to run again and again; running it when nothing is due does nothing."""

    name: str
    every: timedelta
    run_once: Callable[[], Awaitable[object]]
    may_take: timedelta = SILENCE
    """How long one run may take before it counts as hanging."""


class Heartbeat:
    """Runs each job at its interval, never twice at the same time, and survives what a job raises."""

    def __init__(self, jobs: tuple[Job, ...], *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """No job runs yet."""
        self._jobs = jobs
        self._monotonic = monotonic
        self._scheduler: SteadyScheduler | None = None
        self._beating: set[asyncio.Task[Any]] = set()
        self._ran_at: dict[str, float] = {}
        self._failures: dict[str, tuple[str, str]] = {}
        """The kind and the words of the error of each job whose last run failed, by name."""

    def start(self) -> None:
        """Every job runs at its interval from now on, the first time after one interval."""
        self._scheduler = SteadyScheduler()
        for job in self._jobs:
            self._ran_at[job.name] = self._monotonic()
            self._scheduler.add_job(self._beat, "interval", args=(job,), seconds=job.every.total_seconds(), id=job.name)
        self._scheduler.start()

    async def stop(self) -> None:
        """No job runs any more; one that was running has ended, or was cut off after a moment."""
        if self._scheduler is None:
            return
        self._scheduler.pause()
        if self._beating:
            _, late = await asyncio.wait(self._beating, timeout=FAREWELL.total_seconds())
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._scheduler.shutdown(wait=False)
        self._scheduler = None

    def troubles(self) -> dict[str, str]:
        """What is wrong with each job that failed last time or has not run for long, by name; of an error its kind."""
        now = self._monotonic()
        silent = {
            job.name: f"has not run for {now - self._ran_at[job.name]:.0f} s"
            for job in self._jobs
            if job.name in self._ran_at and now - self._ran_at[job.name] > _longest_silence(job)
        }
        return {name: kind for name, (kind, _) in self._failures.items()} | silent

    async def _beat(self, job: Job) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._beating.add(task)
        task.add_done_callback(self._beating.discard)
        try:
            await job.run_once()
        except Exception as error:
            # A beat must outlive a database that is away for a moment: the next one tries again.
            failure = (type(error).__name__, str(error))
            if self._failures.get(job.name) != failure:  # four lines a second would hide what else is wrong
                self._failures[job.name] = failure
                log.exception("heartbeat job failed", job=job.name)
        else:
            if self._failures.pop(job.name, None):
                log.info("heartbeat job runs again", job=job.name)
        self._ran_at[job.name] = self._monotonic()


def _longest_silence(job: Job) -> float:
    return max(job.every * MISSED_INTERVALS, job.may_take).total_seconds()
