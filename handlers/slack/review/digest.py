"""/approvals digest: the digest of everything since the last one, now."""

from blocks.kit.message import SlackMessage
from blocks.refusal import refusal_text
from blocks.review.digest import digest_answer
from handlers.slack.kit.ports import SlackPorts
from oversight.action.refusal import Refusal
from oversight.usecases.review.ask_for_digest import ask_for_digest

VERB = "digest"


async def asked_for_digest(user_id: str, typed: str, ports: SlackPorts) -> SlackMessage | None:
    """The answer to a person who asks for a digest, saved before; None to other words."""
    if typed.lower() != VERB:
        return None
    done = await ask_for_digest(user_id, ports.use_cases)
    return SlackMessage(refusal_text(done) if isinstance(done, Refusal) else digest_answer(done), [])
