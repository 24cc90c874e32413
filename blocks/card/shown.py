"""What a card shows, as it is kept beside the audit log, whatever cards look like by the time that somebody asks."""

from blocks.kit.message import SlackMessage
from oversight.exact_json.canonical import Json

TEMPLATE = 1
"""Which version of the card this is. A change of how cards look is another number; a test holds the two together."""


def shown_on_card(message: SlackMessage) -> dict[str, Json]:
    """The blocks that a reviewer reads, in their order, and the template that they come from.

    Without the buttons, which carry what is secret and nobody reads, and without the ids of blocks, which change with
    every state.
    """
    read = [block for block in message.blocks if block["type"] != "actions"]
    return {
        "template": TEMPLATE,
        "blocks": [{name: block[name] for name in block if name != "block_id"} for block in read],
    }
