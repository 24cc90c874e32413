"""A reviewer gives a pending action more time."""

from oversight.action import Action
from oversight.eligibility import Person
from oversight.patterns.more_time import extend
from oversight.ports import Ports
from oversight.refusal import Refusal
from oversight.step import Step
from oversight.usecases.as_reviewer import as_reviewer


async def extend_deadline(action_id: str, rung: int, user_id: str, ports: Ports, *, shown: str) -> Step | Refusal:
    """The action with a later deadline than the one shown, durable; or why not. Who has voted may give time, too."""

    async def rule(action: Action, person: Person) -> Step | Refusal:
        return extend(rung, action, person, ports.clock.now(), shown=shown)

    return await as_reviewer(action_id, user_id, rule, ports, to_vote=False)
