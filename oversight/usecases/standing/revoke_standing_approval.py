"""Somebody revokes a standing approval: from now on a person is asked again."""

from oversight.action.decision import Actor
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.route import tier_words
from oversight.ports import Ports
from oversight.ports.delivery import Message, MessageKind
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.entitled import member, one_of
from oversight.usecases.halts.entitled_to_halt import who_may_halt
from oversight.voting.reviewers_today import reviewers_from

REVOKED_URGENCY = 0
"""A revocation is told before anything else."""
NOT_THERE = Refusal(RefusalCode.STANDING_NOT_FOUND, "There is no such standing approval. It may have been removed.")


async def revoke_standing_approval(approval_id: str, user_id: str, ports: Ports) -> StandingApproval | Refusal:
    """The standing approval, revoked by a Slack user who may; or why it was not.

    The person who granted it may revoke it, every reviewer of its tier or a higher one, and everybody who may halt.
    """
    person = await member(user_id, ports)
    if isinstance(person, Refusal):
        return person
    approval = await ports.standing.approval(approval_id)
    if approval is None:
        return NOT_THERE
    if person.id != approval.granted_by.id:
        policy = ports.policies.policy
        refusal = Refusal(
            RefusalCode.NOT_A_REVIEWER,
            f"Only {approval.granted_by.name}, a reviewer of the tier {tier_words(approval.tier)} or a higher one, "
            "or somebody who may halt can revoke this.",
        )
        named = (*reviewers_from(approval.tier, policy), *who_may_halt(policy))
        entitled = await one_of(named, person, refusal, ports)
        if isinstance(entitled, Refusal):
            return entitled
    return await _revoke(approval, person.actor, ports)


async def revoke_as_operator(approval_id: str, by: Actor, ports: Ports) -> StandingApproval | Refusal:
    """The standing approval, revoked: durable, audited and about to be told. From now on a person is asked."""
    approval = await ports.standing.approval(approval_id)
    return NOT_THERE if approval is None else await _revoke(approval, by, ports)


async def _revoke(approval: StandingApproval, by: Actor, ports: Ports) -> StandingApproval | Refusal:
    now = ports.clock.now()
    if approval.revoked_at is None and not approval.stands(now):
        return Refusal(RefusalCode.STANDING_OVER, "This lets nothing through any more. There is nothing to revoke.")
    about = (
        (MessageKind.STANDING, approval.id),
        (MessageKind.STANDING_ENDED, approval.id),
        (MessageKind.CARD, approval.card),
    )
    messages = [Message(kind, ref, approval.channel, REVOKED_URGENCY) for kind, ref in about]
    return await ports.standing.revoke(approval.id, by, now, messages) or await _before(approval.id, ports)


async def _before(approval_id: str, ports: Ports) -> Refusal:
    standing = await ports.standing.approval(approval_id)
    who = standing.revoked_by.name if standing is not None and standing.revoked_by is not None else "Somebody else"
    return Refusal(RefusalCode.STANDING_OVER, f"{who} has revoked this already.")
