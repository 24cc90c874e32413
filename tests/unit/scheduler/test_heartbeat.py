"""The heartbeat beats again and again, survives what a job raises, and waits for a running job when it stops."""

from __future__ import annotations

import asyncio
from datetime import timedelta

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
        assert heartbeat.failures == {"deadlines": "ConnectionError: the database is away"}
        await beats.get()
        await beats.get()
    assert heartbeat.failures == {}
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


async def test_stopping_what_never_beat_does_nothing():
    await Heartbeat(()).stop()
