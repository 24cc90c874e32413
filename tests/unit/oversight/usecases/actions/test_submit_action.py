"""An agent proposes, and is answered at once where no person is needed."""

import json
from datetime import timedelta

import pytest

from oversight.action.decision import DeciderKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.status import Status
from oversight.policy.file.reading import read_policy
from oversight.ports.actions import Duplicate
from oversight.ports.delivery import MessageKind
from oversight.ports.message_id import card_id
from oversight.usecases.actions.submit_action import Submission, submit_action
from tests.unit.oversight.builders import NOW, POLICY, a_proposal, an_agent
from tests.unit.oversight.world import World


async def test_what_needs_a_person_waits_before_the_first_tier_and_gets_its_card():
    world = World()
    action = await world.propose(a_proposal("refund.issue"))
    assert (action.status, action.tier, action.revision) == (Status.PENDING, "team_member", 1)
    assert action.deadline_at == NOW + timedelta(minutes=30)
    assert await world.now(action.id) == action
    (message,) = world.books.messages
    assert (message.kind, message.ref, message.channel) == (MessageKind.CARD, card_id(action.id, 0), "#members")
    (event,) = await world.books.actions.events(action.id)
    assert json.loads(event.leaf)["kind"] == "action.submitted"


async def test_low_and_reversible_is_approved_by_policy_and_nobody_is_told():
    world = World()
    action = await world.propose(a_proposal("tag.add"))
    assert action.status is Status.APPROVED
    assert action.decision is not None
    assert action.decision.decided_by.kind is DeciderKind.POLICY
    assert action.decision.rule == "low_risk"
    assert action.deadline_at is None
    assert world.books.messages == []
    assert [event.kind for event in await world.books.actions.events(action.id)] == [
        "action.submitted",
        "action.decided",
    ]


@pytest.mark.parametrize(
    ("proposal", "code"),
    [
        (a_proposal("refund.issue", {"sum": 3}), RefusalCode.INVALID_PAYLOAD),
        (a_proposal("refund.issue", {"amount": -1}), RefusalCode.INVALID_PAYLOAD),
        (a_proposal("prod.change"), RefusalCode.SCOPE),
    ],
)
async def test_what_is_refused_leaves_nothing_behind(proposal, code):
    world = World()
    agent = an_agent(action_types=("refund.*",))
    refused = await submit_action(Submission(proposal, agent, "key"), world.ports)
    assert isinstance(refused, Refusal)
    assert refused.code is code
    assert (world.books.messages, world.books.leaves) == ([], [])


async def test_the_same_key_of_the_same_agent_makes_one_action():
    world = World()
    first = await submit_action(Submission(a_proposal(), an_agent(), "key", "sha256:1"), world.ports)
    again = await submit_action(Submission(a_proposal(), an_agent(), "key", "sha256:2"), world.ports)
    assert not isinstance(first, Refusal | Duplicate)
    assert again == Duplicate(first.id, "sha256:1")
    other = await submit_action(Submission(a_proposal(), an_agent(id="agt_2"), "key"), world.ports)
    assert not isinstance(other, Refusal | Duplicate)
    assert len(world.books.messages) == 2


STRICTER = read_policy(POLICY.replace("minimum: 0", "minimum: 1000"))


async def test_a_repeated_request_is_a_repetition_even_where_the_policy_has_changed_since():
    """The agent sends again because the answer was lost; a reload between the two tries makes no other answer of it."""
    world = World()
    submission = Submission(a_proposal(), an_agent(), "key", "sha256:1")
    first = await submit_action(submission, world.ports)
    assert not isinstance(first, Refusal | Duplicate)
    world.policies.reload(STRICTER)
    assert await submit_action(submission, world.ports) == Duplicate(first.id, "sha256:1")
    narrowed = Submission(a_proposal(), an_agent(action_types=("tag.*",)), "key", "sha256:1")
    assert await submit_action(narrowed, world.ports) == Duplicate(first.id, "sha256:1")


@pytest.mark.parametrize(("agent_id", "key"), [("agt_1", "another key"), ("agt_1", None), ("agt_2", "key")])
async def test_only_the_same_key_of_the_same_agent_is_a_repetition(agent_id, key):
    world = World()
    await submit_action(Submission(a_proposal(), an_agent(), "key", "sha256:1"), world.ports)
    world.policies.reload(STRICTER)
    refused = await submit_action(Submission(a_proposal(), an_agent(id=agent_id), key), world.ports)
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.INVALID_PAYLOAD


async def test_the_log_keeps_the_route_and_the_policy_that_an_action_came_in_under():
    world = World()
    action = await world.propose(a_proposal("prod.change"))
    (event,) = await world.books.actions.events(action.id)
    written = json.loads(event.leaf)
    assert written["details"] == {
        "verdict": "ask",
        "patterns": ["approval_gate", "escalation_ladder"],
        "risk": "critical",
        "reversible": False,
        "rules": ["risk"],
        "ladder": ["domain_expert", "executive"],
    }
    assert written["state"]["policy_hash"] == world.policy.hash
