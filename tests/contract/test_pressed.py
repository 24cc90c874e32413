"""A message that somebody has pressed is taken from the outbox before its turn, and by one sender alone."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import asyncpg

from oversight.ports.delivery import Message, MessageKind, Posting
from storage.outbox.outbox import LOCK
from storage.store import open_store
from tests.builders import NOON, an_action, decided, moved, new

SECOND = timedelta(seconds=1)


def card(ref, channel="#a", urgency=1):
    return Message(MessageKind.CARD, ref, channel, urgency)


async def stand(store, ref):
    await store.postings.prepare(MessageKind.CARD, ref, f"token-{ref}")
    await store.postings.posted(Posting(MessageKind.CARD, ref, "", "C1", "1.2", 1), None)


async def change(store, *messages):
    for message in messages:
        action = an_action()
        await store.actions.commit(new(action))
        await store.actions.commit(moved(decided(action, at=NOON), messages=(message,)))


async def press(store, ref, now=NOON):
    return await store.outbox.claim_of(MessageKind.CARD, ref, now)


async def test_it_is_taken_while_its_lane_is_busy_and_more_urgent_ones_wait(store):
    for ref in ("climbs", "waits", "pressed"):
        await stand(store, ref)
    await change(store, card("climbs", urgency=0), card("waits", urgency=0), card("pressed", urgency=3))
    [climbing] = await store.outbox.claim(NOON, ())
    claimed = await press(store, "pressed")
    assert (climbing.message.ref, claimed.message.ref, claimed.is_posted) == ("climbs", "pressed", True)
    await store.outbox.done(climbing)
    assert await store.outbox.claim(NOON, ()) == [], "what nobody looks at waits until it is sent"
    await store.outbox.done(claimed)
    assert [one.message.ref for one in await store.outbox.claim(NOON, ())] == ["waits"]


async def test_it_is_taken_although_it_was_put_off(store):
    await stand(store, "x")
    await change(store, card("x"))
    [claimed] = await store.outbox.claim(NOON, ())
    await store.outbox.postpone(claimed, NOON + 60 * SECOND, "not its turn", in_doubt=False)
    again = await press(store, "x")
    assert (again.message.ref, again.attempts, again.is_posted) == ("x", 2, True)


async def test_it_is_never_taken_while_somebody_sends_it(store):
    await stand(store, "x")
    await change(store, card("x"))
    await store.outbox.claim(NOON, ())
    await change(store, card("x"))
    assert await press(store, "x", NOON + 14 * SECOND) is None
    assert (await press(store, "x", NOON + 15 * SECOND)).in_doubt


async def test_of_several_who_want_it_at_once_one_gets_it(store):
    await stand(store, "x")
    await change(store, card("x"), card("x"))
    claims = await asyncio.gather(*(press(store, "x") for _ in range(6)), store.outbox.claim(NOON, ()))
    assert sum(1 for claim in claims if claim) == 1


async def test_it_waits_for_nobody_who_claims_lanes_meanwhile(store, storage_url):
    await stand(store, "x")
    await change(store, card("x"))
    if storage_url.startswith("sqlite"):
        return  # one writes after the other there
    connection = await asyncpg.connect(storage_url)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock(hashtext($1))", LOCK)
            async with asyncio.timeout(2):
                assert await press(store, "x") is not None
    finally:
        await connection.close()


async def test_each_has_one_sender_while_lanes_are_claimed_and_many_are_pressed(store, storage_url):
    refs = [f"x{number}" for number in range(12)]
    for ref in refs:
        await stand(store, ref)
    await change(store, *(card(ref, channel=f"#{ref[-1]}") for ref in refs for _ in range(2)))
    async with open_store(storage_url, serving=False) as replica:
        presses = (press(one, ref) for ref in refs for one in (store, replica))
        lanes = (one.outbox.claim(NOON, ()) for one in (store, replica) for _ in range(3))
        pressed, claimed = await asyncio.gather(asyncio.gather(*presses), asyncio.gather(*lanes))
    taken = Counter(one.message.ref for one in (*pressed, *(one for lane in claimed for one in lane)) if one)
    assert set(taken) == set(refs)
    assert set(taken.values()) == {1}


async def test_sending_it_serves_all_that_waited_for_it_and_nothing_that_came_later(store):
    await stand(store, "x")
    await change(store, card("x"), card("x"))
    claimed = await press(store, "x")
    await change(store, card("x"))
    await store.outbox.done(claimed)
    assert (await store.outbox.counts()).waiting == 1
    await store.outbox.done(await press(store, "x"))
    assert (await store.outbox.counts()).waiting == 0
    assert await press(store, "x") is None


async def test_a_dead_letter_is_not_taken(store):
    await stand(store, "x")
    await change(store, card("x"))
    await store.outbox.bury(await press(store, "x"), "no_such_channel", NOON)
    assert await press(store, "x") is None
