"""Items on as many pages as they need, each within what a window of Slack holds."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from blocks.kit.length import text_length
from blocks.kit.message import Block

MOST_BLOCKS = 80
"""Slack takes 100; the rest is for the frame of the window."""
MOST_BYTES = 200_000
"""Slack takes 250,000 of a whole view as JSON."""


@dataclass(frozen=True, slots=True)
class Item:
    """What stays together on a page."""

    blocks: list[Block]
    about: str | None = None
    """The block of the draft that it shows."""
    point: str | None = None
    """The point that it asks about."""

    @property
    def bytes(self) -> int:
        """How much of a view's JSON it is."""
        return len(json.dumps(self.blocks))

    @property
    def fits(self) -> bool:
        """Whether a page of its own holds it."""
        return len(self.blocks) <= MOST_BLOCKS and self.bytes <= MOST_BYTES


def pages(items: Iterable[Item], most_items: int, most_characters: int) -> list[list[Item]]:
    """The items in pages, at least one; an item that is longer than the characters has a page of its own."""
    made: list[list[Item]] = [[]]
    blocks = size = characters = 0
    for item in items:
        more = len(item.blocks), item.bytes, text_length(item.blocks) + _entered_length(item)
        is_full = (
            len(made[-1]) >= most_items
            or blocks + more[0] > MOST_BLOCKS
            or size + more[1] > MOST_BYTES
            or characters + more[2] > most_characters
        )
        if made[-1] and is_full:
            made.append([])
            blocks = size = characters = 0
        made[-1].append(item)
        blocks, size, characters = blocks + more[0], size + more[1], characters + more[2]
    return made


def page_with(made: list[list[Item]], block: str | None) -> int:
    """The number of the page that shows this block of the draft, from 1; the first where none does."""
    numbers = (number for number, page in enumerate(made, 1) for item in page if item.about == block)
    return next(numbers, 1) if block is not None else 1


def _entered_length(item: Item) -> int:
    return sum(len(block.get("element", {}).get("initial_value", "")) for block in item.blocks)
