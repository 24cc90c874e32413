"""The agent tells what happened when it carried a released action out: the feedback that oversight learns from."""

from datetime import datetime

from msgspec.structs import replace

from oversight.action.action import Action, Agent
from oversight.action.decision import Outcome
from oversight.action.event import OutcomeReported
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.rule import Rule
from oversight.action.status import OUTCOMES
from oversight.action.transition import Transition
from oversight.ports import Ports
from oversight.usecases.apply import apply, refuse_stranger


async def report_outcome(action_id: str, agent: Agent, outcome: Outcome, ports: Ports) -> Transition | Refusal:
    """The outcome, recorded, or why it cannot be; reporting the same twice changes nothing."""

    async def rule(action: Action, _now: datetime) -> Transition | Refusal:
        if stranger := refuse_stranger(action, agent):
            return stranger
        if not action.status.releases:
            return Refusal(
                RefusalCode.NOT_RELEASED,
                f"This action is {action.status.value.replace('_', ' ')}, so it should not have run. "
                "If it did, tell its owner.",
            )
        before = action.outcome.kind if action.outcome else None
        if before is outcome.kind:
            return Transition(action, ())
        if outcome.kind not in OUTCOMES[before]:
            return Refusal(RefusalCode.OUTCOME_CONFLICT, f"The outcome is already {before and before.value}.")
        told = replace(action, outcome=outcome, revision=action.revision + 1)
        grounds = (action.id, outcome.at, action.agent.actor, Rule.OUTCOME, outcome.note)
        event = OutcomeReported(*grounds, outcome=outcome.kind)
        return Transition(told, (event,))

    return await apply(action_id, rule, ports)
