"""A standing approval ends when it is over, used up or revoked, and stands back while a halt stands."""

import dataclasses
from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.status import Status
from oversight.policy.standing_limits import StandingLimits
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.halts.halt_actions import halt_actions
from oversight.usecases.standing.grant_standing_approval import grant_standing_approval
from oversight.usecases.standing.revoke_standing_approval import revoke_as_operator
from tests.fakes.standing import MemoryStanding
from tests.unit.oversight.builders import approve, human
from tests.unit.oversight.standing.allowed_refunds import CHOICES, DAY, POLICY, allow, refund, runs
from tests.unit.oversight.world import World, finish


@pytest.fixture
def world():
    return World(policy=POLICY)


def test_it_is_over_when_it_is_over(world):
    allow(world, choices=replace(CHOICES, lasts=DAY))
    world.clock.advance(DAY - timedelta(microseconds=1))
    assert runs(world)
    world.clock.advance(timedelta(microseconds=1))
    assert not runs(world)


def test_and_when_it_is_used_up(world):
    allow(world, choices=replace(CHOICES, uses=3))
    assert [runs(world) for _ in range(5)] == [True, True, True, False, False]
    assert [number for _, number, _ in world.books.standing.used] == [1, 2, 3]


def test_a_policy_that_allows_less_uses_counts_from_then_on(world):
    allow(world)
    assert runs(world)
    world.policies.reload(dataclasses.replace(POLICY, standing_approvals=StandingLimits(uses_at_most=2)))
    assert [runs(world) for _ in range(3)] == [True, False, False]


def test_and_when_it_is_revoked_also_where_nobody_has_told_us(world):
    approval = allow(world)
    world.books.standing.revoked_elsewhere(approval.id, human(), world.clock.now())
    assert not runs(world)
    assert not runs(world)


def test_revoked_here_it_asks_at_once(world):
    approval = allow(world)
    finish(revoke_as_operator(approval.id, human(), world.ports))
    assert not runs(world)


def test_a_second_one_takes_over_where_the_first_has_nothing_left(world):
    one, other = finish(world.propose(refund())), finish(world.propose(refund()))
    granted = []
    for action, lasts in ((one, DAY), (other, 2 * DAY)):
        finish(decide_action(action.id, "UMEMBER", approve(), world.ports))
        chosen = replace(CHOICES, uses=1, lasts=lasts)
        approval = finish(grant_standing_approval(action.id, "UMEMBER", chosen, world.ports))
        assert isinstance(approval, StandingApproval)
        granted.append(approval)
    world.books.standing.every[granted[0].id] = replace(granted[0], uses=1)  # another replica was faster
    assert [runs(world), runs(world)] == [True, False]
    assert [used for used, _, _ in world.books.standing.used] == [granted[1].id]


def test_a_halt_asks_people_with_the_ladder_that_the_policy_has(world):
    allow(world, refund({"amount": 90, "order": "1"}), by="ULEAD")
    finish(halt_actions("", "prices are wrong", human("UVP"), world.ports))
    action = finish(world.propose(refund({"amount": 90, "order": "1"})))
    assert (action.status, action.tier, action.route.standing) == (Status.PENDING, "team_lead", None)
    assert action.assignment.frozen_at is not None
    assert not world.books.standing.used


def test_without_the_section_nobody_asks_for_approvals(monkeypatch):
    world = World()
    with monkeypatch.context() as patched:
        patched.delattr(MemoryStanding, "usable")
        assert finish(world.propose()).status is Status.PENDING
