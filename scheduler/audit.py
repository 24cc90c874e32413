"""The audit log: leaves get their place within a second, and a signed checkpoint follows within ten."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from scheduler.heartbeat import Job

EVERY = timedelta(milliseconds=500)
ANNOUNCED_EVERY = timedelta(seconds=5)
MAY_TAKE = timedelta(minutes=2)
"""A log that was never signed takes its time when it is signed first."""


def audit(beat: Callable[[], Awaitable[object]]) -> Job:
    """The job that lets the log go on."""
    return Job("audit", EVERY, beat, MAY_TAKE)


def audit_announcements(announce: Callable[[], Awaitable[object]]) -> Job:
    """The job that lets Slack be told of the log."""
    return Job("audit announcements", ANNOUNCED_EVERY, announce)
