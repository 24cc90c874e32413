"""The window that asks why a reviewer rejects."""

from blocks.kit import ids
from blocks.kit.message import View
from blocks.kit.modal import modal, subject, text_input
from blocks.payload.redaction import NO_HINTS
from oversight.action.action import Action
from oversight.policy import CardHints


def reject_modal(action: Action, private_metadata: str, hints: CardHints = NO_HINTS) -> View:
    """The window, with a field that must be filled."""
    reason = text_input(
        ids.REASON_BLOCK,
        ids.REASON_INPUT,
        "Why do you reject it?",
        optional=False,
        hint="The agent and its owner read this. Say what would have to change.",
    )
    blocks = [subject(action, hints), reason]
    return modal(ids.REJECT_VIEW, "Reject this action", blocks, private_metadata, submit="Reject")
