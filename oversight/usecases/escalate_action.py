"""A reviewer hands an action up: the next tier is asked, and this one no longer is."""

from oversight.action import Action
from oversight.decision import Actor, DeciderKind
from oversight.patterns.approval_gate import refuse_late
from oversight.patterns.escalation_ladder import climb, climb_refused
from oversight.ports import Ports
from oversight.refusal import Refusal, RefusalCode
from oversight.step import Step
from oversight.usecases.apply import apply
from oversight.usecases.entitled import entitled_person


async def escalate_action(action_id: str, user_id: str, ports: Ports) -> Step | Refusal:
    """The action, asked of the next tier on a reviewer's word; or why that was not possible."""

    async def rule(action: Action) -> Step | Refusal:
        if late := refuse_late(action):
            return late
        person = await entitled_person(user_id, action, ports)
        if isinstance(person, Refusal):
            return person
        by = Actor(DeciderKind.HUMAN, person.id, person.name)
        climbed = climb(action, ports.clock.now(), by, rule="reviewer", reason=f"{person.name} asked the next tier")
        return climbed or Refusal(RefusalCode.NO_HIGHER_TIER, climb_refused(action))

    return await apply(action_id, rule, ports)


async def escalate_unreachable(action_id: str, rung: int, why: str, ports: Ports) -> Step | Refusal:
    """The action, asked of the next tier because this one's channel is out of reach; the last tier runs out."""

    async def rule(action: Action) -> Step | Refusal:
        if late := refuse_late(action):
            return late
        if action.watch is None or action.watch.rung != rung:
            return Refusal(RefusalCode.STALE_CARD, "The action has moved to another tier.")
        by = Actor(DeciderKind.POLICY, action.policy_hash, "policy")
        climbed = climb(action, ports.clock.now(), by, rule="unreachable", reason=why)
        return climbed or Refusal(RefusalCode.NO_HIGHER_TIER, climb_refused(action))

    return await apply(action_id, rule, ports)
