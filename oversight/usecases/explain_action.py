"""What would happen to an action if it were proposed now, and why. Nothing is written."""

from oversight.ports import Ports
from oversight.refusal import Refusal
from oversight.rehearsal.explanation import Explanation, explanation
from oversight.usecases.submit_action import Submission, propose, refuse_submission
from oversight.usecases.weigh_action import weigh_action


async def explain_action(submission: Submission, ports: Ports) -> Explanation | Refusal:
    """The explanation, or why the action would not be accepted: the steps of submitting it, without the last."""
    policy = ports.policies.policy
    if refusal := refuse_submission(submission, policy):
        return refusal
    weighing = await weigh_action(submission.proposal, submission.agent, policy, ports.clock.now(), ports)
    halts = await ports.ledger.halts.standing(anew=True)
    step = propose(submission, policy, ports.ids.action_id(), ports, halts=halts, way=weighing.route)
    return explanation(submission.proposal.action_type, weighing, policy, step.action.route)
