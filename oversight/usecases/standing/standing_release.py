"""Whether somebody's standing approval releases an action that the policy asks a person about."""

from collections.abc import Sequence

from oversight.halts.halt import Halts
from oversight.ports import Ports
from oversight.standing.release import Asked, Released, release
from oversight.standing.standing_approval import StandingApproval
from oversight.voting.reviewers_today import reviewers_from


async def standing_release(asked: Asked, halts: Halts, ports: Ports, *, spent: tuple[str, ...] = ()) -> Released | None:
    """The release, for the writing transaction to count; None where a person is to be asked, as under any halt.

    The approvals in ``spent`` were tried and have no uses left: the others are looked up anew.
    """
    found = await usable(asked, ports, anew=bool(spent))
    return release_unless_halted(
        asked, halts, [approval for approval in found if approval.id not in spent and is_still_granted(approval, ports)]
    )


def is_still_granted(approval: StandingApproval, ports: Ports) -> bool:
    """Whether the person who granted it is still a reviewer of its tier or a higher one, as far as is known here."""
    reviewers = reviewers_from(approval.tier, ports.policies.policy)
    return ports.directory.may_still(approval.granted_by.id, reviewers)


async def usable(asked: Asked, ports: Ports, *, anew: bool) -> Sequence[StandingApproval]:
    """The approvals that may cover the action, as far as is known here; with ``anew``, read from the database."""
    return await ports.standing.usable(asked.agent.id, asked.proposal.action_type, asked.at, anew=anew)


def release_unless_halted(asked: Asked, halts: Halts, approvals: Sequence[StandingApproval]) -> Released | None:
    """The release by one of these; None where a person is to be asked, as under any halt."""
    return None if halts.over(asked.agent.id, asked.proposal.action_type) else release(asked, approvals)
