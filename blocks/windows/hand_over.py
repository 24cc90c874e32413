"""The window that asks to whom a reviewer hands over, and what that person should know."""

from blocks.card.subject import subject
from blocks.kit import ids
from blocks.kit.message import Block, View
from blocks.kit.modal import modal, text_input
from blocks.kit.rich_text import line, part, rich_text
from blocks.kit.text import plain
from oversight.action.action import Action
from oversight.action.route import tier_words
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints


def hand_over_modal(action: Action, private_metadata: str, hints: CardHints = NO_HINTS) -> View:
    """The window; Slack offers everybody, so it says who can be named."""
    colleague: Block = {
        "type": "input",
        "block_id": ids.COLLEAGUE_BLOCK,
        "label": plain("To whom?"),
        "hint": plain("They are mentioned in the card's thread. You and the other reviewers can still answer."),
        "element": {
            "type": "users_select",
            "action_id": ids.COLLEAGUE_INPUT,
            "placeholder": plain("Choose a colleague"),
        },
    }
    note = text_input(ids.NOTE_BLOCK, ids.NOTE_INPUT, "What should they know?", optional=True)
    tier = tier_words(action.tier)
    who = f"Name one of those whom the policy names for this action: for {tier}, or for a higher tier."
    blocks = [subject(action, hints), rich_text("explanation", [line(part(who))]), colleague, note]
    return modal(ids.HAND_OVER_VIEW, "Hand over", blocks, private_metadata, submit="Hand over")
