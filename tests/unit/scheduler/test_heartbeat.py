"""The heartbeat beats again and again, survives what a job raises and what is done to clocks, and stops soon."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta

import pytest
from apscheduler.schedulers import base

from scheduler import heartbeat as module
from scheduler import steady
from scheduler.heartbeat import Heartbeat, Job

SOON = timedelta(milliseconds=20)
PATIENCE = 10


async def test_a_job_that_raises_beats_on_and_its_last_error_is_told():
    beats = asyncio.Queue[int]()
    count = 0

    async def run_once():
        nonlocal count
        count += 1
        beats.put_nowait(count)
        if count < 3:
            raise ConnectionError("the database is away")

    heartbeat = Heartbeat((Job("deadlines", SOON, run_once),))
    heartbeat.start()
    async with asyncio.timeout(PATIENCE):
        await beats.get()
        await beats.get()
        assert heartbeat.troubles() == {"deadlines": "ConnectionError"}
        await beats.get()
        await beats.get()
    assert heartbeat.troubles() == {}
    await heartbeat.stop()


@pytest.mark.parametrize("step", [-3600, -60, 60, 3600])
async def test_a_wall_clock_that_is_set_neither_stops_nor_hurries_the_beats(monkeypatch, step):
    beats = asyncio.Queue[float]()
    set_by = timedelta()

    class WallClock(datetime):
        """What the scheduler, and APScheduler under it, take for the time."""

        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + set_by  # noqa: TID251 - the real one, set by as much

    for reading in (steady, base):
        monkeypatch.setattr(reading, "datetime", WallClock)

    async def run_once():
        beats.put_nowait(time.monotonic())

    heartbeat = Heartbeat((Job("deadlines", SOON, run_once), Job("digests", timedelta(hours=1), run_once)))
    heartbeat.start()
    async with asyncio.timeout(PATIENCE):
        await beats.get()
        set_by = timedelta(seconds=step)
        moments = [await beats.get() for _ in range(10)]
    await heartbeat.stop()
    assert moments[-1] - moments[0] >= 8 * SOON.total_seconds(), "and no hourly job ran with them"


async def test_a_job_that_has_not_run_for_some_intervals_is_in_trouble_and_one_that_takes_long_by_its_nature_is_not():
    now = 0.0
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def hangs():
        begun.set()
        await may_end.wait()

    jobs = (Job("deadlines", SOON, hangs), Job("precedents", SOON, hangs, may_take=timedelta(minutes=10)))
    heartbeat = Heartbeat(jobs, monotonic=lambda: now)
    heartbeat.start()
    now = 0.1
    async with asyncio.timeout(PATIENCE):
        await begun.wait()
    now = 9.0
    assert heartbeat.troubles() == {}
    now = 11.0
    assert heartbeat.troubles() == {"deadlines": "has not run for 11 s"}
    may_end.set()
    for _ in range(20):
        await asyncio.sleep(0)
    assert heartbeat.troubles() == {}
    await heartbeat.stop()


@pytest.mark.slow
async def test_beats_that_a_slow_run_took_are_left_out():
    runs = 0
    may_end, ran = asyncio.Event(), asyncio.Queue[int]()

    async def run_once():
        nonlocal runs
        runs += 1
        ran.put_nowait(runs)
        await may_end.wait()

    now = 0.0
    heartbeat = Heartbeat((Job("deadlines", timedelta(seconds=1), run_once),), monotonic=lambda: now)
    heartbeat.start()
    now = 1.0
    async with asyncio.timeout(PATIENCE):
        assert await ran.get() == 1
        now = 100.5
        may_end.set()
        assert await ran.get() == 2
    for _ in range(20):
        await asyncio.sleep(0)
    assert ran.empty()
    await heartbeat.stop()


async def test_a_running_job_has_ended_when_the_heartbeat_stops():
    begun, may_end, ended = asyncio.Event(), asyncio.Event(), []

    async def run_once():
        begun.set()
        await may_end.wait()
        ended.append(True)

    heartbeat = Heartbeat((Job("deadlines", SOON, run_once),))
    heartbeat.start()
    async with asyncio.timeout(PATIENCE):
        await begun.wait()
        stopping = asyncio.create_task(heartbeat.stop())
        await asyncio.sleep(0)
        assert not stopping.done()
        may_end.set()
        await stopping
    assert ended == [True]


async def test_a_job_that_hangs_does_not_hold_up_the_end(monkeypatch):
    monkeypatch.setattr(module, "FAREWELL", SOON)
    begun = asyncio.Event()

    async def hangs():
        begun.set()
        await asyncio.Event().wait()

    heartbeat = Heartbeat((Job("deadlines", SOON, hangs),))
    heartbeat.start()
    async with asyncio.timeout(PATIENCE):
        await begun.wait()
        await heartbeat.stop()


async def test_stopping_what_never_beat_does_nothing():
    await Heartbeat(()).stop()
