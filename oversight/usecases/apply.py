"""Gather, decide, apply: the loop that every change of an action goes through."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from msgspec import Struct

from oversight.action.action import Action, Agent
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.transition import Transition
from oversight.ports import Ports
from oversight.ports.actions import Change, Committed
from oversight.usecases.announce import announcements


class Expired(Struct, frozen=True):
    """The action was overdue, so this is what time does to it first; then the rule is asked again."""

    step: Transition


ActionRule = Callable[[Action, datetime], Awaitable[Expired | Transition | Refusal]]
"""Looks up what it needs about the action as it is at this moment, and asks one pure rule."""
UNKNOWN_ACTION = Refusal(RefusalCode.ACTION_NOT_FOUND, "This action does not exist. It may have been removed.")


async def apply(action_id: str, rule: ActionRule, ports: Ports) -> Transition | Refusal:
    """The step that the rule took on the action as it was at that moment, durable; or its refusal, nothing written.

    Where somebody else changes the action between reading and writing, or where it was overdue, the rule is asked again
    about the new state. That ends: each further round follows a change, and a final action does not change. What was
    overdue has a later deadline afterwards, or none.
    """
    while True:
        action = await ports.actions.action(action_id)
        if action is None:
            return UNKNOWN_ACTION
        answer = await rule(action, ports.clock.now())
        step = answer.step if isinstance(answer, Expired) else answer
        if isinstance(step, Refusal) or not step.events:
            return step
        if isinstance(await ports.actions.commit(change_of(step)), Committed):
            await ports.precedents.learn(step.action)
            if step is answer:
                return step


def refuse_stranger(action: Action, agent: Agent) -> Refusal | None:
    """Another agent's action does not exist for this one, or nothing to object."""
    return None if action.agent.id == agent.id else UNKNOWN_ACTION


def change_of(step: Transition) -> Change:
    """What a transition writes: the new state, its facts, and what Slack is told."""
    return Change(step.action, step.events, announcements(step), step.cast)
