"""Who wrote which part of the final text. Replayed over the agent's draft, it gives that text byte for byte."""

from oversight.action.draft import Block, BlockType, Draft
from oversight.action.finished_draft import FinalBlock, Origin, text_digest
from oversight.editing.draft.work import Piece, Work


class NotReplayed(ValueError):
    """The provenance does not fit the draft: a block says that it has another text."""


def provenance(draft: Draft, work: Work) -> tuple[FinalBlock, ...]:
    """One entry a block in the final order; an added block that stayed empty has none."""
    opened = {found.block for found in work.opened}
    return tuple(
        _final(draft, piece, is_opened=piece.id in opened)
        for piece in work.pieces
        if piece.source is not None or piece.text
    )


def replay(draft: Draft, blocks: tuple[FinalBlock, ...]) -> str:
    """The final text; raises NotReplayed where a digest does not fit."""
    texts = []
    for block in blocks:
        text = _text(draft, block)
        if text_digest(text) != block.digest:
            raise NotReplayed(f"block {block.block} has another text than its digest says")
        if not block.dropped:
            texts.append(text)
    return draft.joined(texts)


def _final(draft: Draft, piece: Piece, *, is_opened: bool) -> FinalBlock:
    source = None if piece.source is None else draft.blocks[piece.source]
    origin, alternative = _origin(piece, source)
    is_own = origin in (Origin.HUMAN, Origin.ALTERNATIVE)
    credited = piece.dropper if piece.dropped else piece.author if is_own else piece.touched
    mover = piece.mover if piece.moved else None
    return FinalBlock(
        block=piece.id,
        origin=origin,
        digest=text_digest(piece.text),
        source=piece.source,
        key=source.key if source else None,
        alternative=alternative,
        text=piece.text if origin is Origin.HUMAN else None,
        dropped=piece.dropped,
        moved=piece.moved,
        opened=is_opened,
        by=None if credited is None else credited.by,
        at=None if credited is None else credited.at,
        mover=None if mover is None else mover.by,
    )


def _origin(piece: Piece, source: Block | None) -> tuple[Origin, int | None]:
    """A text that a person typed is the agent's where it is the same."""
    if source is None:
        return Origin.HUMAN, None
    if piece.text == source.text and (source.type is not BlockType.PLACEHOLDER or piece.by is None):
        return (Origin.UNTOUCHED if piece.by is None else Origin.AGENT), None
    if piece.text in source.alternatives:
        return Origin.ALTERNATIVE, source.alternatives.index(piece.text) + 1
    return Origin.HUMAN, None


def _text(draft: Draft, block: FinalBlock) -> str:
    if block.text is not None:
        return block.text
    if block.source is None or block.source >= len(draft.blocks):
        raise NotReplayed(f"block {block.block} is nowhere in the draft")
    source = draft.blocks[block.source]
    if block.alternative is None:
        return source.text
    if not 1 <= block.alternative <= len(source.alternatives):
        raise NotReplayed(f"block {block.block} has no alternative {block.alternative}")
    return source.alternatives[block.alternative - 1]
