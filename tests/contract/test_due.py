"""Due work is rows, leased to one replica at a time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from oversight.action.decision import VoteKind
from oversight.action.event_kind import EventKind
from oversight.halts.halt import EVERYTHING, Halt
from oversight.ladder.deadline import due_at, next_step
from oversight.ports.actions import SET_ASIDE, Change, Committed, Conflict
from oversight.voting.decide import Answer, cast_vote
from storage.tables.actions import actions
from tests.builders import (
    NOON,
    a_person,
    a_person_as_actor,
    a_route,
    a_rung,
    a_step,
    an_action,
    auto_approved,
    decided,
    moved,
    new,
)

LEASE = timedelta(seconds=2)
MINUTE = timedelta(minutes=1)


def an_action_due_after(minutes):
    """Nobody is reminded and nobody climbs: it just runs out."""
    rung = a_rung(remind_after=None, escalate_after=None)
    return an_action(route=a_route(ladder=(rung,), review_timeout=minutes * MINUTE))


async def test_what_is_due_comes_longest_due_first_and_nothing_early(books):
    late, early, later = (an_action_due_after(minutes) for minutes in (20, 10, 30))
    answered = auto_approved(an_action())
    await books.actions.commit_all([new(action) for action in (late, early, later, answered)])
    assert await books.actions.claim_due(NOON + 10 * MINUTE - timedelta(microseconds=1), 10) == []
    assert await books.actions.claim_due(NOON + 20 * MINUTE, 10) == [early, late]


async def test_leased_work_is_nobody_else_s_until_the_lease_ends(books):
    action = an_action_due_after(10)
    await books.actions.commit(new(action))
    now = NOON + 11 * MINUTE
    assert await books.actions.claim_due(now, 10) == [action]
    assert await books.actions.claim_due(now + LEASE - MINUTE / 60, 10) == []
    assert await books.actions.claim_due(now + LEASE, 10) == [action]


async def test_a_limit_leaves_the_rest_for_the_next_claim(books):
    actions = [an_action_due_after(minutes) for minutes in (1, 2, 3)]
    await books.actions.commit_all([new(action) for action in actions])
    now = NOON + 10 * MINUTE
    assert await books.actions.claim_due(now, 2) == actions[:2]
    assert await books.actions.claim_due(now, 2) == actions[2:]


async def test_claims_at_one_moment_share_the_work(books):
    actions = [an_action_due_after(1) for _ in range(100)]
    await books.actions.commit_all([new(action) for action in actions])
    claims = await asyncio.gather(*(books.actions.claim_due(NOON + MINUTE, 30) for _ in range(5)))
    claimed = [action.id for claim in claims for action in claim]
    assert len(claimed) == len(set(claimed))
    rest = await books.actions.claim_due(NOON + MINUTE, 100)
    assert {*claimed, *(action.id for action in rest)} == {action.id for action in actions}


async def test_each_change_sets_the_next_due_time_and_frees_the_lease(books):
    action = an_action()
    await books.actions.commit(new(action))
    now = due_at(action)
    assert now is not None
    [due] = await books.actions.claim_due(now, 10)
    reminded = a_step(next_step(due, now))
    assert reminded.events[0].kind is EventKind.REMINDED
    assert await books.actions.commit(Change(reminded.action, reminded.events, ())) == Committed()
    assert await books.actions.claim_due(now, 10) == []
    assert await books.actions.claim_due(due_at(reminded.action), 10) == [reminded.action]


async def test_a_lost_lease_has_no_effect(books):
    action = an_action_due_after(10)
    await books.actions.commit(new(action))
    now = NOON + 10 * MINUTE
    [slow] = await books.actions.claim_due(now, 10)
    [quick] = await books.actions.claim_due(now + MINUTE, 10)
    first = a_step(next_step(quick, now + MINUTE))
    assert await books.actions.commit(Change(first.action, first.events, ())) == Committed()
    second = a_step(next_step(slow, now))
    assert await books.actions.commit(Change(second.action, second.events, ())) == Conflict()
    assert await books.actions.action(action.id) == first.action


async def test_what_a_person_decided_meanwhile_is_not_due(books):
    action = an_action_due_after(10)
    await books.actions.commit(new(action))
    await books.actions.commit(moved(decided(action, at=NOON + MINUTE)))
    assert await books.actions.claim_due(NOON + 60 * MINUTE, 10) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE actions SET document = 'no JSON' WHERE id = :id",
        "UPDATE actions SET document = '[]' WHERE id = :id",
        "UPDATE votes SET document = '{}' WHERE action_id = :id",
    ],
)
async def test_a_damaged_action_holds_up_no_other_and_is_not_tried_at_each_beat(store, damage):
    sound = [an_action_due_after(minutes) for minutes in (1, 3)]
    damaged = an_action(route=a_route(ladder=(a_rung(approvals_required=2),)))
    await store.actions.commit_all([new(action) for action in (*sound, damaged)])
    voted = a_step(cast_vote(damaged, Answer(VoteKind.APPROVE, 1, 0), a_person(), NOON))
    await store.actions.commit(Change(voted.action, voted.events, (), voted.cast))
    await store.database.write(lambda connection: connection.execute(text(damage), {"id": damaged.id}))
    now = NOON + 60 * MINUTE
    assert await store.actions.claim_due(now, 10) == sound
    assert await store.actions.claim_due(now + LEASE, 10) == sound
    leased = select(actions.c.leased_until).where(actions.c.id == damaged.id)
    until = await store.database.read(lambda connection: connection.execute(leased).scalar())
    assert until == now + SET_ASIDE
    assert await store.actions.pending(10) == sound
    await store.halts.begin(Halt(store.ids.halt_id(), EVERYTHING, a_person_as_actor(), NOON), ())
    unsettled = await store.halts.unsettled(await store.halts.active(anew=True), 10)
    assert {action.id for action in unsettled} == {action.id for action in sound}


async def test_due_actions_come_with_their_votes(books):
    action = an_action(route=a_route(ladder=(a_rung(approvals_required=2),)))
    await books.actions.commit(new(action))
    voted = a_step(cast_vote(action, Answer(VoteKind.APPROVE, 1, 0), a_person(), NOON))
    await books.actions.commit(Change(voted.action, voted.events, (), voted.cast))
    [due] = await books.actions.claim_due(NOON + 30 * MINUTE, 1)
    assert due == voted.action
    assert due.votes == voted.cast
