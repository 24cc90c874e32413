"""A reviewer answers; the world may change under their hands."""

import asyncio
from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.decision import DeciderKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.policy.file.reading import read_policy
from oversight.ports.delivery import MessageKind
from oversight.ports.message_id import card_id
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.open_approvals import open_approvals
from oversight.usecases.actions.reject_reasons import reject_reasons
from oversight.usecases.actions.withdraw_action import withdraw_action
from oversight.usecases.ladder.escalate_action import escalate_action, escalate_unreachable
from oversight.usecases.ladder.run_due import run_due
from tests.builders import policy_of
from tests.fakes.actions import MemoryActions
from tests.fakes.books import MemoryBooks
from tests.unit.oversight.builders import POLICY, a_person, a_proposal, an_agent, approve, modify, reject
from tests.unit.oversight.world import World, code


class SlowActions(MemoryActions):
    """Everybody has read before the first one writes."""

    async def action(self, action_id):
        found = await super().action(action_id)
        await asyncio.sleep(0)
        return found


async def test_an_approval_is_durable_and_every_card_is_redrawn():
    world = World()
    action = await world.propose()
    await escalate_action(action.id, 0, "UMEMBER", world.ports)
    world.books.messages.clear()
    step = await decide_action(action.id, "ULEAD", approve(rung=1), world.ports)
    assert isinstance(step, Transition)
    assert (await world.now(action.id)).status is Status.APPROVED
    cards = [message.ref for message in world.books.messages if message.kind is MessageKind.CARD]
    assert cards == [card_id(action.id, 1), card_id(action.id, 0)]
    notes = [message.event.kind.value for message in world.books.messages if message.event]
    assert notes == ["action.decided"]


async def test_a_chosen_reason_is_one_of_those_under_which_it_came_in():
    """A reload changes neither what is offered nor what is taken; what was never offered is no reason."""
    offering = POLICY.replace("defaults: {", "defaults: {reject_reasons: [Too much], ")
    world = World(read_policy(offering))
    action = await world.propose()
    world.policies.reload(read_policy(offering.replace("Too much", "Not now")))
    assert await reject_reasons(action, world.policies) == ("Too much",)
    refused = await decide_action(action.id, "UMEMBER", replace(reject(None), reject_reason="Not now"), world.ports)
    assert code(refused) is RefusalCode.STALE_CARD
    step = await decide_action(action.id, "UMEMBER", replace(reject(None), reject_reason="Too much"), world.ports)
    assert isinstance(step, Transition)
    world.policies.forget(action.policy_hash)
    assert await reject_reasons(action, world.policies) == ()


async def test_whoever_cannot_be_looked_up_decides_nothing():
    world = World()
    action = await world.propose()
    assert code(await decide_action(action.id, "UUNHEARD", approve(), world.ports)) is RefusalCode.IDENTITY_UNKNOWN
    world.directory.is_down = True
    assert code(await decide_action(action.id, "UMEMBER", approve(), world.ports)) is RefusalCode.IDENTITY_UNKNOWN
    assert await world.now(action.id) == action


async def test_entitlement_is_looked_up_at_the_click_and_not_when_the_card_was_posted():
    world = World()
    action = await world.propose()
    world.directory.people["UMEMBER"] = a_person("UMEMBER", is_deactivated=True)
    assert code(await decide_action(action.id, "UMEMBER", approve(), world.ports)) is RefusalCode.DEACTIVATED


async def test_groups_are_resolved_at_the_click():
    world = World(policy_of(POLICY.replace("[UMEMBER]", "['@support']")))
    action = await world.propose()
    assert code(await decide_action(action.id, "U1", approve(), world.ports)) is RefusalCode.NOT_A_REVIEWER
    world.directory.groups = {"@support": frozenset({"U1"})}
    assert isinstance(await decide_action(action.id, "U1", approve(), world.ports), Transition)


async def test_an_action_that_does_not_exist_is_said_to():
    world = World()
    for answer in (
        await decide_action("act_9", "UMEMBER", approve(), world.ports),
        await escalate_action("act_9", 0, "UMEMBER", world.ports),
        await withdraw_action("act_9", an_agent(), None, world.ports),
    ):
        assert code(answer) is RefusalCode.ACTION_NOT_FOUND


LATE_CLICKS = {
    "approve": lambda world, id_: decide_action(id_, "UMEMBER", approve(), world.ports),
    "reject": lambda world, id_: decide_action(id_, "UMEMBER", reject(), world.ports),
    "modify": lambda world, id_: decide_action(id_, "UMEMBER", modify({"amount": 1}), world.ports),
    "escalate": lambda world, id_: escalate_action(id_, 0, "UMEMBER", world.ports),
    "a stranger": lambda world, id_: decide_action(id_, "UUNHEARD", approve(), world.ports),
}


@pytest.mark.parametrize("click", LATE_CLICKS.values(), ids=LATE_CLICKS)
async def test_a_click_after_the_deadline_finds_it_timed_out_even_before_time_was_looked_at(click):
    """After an outage the click may be faster than the heartbeat; the deadline has passed for both."""
    world = World()
    action = await world.propose()
    world.clock.advance(timedelta(minutes=30))
    refused = await click(world, action.id)
    assert code(refused) is RefusalCode.ALREADY_DECIDED
    assert "Timed out" in refused.sentence
    stands = await world.now(action.id)
    assert stands.decision is not None
    assert (stands.status, stands.decision.decided_by.kind) == (Status.TIMED_OUT, DeciderKind.TIMEOUT)
    assert await run_due(world.ports) == 0
    assert code(await click(world, action.id)) is RefusalCode.ALREADY_DECIDED
    kinds = [event.kind for event in await world.books.actions.events(action.id)]
    assert kinds == ["action.submitted", "action.decided"]


