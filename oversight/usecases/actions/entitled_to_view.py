"""Who may look at an action and say what came of it, looked up in the workspace."""

from oversight.action.action import Action
from oversight.action.refusal import Refusal
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.usecases.entitled import member_of, one_of
from oversight.voting.reviewers_today import named_anywhere
from oversight.voting.viewers import NOT_A_VIEWER, viewers


async def entitled_viewer(user_id: str, action: Action, ports: Ports) -> Person | Refusal:
    """The person, who was asked about the action and whom today's policy still names; or why not."""
    person = await member_of(viewers(action), user_id, NOT_A_VIEWER, ports)
    policy = ports.policies.policy
    if isinstance(person, Refusal) or policy.hash == action.policy_hash:
        return person
    return await one_of(named_anywhere(policy), person, NOT_A_VIEWER, ports)
