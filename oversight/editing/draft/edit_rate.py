"""How often people edited a block of this key, learned from the drafts that were released.

Only blocks count that were opened: of one that nobody looked at, nobody knows whether it was right.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from oversight.action.draft import BlockType, Draft
from oversight.action.finished_draft import FinishedDraft, Origin
from oversight.statistics.shares import wilson


class EditRate(Struct, frozen=True):
    """So many edited of so many that were opened, of one block key of one type of action."""

    edited: int = 0
    opened: int = 0

    @property
    def risk(self) -> float:
        """The lower end of Wilson's interval; 0 where nothing was seen."""
        return wilson(self.edited, self.opened).low


NO_RATE: Final = EditRate()


class Lesson(Struct, frozen=True):
    """What one opened block of a finished draft teaches."""

    key: str
    edited: bool


def lessons(draft: Draft, finished: FinishedDraft) -> Iterator[Lesson]:
    """One for each opened block with a key; a placeholder teaches nothing, because every one is written by people."""
    for block in finished.provenance:
        is_asked = block.source is not None and draft.blocks[block.source].type is BlockType.PLACEHOLDER
        if block.opened and block.key is not None and not is_asked:
            yield Lesson(block.key, block.dropped or block.origin in (Origin.ALTERNATIVE, Origin.HUMAN))
