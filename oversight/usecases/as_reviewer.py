"""What holds for every click of a reviewer, before what they clicked counts."""

from collections.abc import Awaitable, Callable

from oversight.action import Action
from oversight.eligibility import Person
from oversight.lifecycle import Status
from oversight.patterns.approval_gate import refuse_late
from oversight.patterns.escalation_ladder import expire_if_overdue
from oversight.ports import Ports
from oversight.refusal import Refusal
from oversight.step import Step
from oversight.usecases.apply import apply
from oversight.usecases.entitled import entitled_person

ReviewersRule = Callable[[Action, Person], Awaitable[Step | Refusal]]


async def as_reviewer(action_id: str, user_id: str, rule: ReviewersRule, ports: Ports) -> Step | Refusal:
    """What the rule made of the action for an entitled person; or the refusal of anybody else, and of any late click.

    A click after the deadline finds the action timed out even where the heartbeat has not come by yet: the click itself
    is what notices.
    """

    async def guarded(action: Action) -> Step | Refusal:
        if late := refuse_late(action):
            return late
        if expired := expire_if_overdue(action, ports.clock.now()):
            return expired
        person = await entitled_person(user_id, action, ports)
        return person if isinstance(person, Refusal) else await rule(action, person)

    answer = await apply(action_id, guarded, ports)
    if isinstance(answer, Step) and answer.action.status is Status.TIMED_OUT:
        return refuse_late(answer.action) or answer
    return answer
