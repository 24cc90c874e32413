"""What an action is called: the verb of its type and the values that the policy puts first."""

from blocks.limits import HEADER
from blocks.payload import headline
from blocks.text import shorten, shown
from oversight.action import Action
from oversight.policy import CardHints


def title(action: Action, hints: CardHints, limit: int = HEADER) -> str:
    """“Refund issue · amount 900 · order_id A-1”, about the version that would run."""
    values = headline(action.version.payload, hints)
    return shorten(" · ".join(filter(None, (type_words(action.proposal.action_type), values))), limit)


def type_words(action_type: str) -> str:
    """An action type as people say it: ``refund.issue`` is “Refund issue”."""
    words = " ".join(shown(action_type).replace(".", " ").replace("_", " ").split()) or "Unnamed action"
    return shorten(words[:1].upper() + words[1:], 80)
