"""A reviewer answers: approve, reject, or approve with changes."""

from datetime import datetime

from oversight.action.action import Action
from oversight.action.decision import VoteKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.transition import Transition
from oversight.editing.edited_payload import refuse_edit
from oversight.editing.masked import masked
from oversight.ports import Ports
from oversight.usecases.actions.card_hints import card_hints
from oversight.usecases.actions.reject_reasons import reject_reasons
from oversight.usecases.apply import apply
from oversight.usecases.drafting.drafting_of import drafting_of
from oversight.usecases.entitled import Reviewer
from oversight.usecases.guard import guard
from oversight.voting.decide import Answer, cast_vote
from oversight.voting.drafted import settled
from oversight.voting.reviewers_today import without_removed

NOT_OFFERED = Refusal(
    RefusalCode.STALE_CARD,
    "This reason is not among those of the policy. Write it in your own words, or press Reject on the card again.",
)

DRAFT_WITHOUT_POLICY = Refusal(
    RefusalCode.POLICY_GONE,
    "The policy that this draft came in under is no longer known, so nobody can say what it must have. "
    "Reject it, or escalate it.",
)


async def decide_action(action_id: str, user_id: str, answer: Answer, ports: Ports) -> Transition | Refusal:
    """The vote, durable, and with it perhaps the decision; or why it does not count, in words for the reviewer."""

    async def rule(action: Action, reviewer: Reviewer, now: datetime) -> Transition | Refusal:
        is_judged = answer.kind is VoteKind.MODIFY or action.proposal.draft is not None
        pinned = await ports.policies.pinned(action.policy_hash) if is_judged else None
        if action.proposal.draft is not None and pinned is None and answer.kind is not VoteKind.REJECT:
            return DRAFT_WITHOUT_POLICY
        given = settled(action, answer, await drafting_of(action, ports.drafts, ports.policies))
        if isinstance(given, Refusal):
            return given
        if given.kind is VoteKind.MODIFY and (refusal := refuse_edit(action, given.payload, pinned)):
            return masked(refusal, await card_hints(action, ports.policies))
        chosen = answer.reject_reason
        if chosen is not None and chosen not in await reject_reasons(action, ports.policies):
            return NOT_OFFERED
        return cast_vote(without_removed(action, reviewer.deciders), given, reviewer.person, now)

    return await apply(action_id, guard(user_id, rule, ports), ports)
