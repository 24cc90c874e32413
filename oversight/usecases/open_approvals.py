"""What waits for one person: the list behind /approvals and the Home tab."""

from collections.abc import Sequence

from oversight.action import Action
from oversight.eligibility import refuse_person, refuse_vote
from oversight.ports import DirectoryUnavailable, Ports
from oversight.refusal import Refusal
from oversight.usecases.entitled import UNKNOWN

LOOKED_AT = 500
"""Pending actions considered; the next deadlines come first."""


async def open_approvals(user_id: str, ports: Ports) -> Sequence[Action] | Refusal:
    """The pending actions that this person may decide now, the next deadline first; or why there can be none."""
    try:
        person = await ports.directory.person(user_id)
        if person is None:
            return UNKNOWN
        if refusal := refuse_person(person, ports.directory.home_team):
            return refusal
        pending = await ports.ledger.pending(LOOKED_AT)
        mine = []
        for action in pending:
            reviewers = await ports.directory.user_ids(action.rung.reviewers if action.rung else ())
            if refuse_vote(action, person, reviewers) is None:
                mine.append(action)
    except DirectoryUnavailable:
        return UNKNOWN
    return mine
