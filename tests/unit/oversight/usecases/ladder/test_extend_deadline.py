"""A reviewer gives an action more time: within the policy's cap, never while nothing runs out, never too late."""

import json
from datetime import timedelta

import pytest

from oversight.action.decision import Actor, DeciderKind, VoteKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.halts.halt import EVERYTHING, Halt
from oversight.ladder.more_time import more_time_left, shown_deadline
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.ladder.escalate_action import escalate_action
from oversight.usecases.ladder.extend_deadline import extend_deadline
from oversight.usecases.ladder.run_due import run_due
from oversight.voting.decide import Answer
from tests.builders import policy_of
from tests.unit.oversight.builders import NOW, a_proposal, an_agent
from tests.unit.oversight.world import World, code

MINUTE = timedelta(minutes=1)
POLICY = """version: 1
tiers:
  team_member: {channel: "#m", reviewers: [UMEMBER, U1], approvals_required: 2}
  team_lead: {channel: "#l", reviewers: [ULEAD]}
defaults: {review_timeout: 30m, extension: {by: 15m, at_most: 40m}%s}
action_types:
  refund.issue: {risk: high}
"""


def a_world(more: str = "") -> World:
    return World(policy_of(POLICY % more))


async def give_time(world: World, action_id: str, rung: int, user_id: str) -> Transition | Refusal:
    """A press for more time on the card as it is now."""
    seen = await world.books.actions.action(action_id)
    return await extend_deadline(
        action_id, rung, user_id, world.ports, shown=shown_deadline(seen) if seen is not None else ""
    )


async def test_each_press_moves_the_deadline_and_the_sum_stays_within_the_cap():
    world = a_world()
    action = await world.propose()
    added = []
    for _ in range(3):
        before = (await world.now(action.id)).deadline_at
        step = await give_time(world, action.id, 0, "UMEMBER")
        assert isinstance(step, Transition)
        assert step.action.deadline_at is not None
        assert before is not None
        added.append(step.action.deadline_at - before)
    assert added == [15 * MINUTE, 15 * MINUTE, 10 * MINUTE]
    refused = await give_time(world, action.id, 0, "U1")
    assert code(refused) is RefusalCode.NO_EXTENSION
    assert isinstance(refused, Refusal)
    assert "It was given 40 minutes more already" in refused.sentence
    now = await world.now(action.id)
    assert (now.deadline_at, more_time_left(now)) == (NOW + 70 * MINUTE, timedelta(0))
    assert now.assignment is not None
    assert now.assignment.extended_by == Actor(DeciderKind.HUMAN, "UMEMBER", "Person UMEMBER")
    written = json.loads(
        next(event.leaf for _, event in world.books.leaves if event.kind == "action.deadline_extended")
    )
    assert written["details"] == {"seconds": 900, "tier": "team_member", "until": "2026-03-02T09:45:00+00:00"}
    assert written["state"]["deadline_at"] == "2026-03-02T09:45:00.000000Z"
    assert written["reason"] == "Person UMEMBER gave it 15 minutes more"


async def test_the_cap_counts_from_what_the_agent_asked_for_and_climbing_gives_no_more():
    world = a_world()
    action = await world.propose(a_proposal(review_timeout=5 * MINUTE))
    assert isinstance(await give_time(world, action.id, 0, "U1"), Transition)
    assert isinstance(await escalate_action(action.id, 0, "U1", world.ports), Transition)
    for _ in range(2):
        assert isinstance(await give_time(world, action.id, 1, "ULEAD"), Transition)
    assert code(await give_time(world, action.id, 1, "ULEAD")) is RefusalCode.NO_EXTENSION
    assert (await world.now(action.id)).deadline_at == NOW + 45 * MINUTE


async def test_whoever_has_voted_may_still_give_the_others_time():
    world = a_world()
    action = await world.propose()
    assert isinstance(await decide_action(action.id, "U1", Answer(VoteKind.APPROVE, 1, 0), world.ports), Transition)
    assert isinstance(await give_time(world, action.id, 0, "U1"), Transition)


async def test_only_those_who_are_asked_may_and_only_from_the_card_that_is_asked():
    world = a_world()
    action = await world.propose(agent=an_agent(owner="UMEMBER"))
    assert code(await give_time(world, action.id, 0, "UMEMBER")) is RefusalCode.SELF_APPROVAL
    assert code(await give_time(world, action.id, 0, "ULEAD")) is RefusalCode.NOT_A_REVIEWER
    assert code(await give_time(world, action.id, 1, "U1")) is RefusalCode.STALE_CARD
    assert code(await give_time(world, "act_none", 0, "U1")) is RefusalCode.ACTION_NOT_FOUND


@pytest.mark.parametrize("microseconds", [0, 1])
async def test_a_press_at_the_deadline_itself_is_too_late(microseconds):
    world = a_world()
    action = await world.propose()
    world.clock.at = NOW + 30 * MINUTE - timedelta(microseconds=microseconds)
    answer = await give_time(world, action.id, 0, "U1")
    assert isinstance(answer, Transition) is bool(microseconds)
    assert (await world.now(action.id)).status is (Status.PENDING if microseconds else Status.TIMED_OUT)


async def test_without_the_policys_leave_nobody_may():
    world = World(policy_of((POLICY % "").replace("extension: {by: 15m, at_most: 40m}", "repeat_ladder: 0")))
    action = await world.propose()
    refused = await give_time(world, action.id, 0, "U1")
    assert code(refused) is RefusalCode.NO_EXTENSION
    assert more_time_left(action) == timedelta(0)


async def test_what_runs_out_by_no_deadline_needs_none_moved():
    world = a_world(", on_timeout: hold")
    held = await world.propose()
    world.clock.at += 30 * MINUTE
    await run_due(world.ports)
    assert (await world.now(held.id)).is_held
    assert code(await give_time(world, held.id, 0, "U1")) is RefusalCode.NO_DEADLINE
    frozen = await world.propose()
    await world.books.halts.begin(Halt("hlt_1", EVERYTHING, frozen.agent.actor, world.clock.at), [])
    await run_due(world.ports)
    refused = await give_time(world, frozen.id, 0, "U1")
    assert code(refused) is RefusalCode.NO_DEADLINE
    assert isinstance(refused, Refusal)
    assert "A halt stopped its time" in refused.sentence
    assert more_time_left(await world.now(frozen.id)) == timedelta(0)


async def test_a_press_counts_once_however_often_it_is_delivered():
    world = a_world()
    action = await world.propose()
    seen = shown_deadline(action)
    assert isinstance(await extend_deadline(action.id, 0, "U1", world.ports, shown=seen), Transition)
    for _ in range(3):
        again = await extend_deadline(action.id, 0, "U1", world.ports, shown=seen)
        assert code(again) is RefusalCode.STALE_CARD
        assert isinstance(again, Refusal)
        assert again.sentence.startswith("Person U1 gave it more time after this card was drawn.")
    assert (await world.now(action.id)).deadline_at == NOW + 45 * MINUTE


@pytest.mark.parametrize("shown", ["", "0", "soon", "1772442000000000.0", "-1"])
async def test_a_press_that_names_no_deadline_or_another_gives_no_time(shown):
    """Menus of earlier versions named none."""
    world = a_world()
    action = await world.propose()
    assert code(await extend_deadline(action.id, 0, "U1", world.ports, shown=shown)) is RefusalCode.STALE_CARD
    assert (await world.now(action.id)).deadline_at == NOW + 30 * MINUTE
