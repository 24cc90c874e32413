"""A reviewer answers: approve, reject, or approve with changes."""

from oversight.action import Action
from oversight.conditions import condition_context
from oversight.decision import VoteKind
from oversight.patterns.approval_gate import Answer, refuse_late, weigh
from oversight.patterns.routing import facts
from oversight.policy import ActionType
from oversight.ports import Ports
from oversight.refusal import Refusal, RefusalCode
from oversight.step import Step
from oversight.usecases.apply import apply
from oversight.usecases.entitled import entitled_person


async def decide_action(action_id: str, user_id: str, answer: Answer, ports: Ports) -> Step | Refusal:
    """The vote, durable, and with it perhaps the decision; or why it does not count, in words for the reviewer."""

    async def rule(action: Action) -> Step | Refusal:
        if late := refuse_late(action):
            return late
        person = await entitled_person(user_id, action, ports)
        if isinstance(person, Refusal):
            return person
        return _refuse_edit(action, answer, ports) or weigh(action, answer, person, ports.clock.now())

    return await apply(action_id, rule, ports)


def _refuse_edit(action: Action, answer: Answer, ports: Ports) -> Refusal | None:
    """Why an edited payload cannot be approved: it must meet the schema and the checks that the original met."""
    known = ports.policies.policy.action_types.get(action.proposal.action_type)
    if answer.kind is not VoteKind.MODIFY or known is None:
        return None
    problems = known.schema_problems(answer.payload) or tuple(
        f"the check “{name}” no longer passes" for name in _newly_failing(action, answer, known)
    )
    if not problems:
        return None
    return Refusal(RefusalCode.INVALID_PAYLOAD, "This payload cannot be approved. Mend it and send again.", problems)


def _newly_failing(action: Action, answer: Answer, known: ActionType) -> tuple[str, ...]:
    before = facts(action.proposal, action.agent, action.route.risk)
    failing = known.failing_validators(condition_context(before))
    edited = known.failing_validators(condition_context({**before, "payload": answer.payload}))
    return tuple(name for name in edited if name not in failing)