async def test_a_click_just_before_the_deadline_counts():
    world = World()
    action = await world.propose()
    world.clock.advance(timedelta(minutes=30, microseconds=-1))
    assert isinstance(await decide_action(action.id, "UMEMBER", approve(), world.ports), Transition)


async def test_late_clicks_and_the_heartbeat_at_once_time_it_out_once():
    world = World(books=MemoryBooks(SlowActions()))
    action = await world.propose()
    world.clock.advance(timedelta(hours=17))
    clicks = [decide_action(action.id, "UMEMBER", approve(), world.ports) for _ in range(5)]
    heartbeat = asyncio.create_task(run_due(world.ports))
    answers = await asyncio.gather(*clicks)
    await heartbeat
    assert {code(answer) for answer in answers} == {RefusalCode.ALREADY_DECIDED}
    assert (await world.now(action.id)).revision == 2


async def test_a_click_on_the_card_of_the_tier_before_changes_nothing():
    both = POLICY.replace("[UMEMBER]", "[U1]").replace("[ULEAD]", "[U1]")
    world = World(policy_of(both))
    action = await world.propose()
    await escalate_action(action.id, 0, "U1", world.ports)
    answer = await decide_action(action.id, "U1", approve(rung=0), world.ports)
    assert code(answer) is RefusalCode.STALE_CARD
    assert (await world.now(action.id)).votes == ()


async def test_two_clicks_on_one_escalate_button_climb_one_tier():
    both = POLICY.replace("[UMEMBER]", "[U1]").replace("[ULEAD]", "[U1]")
    world = World(policy_of(both), books=MemoryBooks(SlowActions()))
    action = await world.propose()
    await asyncio.gather(*(escalate_action(action.id, 0, "U1", world.ports) for _ in range(2)))
    assert (await world.now(action.id)).tier == "team_lead"


async def test_escalating_needs_the_same_entitlement_as_deciding():
    world = World()
    action = await world.propose(agent=an_agent(owner="UMEMBER"))
    assert code(await escalate_action(action.id, 0, "UMEMBER", world.ports)) is RefusalCode.SELF_APPROVAL
    assert code(await escalate_action(action.id, 0, "ULEAD", world.ports)) is RefusalCode.NOT_A_REVIEWER


async def test_the_top_of_the_ladder_says_so():
    world = World()
    action = await world.propose(a_proposal("prod.change"))
    await escalate_action(action.id, 0, "UEXPERT", world.ports)
    assert code(await escalate_action(action.id, 1, "UVP", world.ports)) is RefusalCode.NO_HIGHER_TIER


async def test_an_unreachable_channel_moves_the_action_up_once():
    world = World()
    action = await world.propose()
    step = await escalate_unreachable(action.id, 0, "channel_not_found", world.ports)
    assert isinstance(step, Transition)
    assert step.action.tier == "team_lead"
    assert code(await escalate_unreachable(action.id, 0, "channel_not_found", world.ports)) is RefusalCode.STALE_CARD


async def test_everybody_at_once_is_one_decision_and_the_losers_are_told():
    reviewers = [f"U{number}" for number in range(50)]
    world = World(
        read_policy(POLICY.replace("[UMEMBER]", f"[{', '.join(reviewers)}]")), books=MemoryBooks(SlowActions())
    )
    world.directory.people = {reviewer: a_person(reviewer) for reviewer in reviewers}
    action = await world.propose()
    answers = await asyncio.gather(
        *(
            decide_action(action.id, reviewer, approve() if i % 2 else reject(), world.ports)
            for i, reviewer in enumerate(reviewers)
        )
    )
    assert sum(isinstance(answer, Transition) for answer in answers) == 1
    assert {answer.code for answer in answers if isinstance(answer, Refusal)} == {RefusalCode.ALREADY_DECIDED}
    kinds = [event.kind for event in await world.books.actions.events(action.id)]
    assert kinds.count("action.decided") == 1


async def test_withdrawing_ends_it_in_the_agents_name_and_only_once():
    world = World()
    action = await world.propose()
    step = await withdraw_action(action.id, an_agent(), "The customer called", world.ports)
    assert isinstance(step, Transition)
    assert step.action.status is Status.CANCELLED
    assert step.action.decision is not None
    assert step.action.decision.decided_by.kind is DeciderKind.AGENT
    assert code(await withdraw_action(action.id, an_agent(), None, world.ports)) is RefusalCode.ALREADY_DECIDED
    assert code(await decide_action(action.id, "UMEMBER", approve(), world.ports)) is RefusalCode.ALREADY_DECIDED


async def test_another_agents_action_does_not_exist_for_this_one():
    world = World()
    action = await world.propose()
    other = an_agent(id="agt_2")
    assert code(await withdraw_action(action.id, other, "mine now", world.ports)) is RefusalCode.ACTION_NOT_FOUND
    await decide_action(action.id, "UMEMBER", approve(), world.ports)
    assert code(await withdraw_action(action.id, other, None, world.ports)) is RefusalCode.ACTION_NOT_FOUND


async def test_the_list_of_open_approvals_is_what_this_person_may_decide_next_deadline_first():
    world = World()
    late = await world.propose()
    soon = await world.propose(a_proposal(review_timeout=timedelta(minutes=5)))
    await world.propose(a_proposal("prod.change"))
    await world.propose(a_proposal(on_behalf_of="UMEMBER"))
    mine = await open_approvals("UMEMBER", world.ports)
    assert not isinstance(mine, Refusal)
    assert [action.id for action in mine] == [soon.id, late.id]
    assert await open_approvals("UVP", world.ports) == []
    world.directory.people["UMEMBER"] = a_person("UMEMBER", is_guest=True)
    assert isinstance(await open_approvals("UMEMBER", world.ports), Refusal)
