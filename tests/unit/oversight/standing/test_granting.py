"""Who may allow what in advance: a person who approved that very action, within the policy's caps, and nothing odd."""

import dataclasses
from datetime import timedelta

import orjson
import pytest
from msgspec.structs import replace

from oversight.action.decision import Outcome
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.risk import Risk
from oversight.action.status import OutcomeKind
from oversight.audit.standing_leaf import GRANTED
from oversight.ports.delivery import MessageKind
from oversight.ports.message_id import card_id
from oversight.standing.granting import Preview, preview, refuse_to_grant
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.report_outcome import report_outcome
from oversight.usecases.actions.withdraw_action import withdraw_action
from oversight.usecases.halts.halt_actions import halt_actions
from oversight.usecases.halts.resume_actions import resume_actions
from oversight.usecases.ladder.escalate_action import escalate_action
from oversight.usecases.standing.grant_standing_approval import entitled_to_grant
from oversight.usecases.standing.list_standing_approvals import list_standing_approvals
from oversight.usecases.standing.revoke_standing_approval import revoke_as_operator
from tests.builders import a_draft
from tests.unit.oversight.builders import a_policy, a_proposal, an_agent, approve, human, modify, reject
from tests.unit.oversight.standing.granting import CHOICES, HOUR, TERMS, decided, grant, refused
from tests.unit.oversight.world import World, finish


@pytest.fixture
def world():
    return World(policy=a_policy(TERMS))


def test_what_is_granted_is_what_was_shown_and_is_told_where_it_was_decided(world):
    action = decided(world, answer=approve())
    shown = preview(action, CHOICES, world.policy)
    before = len(world.books.messages)
    approval = grant(world, action)
    assert isinstance(approval, StandingApproval)
    assert isinstance(shown, Preview)
    assert (approval.condition, approval.grounds) == (shown.cel, ("risk",))
    assert approval.condition == "size(payload) == 1\n&& payload.amount == 100"
    assert (approval.agent_id, approval.action_type, approval.tier) == ("agt_1", "refund.issue", "team_member")
    assert (approval.expires_at - approval.granted_at, approval.uses_at_most) == (24 * HOUR, 10)
    assert (approval.from_action, approval.granted_by) == (action.id, human("UMEMBER"))
    told = [(message.kind, message.ref, message.channel) for message in world.books.messages[before:]]
    card = (MessageKind.CARD, card_id(action.id, 0), "#members")
    assert told == [(MessageKind.STANDING, approval.id, "#members"), card]
    [leaf] = world.books.standing.leaves
    said = orjson.loads(leaf)
    assert (said["kind"], said["format"], said["standing_id"]) == (GRANTED, 3, approval.id)
    assert "payload" not in leaf.decode()
    assert finish(list_standing_approvals(world.ports)) == [approval]


def test_one_action_is_allowed_once(world):
    action = decided(world, answer=approve())
    first = grant(world, action)
    assert "allowed already" in refused(grant(world, action))
    finish(revoke_as_operator(first.id, human(), world.ports))
    second = grant(world, action)
    assert isinstance(second, StandingApproval)
    world.books.standing.every[second.id] = replace(second, uses=10)
    third = grant(world, action, replace(CHOICES, lasts=HOUR))
    assert isinstance(third, StandingApproval)
    world.clock.advance(HOUR)
    assert isinstance(grant(world, action), StandingApproval)


@pytest.mark.parametrize("extra", ["", TERMS + "rules: []\n"])
def test_without_the_section_nobody_allows_anything(extra):
    world = World(policy=a_policy(extra))
    answer = grant(world, decided(world, answer=approve()))
    assert isinstance(answer, Refusal) == (not extra)


def test_only_what_a_person_approved_as_it_was(world):
    assert "a person approved" in refused(grant(world, decided(world)))
    assert "a person approved" in refused(grant(world, decided(world, answer=reject())))
    assert "a person approved" in refused(grant(world, decided(world, answer=modify({"amount": 5}))))
    assert "a person approved" in refused(grant(world, decided(world, a_proposal("tag.add", {"tag": "x"}))))
    withdrawn = decided(world)
    finish(withdraw_action(withdrawn.id, an_agent(), None, world.ports))
    assert "a person approved" in refused(grant(world, withdrawn))


