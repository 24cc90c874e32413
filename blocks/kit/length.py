"""How many characters Slack counts in a message: all text of all blocks together."""

from collections.abc import Sequence

from blocks.kit.message import Block
from blocks.kit.text import escaped_length
from oversight.exact_json.walk import walk


def text_length(blocks: Sequence[Block]) -> int:
    """The length of every text in these blocks, escaped as it is sent."""
    return sum(
        escaped_length(value)
        for path, value in walk(list(blocks))
        if path and path[-1] in {"text", "accessibility_label"} and isinstance(value, str)
    )
