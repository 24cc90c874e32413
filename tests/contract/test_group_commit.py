"""Many changes in one transaction: each has its own result."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.ports.actions import Committed, Conflict, Duplicate
from storage.engine.errors import Closed
from storage.store import open_store
from tests.builders import NOON, a_person, a_proposal, an_action, decided, moved, new

SOON = NOON + timedelta(minutes=1)
TOO_LARGE = 2**70


def refused_by_the_database():
    """A new action that no engine can store: its revision is larger than any column."""
    return new(replace(an_action(), revision=TOO_LARGE), events=())


async def test_of_fifty_changes_of_one_action_exactly_one_wins(store):
    action = an_action()
    await store.actions.commit(new(action))
    people = [a_person(f"U0P{number}") for number in range(50)]
    results = await asyncio.gather(
        *(store.actions.commit(moved(decided(action, by=person, at=SOON))) for person in people)
    )
    winners = [person for person, result in zip(people, results, strict=True) if result == Committed()]
    assert len(winners) == 1
    assert results.count(Conflict()) == 49
    assert (await store.actions.action(action.id)).decision.decided_by.id == winners[0].id
    kinds = [event.kind for event in await store.actions.events(action.id)]
    assert kinds == ["action.submitted", "action.decided"]


async def test_of_fifty_uses_of_one_idempotency_key_exactly_one_is_new(store):
    actions = [an_action(idempotency_key="once") for _ in range(50)]
    results = await asyncio.gather(*(store.actions.commit(new(action)) for action in actions))
    [winner] = [action for action, result in zip(actions, results, strict=True) if result == Committed()]
    assert results.count(Duplicate(winner.id, None)) == 49


async def test_a_poisoned_change_takes_nobody_else_down(store):
    good = [an_action() for _ in range(20)]
    changes = [*map(new, good[:10]), refused_by_the_database(), *map(new, good[10:])]
    results = await asyncio.gather(*map(store.actions.commit, changes), return_exceptions=True)
    poisoned = results.pop(10)
    assert isinstance(poisoned, Exception)
    assert results == [Committed()] * 20
    assert [await store.actions.action(action.id) for action in good] == good
    assert await store.actions.commit(new(an_action())) == Committed()


async def test_a_change_that_cannot_be_written_down_fails_before_it_joins_anybody(store):
    with pytest.raises(TypeError):
        await store.actions.commit(new(an_action(proposal=a_proposal(context={"a": object()}))))
    assert await store.actions.commit(new(an_action())) == Committed()


async def test_a_caller_that_stops_waiting_leaves_its_change_whole(store):
    actions = [an_action() for _ in range(10)]
    callers = [asyncio.create_task(store.actions.commit(new(action))) for action in actions]
    await asyncio.sleep(0)
    for caller in callers[::2]:
        caller.cancel()
    results = await asyncio.gather(*callers, return_exceptions=True)
    assert [isinstance(result, asyncio.CancelledError) for result in results] == [True, False] * 5
    assert await store.actions.commit(new(an_action())) == Committed()
    for action in actions:
        assert await store.actions.action(action.id) == action
        assert len(await store.actions.events(action.id)) == 1


async def test_a_batch_larger_than_one_transaction_is_written_whole(store):
    actions = [an_action() for _ in range(600)]
    assert await store.actions.commit_all([new(action) for action in actions]) == [Committed()] * 600
    states = [decided(action, at=SOON) for action in actions]
    assert await store.actions.commit_all([moved(state) for state in states]) == [Committed()] * 600
    assert await store.actions.action(actions[599].id) == states[599]


async def test_closing_finishes_what_was_submitted_and_takes_no_more(storage_url):
    action, late = an_action(), an_action()
    async with open_store(storage_url, serving=True) as store:
        waiting = asyncio.create_task(store.actions.commit(new(action)))
        await asyncio.sleep(0)
    assert await waiting == Committed()
    with pytest.raises(Closed):
        await store.actions.commit(new(late))
    async with open_store(storage_url, serving=True) as reopened:
        assert await reopened.actions.action(action.id) == action
        assert await reopened.actions.action(late.id) is None
