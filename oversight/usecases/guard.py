"""What holds for every click of a reviewer, before what they clicked counts."""

from collections.abc import Awaitable, Callable

from oversight.action.action import Action
from oversight.action.decision import DeciderKind
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition
from oversight.ladder.silence import expire_if_overdue
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.usecases.apply import apply
from oversight.usecases.entitled import entitled_person
from oversight.voting.decide import refuse_late

ReviewersRule = Callable[[Action, Person], Awaitable[Transition | Refusal]]


async def as_reviewer(
    action_id: str, user_id: str, rule: ReviewersRule, ports: Ports, *, to_vote: bool = True
) -> Transition | Refusal:
    """What the rule made of the action for an entitled person; or the refusal of anybody else, and of any late click.

    A click after the deadline finds the action where the deadline leaves it even where the heartbeat has not come by
    yet: the click itself is what notices. What goes on waiting is then answered as it is now. Without ``to_vote``,
    whoever has voted is not refused for it.
    """

    async def guarded(action: Action) -> Transition | Refusal:
        if late := refuse_late(action):
            return late
        if passed := expire_if_overdue(action, ports.clock.now()):
            return passed
        person = await entitled_person(user_id, action, ports, to_vote=to_vote)
        return person if isinstance(person, Refusal) else await rule(action, person)

    answer = await apply(action_id, guarded, ports)
    if isinstance(answer, Refusal) or not is_of_the_clock(answer):
        return answer
    # That ends: what is held has no deadline any more, and what climbed has a new one.
    return refuse_late(answer.action) or await as_reviewer(action_id, user_id, rule, ports, to_vote=to_vote)


def is_of_the_clock(step: Transition) -> bool:
    """Whether time took this step, and not the one who clicked; where nobody was there, in the policy's name."""
    return all(event.actor.kind is not DeciderKind.HUMAN for event in step.events)