def test_only_who_approved_it(world):
    action = decided(world, answer=approve())
    sentence = refused(grant(world, action, by="ULEAD"), RefusalCode.NOT_A_REVIEWER)
    assert sentence.startswith("Only Person UMEMBER")
    refused(grant(world, action, by="U1"), RefusalCode.NOT_A_REVIEWER)
    refused(grant(world, action, by="nobody"), RefusalCode.IDENTITY_UNKNOWN)
    world.directory.is_down = True
    refused(grant(world, action), RefusalCode.IDENTITY_UNKNOWN)


def test_only_while_they_are_a_full_member_and_a_reviewer_of_that_tier_or_a_higher_one(world):
    action = decided(world, answer=approve())
    someone = world.directory.people["UMEMBER"]
    for gone in ({"is_deactivated": True}, {"is_guest": True}, {"is_stranger": True}, {"is_bot": True}):
        world.directory.people["UMEMBER"] = replace(someone, **gone)
        assert isinstance(grant(world, action), Refusal)
    world.directory.people["UMEMBER"] = someone
    tiers = world.policy.tiers
    world.policies.reload(dataclasses.replace(world.policy, tiers=(replace(tiers[0], reviewers=("U2",)), *tiers[1:])))
    refused(grant(world, action), RefusalCode.NOT_A_REVIEWER)
    higher = (
        replace(tiers[0], reviewers=("U2",)),
        replace(tiers[1], reviewers=("UMEMBER",)),
        *tiers[2:],
    )
    world.policies.reload(dataclasses.replace(world.policy, tiers=higher))
    assert isinstance(grant(world, action), StandingApproval)


def test_never_for_ones_own_agent(world):
    action = decided(world, answer=approve())
    world.books.actions._actions[action.id] = replace(action, agent=replace(action.agent, owner="UMEMBER"))
    refused(grant(world, action), RefusalCode.SELF_APPROVAL)


@pytest.mark.parametrize(("after", "is_late"), [(timedelta(0), False), (24 * HOUR, False), (24.01 * HOUR, True)])
def test_only_within_a_day_of_the_decision(world, after, is_late):
    action = decided(world, answer=approve())
    world.clock.advance(after)
    answer = grant(world, action)
    assert isinstance(answer, Refusal) == is_late
    assert refuse_to_grant(action, world.policy) is None


def test_never_what_is_critical_unknown_drafted_or_needs_more_than_one(world):
    assert "does not know" in refused(grant(world, decided(world, a_proposal("some.thing"), approve())))
    drafted = a_proposal("ticket.update", {"text": "Dear Ada,"}, draft=a_draft())
    assert "a person finishes each" in refused(grant(world, decided(world, drafted, approve())))
    action = decided(world)
    finish(escalate_action(action.id, 0, "UMEMBER", world.ports))
    finish(escalate_action(action.id, 1, "ULEAD", world.ports))
    for expert in ("UEXPERT", "UEXPERT2"):
        finish(decide_action(action.id, expert, approve(rung=2), world.ports))
    sentence = refused(grant(world, finish(world.now(action.id)), by="UEXPERT2"))
    assert "more than one approval" in sentence


@pytest.mark.parametrize("outcome", OutcomeKind)
def test_never_what_went_wrong(world, outcome):
    action = decided(world, answer=approve())
    finish(report_outcome(action.id, an_agent(), Outcome(outcome, world.clock.now()), world.ports))
    answer = grant(world, action)
    if outcome is OutcomeKind.EXECUTED:
        assert isinstance(answer, StandingApproval)
    else:
        assert "went wrong" in refused(answer)


def test_never_what_a_rule_made_critical():
    rule = 'rules: [{name: grave, when: "payload.amount > 0", risk: critical, reason: Grave}]\n'
    world = World(policy=a_policy(TERMS + rule))
    assert "critical" in refused(grant(world, decided(world, answer=approve())))


