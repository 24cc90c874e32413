"""The window of a payload that is too large to be edited in Slack."""

from blocks.card.subject import subject
from blocks.editing.frame import EditFrame, undo_button
from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.message import View
from blocks.kit.modal import modal
from blocks.kit.rich_text import line, part, rich_text
from oversight.editing.form.page import TooLarge


def too_large_modal(page: TooLarge, frame: EditFrame, private_metadata: str) -> View:
    """It says so, edits nothing, and leads to what can be done instead; what made it so large can be undone."""
    said = (
        f"⚠️ Too large to edit here: the payload has {page.bytes:,} bytes, and up to {page.limit:,} can be edited. "
        "Nothing is lost. Reject it and say which change you want; the agent can propose again."
    )
    reject = button(ids.EDIT_REJECT, "Reject with the change you want", "reject", "Reject with the change you want")
    undo = [undo_button()] if frame.is_begun else []
    ways = {"type": "actions", "block_id": "ways", "elements": [*undo, reject]}
    blocks = [subject(frame.action, frame.hints), rich_text("explanation", [line(part(said))]), ways]
    return modal(ids.EDIT_VIEW, "Modify and approve", blocks, private_metadata)
