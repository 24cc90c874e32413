"""Managers get their digest: the figures of the period, and a sample of the actions that ran without a person."""

from datetime import datetime

from msgspec.structs import replace

from oversight.action.decision import Actor, policy_actor
from oversight.action.event import Sampled
from oversight.ports import Ports
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.message_id import samples_id
from oversight.ports.review import DigestRecord
from oversight.review.sample import Sample
from oversight.review.thread import arranged
from oversight.usecases.review.draw_sample import assess_period

DIGEST_URGENCY = 3
"""A digest is sent after all cards."""


async def post_digest(until: datetime, ports: Ports) -> DigestRecord | None:
    """The digest that ends at ``until``, durable and on its way to Slack; None where it exists or none is wanted.

    It begins where the one before ended, so that every action is in exactly one, whatever restarts lie between.
    """
    policy = ports.policies.policy
    lazy = policy.lazy_review
    since = await ports.review.last_digest_until()
    if lazy.digest is None or since is None or until <= since:
        return None
    digest_id = ports.ids.digest_id()
    assessment = await assess_period(since, until, ports)
    picks = await ports.apart(lambda: assessment.draw(ports.sample_secret))
    types = dict(zip(assessment.action_ids, assessment.action_types, strict=True))
    samples = arranged(digest_id, [(chosen, types[chosen.action_id]) for chosen in picks])
    numbers = replace(await ports.review.digest_numbers(since, until), ran=assessment.ran)
    channel, by = lazy.digest.channel, policy_actor(policy.hash)
    record = DigestRecord(digest_id, since, until, numbers, samples, channel)
    events = [_sampled(sample, until, by) for sample in samples]
    messages = [
        Message(MessageKind.DIGEST, digest_id, channel, DIGEST_URGENCY),
        *(
            Message(MessageKind.SAMPLES, samples_id(digest_id, page), channel, DIGEST_URGENCY)
            for page in dict.fromkeys(sample.page for sample in samples)
        ),
    ]
    return record if await ports.review.commit_digest(record, messages, events) else None


def _sampled(sample: Sample, at: datetime, by: Actor) -> Sampled:
    pick = sample.pick
    return Sampled(pick.action_id, at, by, pick.rule, sample=sample.id, probability=pick.probability, also=pick.also)
