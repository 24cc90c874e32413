"""The window that edits the payload as JSON. Hidden characters are escapes, so nothing invisible is submitted."""

import json
from itertools import accumulate

from blocks.kit import ids
from blocks.kit.limits import INPUT_VALUE
from blocks.kit.lookalikes import lookalike_notices
from blocks.kit.message import View
from blocks.kit.modal import modal, subject, text_input
from blocks.kit.rich_text import line, part, rich_text
from blocks.kit.text import escaped_length
from blocks.payload.payload import payload_values
from blocks.payload.redaction import NO_HINTS
from oversight.action.action import Action
from oversight.editing.redaction import redacted, walk_visible
from oversight.exact_json.canonical import Json
from oversight.exact_json.unseen import AS_JSON, spell_unseen
from oversight.policy import CardHints


def modify_modal(action: Action, private_metadata: str, hints: CardHints = NO_HINTS) -> View:
    """The payload to edit; where it is too long for Slack's field, the modal says so and edits nothing.

    Redacted values stand as ``[redacted]``; :mod:`oversight.editing.hidden_values` puts back those left alone.
    """
    payload = "" if _is_huge(action.version.payload, hints) else editable_json(redacted(action.version.payload, hints))
    if not payload or escaped_length(payload) > INPUT_VALUE:
        return _too_long(action, private_metadata, hints)
    field = text_input(
        ids.PAYLOAD_BLOCK,
        ids.PAYLOAD_INPUT,
        "Payload (JSON)",
        optional=False,
        value=payload,
        hint="Leave “[redacted]” where it stands to keep the hidden value."
        if any(value.is_hidden for value in payload_values(action.version.payload, hints))
        else "",
    )
    reason = text_input(ids.REASON_BLOCK, ids.REASON_INPUT, "Why?", optional=True)
    what = "Submitting approves the action with your changes."
    if action.rung is not None and (action.rung.modified_needs_second or action.rung.approvals_required > 1):
        what += " Others have to approve the new version, too."
    told = [line(part(what)), *(line(part(notice)) for notice in lookalike_notices(action.version.payload, hints))]
    blocks = [subject(action, hints), rich_text("explanation", told), field, reason]
    return modal(ids.MODIFY_VIEW, "Modify and approve", blocks, private_metadata, submit="Approve changes")


def editable_json(value: Json) -> str:
    """The value as indented JSON that reads back as the same value, every hidden character as an escape."""
    return spell_unseen(json.dumps(value, ensure_ascii=False, indent=2), AS_JSON)


def _is_huge(payload: Json, hints: CardHints) -> bool:
    """Whether it is certainly too long; found without writing all of it."""
    lengths = (_least_length(value) for _, value, is_hidden in walk_visible(payload, hints) if not is_hidden)
    return any(length > INPUT_VALUE for length in accumulate(lengths))


def _least_length(value: Json) -> int:
    """Fewer characters than it takes to write the value itself, without what it holds."""
    keys = sum(map(len, value)) if isinstance(value, dict) else 0
    return keys + (len(value) if isinstance(value, dict | list | str) else 1)


def _too_long(action: Action, private_metadata: str, hints: CardHints) -> View:
    said = (
        f"Slack's field takes {INPUT_VALUE:,} characters and this payload has more, so it cannot be edited here. "
        "Reject it and say what has to change; the agent can propose again."
    )
    blocks = [subject(action, hints), rich_text("explanation", [line(part(f"⚠️ Too long to edit. {said}"))])]
    return modal(ids.MODIFY_VIEW, "Modify and approve", blocks, private_metadata)
