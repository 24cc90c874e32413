"""What happens because time passes: the jobs of the heartbeat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from bot.audit.keeper import AuditKeeper
from bot.health.metrics import Metrics
from bot.precedents import LOOK_EVERY, PastDecisions
from oversight.ports import Ports
from oversight.usecases.audit.announce_log import announce_log
from scheduler.audit import audit, audit_announcements
from scheduler.deadlines import deadlines
from scheduler.digests import digests
from scheduler.drafts import drafts
from scheduler.edits import edits
from scheduler.heartbeat import Heartbeat, Job
from storage.store import Store

GAUGES_EVERY = timedelta(seconds=5)
A_LONG_PAST = timedelta(minutes=10)
"""How long past decisions may be read at the first start."""


def heartbeat_of(store: Store, ports: Ports, past: PastDecisions, keeper: AuditKeeper, metrics: Metrics) -> Heartbeat:
    """The heartbeat with its jobs, not started yet."""
    gauges = partial(metrics.refresh, store.books, store.outbox, store.audit, store.clock)

    async def announce() -> bool:
        return await announce_log(store.audit, store.announcements, ports.policies.policy, ports.clock.now())

    return Heartbeat(
        (
            deadlines(ports),
            digests(ports),
            edits(ports),
            drafts(ports),
            audit(keeper.beat),
            audit_announcements(announce),
            Job("gauges", GAUGES_EVERY, gauges),
            Job("precedents", LOOK_EVERY, past.catch_up, may_take=A_LONG_PAST),
            Job("standing_approvals", LOOK_EVERY, store.standing.refresh),
        )
    )


@asynccontextmanager
async def beating(heartbeat: Heartbeat, past: PastDecisions) -> AsyncIterator[None]:
    """Every job runs at its interval; at the end none is running."""
    heartbeat.start()
    try:
        yield
    finally:
        past.stop()
        await heartbeat.stop()
