"""No handler for a tier: the next one; none left: rejected with the reason, or held. And clicks past a deadline."""

from datetime import timedelta

import pytest

from oversight.action.decision import DeciderKind
from oversight.action.event_details import event_details
from oversight.action.event_kind import EventKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.rule import Rule
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.withdraw_action import withdraw_action
from oversight.usecases.ladder.escalate_action import escalate_action, escalate_unreachable
from oversight.usecases.ladder.run_due import run_due
from tests.builders import policy_of
from tests.unit.oversight.builders import NOW, an_agent, approve
from tests.unit.oversight.world import World

MINUTE = timedelta(minutes=1)
POLICY = """version: 1
tiers:
  team_member: {channel: "#m", reviewers: ["@support"]}
  team_lead: {channel: "#l", reviewers: [ULEAD]}
defaults: {review_timeout: 30m%s}
action_types:
  refund.issue: {risk: high}
"""
HOLDS, CLIMBS = ", on_timeout: hold", ", on_timeout: escalate"


def a_world(more: str = "") -> World:
    world = World(policy_of(POLICY % more))
    world.directory.groups = {"@support": frozenset({"U1"})}
    return world


async def test_where_nobody_is_the_tier_is_passed_over_and_at_the_last_one_it_is_rejected_with_the_reason():
    world = a_world()
    action = await world.propose()
    rule = Rule.NOBODY_THERE
    up = await escalate_unreachable(action.id, 0, "Nobody is in @support", world.ports, rule=rule)
    assert isinstance(up, Transition)
    assert (up.action.tier, up.events[0].rule, up.events[0].reason) == ("team_lead", rule, "Nobody is in @support")
    end = await escalate_unreachable(action.id, 1, "Nobody is in @leads", world.ports, rule=rule)
    assert isinstance(end, Transition)
    decision = end.action.decision
    assert decision is not None
    assert (decision.status, decision.rule, decision.decided_by.kind) == (Status.REJECTED, rule, DeciderKind.POLICY)
    assert decision.reason == "Nobody is in @leads. This is not a person's decision."
    late = await escalate_unreachable(action.id, 1, "again", world.ports, rule=rule)
    assert isinstance(late, Refusal)
    assert late.code is RefusalCode.ALREADY_DECIDED


async def test_a_channel_out_of_reach_at_the_last_tier_may_be_mended_before_the_time_is_over():
    world = a_world()
    action = await world.propose()
    assert isinstance(await escalate_unreachable(action.id, 0, "gone", world.ports), Transition)
    stays = await escalate_unreachable(action.id, 1, "gone", world.ports)
    assert isinstance(stays, Refusal)
    assert stays.code is RefusalCode.NO_HIGHER_TIER


async def test_what_the_policy_holds_is_held_and_not_rejected():
    world = a_world(HOLDS)
    action = await world.propose()
    await escalate_unreachable(action.id, 0, "gone", world.ports, rule=Rule.NOBODY_THERE)
    held = await escalate_unreachable(action.id, 1, "gone", world.ports, rule=Rule.NOBODY_THERE)
    assert isinstance(held, Transition)
    assert held.action.is_held
    assert isinstance(await escalate_unreachable(action.id, 1, "gone", world.ports), Refusal)
    assert isinstance(await decide_action(action.id, "ULEAD", approve(rung=1), world.ports), Transition)


async def test_nobody_to_ask_is_known_at_once():
    text = (POLICY % "").replace('["@support"]', "[]").replace("[ULEAD]", "[]")
    action = await World(policy_of(text)).propose()
    assert action.decision is not None
    assert (action.status, action.decision.rule) == (Status.REJECTED, "nobody_to_ask")
    assert action.decision.decided_by.kind is DeciderKind.POLICY
    assert action.assignment is None


