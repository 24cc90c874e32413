"""What would happen to an action if it were proposed now, and why. Nothing is written."""

from collections.abc import Sequence

from msgspec.structs import replace

from oversight.action.refusal import Refusal
from oversight.ports import Ports
from oversight.routing.explanation import Explanation, StandingValue, explanation
from oversight.standing.matching import lets_through
from oversight.standing.release import Asked, Released, why_never, why_not
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.actions.submit_action import (
    Arrival,
    Submission,
    evaluate_submission,
    propose,
    refuse_submission,
)
from oversight.usecases.standing.standing_release import is_still_granted, release_unless_halted, usable


async def explain_action(submission: Submission, ports: Ports) -> Explanation | Refusal:
    """The explanation, or why the action would not be accepted; worked out as for an action that is submitted."""
    policy, now = ports.policies.policy, ports.clock.now()
    if refusal := refuse_submission(submission, policy, ports):
        return refusal
    evaluation = await evaluate_submission(submission, policy, now, ports)
    halts = await ports.halts.active(anew=True)
    asked = Asked(submission.proposal, submission.agent, evaluation, policy, now)
    approvals: Sequence[StandingApproval] = ()
    if policy.standing_approvals is not None:
        approvals = await usable(asked, ports, anew=True)
    granted = {approval.id for approval in approvals if is_still_granted(approval, ports)}
    released = release_unless_halted(asked, halts, [approval for approval in approvals if approval.id in granted])
    route = released.route if released else evaluation.route
    step = propose(submission, policy, Arrival(ports.ids.action_id(), now, route, evaluation), halts=halts)
    told = explanation(submission.proposal.action_type, evaluation, policy, step.action.route)
    return replace(
        told,
        standing=tuple(
            _standing(approval, released, asked, is_granted=approval.id in granted) for approval in approvals
        ),
    )


def _standing(
    approval: StandingApproval, released: Released | None, asked: Asked, *, is_granted: bool
) -> StandingValue:
    if released is not None and released.approval.id == approval.id:
        return StandingValue(approval.id, approval.granted_by.name, releases=True, why=None)
    limits = asked.policy.standing_approvals
    why = why_never(asked) or (why_not(approval.under(limits), asked) if limits else None)
    if why is None and not is_granted:
        why = "whoever allowed it is not known to be a reviewer of that tier any more"
    if why is None and not lets_through(approval.condition, asked.proposal.payload):
        why = "the payload has another shape"
    return StandingValue(
        approval.id, approval.granted_by.name, releases=False, why=why or "another one does, or a halt stands"
    )
