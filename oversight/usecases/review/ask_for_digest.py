"""A manager asks for the digest now instead of waiting for its time."""

from oversight.action.refusal import Refusal, RefusalCode
from oversight.ports import Ports
from oversight.ports.review import DigestRecord
from oversight.usecases.review.findings import the_reviewer
from oversight.usecases.review.post_digest import post_digest

NO_CHANNEL = Refusal(
    RefusalCode.NOT_A_REVIEWER, "The policy names no channel for a digest: see lazy_review.digest in its reference."
)
NOTHING_NEW = Refusal(RefusalCode.ALREADY_DECIDED, "A digest was made this very moment. Its thread has everything.")


async def ask_for_digest(user_id: str, ports: Ports) -> DigestRecord | Refusal:
    """The digest of everything since the last one, durable and on its way to Slack; or why there is none."""
    person = await the_reviewer(user_id, ports)
    if isinstance(person, Refusal):
        return person
    if ports.policies.policy.lazy_review.digest is None:
        return NO_CHANNEL
    return await post_digest(ports.clock.now(), ports) or NOTHING_NEW
