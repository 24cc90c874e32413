"""A reviewer answers: approve, reject, or approve with changes."""

from datetime import datetime

from oversight.action.action import Action
from oversight.action.decision import VoteKind
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition
from oversight.editing.edited_payload import refuse_edit
from oversight.ports import Ports
from oversight.usecases.apply import apply
from oversight.usecases.entitled import Reviewer
from oversight.usecases.guard import guard
from oversight.voting.decide import Answer, cast_vote
from oversight.voting.reviewers_today import without_removed


async def decide_action(action_id: str, user_id: str, answer: Answer, ports: Ports) -> Transition | Refusal:
    """The vote, durable, and with it perhaps the decision; or why it does not count, in words for the reviewer."""

    async def rule(action: Action, reviewer: Reviewer, now: datetime) -> Transition | Refusal:
        if answer.kind is VoteKind.MODIFY:
            pinned = await ports.policies.pinned(action.policy_hash)
            if refusal := refuse_edit(action, answer.payload, pinned):
                return refusal
        return cast_vote(without_removed(action, reviewer.deciders), answer, reviewer.person, now)

    return await apply(action_id, guard(user_id, rule, ports), ports)
