"""An edit meets all that the original met, under the policy that the action came in under."""

import pytest

from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.transition import Transition
from oversight.policy.file.reading import read_policy
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.ladder.escalate_action import escalate_action
from tests.builders import policy_of
from tests.unit.oversight.builders import POLICY, a_policy, a_proposal, approve, modify, reject
from tests.unit.oversight.world import World

ONE_TYPE_LESS = read_policy(POLICY[: POLICY.index("  refund.issue:")])
RULES = """rules:
  - {name: any, when: "has(payload.amount)", tier: team_member, reason: It moves money}
  - {name: large, when: payload.amount > 1000, tier: domain_expert, reason: It is large}
"""


def refusal(answer: Transition | Refusal) -> Refusal:
    assert isinstance(answer, Refusal), answer
    assert answer.sentence
    return answer


@pytest.mark.parametrize("payload", [{"amount": "much"}, {}, {"amount": -5}, {"amount": 501}])
async def test_an_edit_meets_the_schema_and_the_checks_of_the_original(payload):
    world = World()
    action = await world.propose()
    refused = refusal(await decide_action(action.id, "UMEMBER", modify(payload), world.ports))
    assert refused.code is RefusalCode.INVALID_PAYLOAD
    assert refused.details
    assert await world.now(action.id) == action


@pytest.mark.parametrize(
    "payload", [{"amount": 2**53}, {"amount": 1, "note": "\ud800"}, {"amount": 1, "note": "a\0b"}, {"amount": 1e20}]
)
async def test_an_edit_comes_through_the_same_door_for_json(payload):
    world = World()
    action = await world.propose()
    refused = refusal(await decide_action(action.id, "UMEMBER", modify(payload), world.ports))
    assert refused.code is RefusalCode.INVALID_PAYLOAD
    assert (refused.details[0].path or "").startswith("$.")


async def test_a_check_that_the_original_did_not_pass_does_not_bind_the_edit():
    world = World()
    action = await world.propose(a_proposal(payload={"amount": 900}))
    assert isinstance(await decide_action(action.id, "UMEMBER", modify({"amount": 800}), world.ports), Transition)


async def test_an_edit_meets_the_schema_that_the_action_was_routed_under():
    """A reload that drops the type must not let any payload through."""
    world = World()
    action = await world.propose()
    world.policies.reload(ONE_TYPE_LESS)
    refused = refusal(await decide_action(action.id, "UMEMBER", modify({"amount": "everything"}), world.ports))
    assert refused.code is RefusalCode.INVALID_PAYLOAD
    assert isinstance(await decide_action(action.id, "UMEMBER", modify({"amount": 3}), world.ports), Transition)


async def test_a_stricter_policy_of_today_does_not_bind_an_edit_of_yesterdays_action():
    world = World()
    action = await world.propose()
    world.policies.reload(policy_of(POLICY.replace("amount <= 500", "amount <= 5")))
    assert isinstance(await decide_action(action.id, "UMEMBER", modify({"amount": 400}), world.ports), Transition)


async def test_where_the_policy_of_the_time_is_gone_nothing_can_be_edited_and_everything_else_can_be_done():
    world = World()
    edited, approved, rejected, raised = [await world.propose() for _ in range(4)]
    world.policies.reload(ONE_TYPE_LESS)
    world.policies.forget(edited.policy_hash)
    refused = refusal(await decide_action(edited.id, "UMEMBER", modify({"amount": 3}), world.ports))
    assert refused.code is RefusalCode.POLICY_GONE
    assert await world.now(edited.id) == edited
    assert isinstance(await decide_action(approved.id, "UMEMBER", approve(), world.ports), Transition)
    assert isinstance(await decide_action(rejected.id, "UMEMBER", reject(), world.ports), Transition)
    assert isinstance(await escalate_action(raised.id, 0, "UMEMBER", world.ports), Transition)


async def test_an_edit_never_releases_what_the_rules_give_to_a_higher_tier():
    """Proposed small, edited large: the rule that sends large ones to experts must still see it."""
    world = World(a_policy(RULES))
    action = await world.propose(a_proposal("mail.send", {"amount": 1}))
    assert action.tier == "team_member"
    refused = refusal(await decide_action(action.id, "UMEMBER", modify({"amount": 90_000}), world.ports))
    assert refused.code is RefusalCode.NEEDS_HIGHER_TIER
    assert "domain expert (It is large)" in refused.sentence
    assert await world.now(action.id) == action
    await escalate_action(action.id, 0, "UMEMBER", world.ports)
    lead = await decide_action(action.id, "ULEAD", modify({"amount": 90_000}, rung=1), world.ports)
    assert refusal(lead).code is RefusalCode.NEEDS_HIGHER_TIER
    await escalate_action(action.id, 1, "ULEAD", world.ports)
    expert = await decide_action(action.id, "UEXPERT", modify({"amount": 90_000}, rung=2), world.ports)
    assert isinstance(expert, Transition)


async def test_an_edit_that_a_rule_cannot_judge_goes_where_a_failing_rule_sends_it():
    world = World(a_policy(RULES))
    action = await world.propose(a_proposal("mail.send", {"amount": 1}))
    refused = refusal(await decide_action(action.id, "UMEMBER", modify({"amount": "x"}), world.ports))
    assert refused.code is RefusalCode.NEEDS_HIGHER_TIER
    assert "could not be evaluated" in refused.sentence


async def test_an_edit_of_what_is_already_asked_of_the_highest_may_be_made_there():
    world = World(a_policy(RULES))
    action = await world.propose(a_proposal("mail.send", {"amount": 5_000}))
    assert action.tier == "domain_expert"
    assert isinstance(await decide_action(action.id, "UEXPERT", modify({"amount": 9_000}), world.ports), Transition)
    smaller = await decide_action(action.id, "UEXPERT2", modify({"amount": 2}, version=2), world.ports)
    assert isinstance(smaller, Transition)


async def test_an_edit_of_an_unknown_type_is_still_json_and_still_routed():
    world = World(a_policy(RULES))
    action = await world.propose(a_proposal("unheard.of", {"amount": 1}))
    large = await decide_action(action.id, "UMEMBER", modify({"amount": 2_000}), world.ports)
    assert refusal(large).code is RefusalCode.NEEDS_HIGHER_TIER
    assert isinstance(await decide_action(action.id, "UMEMBER", modify({"amount": 2}), world.ports), Transition)
