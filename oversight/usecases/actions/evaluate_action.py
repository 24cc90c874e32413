"""An action is routed with all that is known of it: what its agent says, and what the past says."""

from datetime import datetime

from oversight.action.action import Agent, Proposal
from oversight.policy import Policy
from oversight.ports import Ports
from oversight.routing.routing import Evaluation, evaluate
from oversight.routing.signal_reach import depends_on_signals


async def evaluate_action(proposal: Proposal, agent: Agent, policy: Policy, now: datetime, ports: Ports) -> Evaluation:
    """The route of this action now, with the grounds.

    The past is asked only where it could change the answer. Where it is, the action is routed again with its signals.
    """
    alone = evaluate(proposal, agent, policy, at=now)
    if not depends_on_signals(alone.route, proposal.action_type, policy):
        return alone
    measured = await ports.precedents.measure(proposal, agent, now)
    return evaluate(proposal, agent, policy, measured, at=now) if measured else alone
