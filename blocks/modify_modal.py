"""Modifying edits the payload as JSON, in which hidden characters are escapes: nothing invisible is submitted."""

import json

from blocks import ids
from blocks.hidden_characters import is_hidden
from blocks.letter import View
from blocks.limits import INPUT_VALUE
from blocks.modal import modal, subject, text_input
from blocks.redaction import NO_HINTS
from blocks.rich_text import line, part, rich_text
from blocks.text import escaped_length
from oversight.action import Action
from oversight.editing.redaction import redacted
from oversight.exact_json.canonical import Json
from oversight.policy import CardHints


def modify_modal(action: Action, private_metadata: str, hints: CardHints = NO_HINTS) -> View:
    """The payload to edit; where it is too long for Slack's field, the modal says so and edits nothing.

    Redacted values stand as ``[redacted]``; :func:`blocks.redaction.restored` puts back those left alone.
    """
    payload = editable_json(redacted(action.version.payload, hints))
    if escaped_length(payload) > INPUT_VALUE:
        return _too_long(action, private_metadata, hints, len(payload))
    field = text_input(
        ids.PAYLOAD_BLOCK,
        ids.PAYLOAD_INPUT,
        "Payload (JSON)",
        optional=False,
        value=payload,
        hint="Leave “[redacted]” as it is to keep the hidden value." if payload_is_redacted(action, hints) else "",
    )
    reason = text_input(ids.REASON_BLOCK, ids.REASON_INPUT, "Why?", optional=True)
    what = "Submitting approves the action with your changes."
    if action.rung is not None and (action.rung.modified_needs_second or action.rung.approvals_required > 1):
        what += " Others have to approve the new version, too."
    blocks = [subject(action, hints), rich_text("explanation", [line(part(what))]), field, reason]
    return modal(ids.MODIFY_VIEW, "Modify and approve", blocks, private_metadata, submit="Approve changes")


def payload_is_redacted(action: Action, hints: CardHints) -> bool:
    """Whether the field hides anything."""
    return bool(redacted(action.version.payload, hints) != action.version.payload)


def editable_json(value: Json) -> str:
    """The value as indented JSON that reads back as the same value, every hidden character as an escape."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(
        json.dumps(char)[1:-1] if char != "\n" and is_hidden(text, at) else char for at, char in enumerate(text)
    )


def _too_long(action: Action, private_metadata: str, hints: CardHints, length: int) -> View:
    said = (
        f"This payload has {length:,} characters and Slack's field takes {INPUT_VALUE:,}, so it cannot be edited here. "
        "Reject it and say what has to change; the agent can propose again."
    )
    blocks = [subject(action, hints), rich_text("explanation", [line(part(f"⚠️ Too long to edit. {said}"))])]
    return modal(ids.MODIFY_VIEW, "Modify and approve", blocks, private_metadata)
