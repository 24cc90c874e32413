"""Reading a message's content out of a call."""

from sandbox.refusal import SlackRefusalError
from sandbox.validation.messages import Content
from sandbox.webapi.call import Call


def content_of(call: Call) -> Content:
    """Text, blocks, attachments and metadata as the call gives them; None where it gives none."""
    metadata = call.structure("metadata", "invalid_metadata_format")
    if metadata is not None and not isinstance(metadata, dict):
        raise SlackRefusalError("invalid_metadata_format")
    return Content(
        text=call.text("text") or "",
        blocks=call.objects("blocks", "invalid_blocks_format"),
        attachments=call.objects("attachments", "invalid_attachments"),
        metadata=metadata,
    )
