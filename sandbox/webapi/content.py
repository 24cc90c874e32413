"""Reading a message's content out of a call, and holding it to Slack's rules."""

from dataclasses import replace
from typing import Final

from sandbox import limits
from sandbox.refusal import SlackRefusalError
from sandbox.validation.messages import Content, refuse_bad_content
from sandbox.webapi.call import Call
from sandbox.wording import escaped, linked, told_by

_TRUNCATED: Final = "message_truncated"


def content_of(call: Call) -> Content:
    """Text, blocks, attachments and metadata as the call gives them; None where it gives none."""
    metadata = call.structure("metadata", "invalid_metadata_format")
    if metadata is not None and not isinstance(metadata, dict):
        raise SlackRefusalError("invalid_metadata_format")
    text = escaped(call.text("text") or "")
    blocks = call.objects("blocks", "invalid_blocks_format")
    markdown = call.text("markdown_text")
    if markdown:
        if text or blocks:
            raise SlackRefusalError("markdown_text_conflict")
        if len(markdown) > limits.MARKDOWN_TEXT:
            raise SlackRefusalError("msg_too_long")
        text, blocks = escaped(markdown), [{"type": "markdown", "text": markdown}]
    return Content(
        text=text,
        blocks=blocks,
        attachments=call.objects("attachments", "invalid_attachments"),
        metadata=metadata,
    )


def posted_content(call: Call) -> tuple[Content, list[str]]:
    """The content of a new message, and what Slack warns about; longer texts are cut, and a missing one is gathered."""
    content, warnings = content_of(call), []
    if len(content.text) > limits.MESSAGE_TEXT:
        content, warnings = replace(content, text=content.text[: limits.MESSAGE_TEXT]), [_TRUNCATED]
    refuse_bad_content(content, text_limit=limits.MESSAGE_TEXT)
    if not content.text and content.blocks:
        content = replace(content, text=told_by(content.blocks))
    return _linked(call, content), warnings


def changed_content(call: Call, before: str) -> Content:
    """The content that a message is changed to; a text alone takes the blocks away, no text keeps the one before."""
    content = content_of(call)
    if content.metadata == {}:
        refuse_bad_content(replace(content, metadata=None), text_limit=limits.UPDATE_TEXT)
    else:
        refuse_bad_content(content, text_limit=limits.UPDATE_TEXT)
    if not content.text:
        return replace(content, text=before)
    if content.blocks is None:
        content = replace(content, blocks=[])
    return _linked(call, content)


def _linked(call: Call, content: Content) -> Content:
    return content if call.text("parse") == "none" else replace(content, text=linked(content.text))
