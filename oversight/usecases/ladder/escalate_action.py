"""An action is handed up: the next tier is asked, and this one no longer is."""

from datetime import datetime

from oversight.action.action import Action
from oversight.action.decision import policy_actor
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.rule import Rule
from oversight.action.transition import Transition
from oversight.ladder.deadline import climb_from, fall_back_from, give_up
from oversight.ports import Ports
from oversight.usecases.apply import apply
from oversight.usecases.entitled import Reviewer
from oversight.usecases.guard import guard
from oversight.voting.click import refuse_late


async def escalate_action(action_id: str, rung: int, user_id: str, ports: Ports) -> Transition | Refusal:
    """The action, asked of the tier above this rung on a reviewer's word; or why that was not possible."""

    async def climbed(action: Action, reviewer: Reviewer, now: datetime) -> Transition | Refusal:
        why = f"{reviewer.person.name} asked the next tier"
        return climb_from(rung, action, now, reviewer.person.actor, rule=Rule.REVIEWER, reason=why)

    return await apply(action_id, guard(user_id, climbed, ports), ports)


async def escalate_unreachable(
    action_id: str, rung: int, why: str, ports: Ports, *, rule: Rule = Rule.UNREACHABLE
) -> Transition | Refusal:
    """The action, asked of the tier above because nobody of this one can be reached; or why that was not possible.

    ``rule`` says why. With ``nobody_there`` (its groups have no members) the tier's fallback is asked first, and on
    the last tier the action is given up: rejected by the policy, or held where the policy says so. With ``unreachable``
    (its channel) the last tier keeps it until the deadline, because a channel can be fixed. An outage of Slack is
    neither.
    """

    async def passed_over(action: Action, now: datetime) -> Transition | Refusal:
        if late := refuse_late(action):
            return late
        by, is_nobody_there = policy_actor(action.policy_hash), rule is Rule.NOBODY_THERE
        if is_nobody_there and (asked := fall_back_from(rung, action, now, by, rule=rule, reason=why)):
            return asked
        answer = climb_from(rung, action, now, by, rule=rule, reason=why)
        if is_nobody_there and isinstance(answer, Refusal) and answer.code is RefusalCode.NO_HIGHER_TIER:
            return give_up(action, now, rule=rule, reason=why) or answer
        return answer

    return await apply(action_id, passed_over, ports)
