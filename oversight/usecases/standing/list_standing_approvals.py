"""What runs without a person because a reviewer allowed it."""

from collections.abc import Sequence

from oversight.ports import Ports
from oversight.standing.standing_approval import StandingApproval

MOST = 500


async def list_standing_approvals(ports: Ports) -> Sequence[StandingApproval]:
    """The standing approvals that count now under the policy in force, the newest first."""
    limits = ports.policies.policy.standing_approvals
    now = ports.clock.now()
    found = await ports.standing.active(now, MOST)
    if limits is None:
        return ()
    return [approval for approval in (approval.under(limits) for approval in found) if approval.stands(now)]
