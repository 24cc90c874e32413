"""Which blocks are opened for the person, and in which order.

Highlighting what a model is unsure of helped nobody in the studies; highlighting what people will probably edit did. So
the agent's own mark opens a block, but only what was learned from past drafts says which comes first.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from oversight.action.draft import Block, BlockType, Draft
from oversight.editing.draft.edit_rate import NO_RATE, EditRate
from oversight.editing.draft.spot_check import draw
from oversight.policy.draft_settings import DraftSettings

SEEN_FROM: Final = 3
"""A key that was opened less often than this is not known yet."""
RISKY_FROM: Final = 0.1
"""From this lower bound on, the learned edit rate opens a block by itself."""


class Ground(StrEnum):
    """Why a block is opened."""

    OWN_MARK = "own_mark"
    FAILING_CHECK = "failing_check"
    NO_EVIDENCE = "no_evidence"
    UNSEEN_KEY = "unseen_key"
    LEARNED = "learned"
    """People have often edited this block in other drafts."""
    SPOT_CHECK = "spot_check"


class Opened(Struct, frozen=True):
    """One block that a person is to look at, with every ground."""

    block: str
    grounds: tuple[Ground, ...]
    risk: float
    """What was learned: at least this share of such blocks is edited, with 95 % confidence."""


def open_blocks(
    draft: Draft,
    settings: DraftSettings,
    rates: Mapping[str, EditRate],
    failing: frozenset[int] = frozenset(),
    *,
    action_id: str,
    secret: bytes,
) -> tuple[Opened, ...]:
    """What is opened, the riskiest first; ``failing`` are the positions of the blocks behind failing checks."""
    grounds = {
        position: tuple(_grounds(block, settings, _rate(block, rates), is_failing=position in failing))
        for position, block in enumerate(draft.blocks)
    }
    if settings.spot_check:
        closed = [position for position, found in grounds.items() if not found]
        if (drawn := draw(closed, action_id, secret)) is not None:
            grounds[drawn] = (Ground.SPOT_CHECK,)
    risks = {position: _rate(block, rates).risk for position, block in enumerate(draft.blocks)}
    ranked = sorted((position for position, found in grounds.items() if found), key=lambda it: (-risks[it], it))
    return tuple(Opened(f"b{position}", grounds[position], risks[position]) for position in ranked)


def _rate(block: Block, rates: Mapping[str, EditRate]) -> EditRate:
    return NO_RATE if block.key is None else rates.get(block.key, NO_RATE)


def _grounds(block: Block, settings: DraftSettings, rate: EditRate, *, is_failing: bool) -> Iterator[Ground]:
    if block.type is not BlockType.CONFIDENT:
        yield Ground.OWN_MARK
    if is_failing:
        yield Ground.FAILING_CHECK
    if block.type is BlockType.PLACEHOLDER:
        return
    if settings.evidence_required and not block.evidence:
        yield Ground.NO_EVIDENCE
    if block.key is not None and rate.opened < SEEN_FROM:
        yield Ground.UNSEEN_KEY
    if rate.risk >= RISKY_FROM:
        yield Ground.LEARNED
