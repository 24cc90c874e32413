"""The work of people on one draft, shared by all reviewers of the action.

Each block has a version of its own. People on different blocks never meet. Of two on one block the first to save is
kept, and the other's text is set aside under their name, so that nobody's text is lost.
"""

from datetime import datetime

from msgspec import Struct

from oversight.action.decision import Actor
from oversight.action.draft import Draft
from oversight.action.finished_draft import Covered, text_digest
from oversight.editing.draft.opened import Ground, Opened


class Hand(Struct, frozen=True):
    """Who does something to a draft, and when."""

    by: Actor
    at: datetime


class Past(Struct, frozen=True):
    """A former text of a block: by it, an input that nobody touched is known for one."""

    digest: str
    """By :func:`input_digest`."""
    replaced_by: str
    """The id of the person who wrote the next one."""


def input_digest(text: str) -> str:
    """The digest of a text as it comes back from an input, which writes every line end the same way."""
    return text_digest(text.replace("\r\n", "\n").replace("\r", "\n"))


class Piece(Struct, frozen=True, omit_defaults=True):
    """A block as it is now."""

    id: str
    """``b0``, ``b1``… are the agent's, ``n1``, ``n2``… were added."""
    text: str
    source: int | None = None
    """Its position in the agent's draft; None where a person added it."""
    version: int = 0
    """Counts the changes of its text, and of its being dropped."""
    past: tuple[Past, ...] = ()
    """Its former texts, by version."""
    dropped: bool = False
    moved: bool = False
    by: Actor | None = None
    """Who touched it last, whatever they did."""
    at: datetime | None = None
    written: Hand | None = None
    """Who put its present text there, if somebody did."""
    dropped_by: Hand | None = None
    moved_by: Hand | None = None

    @property
    def touched(self) -> Hand | None:
        """The last touch; None while it is as the agent sent it."""
        return None if self.by is None or self.at is None else Hand(self.by, self.at)

    @property
    def author(self) -> Hand | None:
        """Whose its text is, where it is a person's: moving a text, or putting it back, makes it nobody else's."""
        return self.written or self.touched

    @property
    def dropper(self) -> Hand | None:
        """Who took it out, where it is dropped."""
        return self.dropped_by or self.touched

    @property
    def mover(self) -> Hand | None:
        """Who moved it last, where it is moved."""
        return self.moved_by or self.touched


class SetAside(Struct, frozen=True):
    """A text that came too late for its block; its writer can take it up again."""

    block: str
    text: str
    by: Actor
    at: datetime


class Work(Struct, frozen=True, omit_defaults=True):
    """A draft on the way to its final text."""

    pieces: tuple[Piece, ...]
    """In the order of the text, dropped ones in their place."""
    opened: tuple[Opened, ...] = ()
    """What is opened for the person, the riskiest first; fixed when the work begins."""
    looks_right: Hand | None = None
    """Who found the block of the spot check right as it is."""
    covered: tuple[Covered, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    added: int = 0
    """How many blocks people have added."""
    version: int = 0
    """Counts every change; what is stored is compared and set on this number."""

    def piece(self, block: str) -> Piece | None:
        """The block with this id."""
        return next((piece for piece in self.pieces if piece.id == block), None)

    def aside(self, block: str, person: str) -> SetAside | None:
        """The newest text of this person that was set aside for this block."""
        return next((one for one in reversed(self.set_aside) if (one.block, one.by.id) == (block, person)), None)

    @property
    def spot(self) -> str | None:
        """The block that is opened as a spot check, if one is."""
        return next((opened.block for opened in self.opened if Ground.SPOT_CHECK in opened.grounds), None)


def begin(draft: Draft, opened: tuple[Opened, ...] = ()) -> Work:
    """The work before anybody has done anything."""
    return Work(tuple(Piece(f"b{at}", block.text, at) for at, block in enumerate(draft.blocks)), opened)