def test_never_for_a_tier_that_the_policy_has_lost(world):
    action = decided(world, answer=approve())
    lost = dataclasses.replace(world.policy, tiers=world.policy.tiers[1:])
    assert refused(refuse_to_grant(action, lost)) == "The policy no longer has the tier that approved this."


def test_never_through_stages():
    stages = 'stages: {legal: {channel: "#legal", reviewers: [U1]}}\n'
    rule = 'rules: [{name: r, when: "payload.amount > 0", stages: [legal], reason: R}]\n'
    world = World(policy=a_policy(TERMS + stages + rule))
    assert "stages" in refused(grant(world, decided(world, answer=approve(), by="U1"), by="U1"))


def test_nor_a_type_that_the_policy_leaves_out():
    policy = a_policy(TERMS)
    known = replace(policy.action_types["refund.issue"], may_be_allowed=False)
    world = World(policy=dataclasses.replace(policy, action_types={**policy.action_types, "refund.issue": known}))
    assert "of this type" in refused(grant(world, decided(world, answer=approve())))


@pytest.mark.parametrize(
    "when",
    [
        "has(context.vip)",
        "has(signals.input_familiarity)",
        "has(action.confidence)",
        "action.description != ''",
        "action.labels.size() >= 0",
        "has(action.at)",
        "context.none",
        "context.size() >= 0 && payload.amount > 0",
    ],
)
def test_nor_what_a_rule_asked_for_that_looks_at_more_than_the_payload(when):
    """Its answer could change while the shape stays, so a person looks at each."""
    rule = f'rules: [{{name: beyond, when: "{when}", tier: team_member, reason: Beyond}}]\n'
    world = World(policy=a_policy(TERMS + rule))
    known = a_proposal(confidence=0.9, signals={"input_familiarity": 0.9}, context={"vip": 1})
    by = "ULEAD" if when == "context.none" else "UMEMBER"  # what cannot be evaluated asks higher
    assert "“beyond”" in refused(grant(world, decided(world, known, approve(), by=by), by=by))


@pytest.mark.parametrize("when", ["payload.amount > 1", "action.type == 'refund.issue'", "agent.name == 'refund-bot'"])
def test_but_what_a_rule_said_of_the_payload_can_be_allowed(when):
    rule = f'rules: [{{name: within, when: "{when}", tier: team_member, reason: Within}}]\n'
    world = World(policy=a_policy(TERMS + rule))
    approval = grant(world, decided(world, answer=approve()))
    assert isinstance(approval, StandingApproval)
    assert approval.grounds == ("within", "risk")


def test_what_the_agent_called_worse_is_looked_at_each_time(world):
    claimed = a_proposal("mail.send", {"to": "x"}, risk_level=Risk.HIGH)
    assert "the agent itself" in refused(grant(world, decided(world, claimed, approve()))).casefold()


def test_what_only_a_halt_asked_about_is_no_reason_to_allow_it(world):
    finish(halt_actions("", "stop", human("UVP"), world.ports))
    action = decided(world, a_proposal("tag.add", {"tag": "x"}), approve())
    finish(resume_actions("", None, human("UVP"), world.ports))
    assert "Halted by Person UVP" in refused(grant(world, action))


def test_a_policy_that_sees_it_otherwise_since_is_no_ground(world):
    action = decided(world, answer=approve())
    rule = 'rules: [{name: new, when: "payload.amount > 1", tier: team_member, reason: New}]\n'
    world.policies.reload(a_policy(TERMS + rule))
    assert "has changed" in refused(grant(world, action))


def test_entitlement_is_told_before_anything_is_chosen(world):
    action = decided(world, answer=approve())
    assert finish(entitled_to_grant(action, "UMEMBER", world.ports)) == world.directory.people["UMEMBER"]
    assert isinstance(finish(entitled_to_grant(action, "U1", world.ports)), Refusal)
