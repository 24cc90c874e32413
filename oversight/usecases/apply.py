"""Gather, decide, apply: the loop that every change of an action goes through."""

from collections.abc import Awaitable, Callable

from oversight.action.action import Action, Agent
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.transition import Transition
from oversight.ports import Ports
from oversight.ports.actions import Change, Committed
from oversight.usecases.announce import announcements

Rule = Callable[[Action], Awaitable[Transition | Refusal]]
"""Looks up what it needs about the action as it is now, and asks one pure rule."""


UNKNOWN_ACTION = Refusal(RefusalCode.ACTION_NOT_FOUND, "This action does not exist. It may have been removed.")


async def apply(action_id: str, rule: Rule, ports: Ports) -> Transition | Refusal:
    """The step that the rule took on the action as it was at that moment, durable; or its refusal, nothing written.

    Where somebody else changes the action between reading and writing, the rule is asked again about the new state.
    That ends: each round lost is a change that somebody made, and final actions do not change.
    """
    while True:
        action = await ports.actions.action(action_id)
        if action is None:
            return UNKNOWN_ACTION
        answer = await rule(action)
        if isinstance(answer, Refusal) or not answer.events:
            return answer
        if isinstance(await ports.actions.commit(change_of(answer)), Committed):
            await ports.precedents.learn(answer.action)
            return answer


def refuse_stranger(action: Action, agent: Agent) -> Refusal | None:
    """Another agent's action does not exist for this one, or nothing to object."""
    return None if action.agent.id == agent.id else UNKNOWN_ACTION


def change_of(step: Transition) -> Change:
    """What a step writes: its state, its facts, and what Slack is to be told."""
    return Change(step.action, step.events, announcements(step), step.cast)
