"""An action is handed up: the next tier is asked, and this one no longer is."""

from oversight.action.action import Action
from oversight.action.decision import policy_actor
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.rule import Rule
from oversight.action.transition import Transition
from oversight.ladder.silence import climb_from, fall_back_from, give_up
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.usecases.apply import apply
from oversight.usecases.guard import as_reviewer
from oversight.voting.decide import refuse_late


async def escalate_action(action_id: str, rung: int, user_id: str, ports: Ports) -> Transition | Refusal:
    """The action, asked of the tier above this rung on a reviewer's word; or why that was not possible."""

    async def rule(action: Action, person: Person) -> Transition | Refusal:
        by = person.actor
        why = f"{person.name} asked the next tier"
        return climb_from(rung, action, ports.clock.now(), by, rule=Rule.REVIEWER, reason=why)

    return await as_reviewer(action_id, user_id, rule, ports)


async def escalate_unreachable(
    action_id: str, rung: int, why: str, ports: Ports, *, rule: Rule = Rule.UNREACHABLE
) -> Transition | Refusal:
    """The action, asked of the tier above because nobody of this one can be reached; or why that was not possible.

    ``rule`` names what was found. Where it is ``nobody_there``, groups without members, those are asked first whom the
    tier falls back on, and the last tier gives the action up: rejected by the policy with the reason, or held where the
    policy holds. An ``unreachable`` channel can be fixed in time, so there it runs out like any other. That Slack is
    down is neither.
    """

    async def passed_over(action: Action) -> Transition | Refusal:
        if late := refuse_late(action):
            return late
        now, by = ports.clock.now(), policy_actor(action.policy_hash)
        if rule == Rule.NOBODY_THERE and (asked := fall_back_from(rung, action, now, by, rule=rule, reason=why)):
            return asked
        answer = climb_from(rung, action, now, by, rule=rule, reason=why)
        if isinstance(answer, Transition) or answer.code is not RefusalCode.NO_HIGHER_TIER or rule != Rule.NOBODY_THERE:
            return answer
        return give_up(action, now, rule=rule, reason=why) or answer

    return await apply(action_id, passed_over, ports)
