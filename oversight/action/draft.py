"""A draft in blocks, as the agent sent it: what it is sure of, what it is not, and what only a person can write."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.json import decode, encode

from oversight.exact_json.canonical import Json

MOST_BLOCKS: Final = 200
MOST_BYTES: Final = 100_000
"""Of the whole draft as JSON, and of the final text in UTF-8."""


class BlockType(StrEnum):
    """The agent's own mark on a block."""

    CONFIDENT = "confident"
    UNCERTAIN = "uncertain"
    PLACEHOLDER = "placeholder"
    """A person has to write it, or to say that it is not needed."""


class Block(Struct, frozen=True, omit_defaults=True):
    """One part of a draft."""

    type: BlockType
    content: str = ""
    """The agent's text. Of a placeholder it is what the person is asked for, and never part of the final text."""
    notes: str | None = None
    """What the agent wants the person to know about this block."""
    key: str | None = None
    """What this block is in every draft of the type (``summary``, ``dosage``): past edits are counted by it."""
    alternatives: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    """Quotes or links: the agent's claim, nobody has checked them."""

    @property
    def text(self) -> str:
        """What the block is in the text; a placeholder is empty until a person fills it."""
        return "" if self.type is BlockType.PLACEHOLDER else self.content


class Draft(Struct, frozen=True, omit_defaults=True):
    """The blocks in the agent's order, and where their text goes."""

    blocks: tuple[Block, ...]
    target: str | None = None
    """JSON path of the payload's field that gets the final text, such as ``$.notes``; else the policy names it."""
    separator: str = "\n\n"
    """What stands between two blocks in the text."""

    @property
    def text(self) -> str:
        """The whole text as the agent wrote it."""
        return self.joined(block.text for block in self.blocks)

    def joined(self, texts: Iterable[str]) -> str:
        """The texts of blocks as one; an empty one leaves no gap."""
        return self.separator.join(text for text in texts if text)

    def to_value(self) -> Json:
        """The draft as JSON, as it may be sent and is stored; what says nothing is left out."""
        return decode(encode(self))
