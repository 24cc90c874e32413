"""The agent takes its action back while nobody has decided it."""

from datetime import datetime

from oversight.action.action import Action, Agent
from oversight.action.refusal import Refusal
from oversight.action.rule import Rule
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.ports import Ports
from oversight.usecases.apply import apply, refuse_stranger
from oversight.voting.click import refuse_late
from oversight.voting.decide import decide


async def withdraw_action(action_id: str, agent: Agent, reason: str | None, ports: Ports) -> Transition | Refusal:
    """The action, cancelled by its own agent; or the decision that was there first."""

    async def rule(action: Action, now: datetime) -> Transition | Refusal:
        if refusal := refuse_stranger(action, agent) or refuse_late(action):
            return refusal
        return decide(action, Status.CANCELLED, action.agent.actor, now, rule=Rule.WITHDRAWN, reason=reason)

    return await apply(action_id, rule, ports)
