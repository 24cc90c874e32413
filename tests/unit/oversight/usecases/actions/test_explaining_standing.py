"""Explain says which standing approval would release an action, and why the others would not."""

from datetime import timedelta

from oversight.routing.explanation_words import explanation_words, outcome_words
from oversight.standing.choices import Choices
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.explain_action import explain_action
from oversight.usecases.actions.submit_action import Submission
from oversight.usecases.halts.halt_actions import halt_actions
from oversight.usecases.standing.grant_standing_approval import grant_standing_approval
from tests.unit.oversight.builders import a_policy, a_proposal, an_agent, approve, human
from tests.unit.oversight.world import World, finish


def told(world, proposal):
    return finish(explain_action(Submission(proposal, an_agent()), world.ports))


def test_it_says_what_would_happen_and_counts_no_use():
    world = World(policy=a_policy("standing_approvals: {}\n"))
    action = finish(world.propose())
    finish(decide_action(action.id, "UMEMBER", approve(), world.ports))
    chosen = Choices(timedelta(days=1), 5)
    approval = finish(grant_standing_approval(action.id, "UMEMBER", chosen, world.ports))
    assert isinstance(approval, StandingApproval)
    before = len(world.books.leaves)
    fits, other = told(world, a_proposal()), told(world, a_proposal(payload={"amount": 7}))
    assert outcome_words(fits.route) == "It would run at once; people look at a sample afterwards."
    assert fits.route.standing == approval.id
    thresholds = world.policy.confidence.thresholds
    assert f"  releases it: {approval.id}, by Person UMEMBER" in explanation_words(fits, thresholds)
    why = f"  does not release it (the payload has another shape): {approval.id}, by Person UMEMBER"
    assert why in explanation_words(other, thresholds)
    claimed = told(world, a_proposal(on_behalf_of="U9"))
    assert claimed.standing[0].why == "somebody else answers for it now"
    finish(halt_actions("", None, human("UVP"), world.ports))
    assert told(world, a_proposal()).route.standing is None
    assert world.books.standing.every[approval.id].uses == 0
    assert len(world.books.leaves) == before
