"""What waits for one person, with a link to each card."""

from collections.abc import Sequence

from blocks.home.approvals_list import MOST, approvals_list
from blocks.kit.message import SlackMessage
from blocks.refusal import refusal_text
from handlers.slack.kit.ports import SlackPorts
from oversight.action.action import Action
from oversight.action.refusal import Refusal
from oversight.ports.delivery import MessageKind
from oversight.ports.message_id import card_id
from oversight.usecases.actions.open_approvals import open_approvals

LINKED = 45
"""No list links to more cards."""


async def waiting_answer(user_id: str, ports: SlackPorts) -> SlackMessage:
    """The list, or why it cannot be made."""
    actions = await open_approvals(user_id, ports.use_cases)
    if isinstance(actions, Refusal):
        return SlackMessage(refusal_text(actions), [])
    return approvals_list(actions, await links(actions, ports), await ports.hints_of(actions[:MOST]))


async def links(actions: Sequence[Action], ports: SlackPorts) -> dict[str, str]:
    """A link to each action's card, by the action's id; actions without a posted card are left out."""
    home = ports.workspace_url()
    found: dict[str, str] = {}
    if home is None:
        return found
    for action in actions[:LINKED]:
        assert action.assignment is not None
        posting = await ports.postings.posting(MessageKind.CARD, card_id(action.id, action.assignment.rung))
        if posting is not None and posting.ts is not None:
            found[action.id] = f"{home.rstrip('/')}/archives/{posting.channel_id}/p{posting.ts.replace('.', '')}"
    return found
