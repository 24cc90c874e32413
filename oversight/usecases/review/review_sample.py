"""A manager says of a sampled action whether it was right."""

from msgspec.structs import replace

from oversight.action.event import Reviewed
from oversight.action.refusal import Refusal, RefusalCode
from oversight.ports import Ports
from oversight.ports.delivery import Message, MessageKind
from oversight.review.sampling import Finding, Sample
from oversight.usecases.entitled import member_of
from oversight.usecases.review.post_digest import DIGEST_URGENCY
from oversight.voting.eligibility import answers_for

NOT_NAMED = Refusal(
    RefusalCode.NOT_A_REVIEWER, "Only the reviewers named under lazy_review in the policy can answer this."
)


async def review_sample(sample_id: str, user_id: str, finding: Finding, ports: Ports) -> Sample | Refusal:
    """The sample with the finding, durable; or why it does not count, with the finding that was there first."""
    person = await member_of(ports.policies.policy.lazy_review.reviewers, user_id, NOT_NAMED, ports)
    if isinstance(person, Refusal):
        return person
    sample = await ports.review.sample(sample_id)
    if sample is None:
        return Refusal(RefusalCode.ACTION_NOT_FOUND, "This sample does not exist. It may have been removed.")
    action = await ports.actions.action(sample.pick.action_id)
    if action is not None and answers_for(person, action):
        return Refusal(RefusalCode.SELF_APPROVAL, "You answer for this agent, so somebody else has to review it.")
    if sample.finding is None:
        by, now = person.actor, ports.clock.now()
        reviewed = replace(sample, finding=finding, reviewed_by=by, reviewed_at=now)
        grounds = (sample.pick.action_id, now, by, sample.pick.rule)
        if await _record(reviewed, Reviewed(*grounds, sample=sample.id, finding=finding.value), ports):
            if action is not None:
                await ports.precedents.learn(action, (reviewed,))
            return reviewed
        sample = await ports.review.sample(sample_id)
    assert sample is not None
    assert sample.reviewed_by is not None
    assert sample.finding is not None
    return Refusal(
        RefusalCode.ALREADY_DECIDED,
        f"{sample.reviewed_by.name} already answered “{sample.finding.value}”.",
    )


async def _record(reviewed: Sample, event: Reviewed, ports: Ports) -> bool:
    digest = await ports.review.digest(reviewed.digest_id)
    assert digest is not None
    messages = [
        Message(MessageKind.SAMPLE, reviewed.id, digest.channel, DIGEST_URGENCY),
        Message(MessageKind.DIGEST, digest.id, digest.channel, DIGEST_URGENCY),
    ]
    return await ports.review.commit_finding(reviewed, messages, event)
