"""What waits for one person: the list behind /approvals and the Home tab."""

from collections.abc import Sequence

from oversight.action.action import Action
from oversight.action.refusal import Refusal
from oversight.ports import Ports
from oversight.usecases.entitled import UNKNOWN, Reviewer, entitled_to, member

LOOKED_AT = 500
"""Pending actions considered; the next deadlines come first."""


async def open_approvals(user_id: str, ports: Ports) -> Sequence[Action] | Refusal:
    """The pending actions that this person may decide now, the next deadline first; or why there can be none."""
    person = await member(user_id, ports)
    if isinstance(person, Refusal):
        return person
    mine = []
    for action in await ports.actions.pending(LOOKED_AT):
        reviewer = await entitled_to(action, person, ports)
        if reviewer is UNKNOWN:
            return UNKNOWN
        if isinstance(reviewer, Reviewer):
            mine.append(action)
    return mine
