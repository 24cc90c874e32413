"""What a person's change makes of the shared work on a draft: nobody's text is lost."""

from datetime import datetime
from typing import Final, assert_never

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.decision import Actor
from oversight.action.draft import MOST_BYTES, Draft
from oversight.action.finished_draft import Covered
from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.draft.change import (
    Add,
    AnswerSpotCheck,
    BlockChange,
    Change,
    Choose,
    Discard,
    Drop,
    GivenAnswer,
    Keep,
    Move,
    Restore,
    TextChange,
    Write,
)
from oversight.editing.draft.final_text import final_text
from oversight.editing.draft.moves import moved_by
from oversight.editing.draft.work import Hand, Past, Piece, SetAside, Work, input_digest

MOST_PIECES: Final = 300
"""The agent's blocks and those that people add."""
TOO_MANY = Refusal(
    RefusalCode.INVALID_DRAFT, f"A draft holds at most {MOST_PIECES} blocks. Write into one that is there."
)
TOO_LONG = Refusal(RefusalCode.INVALID_DRAFT, f"The text would be longer than {MOST_BYTES:,} bytes. Shorten it first.")


class Saved(Struct, frozen=True):
    """The work after a change."""

    work: Work
    set_aside: SetAside | None = None
    """Present where somebody else was faster: this text was not taken. It is kept in the work, too."""


def save(draft: Draft, work: Work, change: Change, by: Actor, now: datetime) -> Saved | Refusal:
    """The work with this change; where it changes nothing the same work, with the same version."""
    saved = _changed(draft, work, change, Hand(by, now))
    if isinstance(saved, Refusal) or saved.work == work:
        return saved
    grows = isinstance(change, Write | Choose | Keep | Restore | Add)
    if grows and len(final_text(draft, saved.work).encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return TOO_LONG
    return Saved(replace(saved.work, version=work.version + 1), saved.set_aside)


def _changed(draft: Draft, work: Work, change: Change, hand: Hand) -> Saved | Refusal:
    if isinstance(change, TextChange):
        return _with_text(draft, work, change, hand)
    if isinstance(change, Add) and len(work.pieces) >= MOST_PIECES:
        return TOO_MANY
    return Saved(_answered(work, change, hand) if isinstance(change, GivenAnswer) else _rebuilt(work, change, hand))


def _with_text(draft: Draft, work: Work, change: TextChange, hand: Hand) -> Saved:
    piece = work.piece(change.block)
    text = None if piece is None else _meant(draft, piece, change)
    if piece is None or text is None:
        return Saved(work)
    if text == piece.text:
        is_kept = isinstance(change, Keep) and piece.by is None and bool(text)
        return Saved(_with(work, replace(piece, by=hand.by, at=hand.at)) if is_kept else work)
    since = piece.past[change.seen :]
    if since and input_digest(text) == since[0].digest:
        return Saved(work)  # the input still says what it was drawn with
    if any(past.replaced_by != hand.by.id for past in since):
        return _set_aside(work, SetAside(piece.id, text, hand.by, hand.at))
    past = (*piece.past, Past(input_digest(piece.text), hand.by.id))
    rewritten = replace(piece, text=text, version=piece.version + 1, past=past, by=hand.by, at=hand.at, written=hand)
    return Saved(_with(_taken_up(work, piece.id, text, hand.by), rewritten))


def _meant(draft: Draft, piece: Piece, change: TextChange) -> str | None:
    """The text that the block is to have; None where the change is about something that is not there."""
    if isinstance(change, Write):
        return change.text
    if piece.source is None:
        return None
    source = draft.blocks[piece.source]
    if isinstance(change, Keep):
        return source.text
    return source.alternatives[change.alternative - 1] if 1 <= change.alternative <= len(source.alternatives) else None


def _set_aside(work: Work, aside: SetAside) -> Saved:
    if any((one.block, one.by.id, one.text) == (aside.block, aside.by.id, aside.text) for one in work.set_aside):
        return Saved(work, aside)
    return Saved(replace(work, set_aside=(*work.set_aside, aside)), aside)


def _rebuilt(work: Work, change: BlockChange, hand: Hand) -> Work:
    match change:
        case Drop(block):
            return _dropped(work, block, hand, dropped=True)
        case Restore(block):
            return _dropped(work, block, hand, dropped=False)
        case Discard(block):
            return _without(work, work.aside(block, hand.by.id))
        case Move(block, places):
            return replace(work, pieces=moved_by(work.pieces, block, places, hand))
        case Add(after, text):
            behind = [at for at, piece in enumerate(work.pieces, 1) if piece.id == after] or [len(work.pieces)]
            place = 0 if after is None else behind[0]
            piece = Piece(f"n{work.added + 1}", text, by=hand.by, at=hand.at, written=hand)
            pieces = (*work.pieces[:place], piece, *work.pieces[place:])
            return replace(work, pieces=pieces, added=work.added + 1)
        case _:
            assert_never(change)


def _answered(work: Work, change: GivenAnswer, hand: Hand) -> Work:
    if isinstance(change, AnswerSpotCheck):
        is_first = work.spot is not None and work.looks_right is None
        return replace(work, looks_right=hand) if is_first else work
    point, answer = change.point, change.answer
    if any((said.point, said.answer) == (point, answer) for said in work.covered):
        return work
    others = tuple(said for said in work.covered if said.point != point)
    return replace(work, covered=(*others, Covered(point, answer, hand.by, hand.at)))


def _dropped(work: Work, block: str, hand: Hand, *, dropped: bool) -> Work:
    piece = work.piece(block)
    if piece is None or piece.dropped is dropped:
        return work
    by = hand if dropped else None
    return _with(work, replace(piece, dropped=dropped, by=hand.by, at=hand.at, dropped_by=by))


def _with(work: Work, changed: Piece) -> Work:
    return replace(work, pieces=tuple(changed if piece.id == changed.id else piece for piece in work.pieces))


def _taken_up(work: Work, block: str, text: str, by: Actor) -> Work:
    """The work where this text of the person is in its block now; what else they wrote for it stays beside it."""
    same = (one for one in work.set_aside if (one.block, one.by.id, one.text) == (block, by.id, text))
    return _without(work, next(same, None))


def _without(work: Work, aside: SetAside | None) -> Work:
    return work if aside is None else replace(work, set_aside=tuple(one for one in work.set_aside if one != aside))
