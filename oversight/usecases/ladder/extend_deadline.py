"""A reviewer gives a pending action more time."""

from datetime import datetime

from oversight.action.action import Action
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition
from oversight.ladder.more_time import extend
from oversight.ports import Ports
from oversight.usecases.apply import apply
from oversight.usecases.entitled import Reviewer
from oversight.usecases.guard import guard


async def extend_deadline(action_id: str, rung: int, user_id: str, ports: Ports, *, shown: str) -> Transition | Refusal:
    """The action with a later deadline than the one shown, durable; or why not. Whoever has voted may do this, too."""

    async def rule(action: Action, reviewer: Reviewer, now: datetime) -> Transition | Refusal:
        return extend(rung, action, reviewer.person, now, shown=shown)

    return await apply(action_id, guard(user_id, rule, ports, to_vote=False), ports)
