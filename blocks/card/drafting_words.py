"""What there is to say about a draft: what its blocks are, why they are opened, and who wrote what."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from blocks.kit.text import shorten, shown
from oversight.action.draft import Block, BlockType, Draft
from oversight.action.finished_draft import Coverage, FinalBlock, FinishedDraft, Origin
from oversight.editing.draft.opened import Ground
from oversight.editing.draft.work import Piece

NAME: Final = 80
LABEL: Final = 40
TYPES: Final = {
    BlockType.CONFIDENT: "🟢 Confident",
    BlockType.UNCERTAIN: "🟡 Uncertain",
    BlockType.PLACEHOLDER: "⬜ Placeholder",
}
GROUNDS: Final = {
    Ground.FAILING_CHECK: "a check of the policy does not pass",
    Ground.NO_EVIDENCE: "it has no evidence",
    Ground.UNSEEN_KEY: "such a block was not seen often enough",
    Ground.LEARNED: "people often change such a block",
    Ground.SPOT_CHECK: "a spot check of what the agent is sure of",
}
"""Why a block is opened, beside the agent's own mark, which the type says."""
COVERAGES: Final = {
    Coverage.THERE: "It is there",
    Coverage.MISSING: "It is missing",
    Coverage.NOT_NEEDED: "It is not needed here",
}


def source_of(draft: Draft, piece: Piece) -> Block | None:
    """The agent's block; None where a person added it."""
    return None if piece.source is None else draft.blocks[piece.source]


def block_label(draft: Draft, piece: Piece) -> str:
    """“2 · summary”; of an added block “added”. The number is the agent's, so that it names one block for ever."""
    block = source_of(draft, piece)
    if block is None or piece.source is None:
        return "added"
    key = f" · {shorten(shown(block.key), LABEL)}" if block.key else ""
    return f"{piece.source + 1}{key}"


def type_words(draft: Draft, piece: Piece) -> str:
    """“🟡 Uncertain”; of an added block “🧩 Added”."""
    block = source_of(draft, piece)
    return "🧩 Added" if block is None else TYPES[block.type]


def asked_for(block: Block) -> str:
    """What a person is asked to write in a placeholder."""
    return block.content or block.notes or block.key or "What is missing here?"


def provenance_words(finished: FinishedDraft) -> str:
    """“✍️ 12 blocks: 9 the agent's, 2 written by Lea Brandt, 1 added by Sam Okafor”."""
    blocks = finished.provenance
    stands = [block for block in blocks if not block.dropped]
    kept = sum(not block.added and block.origin in (Origin.UNTOUCHED, Origin.AGENT) for block in stands)
    said = [f"{kept} the agent's"] if kept else []
    chosen = [block for block in stands if block.origin is Origin.ALTERNATIVE]
    said += _counted("an alternative of the agent's, chosen", "alternatives of the agent's, chosen", chosen)
    written = [block for block in stands if block.origin is Origin.HUMAN and not block.added]
    said += _counted("written", "written", written)
    said += _counted("added", "added", [block for block in stands if block.added])
    said += _counted("dropped", "dropped", [block for block in blocks if block.dropped])
    moved = [replace(block, by=block.mover or block.by) for block in stands if block.moved]
    said += _counted("moved", "moved", moved)
    count = f"{len(blocks)} block{'s' if len(blocks) != 1 else ''}"
    return f"✍️ {count}: {', '.join(said)}"


def final_block_words(block: FinalBlock) -> str:
    """“2 · summary: written by Lea Brandt, moved”; “added by Tom Okafor”."""
    said = f"{_origin_words(block)}{', moved' if block.moved else ''}"
    if block.source is None:
        return said
    return f"{block.source + 1}{f' · {shown(block.key)}' if block.key else ''}: {said}"


def _origin_words(block: FinalBlock) -> str:
    by = f" by {shorten(shown(block.by.name), NAME)}" if block.by else ""
    if block.dropped:
        return f"dropped{by}"
    if block.added:
        return f"added{by}"
    match block.origin:
        case Origin.UNTOUCHED:
            return "the agent's"
        case Origin.AGENT:
            return f"the agent's, looked at{by}"
        case Origin.ALTERNATIVE:
            return f"the agent's alternative {block.alternative}, chosen{by}"
        case Origin.HUMAN:
            return f"written{by}"


def _counted(one: str, many: str, blocks: Sequence[FinalBlock]) -> list[str]:
    if not blocks:
        return []
    names = dict.fromkeys(block.by.name for block in blocks if block.by)
    by = f" by {shorten(shown(', '.join(names)), NAME)}" if names else ""
    return [f"{len(blocks)} {one if len(blocks) == 1 else many}{by}"]
