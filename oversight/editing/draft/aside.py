"""Texts that are not in the draft are kept under their writer's name: what came too late, and what a click replaced."""

from collections.abc import Iterable

from msgspec.structs import replace

from oversight.action.draft import Draft
from oversight.editing.draft.change import Change, Choose, Keep, Write
from oversight.editing.draft.work import Hand, Piece, SetAside, Work, input_digest


def kept_aside(work: Work, changes: Iterable[Change], hand: Hand) -> Work:
    """The work with every text of these changes set aside that is neither in its block nor what was drawn there."""
    for change in changes:
        if isinstance(change, Write) and _is_news(work, change):
            aside = SetAside(change.block, change.text, hand.by, hand.at)
            work = replace(_with(work, aside), version=work.version + 1)
    return work


def replaced_aside(draft: Draft, before: Work, after: Work, change: Change) -> Work:
    """The work after a change: what a person typed, and a click on a prepared text replaced, is set aside."""
    if not isinstance(change, Choose | Keep):
        return after
    old, new = before.piece(change.block), after.piece(change.block)
    if old is None or new is None or old.text == new.text or not _is_typed(draft, old):
        return after
    assert old.author is not None
    return _with(after, SetAside(old.id, old.text, old.author.by, old.author.at))


def _is_typed(draft: Draft, piece: Piece) -> bool:
    """Whether its text is a person's own, and not one of those that the agent prepared."""
    if piece.source is None or piece.by is None or not piece.text:
        return False
    source = draft.blocks[piece.source]
    return piece.text not in (source.text, *source.alternatives)


def _with(work: Work, aside: SetAside) -> Work:
    same = (aside.block, aside.by.id, aside.text)
    others = (one for one in work.set_aside if (one.block, one.by.id, one.text) != same)
    return replace(work, set_aside=(*others, aside))


def _is_news(work: Work, change: Write) -> bool:
    piece = work.piece(change.block)
    if piece is None or change.text == piece.text:
        return False
    drawn = piece.past[change.seen : change.seen + 1]
    if drawn and drawn[0].digest == input_digest(change.text):
        return False
    return all((one.block, one.text) != (change.block, change.text) for one in work.set_aside)
