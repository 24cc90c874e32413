"""The window that asks why a reviewer rejects."""

from collections.abc import Sequence

from blocks.card.subject import subject
from blocks.kit import ids
from blocks.kit.limits import OPTION_TEXT
from blocks.kit.message import Block, View
from blocks.kit.modal import modal, text_input
from blocks.kit.text import plain
from oversight.action.action import Action
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints

WHY = "Why do you reject it?"
ANOTHER = "Another reason (say which below)"
"""The last option: Slack has no way to take back a radio button that was pressed."""


def reject_modal(
    action: Action, private_metadata: str, hints: CardHints = NO_HINTS, reasons: Sequence[str] = ()
) -> View:
    """The window: the policy's reasons to choose from, if it has any, and a field that must be filled without them."""
    remark = text_input(
        ids.REASON_BLOCK,
        ids.REASON_INPUT,
        "In your words" if reasons else WHY,
        optional=bool(reasons),
        hint="The agent and its owner read this. Say what would have to change.",
    )
    blocks = [subject(action, hints), *([_choice(reasons)] if reasons else []), remark]
    return modal(ids.REJECT_VIEW, "Reject this action", blocks, private_metadata, submit="Reject")


def chosen_reason(value: str) -> str | None:
    """The policy's reason behind the value of a radio button; None where none, or another one, was chosen."""
    return None if value in ("", ANOTHER) else value


def _choice(reasons: Sequence[str]) -> Block:
    options = [{"text": plain(reason, OPTION_TEXT), "value": reason} for reason in dict.fromkeys((*reasons, ANOTHER))]
    return {
        "type": "input",
        "block_id": ids.REJECT_REASON_BLOCK,
        "label": plain(WHY),
        "element": {"type": "radio_buttons", "action_id": ids.REJECT_REASON_INPUT, "options": options},
        "optional": True,
    }
