"""A refund that a reviewer allowed in advance, and what is tried with it afterwards."""

from datetime import timedelta

from msgspec.structs import replace

from oversight.action.status import Status
from oversight.routing.routing import evaluate
from oversight.standing.choices import Choices
from oversight.standing.release import Asked
from oversight.standing.standing_approval import StandingApproval
from tests.unit.oversight.builders import a_policy, a_proposal, an_agent, approve
from tests.unit.oversight.standing.granting import TERMS, decided, grant
from tests.unit.oversight.world import finish

RULES = """
rules:
  - {name: big, when: "action.type == 'refund.issue' && payload.amount > 80", tier: team_lead, reason: Over 80}
  - {name: many, when: "has(context.refunds) && context.refunds > 3", tier: team_member, reason: Many refunds}
  - {name: unsure, when: "has(action.confidence) && action.confidence < 0.5", tier: team_member, reason: Unsure}
  - {name: odd_label, when: "'odd' in action.labels", tier: team_member, reason: Odd}
  - {name: unfamiliar, when: "has(signals.input_familiarity) && signals.input_familiarity < 0.5", tier: team_member,
     reason: Unfamiliar}
  - {name: haste, when: "has(action.reasoning) && says(action.reasoning, ['at once'])", tier: team_member, reason: Now}
"""
POLICY = a_policy(TERMS + RULES)
DAY = timedelta(days=1)
CHOICES = Choices(7 * DAY, 50, {"$.amount": 500}, frozenset({"$.order"}))
REFUND = {"amount": 40, "order": "4711"}


def refund(payload=None, **changes):
    return a_proposal("refund.issue", payload or REFUND, **changes)


def allow(world, proposal=None, *, choices=CHOICES, by="UMEMBER", agent=None):
    """Somebody approved this, and allows what looks like it."""
    approval = grant(world, decided(world, proposal or refund(), approve(), by=by, agent=agent), choices, by)
    assert isinstance(approval, StandingApproval), approval
    return approval


def runs(world, proposal=None, agent=None):
    action = finish(world.propose(proposal or refund(), agent))
    assert (action.status is Status.APPROVED) == (action.route.standing is not None)
    return action.status is Status.APPROVED


def asked_about(world, proposal=None, agent=None, *, policy=POLICY, **of_the_route):
    proposal, agent = proposal or refund(), agent or an_agent()
    evaluation = evaluate(proposal, agent, POLICY)
    evaluation = replace(evaluation, route=replace(evaluation.route, **of_the_route))
    return Asked(proposal, agent, evaluation, policy, world.clock.now())
