"""Blocks in another order."""

from itertools import pairwise

from msgspec.structs import replace

from oversight.editing.draft.work import Hand, Piece

Pieces = tuple[Piece, ...]


def moved_by(pieces: Pieces, block: str, places: int, hand: Hand) -> Pieces:
    """The blocks with this one so many places further down; past an end it stands there. Dropped ones are no places."""
    at = next((at for at, piece in enumerate(pieces) if piece.id == block), None)
    if at is None:
        return pieces
    others = (*pieces[:at], *pieces[at + 1 :])
    standing = [other for other, piece in enumerate(others) if not piece.dropped]
    before = sum(other < at for other in standing)
    wanted = max(0, min(len(standing), before + places))
    if wanted == before:
        return pieces
    place = standing[wanted] if wanted < len(standing) else len(others)
    is_moved = pieces[at].source is not None
    moved = replace(pieces[at], moved=is_moved, moved_by=hand if is_moved else None, by=hand.by, at=hand.at)
    return _as_it_was((*others[:place], moved, *others[place:]))


def _as_it_was(pieces: Pieces) -> Pieces:
    """Where the agent's blocks are in their own order again, none of them has been moved."""
    sources = [piece.source for piece in pieces if piece.source is not None]
    if any(one > other for one, other in pairwise(sources)):
        return pieces
    return tuple(replace(piece, moved=False, moved_by=None) if piece.moved else piece for piece in pieces)
