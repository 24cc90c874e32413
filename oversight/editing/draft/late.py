"""Texts that come when they can no longer count: they are kept under their writer's name, and change nothing."""

from collections.abc import Iterable

from msgspec.structs import replace

from oversight.action.finished_draft import text_digest
from oversight.editing.draft.change import Change, Write
from oversight.editing.draft.work import Hand, SetAside, Work


def kept_aside(work: Work, changes: Iterable[Change], hand: Hand) -> Work:
    """The work with every text of these changes set aside that is neither in its block nor what was drawn there."""
    for change in changes:
        if isinstance(change, Write) and _is_news(work, change):
            others = (one for one in work.set_aside if (one.block, one.by.id) != (change.block, hand.by.id))
            aside = SetAside(change.block, change.text, hand.by, hand.at)
            work = replace(work, set_aside=(*others, aside), version=work.version + 1)
    return work


def _is_news(work: Work, change: Write) -> bool:
    piece = work.piece(change.block)
    if piece is None or change.text == piece.text:
        return False
    drawn = piece.past[change.seen : change.seen + 1]
    if drawn and drawn[0].digest == text_digest(change.text):
        return False
    return all((one.block, one.text) != (change.block, change.text) for one in work.set_aside)
