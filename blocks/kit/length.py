"""How many characters Slack counts in a message: all text of all blocks together."""

from collections.abc import Mapping, Sequence

from blocks.kit.text import escaped_length


def weight(blocks: object) -> int:
    """The length of every text in these blocks, escaped as it is sent."""
    if isinstance(blocks, Mapping):
        return sum(
            escaped_length(value)
            if key in ("text", "accessibility_label") and isinstance(value, str)
            else weight(value)
            for key, value in blocks.items()
        )
    if isinstance(blocks, Sequence) and not isinstance(blocks, str):
        return sum(weight(block) for block in blocks)
    return 0
