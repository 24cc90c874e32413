"""The agent takes its action back while nobody has decided it."""

from oversight.action import Action, Agent
from oversight.lifecycle import Status
from oversight.patterns.approval_gate import decide, refuse_late
from oversight.ports import Ports
from oversight.refusal import Refusal
from oversight.step import Step
from oversight.usecases.apply import apply, refuse_stranger


async def withdraw_action(action_id: str, agent: Agent, reason: str | None, ports: Ports) -> Step | Refusal:
    """The action, cancelled by its own agent; or the decision that was there first."""

    async def rule(action: Action) -> Step | Refusal:
        if refusal := refuse_stranger(action, agent) or refuse_late(action):
            return refusal
        now = ports.clock.now()
        return decide(action, Status.CANCELLED, action.agent.actor, now, rule="withdrawn", reason=reason)

    return await apply(action_id, rule, ports)
