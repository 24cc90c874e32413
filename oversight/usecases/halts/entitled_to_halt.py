"""Who may halt and resume."""

from oversight.action.refusal import Refusal, RefusalCode
from oversight.people.person import Person
from oversight.policy import Policy
from oversight.ports import Ports
from oversight.usecases.entitled import member_of


async def entitled_to_halt(user_id: str, ports: Ports) -> Person | Refusal:
    """The person, if they may halt and resume; or why not."""
    named = who_may_halt(ports.policies.policy)
    groups = " and ".join(name for name in named if name.startswith("@")) or "those whom the policy names"
    refusal = Refusal(RefusalCode.NOT_A_REVIEWER, f"Only {groups} can halt and resume (halt.may in the policy).")
    return await member_of(named, user_id, refusal, ports)


def who_may_halt(policy: Policy) -> tuple[str, ...]:
    """The user ids and groups that the policy names for it; else the reviewers of the highest tier that has any."""
    return policy.halt.may or next((tier.people for tier in reversed(policy.tiers) if tier.people), ())
