"""What it takes to say of a sampled action whether it was right, and what is kept of it."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.event import Reviewed
from oversight.action.refusal import Refusal, RefusalCode
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.message_id import samples_id
from oversight.review.sample import Finding, Mistake, Sample
from oversight.usecases.entitled import member_of
from oversight.usecases.review.post_digest import DIGEST_URGENCY
from oversight.voting.eligibility import answers_for

NOT_NAMED = Refusal(
    RefusalCode.NOT_A_REVIEWER, "Only the reviewers named under lazy_review in the policy can answer this."
)
OWN_AGENT = Refusal(RefusalCode.SELF_APPROVAL, "You answer for this agent, so somebody else has to review it.")
UNKNOWN_SAMPLE = Refusal(RefusalCode.ACTION_NOT_FOUND, "This sample does not exist. It may have been removed.")


async def the_reviewer(user_id: str, ports: Ports) -> Person | Refusal:
    """The person, if the policy names them as somebody who reviews samples."""
    return await member_of(ports.policies.policy.lazy_review.reviewers, user_id, NOT_NAMED, ports)


def refuse_finding(sample: Sample | None, action: Action | None, person: Person) -> Refusal | None:
    """Why this person may not say what they found, or says it too late."""
    if sample is None:
        return UNKNOWN_SAMPLE
    if action is not None and answers_for(person, action):
        return OWN_AGENT
    if sample.finding is None:
        return None
    assert sample.reviewed_by is not None
    return Refusal(
        RefusalCode.ALREADY_DECIDED,
        f"{sample.reviewed_by.name} already answered “{sample.finding.value}”.",
    )


async def keep_findings(
    found: Sequence[Sample],
    actions: Mapping[str, Action],
    person: Person,
    finding: Finding,
    ports: Ports,
    *,
    mistake: Mistake | None = None,
) -> Sequence[Sample]:
    """Those of these samples, all of one digest, on which this finding is the first: durable, and learned from."""
    by, now = person.actor, ports.clock.now()
    reviewed = {}
    for sample in found:
        now_found = replace(sample, finding=finding, reviewed_by=by, reviewed_at=now, mistake=mistake)
        reviewed[now_found] = Reviewed(
            *(sample.pick.action_id, now, by, sample.pick.rule),
            sample=sample.id,
            finding=finding.value,
            reason=mistake.instead if mistake else None,
            severity=mistake.severity.value if mistake else None,
            failed=mistake.failed if mistake else (),
        )
    digest = await ports.review.digest(found[0].digest_id)
    assert digest is not None, "a sample belongs to a digest"
    pages = dict.fromkeys(samples_id(digest.id, sample.page) for sample in found)
    messages = [
        *(Message(MessageKind.SAMPLES, page, digest.channel, DIGEST_URGENCY) for page in pages),
        Message(MessageKind.DIGEST, digest.id, digest.channel, DIGEST_URGENCY),
    ]
    kept = await ports.review.commit_findings(reviewed, messages)
    for sample in kept:
        if (action := actions.get(sample.pick.action_id)) is not None:
            await ports.precedents.learn(action, (sample,))
    return kept
