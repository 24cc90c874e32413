"""What is held has no deadline, and what people did to its waiting is remembered."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from oversight.action.event_kind import EventKind
from oversight.action.route import OnTimeout
from oversight.ladder.deadline import due_at, next_step
from oversight.ports.actions import Change, Committed
from tests.builders import NOON, POLICY_ACTOR, a_route, a_rung, a_step, an_action, new

MINUTE = timedelta(minutes=1)


def a_patient_action(**fields):
    """It is held where its deadline passes, and reminds for ever so long."""
    rung = a_rung(escalate_after=None, remind_after=20 * MINUTE, remind_every=20 * MINUTE, remind_at_most=3)
    return an_action(route=a_route(ladder=(rung,), on_timeout=OnTimeout.HOLD, **fields))


async def test_an_action_whose_deadline_passed_is_held_and_reminds_on(books):
    action = a_patient_action()
    await books.actions.commit(new(action))
    kinds = []
    for at in (20, 30, 40, 60):
        now = NOON + at * MINUTE
        assert await books.actions.claim_due(now - MINUTE / 60, 10) == []
        [due] = await books.actions.claim_due(now, 10)
        step = a_step(next_step(due, now))
        assert await books.actions.commit(Change(step.action, step.events, ())) == Committed()
        kinds.append(step.events[0].kind)
    assert kinds == [EventKind.REMINDED, EventKind.HELD, EventKind.REMINDED, EventKind.REMINDED]
    held = await books.actions.action(action.id)
    assert held.is_held
    assert held.deadline_at is None
    assert held.assignment.reminders == 3
    assert due_at(held) is None
    assert await books.actions.claim_due(NOON + timedelta(days=400), 10) == []


async def test_what_is_held_comes_after_whatever_has_a_deadline(books):
    held, late, soon = a_patient_action(), an_action(), an_action(route=a_route(review_timeout=5 * MINUTE))
    for action in (held, late, soon):
        await books.actions.commit(new(action))
    step = a_step(next_step(held, NOON + 30 * MINUTE))
    await books.actions.commit(Change(step.action, step.events, ()))
    assert [action.id for action in await books.actions.pending(10)] == [soon.id, late.id, held.id]
    [first, *_] = await books.actions.backlog()
    assert first.next_deadline_at == soon.deadline_at


async def test_a_change_of_the_waiting_is_read_back_whole(books):
    action = an_action()
    await books.actions.commit(new(action))
    assert action.assignment is not None
    waited = replace(
        action.assignment.opening(1, NOON + MINUTE),
        handed_to=("U0DANA", "U0SAM"),
        handed_by=POLICY_ACTOR,
        extended=15 * MINUTE,
        extended_by=POLICY_ACTOR,
        round=2,
        fallback_asked=True,
        reminders=2,
    )
    moved = replace(action, assignment=waited, revision=2)
    assert await books.actions.commit(Change(moved, (), ())) == Committed()
    assert await books.actions.action(action.id) == moved
    assert waited.asked == (0,)
