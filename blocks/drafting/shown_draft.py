"""A draft as one person looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from oversight.action.action import Action
from oversight.action.draft import Draft
from oversight.editing.draft.final_text import StillOpen, unfinished
from oversight.editing.draft.work import SetAside, Work
from oversight.policy.draft_settings import DraftSettings


class Tab(StrEnum):
    """The three sides of the window."""

    TODO = "todo"
    """What is opened for the person, and what they are asked."""
    WHOLE = "whole"
    """Every block in its order, to be edited, too, moved, dropped and added."""
    PREVIEW = "preview"
    """The text as it would be now."""


@dataclass(frozen=True)
class ShownDraft:
    """The draft, the work on it, and what of it this person has open."""

    action: Action
    draft: Draft
    settings: DraftSettings
    work: Work
    reader: str
    """The user id."""
    secret: bytes
    """Decides in which order alternatives are shown."""
    also: frozenset[str] = frozenset()
    """The blocks that this person opened beside those that were opened for them."""
    drawn: Mapping[str, int] = field(default_factory=dict)
    """Inputs that stay as the person has them: by block, the version that they were first drawn from."""

    @cached_property
    def still_open(self) -> tuple[StillOpen, ...]:
        """Everything that keeps the draft from being approved."""
        return unfinished(self.draft, self.work, self.settings)

    @cached_property
    def open_blocks(self) -> frozenset[str]:
        """The blocks that keep it from being approved."""
        return frozenset(thing.block for thing in self.still_open if thing.block is not None)

    @cached_property
    def open_points(self) -> frozenset[str]:
        """The points that the text must cover that keep it from being approved."""
        return frozenset(thing.point for thing in self.still_open if thing.point is not None)

    @cached_property
    def untouched(self) -> frozenset[str]:
        """What was opened and nobody has looked at yet, as far as is known."""
        opened = {one.block for one in self.work.opened}
        return frozenset(piece.id for piece in self.work.pieces if piece.id in opened and piece.by is None)

    def aside(self, block: str) -> SetAside | None:
        """The person's own text that came too late for this block; of several the newest."""
        return self.work.aside(block, self.reader)
