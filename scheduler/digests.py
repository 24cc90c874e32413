"""The digest, at the policy's cron time in the policy's time zone, exactly once whatever was down in between."""

from datetime import datetime, timedelta

from oversight.calendar.cron import last_time
from oversight.policy import DigestSchedule
from oversight.ports import Ports
from oversight.usecases.review.post_digest import post_digest
from scheduler.heartbeat import Job

EVERY = timedelta(seconds=30)
SETTLE = timedelta(seconds=5)
"""A digest is drawn this long after its time, so that transactions begun before it have ended."""
LOOK_BACK = timedelta(days=400)
"""How far back a missed digest is looked for: one leap year. A rarer one comes at its next time."""


def digests(ports: Ports) -> Job:
    """The job that posts the digest whose time has come and which is not posted yet."""

    async def run_once() -> None:
        now = ports.clock.now()
        since = await ports.review.last_digest_until()
        section = ports.policies.policy.lazy_review.digest
        if section is None or since is None:
            return
        fire = last_fire(section, after=max(since, now - LOOK_BACK), until=now - SETTLE)
        if fire is not None:
            await post_digest(fire, ports)

    return Job("digests", EVERY, run_once)


def last_fire(section: DigestSchedule, *, after: datetime, until: datetime) -> datetime | None:
    """The latest of the cron's times after the first moment and not after the second, or None where there is none.

    After an outage of three weeks that is one digest over three weeks, not three at once.
    """
    return last_time(section.cron, section.timezone, after=after, until=until)
