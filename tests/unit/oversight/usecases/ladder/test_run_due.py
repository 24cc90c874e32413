"""Time passes: exactly once, for all of them, whatever is the matter with one."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.status import Status
from oversight.ports.actions import SET_ASIDE, Change, Committed
from oversight.usecases.ladder.run_due import AT_A_TIME, run_due
from tests.unit.oversight.builders import NOW
from tests.unit.oversight.world import World


async def test_keeping_time_is_exactly_once_and_catches_up():
    world = World()
    ids = [(await world.propose()).id for _ in range(20)]
    assert await run_due(world.ports) == 0
    world.clock.at = NOW + timedelta(minutes=10)
    assert await run_due(world.ports) == 20
    assert await run_due(world.ports) == 0
    assert {(await world.now(action_id)).tier for action_id in ids} == {"team_lead"}
    world.clock.at = NOW + timedelta(days=1)
    assert await run_due(world.ports) == 20
    assert await run_due(world.ports) == 0
    for action_id in ids:
        action = await world.now(action_id)
        assert (action.status, replace(action).revision) == (Status.TIMED_OUT, 3)


async def test_more_than_a_batch_is_done_in_one_go():
    world = World()
    for _ in range(AT_A_TIME + 7):
        await world.propose()
    world.clock.at = NOW + timedelta(days=1)
    assert await run_due(world.ports) == AT_A_TIME + 7


async def test_an_action_that_cannot_be_moved_does_not_hold_up_the_others():
    world = World()
    ids = [(await world.propose()).id for _ in range(5)]
    damaged = replace(await world.now(ids[2]), created_at=NOW.replace(tzinfo=None), revision=2)
    assert await world.books.actions.commit(Change(damaged, (), ())) == Committed()
    world.clock.at = NOW + timedelta(days=1)
    with pytest.raises(ExceptionGroup) as caught:
        await run_due(world.ports)
    (failure,) = caught.value.exceptions
    assert failure.__notes__ == [f"action {ids[2]}"]
    statuses = [(await world.now(action_id)).status for action_id in ids]
    assert statuses == [Status.PENDING if action_id == ids[2] else Status.TIMED_OUT for action_id in ids]
    world.clock.at += SET_ASIDE - timedelta(seconds=1)
    assert await run_due(world.ports) == 0  # each beat would raise it again
    world.clock.at += timedelta(seconds=1)
    with pytest.raises(ExceptionGroup):
        await run_due(world.ports)
