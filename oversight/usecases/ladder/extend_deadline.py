"""A reviewer gives a pending action more time."""

from oversight.action.action import Action
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition
from oversight.ladder.more_time import extend
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.usecases.guard import as_reviewer


async def extend_deadline(action_id: str, rung: int, user_id: str, ports: Ports, *, shown: str) -> Transition | Refusal:
    """The action with a later deadline than the one shown, durable; or why not. Who has voted may give time, too."""

    async def rule(action: Action, person: Person) -> Transition | Refusal:
        return extend(rung, action, person, ports.clock.now(), shown=shown)

    return await as_reviewer(action_id, user_id, rule, ports, to_vote=False)
