"""Reminders, escalations and timeouts."""

from datetime import timedelta

from oversight.ports import Ports
from oversight.usecases.ladder.run_due import run_due
from scheduler.heartbeat import Job

EVERY = timedelta(milliseconds=250)
"""A deadline is late by at most this, plus the work itself."""


def deadlines(ports: Ports) -> Job:
    """The job that lets time act on pending actions."""

    async def run_once() -> int:
        return await run_due(ports)

    return Job("deadlines", EVERY, run_once)
