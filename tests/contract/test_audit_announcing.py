"""Slack is told of the audit log: of the newest checkpoint at most so often, of a refusal once, whoever tries."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from oversight.ports.audit_leaving import Announced
from oversight.usecases.audit.announce_log import announce_log
from storage.audit.log import SqlAuditLog
from tests.builders import POLICY, policy_of
from tests.contract.test_audit_signing import AT, Memory, signed_to

HOUR = timedelta(hours=1)
EVERY_HOUR = policy_of(POLICY + 'audit: {channel: "#agent-audit", every: 1h}\n')
DIGEST_ONLY = policy_of(POLICY)
NO_CHANNEL = policy_of(POLICY.partition("lazy_review:")[0])


class Seconds:
    """Time, which goes on by six seconds whenever a checkpoint is signed."""

    def __init__(self):
        self.at = AT

    def __call__(self):
        self.at += timedelta(seconds=6)
        return self.at


@pytest.fixture
def log(store):
    return SqlAuditLog(store.database, alone=False)


@pytest.fixture
def later():
    return Seconds()


@pytest.fixture
def memory():
    return Memory()


async def told(store, log, now, policy=EVERY_HOUR):
    return await announce_log(log, store.announcements, policy, now)


async def waiting(store, now):
    """What waits for Slack, each lane's next until none is left."""
    found = []
    while claimed := await store.outbox.claim(now, ()):
        for claim in claimed:
            found.append((claim.message.kind.value, claim.message.ref, claim.message.channel))
            await store.outbox.done(claim)
    return found


async def test_the_newest_checkpoint_is_posted_at_most_so_often(store, log, memory, later):
    assert not await told(store, log, later.at)
    await signed_to(log, store, 3, memory, later)
    began = later.at
    assert await told(store, log, began)
    for size in (5, 7):
        await signed_to(log, store, 2, memory, later, first=size - 2)
        assert not await told(store, log, later.at)
    assert not await told(store, log, began + HOUR - timedelta(microseconds=1))
    # Nothing was signed since, and what was signed last is posted all the same.
    assert await told(store, log, began + HOUR)
    assert not await told(store, log, began + 9 * HOUR)
    assert await waiting(store, later.at) == [
        ("checkpoint", "1.3", "#agent-audit"),
        ("checkpoint", "1.7", "#agent-audit"),
    ]


async def test_of_all_that_try_at_once_one_posts_it(store, log, memory, later):
    for size in range(1, 6):
        await signed_to(log, store, 1, memory, later, first=size)
        now = later.at + size * HOUR
        tried = await asyncio.gather(*(told(store, log, now) for _ in range(5)))
        assert sum(tried) == 1
    assert len(await waiting(store, later.at)) == 5


async def test_a_clock_that_was_set_back_keeps_nothing_from_being_posted(store, log, memory, later):
    await signed_to(log, store, 3, memory, later)
    assert await told(store, log, later.at + timedelta(days=900))
    await signed_to(log, store, 3, memory, later, first=3)
    assert await told(store, log, later.at)
    assert await store.announcements.announced(1) == Announced(6, later.at)


async def test_without_the_section_no_checkpoint_is_posted(store, log, memory, later):
    await signed_to(log, store, 3, memory, later)
    for policy in (NO_CHANNEL, DIGEST_ONLY):
        assert not await told(store, log, later.at, policy)
    assert await waiting(store, later.at) == []


@pytest.mark.parametrize(("policy", "channel"), [(EVERY_HOUR, "#agent-audit"), (DIGEST_ONLY, "#agent-digest")])
async def test_that_nothing_is_signed_any_more_is_said_once(store, log, later, policy, channel):
    await signed_to(log, store, 3, Memory(), later)
    await log.refuse(1, "The database went back in time.")
    assert await log.refusal(1) == "The database went back in time."
    tried = await asyncio.gather(*(told(store, log, later.at, policy) for _ in range(5)))
    assert sum(tried) == 1
    assert not await told(store, log, later.at + 9 * HOUR, policy)
    assert await waiting(store, later.at) == [("audit_refused", "1", channel)]


async def test_a_policy_that_names_a_channel_only_now_is_told_of_a_refusal_from_before(store, log, memory, later):
    await signed_to(log, store, 3, memory, later)
    await log.refuse(1, "The database went back in time.")
    assert not await told(store, log, later.at, NO_CHANNEL)
    assert await told(store, log, later.at)


async def test_of_a_log_that_is_refused_no_checkpoint_is_posted(store, log, memory, later):
    """It was refused after somebody had looked, and before they wrote."""
    await signed_to(log, store, 3, memory, later)
    real = log.newest_checkpoint

    async def refused_meanwhile(number):
        await log.refuse(1, "The database went back in time.")
        return await real(number)

    log.newest_checkpoint = refused_meanwhile
    assert not await told(store, log, later.at)
    assert await waiting(store, later.at) == []


async def test_another_log_begins_to_be_told_of_from_its_first_checkpoint(store, log, memory, later):
    await signed_to(log, store, 3, memory, later)
    assert await told(store, log, later.at)
    await log.begin_anew("acme.example/sayso/2", b"{}", "log.began")
    assert await store.announcements.announced(2) == Announced()
    assert await log.refusal(2) is None
