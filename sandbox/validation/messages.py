"""What Slack refuses in a message."""

import json
from dataclasses import dataclass
from typing import Any

from sandbox import limits
from sandbox.refusal import SlackRefusalError
from sandbox.validation.blocks import check_blocks, shown_length
from sandbox.validation.finding import Report


@dataclass(frozen=True, slots=True)
class Content:
    """What a message shows: the fallback text, the blocks, the attachments, and the app's metadata."""

    text: str
    blocks: list[dict[str, Any]] | None
    attachments: list[dict[str, Any]] | None
    metadata: dict[str, Any] | None


def refuse_bad_content(content: Content, *, text_limit: int) -> None:
    """Nothing happens, or the refusal that Slack gives for this content is raised."""
    if not content.text and not content.blocks and not content.attachments:
        raise SlackRefusalError("no_text")
    if len(content.text) > text_limit:
        raise SlackRefusalError("msg_too_long")
    if content.attachments and len(content.attachments) > limits.MESSAGE_ATTACHMENTS:
        raise SlackRefusalError("too_many_attachments")
    refuse_bad_blocks(content.blocks or [], "/blocks")
    for at, attachment in enumerate(content.attachments or []):
        refuse_bad_blocks(attachment.get("blocks") or [], f"/attachments/{at}/blocks")
    _refuse_bad_metadata(content.metadata)


def refuse_bad_blocks(blocks: Any, pointer: str) -> None:
    """Nothing happens, or `invalid_blocks` or `msg_blocks_too_long` is raised."""
    report = Report()
    check_blocks(blocks, "message", pointer, report)
    if report.findings:
        raise SlackRefusalError(
            "invalid_blocks",
            errors=[finding.sentence().removeprefix("[ERROR] ") for finding in report.findings],
            response_metadata={"messages": [finding.sentence() for finding in report.findings]},
        )
    if shown_length(blocks) > limits.MESSAGE_BLOCKS_TEXT:
        raise SlackRefusalError("msg_blocks_too_long")


def _refuse_bad_metadata(metadata: dict[str, Any] | None) -> None:
    if metadata is None:
        return
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise SlackRefusalError("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > limits.MESSAGE_METADATA_BYTES:
        raise SlackRefusalError("metadata_too_large")
