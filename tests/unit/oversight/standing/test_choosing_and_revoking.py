"""What may be chosen keeps to the policy's caps, and whoever stands as high may take it back."""

import math
from datetime import timedelta
from typing import Any

import orjson
import pytest
from msgspec.structs import replace

from oversight.action.refusal import RefusalCode
from oversight.audit.standing_leaf import REVOKED
from oversight.ports.delivery import MessageKind
from oversight.standing.choices import Choices
from oversight.standing.granting import LONGEST, Preview, preview
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.standing.list_standing_approvals import list_standing_approvals
from oversight.usecases.standing.revoke_standing_approval import revoke_standing_approval
from tests.unit.oversight.builders import a_policy, a_proposal, approve, human
from tests.unit.oversight.standing.granting import CHOICES, HOUR, TERMS, decided, grant, refused
from tests.unit.oversight.world import World, finish

NO_NUMBER: list[Any] = [1.5, "900"]
"""What a client may send though the types say otherwise."""


@pytest.fixture
def world():
    return World(policy=a_policy(TERMS))


@pytest.mark.parametrize(
    "choices",
    [
        replace(CHOICES, lasts=timedelta(0)),
        replace(CHOICES, lasts=-HOUR),
        replace(CHOICES, lasts=timedelta(days=7, microseconds=1)),
        replace(CHOICES, uses=0),
        replace(CHOICES, uses=-1),
        replace(CHOICES, uses=51),
        replace(CHOICES, uses=True),
        replace(CHOICES, uses=NO_NUMBER[0]),
        replace(CHOICES, bounds={"$.amount": math.inf}),
        replace(CHOICES, bounds={"$.amount": math.nan}),
        replace(CHOICES, bounds={"$.amount": True}),
        replace(CHOICES, bounds={"$.amount": NO_NUMBER[1]}),
        replace(CHOICES, bounds={"$.amount": 10**400}),
        replace(CHOICES, bounds={"$.amount": 2**53}),
        replace(CHOICES, bounds={"$.amount": -1}),
        replace(CHOICES, bounds={"$.none": 5}),
        replace(CHOICES, bounds={"$": 5}),
        replace(CHOICES, free=frozenset({"$.amount"})),
        replace(CHOICES, free=frozenset({"$.none"})),
        replace(CHOICES, free=frozenset({"$"})),
    ],
)
def test_choices_keep_to_the_caps_and_to_what_is_there(world, choices):
    action = decided(world, answer=approve())
    refused(grant(world, action, choices))
    assert not world.books.standing.every


def test_the_caps_themselves_are_within(world):
    choices = Choices(timedelta(days=7), 50, {"$.amount": 100})
    assert isinstance(grant(world, decided(world, answer=approve()), choices), StandingApproval)


def test_what_nobody_could_read_nobody_allows(world):
    short, long = {"amount": 1, "note": "x" * (LONGEST - 100)}, {"amount": 1, "note": "x" * LONGEST}
    assert isinstance(preview(decided(world, a_proposal(payload=short), approve()), CHOICES, world.policy), Preview)
    assert "too long" in refused(grant(world, decided(world, a_proposal(payload=long), approve())))


def revoke(world, approval, by):
    return finish(revoke_standing_approval(approval.id, by, world.ports))


@pytest.mark.parametrize("by", ["UMEMBER", "ULEAD", "UEXPERT2", "UVP"])
def test_who_granted_it_or_stands_as_high_may_revoke_it(world, by):
    approval = grant(world, decided(world, answer=approve()))
    before = len(world.books.messages)
    revoked = revoke(world, approval, by)
    assert (revoked.revoked_by, revoked.revoked_at) == (human(by), world.clock.now())
    kinds = [message.kind for message in world.books.messages[before:]]
    assert kinds == [MessageKind.STANDING, MessageKind.STANDING_ENDED, MessageKind.CARD]
    assert orjson.loads(world.books.standing.leaves[-1])["kind"] == REVOKED
    assert "revoked this already" in refused(revoke(world, approval, "UVP"), RefusalCode.STANDING_OVER)
    assert finish(list_standing_approvals(world.ports)) == []


def test_nobody_else_may(world):
    approval = grant(world, decided(world, answer=approve()))
    refused(revoke(world, approval, "U1"), RefusalCode.NOT_A_REVIEWER)
    refused(revoke(world, replace(approval, id="sta_none"), "UMEMBER"), RefusalCode.STANDING_NOT_FOUND)
    world.clock.advance(timedelta(days=2))
    refused(revoke(world, approval, "UMEMBER"), RefusalCode.STANDING_OVER)


def test_a_lower_tier_does_not_end_what_a_higher_one_allowed_but_a_halter_does():
    rule = 'rules: [{name: big, when: "payload.amount > 50", tier: team_lead, reason: Big}]\nhalt: {may: [U3]}\n'
    world = World(policy=a_policy(TERMS + rule))
    approval = grant(world, decided(world, answer=approve(), by="ULEAD"), by="ULEAD")
    refused(revoke(world, approval, "UMEMBER"), RefusalCode.NOT_A_REVIEWER)
    assert isinstance(revoke(world, approval, "U3"), StandingApproval)
