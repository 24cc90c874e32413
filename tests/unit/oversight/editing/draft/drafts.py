"""A draft of three blocks, and the words for what people do to it."""

from datetime import timedelta

from oversight.action.draft import Block, BlockType, Draft
from oversight.editing.draft.change import Change
from oversight.editing.draft.opened import Ground, Opened
from oversight.editing.draft.saved import Saved, save
from oversight.editing.draft.work import SetAside, Work, begin
from tests.unit.oversight.builders import NOW, human

SURE, UNSURE, MISSING = BlockType.CONFIDENT, BlockType.UNCERTAIN, BlockType.PLACEHOLDER
LETTER = Draft(
    (
        Block(SURE, "Dear Ada,", key="greeting"),
        Block(UNSURE, "It ships on Monday.", key="date", alternatives=("It ships on Friday.", "It has shipped.")),
        Block(MISSING, "Why it was late", key="why"),
    ),
    "$.text",
)
SPOT = (Opened("b1", (Ground.OWN_MARK,), 0.0), Opened("b0", (Ground.SPOT_CHECK,), 0.0))


def after(*changes: Change, by: str = "U1", work: Work | None = None, draft: Draft = LETTER) -> Work:
    """The work after one person did these things, one a second."""
    work = begin(draft) if work is None else work
    for second, change in enumerate(changes):
        work, _ = done(change, by=by, work=work, draft=draft, second=second)
    return work


def done(
    change: Change, *, work: Work, by: str = "U1", draft: Draft = LETTER, second: int = 0
) -> tuple[Work, SetAside | None]:
    """The work after this, and the text that was not taken."""
    saved = save(draft, work, change, human(by), NOW + timedelta(seconds=second))
    assert isinstance(saved, Saved), saved
    return saved.work, saved.set_aside
