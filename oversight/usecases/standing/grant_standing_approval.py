"""A reviewer allows actions that look like one they approved, for some time and a number of uses."""

from oversight.action.action import Action
from oversight.action.personal import salt_of
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.route import tier_words
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.message_id import card_id
from oversight.standing.choices import Choices
from oversight.standing.granting import preview, refuse_to_grant
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.actions.evaluate_action import evaluate_action
from oversight.usecases.announce import urgency
from oversight.usecases.apply import UNKNOWN_ACTION
from oversight.usecases.entitled import member, one_of
from oversight.voting.eligibility import answers_for
from oversight.voting.reviewers_today import reviewers_from

ALREADY = Refusal(
    RefusalCode.CANNOT_ALLOW,
    "What looks like this is allowed already. Revoke that first, or allow it after the next one like it.",
)


async def grant_standing_approval(
    action_id: str, user_id: str, choices: Choices, ports: Ports
) -> StandingApproval | Refusal:
    """The standing approval, durable, audited and about to be told; or why there is none."""
    action = await ports.actions.action(action_id)
    if action is None:
        return UNKNOWN_ACTION
    person = await entitled_to_grant(action, user_id, ports)
    if isinstance(person, Refusal):
        return person
    seen = preview(action, choices, ports.policies.policy)
    if isinstance(seen, Refusal):
        return seen
    now = ports.clock.now()
    evaluation = await evaluate_action(action.proposal, action.agent, ports.policies.policy, now, ports)
    assert action.position is not None, "somebody was asked about it"
    approval = StandingApproval(
        id=ports.ids.standing_id(),
        agent_id=action.agent.id,
        action_type=action.proposal.action_type,
        condition=seen.cel,
        tier=action.tier,
        risk=action.route.risk,
        grounds=seen.grounds,
        from_action=action.id,
        granted_by=person.actor,
        granted_at=now,
        expires_at=now + choices.lasts,
        uses_at_most=choices.uses,
        agent_name=action.agent.name,
        choices=choices,
        seen=seen.seen,
        on_behalf_of=action.proposal.on_behalf_of,
        channel=action.position.here.channel,
        card=card_id(action.id, action.position.assignment.rung),
        reversible=action.route.reversible,
        signals=dict(evaluation.signals),
        owner=action.agent.owner,
        salt=salt_of(action.personal),
    )
    messages = [
        Message(kind, ref, approval.channel, urgency(action))
        for kind, ref in ((MessageKind.STANDING, approval.id), (MessageKind.CARD, approval.card))
    ]
    return approval if await ports.standing.grant(approval, messages) else ALREADY


async def entitled_to_grant(action: Action, user_id: str, ports: Ports) -> Person | Refusal:
    """The person, if they may allow actions that look like this one; or why not.

    It takes somebody who approved that very action, does not answer for it, and is still a reviewer of the tier on
    which they did, or of a higher one.
    """
    policy = ports.policies.policy
    person = await member(user_id, ports)
    if isinstance(person, Refusal):
        return person
    if (refusal := refuse_to_grant(action, policy, ports.clock.now())) is not None:
        return refusal
    decision = action.decision
    assert decision is not None, "only what was decided is allowed in advance"
    if person.id not in {decider.id for decider in (decision.decided_by, *decision.together_with)}:
        return Refusal(
            RefusalCode.NOT_A_REVIEWER,
            f"Only {decision.decided_by.name}, who approved this, can allow what looks like it.",
        )
    if answers_for(person, action):
        return Refusal(RefusalCode.SELF_APPROVAL, "You answer for this request, so somebody else has to allow it.")
    no_more = f"You are no reviewer of the tier {tier_words(action.tier)} any more, so you cannot allow this."
    return await one_of(
        reviewers_from(action.tier, policy), person, Refusal(RefusalCode.NOT_A_REVIEWER, no_more), ports
    )
