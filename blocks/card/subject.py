"""What a window is about: the title of its card."""

from blocks.card.title import title
from blocks.kit.message import Block
from blocks.kit.rich_text import line, part, rich_text
from oversight.action.action import Action
from oversight.policy import CardHints


def subject(action: Action, hints: CardHints) -> Block:
    """What the modal is about."""
    return rich_text("subject", [line(part(title(action, hints), bold=True))])
