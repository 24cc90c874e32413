"""What holds for every click of a reviewer, before what they clicked counts."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from oversight.action.action import Action
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition
from oversight.ladder.deadline import expire_if_overdue
from oversight.ports import Ports
from oversight.usecases.apply import ActionRule, Expired
from oversight.usecases.entitled import Reviewer, entitled_reviewer
from oversight.voting.click import refuse_late

ReviewersRule = Callable[[Action, Reviewer, datetime], Awaitable[Transition | Refusal]]
"""What a reviewer's click does to the action at this moment."""


def guard(user_id: str, rule: ReviewersRule, ports: Ports, *, to_vote: bool = True) -> ActionRule:
    """The rule for an entitled person; anybody else, and any late click, is refused.

    A click after the deadline finds the action where the deadline leaves it, even where the heartbeat has not come by
    yet: the click itself is what notices. Without ``to_vote``, whoever has voted is not refused for it.
    """

    async def guarded(action: Action, now: datetime) -> Expired | Transition | Refusal:
        if late := refuse_late(action):
            return late
        if overdue := expire_if_overdue(action, now):
            return Expired(overdue)
        reviewer = await entitled_reviewer(user_id, action, ports, to_vote=to_vote)
        return reviewer if isinstance(reviewer, Refusal) else await rule(action, reviewer, now)

    return guarded