async def test_a_click_past_the_deadline_answers_what_is_held():
    """The click itself notices that the deadline has passed, and then it counts."""
    world = a_world(HOLDS)
    action = await world.propose()
    world.clock.at = NOW + 31 * MINUTE
    step = await decide_action(action.id, "U1", approve(), world.ports)
    assert isinstance(step, Transition)
    assert step.action.status is Status.APPROVED
    assert [leaf.kind for _, leaf in world.books.leaves] == [
        "action.submitted",
        "action.held",
        "action.voted",
        "action.decided",
    ]


async def test_a_click_past_a_deadline_that_climbs_is_told_where_it_went():
    world = a_world(CLIMBS)
    action = await world.propose()
    world.clock.at = NOW + 30 * MINUTE
    refused = await decide_action(action.id, "U1", approve(), world.ports)
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.NOT_A_REVIEWER
    climbed = await world.now(action.id)
    assert (climbed.tier, climbed.deadline_at) == ("team_lead", NOW + 60 * MINUTE)
    assert isinstance(await decide_action(action.id, "ULEAD", approve(rung=1), world.ports), Transition)


async def test_what_is_held_ends_by_its_agent_too_and_time_leaves_it_alone():
    world = a_world(HOLDS)
    action = await world.propose()
    world.clock.at = NOW + 30 * MINUTE
    assert await run_due(world.ports) == 1
    world.clock.at = NOW + timedelta(days=300)
    assert await run_due(world.ports) == 0
    refused = await escalate_action(action.id, 0, "ULEAD", world.ports)
    assert isinstance(refused, Refusal)
    gone = await withdraw_action(action.id, an_agent(), "No longer needed", world.ports)
    assert isinstance(gone, Transition)
    assert not gone.action.is_held


async def test_the_top_of_what_is_held_does_not_promise_that_it_runs_out():
    world = a_world(HOLDS)
    action = await world.propose()
    await escalate_action(action.id, 0, "U1", world.ports)
    world.clock.at = NOW + 30 * MINUTE
    await run_due(world.ports)
    refused = await escalate_action(action.id, 1, "ULEAD", world.ports)
    assert isinstance(refused, Refusal)
    assert refused.sentence == "Team lead is the last tier for this action. Decide it here."


async def test_a_click_past_the_deadline_where_nobody_was_there_is_told_so():
    """The policy ends it, and not the one who clicked."""
    away = "out_of_office:\n  - {person: ULEAD, from: 2026-03-01, until: 2026-03-04}\n"
    world = World(policy_of((POLICY % "").replace('["@support"]', "[]") + away))
    action = await world.propose()
    world.clock.at = NOW + 30 * MINUTE
    refused = await decide_action(action.id, "ULEAD", approve(), world.ports)
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.ALREADY_DECIDED
    assert (await world.now(action.id)).votes == ()


@pytest.mark.parametrize("after", ["", ", fallback_after: 5m"])
async def test_where_a_group_has_no_members_those_are_asked_at_once_whom_the_tier_falls_back_on(after):
    fallback = f'reviewers: ["@support"], fallback_reviewers: [U2, "@more"]{after}'
    world = World(policy_of((POLICY % "").replace('reviewers: ["@support"]', fallback)))
    action = await world.propose()
    asked = await escalate_unreachable(action.id, 0, "Nobody is in @support", world.ports, rule=Rule.NOBODY_THERE)
    assert isinstance(asked, Transition)
    assert [(event.kind, event.rule, event.reason) for event in asked.events] == [
        (EventKind.FALLBACK_ASKED, "nobody_there", "Nobody is in @support")
    ]
    assert asked.events[0].actor.kind is DeciderKind.POLICY
    assert event_details(asked.events[0])["people"] == ["U2", "@more"]
    assert asked.action.rung is not None
    assert asked.action.rung.reviewers == ("@support", "U2", "@more")
    assert await run_due(world.ports) == 0
    world.clock.at = NOW + 6 * MINUTE
    assert await run_due(world.ports) == 0, "they are asked once"
    up = await escalate_unreachable(action.id, 0, "Nobody is in either", world.ports, rule=Rule.NOBODY_THERE)
    assert isinstance(up, Transition)
    assert up.action.tier == "team_lead"
