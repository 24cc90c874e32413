"""Managers get their digest: the figures of the period, and a sample of the actions that ran without a person."""

from datetime import datetime

from oversight.action.decision import policy_actor
from oversight.action.event import Sampled
from oversight.policy.standing_limits import DEFAULT
from oversight.ports import Ports
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.message_id import samples_id
from oversight.ports.review import DigestRecord
from oversight.review.sampling import pick
from oversight.review.thread import arranged

DIGEST_URGENCY = 3
"""A digest is sent after all cards."""


async def post_digest(until: datetime, ports: Ports) -> DigestRecord | None:
    """The digest that ends at ``until``, durable and on its way to Slack; None where it exists or none is wanted.

    It begins where the one before ended, so that every action is in exactly one, whatever restarts lie between.
    """
    policy = ports.policies.policy
    lazy, standing_rate = policy.lazy_review, (policy.standing_approvals or DEFAULT).sample_rate
    since = await ports.review.last_digest_until()
    if lazy.digest is None or since is None or until <= since:
        return None
    digest_id = ports.ids.digest_id()
    picks = [
        (chosen, candidate.action_type)
        for candidate in await ports.review.candidates(since, until)
        if (
            chosen := pick(candidate, base_rate=lazy.base_rate, secret=ports.sample_secret, standing_rate=standing_rate)
        )
    ]
    samples = arranged(digest_id, picks)
    numbers = await ports.review.digest_numbers(since, until)
    channel, by = lazy.digest.channel, policy_actor(policy.hash)
    record = DigestRecord(digest_id, since, until, numbers, samples, channel)
    events = [Sampled(sample.pick.action_id, until, by, sample.pick.rule, sample=sample.id) for sample in samples]
    messages = [
        Message(MessageKind.DIGEST, digest_id, channel, DIGEST_URGENCY),
        *(
            Message(MessageKind.SAMPLES, samples_id(digest_id, page), channel, DIGEST_URGENCY)
            for page in dict.fromkeys(sample.page for sample in samples)
        ),
    ]
    return record if await ports.review.commit_digest(record, messages, events) else None
