"""What the outbox promises to delivery."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from oversight.action.event_kind import EventKind
from oversight.ports.delivery import Lane, Message, MessageKind, OutboxCounts, Posting
from oversight.ports.message_id import card_id
from tests.builders import NOON, an_action, an_event, decided, moved, new

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def card(ref, channel="#a", urgency=1):
    return Message(MessageKind.CARD, ref, channel, urgency)


def note(ref, channel="#a", urgency=1):
    return Message(MessageKind.NOTE, ref, channel, urgency, an_event(an_action(), EventKind.VOTED))


async def queue(store, *messages):
    """One change for each message, so that their order is certain."""
    for message in messages:
        await store.actions.commit(new(an_action(), messages=(message,)))


async def refs(store, now=NOON, busy=()):
    return [claimed.message.ref for claimed in await store.outbox.claim(now, busy)]


async def drain(store):
    """Every ref in the order in which one undisturbed sender meets them."""
    met = []
    while claims := await store.outbox.claim(NOON, ()):
        for claimed in claims:
            met.append((claimed.message.kind.value, claimed.message.ref))
            await store.outbox.done(claimed)
    return met


async def test_a_message_comes_back_whole(store):
    message = note("act_1.0")
    await queue(store, message)
    [claimed] = await store.outbox.claim(NOON, ())
    assert claimed.message == message
    assert (claimed.attempts, claimed.in_doubt, claimed.covers, claimed.last_error) == (1, False, claimed.id, None)


@pytest.mark.parametrize("event", ["no JSON", "[]", "{}"])
async def test_a_damaged_message_is_given_up_and_holds_up_no_other(store, event):
    await queue(store, note("act_1.0", "#a"), card("2", "#a"), note("act_3.0", "#b"))
    broken = text("UPDATE outbox SET event = :event WHERE ref = 'act_1.0'")
    await store.database.write(lambda connection: connection.execute(broken, {"event": event}))
    assert await refs(store) == ["act_3.0"]
    assert await refs(store) == ["2"]
    [dead] = await store.outbox.dead_letters(10)
    assert (dead.message.ref, dead.last_error) == ("act_1.0", "damaged in the database")


async def test_one_message_of_each_free_channel_is_claimed(store):
    await queue(store, card("1", "#a"), card("2", "#a"), card("3", "#b"), card("4", "#c"))
    assert await refs(store, busy=(Lane("#c", is_posted=False),)) == ["1", "3"]


async def test_the_most_urgent_goes_first_then_the_oldest(store):
    await queue(store, card("low", urgency=3), card("old"), card("young"), card("critical", urgency=0))
    assert [ref for _, ref in await drain(store)] == ["critical", "old", "young", "low"]


async def test_a_channel_with_a_live_lease_is_not_free(store):
    await queue(store, card("1"), card("2"))
    assert await refs(store) == ["1"]
    assert await refs(store, NOON + 14 * SECOND) == []


async def test_a_lapsed_lease_is_claimed_again_and_in_doubt(store):
    await queue(store, card("1"))
    await store.outbox.claim(NOON, ())
    [again] = await store.outbox.claim(NOON + MINUTE, ())
    assert (again.message.ref, again.attempts, again.in_doubt) == ("1", 2, True)


async def test_claims_at_one_moment_never_take_one_channel_twice(store):
    await queue(store, *(card(str(number), f"#{number % 4}") for number in range(12)))
    claims = await asyncio.gather(*(store.outbox.claim(NOON, ()) for _ in range(6)))
    channels = [claimed.message.channel for claim in claims for claimed in claim]
    assert sorted(channels) == ["#0", "#1", "#2", "#3"]


async def test_a_card_serves_the_older_and_newer_rows_about_it(store):
    await queue(store, card("same"), card("other"), card("same"), card("same"))
    assert await drain(store) == [("card", "same"), ("card", "other")]


async def test_what_is_queued_after_the_claim_is_not_served_by_it(store):
    await queue(store, card("same"))
    [claimed] = await store.outbox.claim(NOON, ())
    await queue(store, card("same"))
    await store.outbox.done(claimed)
    assert await refs(store) == ["same"]


async def test_notes_are_told_each_and_after_their_card(store):
    await queue(store, card("x", urgency=2), note("x", urgency=0), note("x", urgency=0), card("y", urgency=1))
    assert await drain(store) == [("card", "y"), ("card", "x"), ("note", "x"), ("note", "x")]


async def test_a_note_waits_for_a_card_that_was_put_off(store):
    await queue(store, card("x"), note("x"), card("y"))
    [claimed] = await store.outbox.claim(NOON, ())
    await store.outbox.postpone(claimed, NOON + MINUTE, "channel_not_found", in_doubt=False)
    assert await refs(store) == ["y"]


@pytest.mark.parametrize("in_doubt", [True, False])
async def test_a_postponed_message_waits_and_says_why(store, in_doubt):
    await queue(store, card("1"))
    [claimed] = await store.outbox.claim(NOON, ())
    await store.outbox.postpone(claimed, NOON + MINUTE, "ratelimited", in_doubt=in_doubt)
    assert await refs(store, NOON + 59 * SECOND) == []
    [again] = await store.outbox.claim(NOON + MINUTE, ())
    assert (again.attempts, again.in_doubt, again.last_error) == (2, in_doubt, "ratelimited")


async def test_a_newer_row_about_a_card_in_doubt_is_in_doubt_too(store):
    """Otherwise the card of the first, unanswered attempt would stand in Slack twice."""
    await queue(store, card("same"))
    [claimed] = await store.outbox.claim(NOON, ())
    await store.outbox.postpone(claimed, NOON + MINUTE, "no answer", in_doubt=True)
    await queue(store, card("same"))
    [newer] = await store.outbox.claim(NOON, ())
    assert newer.id != claimed.id
    assert newer.in_doubt
    await store.outbox.done(newer)
    assert await refs(store, NOON + MINUTE) == []


async def test_who_lost_the_lease_puts_nothing_off_and_buries_nothing(store):
    await queue(store, card("1"))
    [slow] = await store.outbox.claim(NOON, ())
    [quick] = await store.outbox.claim(NOON + MINUTE, ())
    await store.outbox.bury(slow, "late", NOON)
    await store.outbox.postpone(slow, NOON, "late", in_doubt=False)
    assert await refs(store, NOON + MINUTE + SECOND) == []
    await store.outbox.done(quick)
    assert (await store.outbox.counts()).waiting == 0


async def test_a_dead_letter_is_kept_and_blocks_nobody(store):
    await queue(store, card("bad"), note("bad"), card("good"))
    [claimed] = await store.outbox.claim(NOON, ())
    await store.outbox.bury(claimed, "is_archived", NOON + SECOND)
    [dead] = await store.outbox.dead_letters(10)
    assert (dead.message.ref, dead.last_error, dead.attempts) == ("bad", "is_archived", 1)
    assert await store.outbox.counts() == OutboxCounts(waiting=2, dead=1, oldest_waiting_at=NOON)
    assert await drain(store) == [("note", "bad"), ("card", "good")]
    assert (await store.outbox.counts()).dead == 1


async def test_an_empty_outbox_says_so(store):
    assert await store.outbox.claim(NOON, ()) == []
    assert await store.outbox.counts() == OutboxCounts(0, 0, None)


async def test_messages_of_one_change_keep_their_order(store):
    action = an_action()
    ref = card_id(action.id, 0)
    await store.actions.commit(new(action, messages=(card(ref), note(ref), note(ref))))
    assert await drain(store) == [("card", ref), ("note", ref), ("note", ref)]


async def stand(store, *refs):
    """These cards are known to stand in Slack."""
    for ref in refs:
        await store.postings.prepare(MessageKind.CARD, ref, f"token of {ref}")
        await store.postings.posted(Posting(MessageKind.CARD, ref, "", "C1", "1.2", 1), None)


async def change(store, *messages):
    """As :func:`queue`, about actions that existed before."""
    for message in messages:
        action = an_action()
        await store.actions.commit(new(action))
        await store.actions.commit(moved(decided(action, at=NOON), messages=(message,)))


async def test_a_card_that_stands_does_not_wait_for_those_that_are_yet_to_be_posted(store):
    await queue(store, *(card(f"new {number}") for number in range(5)))
    await stand(store, "seen")
    await change(store, card("seen", urgency=3), card("unseen"))
    claims = {claimed.message.ref: claimed.lane for claimed in await store.outbox.claim(NOON, ())}
    assert claims == {"new 0": Lane("#a", is_posted=False), "seen": Lane("#a", is_posted=True)}


async def test_each_lane_is_busy_by_itself(store):
    await stand(store, "seen")
    await queue(store, card("new"))
    await change(store, card("seen"))
    assert await refs(store, busy=(Lane("#a", is_posted=False),)) == ["seen"]
    assert await refs(store, busy=(Lane("#a", is_posted=True),)) == ["new"]


async def test_a_lane_with_a_live_lease_leaves_the_other_free(store):
    await stand(store, "one", "two")
    await queue(store, card("new"))
    await change(store, card("one"), card("two"))
    assert await refs(store) == ["new", "one"]
    assert await refs(store) == []


async def test_what_was_queued_while_its_card_was_being_posted_is_a_change(store):
    await queue(store, card("x"), card("next"))
    [claimed] = await store.outbox.claim(NOON, ())
    await change(store, card("x"))
    assert await refs(store) == []
    await stand(store, "x")
    await store.outbox.done(claimed)
    assert [(claimed.message.ref, claimed.is_posted) for claimed in await store.outbox.claim(NOON, ())] == [
        ("next", False),
        ("x", True),
    ]


async def test_no_two_senders_have_one_card_whatever_its_lanes(store):
    """The first would end with the older state if it were the slower one."""
    await queue(store, card("x"))
    await store.outbox.claim(NOON, ())
    await stand(store, "x")
    await change(store, card("x"))
    assert await refs(store, NOON + 14 * SECOND) == []
    [again] = await store.outbox.claim(NOON + 15 * SECOND, (Lane("#a", is_posted=False),))
    assert (again.message.ref, again.is_posted, again.in_doubt) == ("x", True, True)


async def test_a_note_waits_for_its_card_in_whichever_lane_that_is(store):
    await stand(store, "x")
    await change(store, card("x"), note("x", urgency=0))
    [claimed] = await store.outbox.claim(NOON, ())
    assert claimed.message.kind is MessageKind.CARD
    await store.outbox.done(claimed)
    [claimed] = await store.outbox.claim(NOON, ())
    assert (claimed.message.kind, claimed.is_posted) == (MessageKind.NOTE, False)


async def test_a_renewed_lease_lasts_anew(store):
    await queue(store, card("x"))
    claims = await store.outbox.claim(NOON, ())
    await store.outbox.renew(claims, NOON + 14 * SECOND)
    assert await refs(store, NOON + 28 * SECOND) == []
    assert await refs(store, NOON + 29 * SECOND) == ["x"]


async def test_what_was_put_off_or_lost_is_not_leased_by_renewing_it(store):
    await queue(store, card("off"), card("lost", "#b"))
    off, lost = await store.outbox.claim(NOON, ())
    await store.outbox.postpone(off, NOON, "ratelimited", in_doubt=False)
    [quick] = await store.outbox.claim(NOON + 15 * SECOND, (Lane("#a", is_posted=False),))
    await store.outbox.postpone(quick, NOON, "ratelimited", in_doubt=False)
    await store.outbox.renew([off, lost], NOON + 15 * SECOND)
    assert await refs(store, NOON + 15 * SECOND) == ["off", "lost"]


async def test_a_card_that_was_deleted_in_slack_is_to_be_posted_once_it_was_put_off(store):
    await stand(store, "x")
    await change(store, card("x"))
    [claimed] = await store.outbox.claim(NOON, ())
    await store.postings.lost(MessageKind.CARD, "x")
    await store.outbox.postpone(claimed, NOON, "not this channel's turn", in_doubt=False)
    [again] = await store.outbox.claim(NOON, ())
    assert (claimed.is_posted, again.is_posted) == (True, False)
