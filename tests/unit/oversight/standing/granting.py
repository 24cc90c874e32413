"""An action that a reviewer approved, and what they are told when they allow what looks like it."""

from datetime import timedelta

from oversight.action.refusal import Refusal, RefusalCode
from oversight.standing.choices import Choices
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.standing.grant_standing_approval import grant_standing_approval
from tests.unit.oversight.world import finish

TERMS = "standing_approvals: {for_at_most: 7d, uses_at_most: 50, sample_rate: 0.2}\n"
HOUR = timedelta(hours=1)
CHOICES = Choices(24 * HOUR, 10)


def decided(world, proposal=None, answer=None, *, by="UMEMBER", agent=None):
    action = finish(world.propose(proposal, agent))
    if answer is not None:
        finish(decide_action(action.id, by, answer, world.ports))
    return finish(world.now(action.id))


def grant(world, action, choices=CHOICES, by="UMEMBER"):
    return finish(grant_standing_approval(action.id, by, choices, world.ports))


def refused(answer, code=RefusalCode.CANNOT_ALLOW):
    assert isinstance(answer, Refusal), answer
    assert answer.code is code
    return answer.sentence
