"""The agent takes its action back while nobody has decided it."""

from dataclasses import replace

from oversight.action import Action
from oversight.lifecycle import Status
from oversight.patterns.approval_gate import decide, refuse_late
from oversight.ports import Ports
from oversight.refusal import Refusal
from oversight.step import Step
from oversight.usecases.apply import apply


async def withdraw_action(action_id: str, reason: str | None, ports: Ports) -> Step | Refusal:
    """The action, cancelled by its agent; or the decision that was there first."""

    async def rule(action: Action) -> Step | Refusal:
        if late := refuse_late(action):
            return late
        moved = replace(action, revision=action.revision + 1)
        now = ports.clock.now()
        return decide(moved, Status.CANCELLED, action.agent.actor, now, rule="withdrawn", reason=reason)

    return await apply(action_id, rule, ports)
