"""A reviewer answers: approve, reject, or approve with changes."""

from oversight.action.action import Action
from oversight.action.decision import VoteKind
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition
from oversight.editing.edited_payload import refuse_edit
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.ports.world import DirectoryUnavailable
from oversight.usecases.entitled import UNKNOWN, deciders
from oversight.usecases.guard import as_reviewer
from oversight.voting.decide import Answer, cast_vote
from oversight.voting.reviewers_today import without_removed


async def decide_action(action_id: str, user_id: str, answer: Answer, ports: Ports) -> Transition | Refusal:
    """The vote, durable, and with it perhaps the decision; or why it does not count, in words for the reviewer."""

    async def rule(action: Action, person: Person) -> Transition | Refusal:
        if answer.kind is VoteKind.MODIFY:
            pinned = await ports.policies.pinned(action.policy_hash)
            if refusal := refuse_edit(action, answer.payload, pinned):
                return refusal
        try:
            may = await deciders(action, ports.directory, ports.policies.policy)
        except DirectoryUnavailable:
            return UNKNOWN
        return cast_vote(without_removed(action, may), answer, person, ports.clock.now())

    return await as_reviewer(action_id, user_id, rule, ports)
