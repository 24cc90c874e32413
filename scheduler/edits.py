"""Edits that nobody goes on with."""

from datetime import timedelta

from oversight.ports import Ports
from oversight.usecases.editing.drop_old_edits import drop_old_edits
from scheduler.heartbeat import Job

EVERY = timedelta(minutes=1)


def edits(ports: Ports) -> Job:
    """The job that drops them."""

    async def run_once() -> int:
        return await drop_old_edits(ports)

    return Job("edits", EVERY, run_once)
