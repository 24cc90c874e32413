"""What finished drafts teach, and the end of the work on them."""

from datetime import timedelta

from oversight.ports import Ports
from oversight.usecases.drafting.learn_from_drafts import learn_from_drafts
from scheduler.heartbeat import Job

EVERY = timedelta(seconds=5)


def drafts(ports: Ports) -> Job:
    """The job that learns from drafts and forgets what nobody needs any more."""

    async def run_once() -> int:
        return await learn_from_drafts(ports)

    return Job("drafts", EVERY, run_once)
