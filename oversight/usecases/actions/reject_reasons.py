"""The reasons that a reviewer may choose from for a no."""

from oversight.action.action import Action
from oversight.ports.world import PolicySource


async def reject_reasons(action: Action, policies: PolicySource) -> tuple[str, ...]:
    """Those of the policy that the action came in under; none where that policy is no longer known."""
    pinned = await policies.pinned(action.policy_hash)
    return () if pinned is None else pinned.reject_reasons(action.proposal.action_type)
