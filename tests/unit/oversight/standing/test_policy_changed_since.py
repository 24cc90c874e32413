"""A policy that changed since has the last word: what it says today is a new reason unless it said the same then."""

import dataclasses
from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.risk import Risk
from oversight.standing.choices import Choices
from tests.unit.oversight.builders import a_policy, a_proposal
from tests.unit.oversight.standing.allowed_refunds import DAY, POLICY, allow, refund, runs
from tests.unit.oversight.standing.granting import TERMS
from tests.unit.oversight.world import World


@pytest.fixture
def world():
    return World(policy=POLICY)


def test_a_lower_tier_does_not_speak_for_a_higher_one(world):
    allow(world)
    assert runs(world)
    stricter = POLICY.action_types["refund.issue"]
    types = {**POLICY.action_types, "refund.issue": replace(stricter, tier="team_lead")}
    world.policies.reload(dataclasses.replace(POLICY, action_types=types))
    assert not runs(world)


@pytest.mark.parametrize(
    "extra",
    [
        "",
        "standing_approvals: {for_at_most: 1h}\n",
        TERMS + 'rules: [{name: new, when: "payload.amount > 0", tier: team_member, reason: New}]\n',
        TERMS + 'rules: [{name: new, when: "payload.amount > 0", risk: critical, reason: New}]\n',
        TERMS + 'rules: [{name: new, when: "payload.amount > 0", tier: domain_expert, reason: New}]\n',
        TERMS + 'rules: [{name: risk, when: "payload.amount > 0", tier: team_member, reason: Named like ours}]\n',
        TERMS + 'rules: [{name: broken, when: "payload.none > 0", tier: team_member, reason: New}]\n',
        TERMS
        + 'stages: {legal: {channel: "#legal", reviewers: [U1]}}\n'
        + 'rules: [{name: new, when: "payload.amount > 0", stages: [legal], reason: New}]\n',
        TERMS + "confidence: {floors: {llm_confidence: 0.95}}\n",
    ],
)
def test_a_policy_that_changed_since_has_the_last_word(world, extra):
    allow(world)
    world.clock.advance(timedelta(hours=2))
    assert runs(world, refund(confidence=0.9))
    world.policies.reload(a_policy(extra))
    assert not runs(world, refund(confidence=0.9))


def test_a_rule_under_its_old_name_that_says_something_else_is_a_new_reason():
    def policy(when):
        return a_policy(f'{TERMS}rules: [{{name: big, when: "{when}", tier: team_member, reason: Big}}]\n')

    world = World(policy=policy("payload.amount > 30"))
    allow(world)
    assert runs(world)
    world.policies.reload(policy("payload.amount > 35"))
    assert not runs(world)


def test_a_rule_that_was_in_shadow_and_is_in_force_now_is_a_new_reason():
    def policy(more):
        return a_policy(
            f'{TERMS}rules: [{{name: big, when: "payload.amount > 30", tier: team_member, reason: B{more}}}]'
        )

    world = World(policy=policy(", mode: shadow"))
    allow(world)
    assert runs(world)
    world.policies.reload(policy(""))
    assert not runs(world)


@pytest.mark.parametrize(("tier", "asks"), [("team_member", False), ("domain_expert", True)])
def test_a_new_rule_in_shadow_asks_only_where_its_answer_would_be_another(world, tier, asks):
    """What it would have asked is then a reason of the route that the reviewer did not see."""
    allow(world)
    rule = f'rules: [{{name: new, when: "payload.amount > 0", tier: {tier}, reason: New, mode: shadow}}]\n'
    world.policies.reload(a_policy(TERMS + rule))
    assert runs(world) is not asks


@pytest.mark.parametrize("change", [{"risk": Risk.CRITICAL}, {"may_be_allowed": False}])
def test_a_type_that_the_policy_takes_out_asks(world, change):
    allow(world)
    known = POLICY.action_types["refund.issue"]
    world.policies.reload(
        dataclasses.replace(POLICY, action_types={**POLICY.action_types, "refund.issue": replace(known, **change)})
    )
    assert not runs(world)


def test_a_type_that_the_policy_no_longer_knows_asks(world):
    allow(world)
    world.policies.reload(dataclasses.replace(POLICY, action_types={}))
    assert not runs(world)


def test_more_risk_than_was_seen_asks():
    """The type was medium then."""
    world = World(policy=a_policy(TERMS))
    allow(world, a_proposal("mail.send", {"to": "a"}), choices=Choices(DAY, 5))
    assert runs(world, a_proposal("mail.send", {"to": "a"}))
    types = dict(world.policy.action_types)
    types["mail.send"] = replace(types["mail.send"], risk=Risk.HIGH)
    world.policies.reload(dataclasses.replace(world.policy, action_types=types))
    assert not runs(world, a_proposal("mail.send", {"to": "a"}))


def test_what_can_no_longer_be_undone_asks():
    policy = a_policy(TERMS)
    known = policy.action_types["refund.issue"]
    undone = dataclasses.replace(
        policy, action_types={**policy.action_types, "refund.issue": replace(known, reversible=True)}
    )
    world = World(policy=undone)
    allow(world)
    assert runs(world)
    world.policies.reload(policy)
    assert not runs(world)
