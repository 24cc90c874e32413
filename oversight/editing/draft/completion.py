"""How much of a draft is done."""

from dataclasses import dataclass

from oversight.action.draft import BlockType, Draft
from oversight.editing.draft.work import Work


@dataclass(frozen=True, slots=True)
class Completion:
    """So many blocks of so many."""

    done: int
    of: int

    @property
    def percentage(self) -> float:
        """0 to 100, as the article counts it: confident blocks / blocks."""
        return 100 * self.done / self.of if self.of else 0.0

    def __str__(self) -> str:
        """In whole percent, and 100 only where nothing is left: “66%”."""
        return f"{100 * self.done // self.of if self.of else 0}%"


def completion(draft: Draft) -> Completion:
    """How much the agent is sure of."""
    return Completion(sum(block.type is BlockType.CONFIDENT for block in draft.blocks), len(draft.blocks))


def progress(draft: Draft, work: Work) -> Completion:
    """How much is settled by now: the agent was sure of it, or a person wrote, kept or dropped it."""
    settled = 0
    for piece in work.pieces:
        is_confident = piece.source is not None and draft.blocks[piece.source].type is BlockType.CONFIDENT
        settled += piece.dropped or is_confident or (piece.by is not None and bool(piece.text))
    return Completion(settled, len(work.pieces))
