"""The warnings about what cannot be seen: hidden characters and look-alike addresses."""

from blocks.kit.hidden_characters import BADGE, hides
from blocks.kit.lookalikes import lookalike_notices
from oversight.action.action import Action
from oversight.editing.redaction import redacted
from oversight.exact_json.canonical import Json
from oversight.policy import CardHints

LOOKALIKES = "⚠️ It holds an address that may not be what it looks like: see Details."
"""Where nothing of the payload is shown, no address is quoted either."""


def warnings(action: Action, hints: CardHints, *, everything: bool = False) -> list[str]:
    """One sentence per warning, about the payload and the words on the card, or about everything under Details."""
    proposal, payload = action.proposal, action.version.payload
    said: list[Json] = [proposal.description, proposal.reasoning, proposal.on_behalf_of]
    if everything:
        said += [
            proposal.draft and proposal.draft.to_value(),
            redacted(dict(proposal.context), hints),
            dict(proposal.labels),
        ]
    names = [proposal.action_type, action.agent.name]
    badge = [BADGE] if hides(payload) or hides([*said, *names]) else []
    notices = lookalike_notices(payload, hints) + lookalike_notices(said, hints)
    return badge + ([LOOKALIKES] if notices and hints.summary_only else notices)
