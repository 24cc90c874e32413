"""An action is handed up: the next tier is asked, and this one no longer is."""

from oversight.action import Action
from oversight.decision import Actor, DeciderKind
from oversight.eligibility import Person
from oversight.patterns.approval_gate import refuse_late
from oversight.patterns.escalation_ladder import climb_from
from oversight.ports import Ports
from oversight.refusal import Refusal
from oversight.step import Step
from oversight.usecases.apply import apply
from oversight.usecases.as_reviewer import as_reviewer


async def escalate_action(action_id: str, rung: int, user_id: str, ports: Ports) -> Step | Refusal:
    """The action, asked of the tier above this rung on a reviewer's word; or why that was not possible."""

    async def rule(action: Action, person: Person) -> Step | Refusal:
        by = Actor(DeciderKind.HUMAN, person.id, person.name)
        why = f"{person.name} asked the next tier"
        return climb_from(rung, action, ports.clock.now(), by, rule="reviewer", reason=why)

    return await as_reviewer(action_id, user_id, rule, ports)


async def escalate_unreachable(action_id: str, rung: int, why: str, ports: Ports) -> Step | Refusal:
    """The action, asked of the tier above because this one's channel is out of reach; the last tier runs out."""

    async def rule(action: Action) -> Step | Refusal:
        by = Actor(DeciderKind.POLICY, action.policy_hash, "policy")
        return refuse_late(action) or climb_from(rung, action, ports.clock.now(), by, rule="unreachable", reason=why)

    return await apply(action_id, rule, ports)
