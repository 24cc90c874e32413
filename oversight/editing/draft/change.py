"""What a person may do to a draft, one thing at a time. :mod:`~oversight.editing.draft.saved` is what becomes of it."""

from msgspec import Struct

from oversight.action.finished_draft import Coverage


class Write(Struct, frozen=True):
    """A person left this text in the input of a block, which was drawn from this version."""

    block: str
    seen: int
    text: str


class Choose(Struct, frozen=True):
    """A person chose one of the agent's alternatives, counted from 1 in the agent's own order."""

    block: str
    seen: int
    alternative: int


class Keep(Struct, frozen=True):
    """A person says that the agent's text is right, or takes it back."""

    block: str
    seen: int


class Drop(Struct, frozen=True):
    """A person takes the block out of the text; its words are kept."""

    block: str


class Restore(Struct, frozen=True):
    """A person puts a dropped block back."""

    block: str


class Add(Struct, frozen=True):
    """A person adds a block behind this one; None: at the beginning."""

    after: str | None
    text: str = ""


class Move(Struct, frozen=True):
    """A person moves a block by so many places: -1 is one up. Dropped blocks are passed over."""

    block: str
    by: int


class Discard(Struct, frozen=True):
    """A person no longer wants the text of theirs that was set aside."""

    block: str


class AnswerSpotCheck(Struct, frozen=True):
    """A person says that the block of the spot check looks right. To change it is an answer, too."""


class AnswerMustCover(Struct, frozen=True):
    """A person says whether the text has this point."""

    point: str
    answer: Coverage


TextChange = Write | Choose | Keep
BlockChange = Drop | Restore | Discard | Add | Move
GivenAnswer = AnswerSpotCheck | AnswerMustCover
Change = TextChange | BlockChange | GivenAnswer
