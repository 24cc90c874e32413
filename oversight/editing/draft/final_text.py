"""The final text of a draft: what is still open, the finished draft, and the payload that carries its text."""

from collections.abc import Iterator

from msgspec import Struct

from oversight.action.draft import BlockType, Draft
from oversight.action.finished_draft import FinishedDraft, SpotCheck
from oversight.action.refusal import Detail, Refusal, RefusalCode
from oversight.editing.draft.must_cover import unsettled
from oversight.editing.draft.opened import Ground, Opened
from oversight.editing.draft.provenance import provenance, replay
from oversight.editing.draft.work import Work, begin
from oversight.exact_json.unseen import shows_nothing
from oversight.policy.draft_settings import DraftSettings


class StillOpen(Struct, frozen=True):
    """One thing that a person has to do before the draft can be approved."""

    words: str
    block: str | None = None
    """The block that it is about, if it is about one."""
    point: str | None = None
    """The point that the text must cover, if it is about one."""


def final_text(draft: Draft, work: Work) -> str:
    """The text as it would be now."""
    return draft.joined(piece.text for piece in work.pieces if not piece.dropped)


def unfinished(draft: Draft, work: Work, settings: DraftSettings) -> tuple[StillOpen, ...]:
    """Everything that keeps the draft from being approved; empty where it is finished."""
    return tuple(_unfinished(draft, work, settings))


def to_be_opened_for(draft: Draft, settings: DraftSettings) -> tuple[StillOpen, ...]:
    """What keeps the draft from being approved by somebody who has not opened it; empty where nothing does."""
    sure = next((f"b{at}" for at, block in enumerate(draft.blocks) if block.type is BlockType.CONFIDENT), None)
    opened = (Opened(sure, (Ground.SPOT_CHECK,), 0.0),) if settings.spot_check and sure is not None else ()
    return unfinished(draft, begin(draft, opened), settings)


def finish(draft: Draft, work: Work, settings: DraftSettings) -> FinishedDraft | Refusal:
    """The finished draft; or the refusal that says everything that is still open."""
    if still_open := unfinished(draft, work, settings):
        return refuse_unfinished(still_open)
    blocks = provenance(draft, work)
    asked = set(settings.must_cover)
    return FinishedDraft(
        text=replay(draft, blocks),
        provenance=blocks,
        target=settings.target or draft.target,
        spot_check=_spot_check(draft, work),
        covered=tuple(answer for answer in work.covered if answer.point in asked),
    )


def refuse_unfinished(still_open: tuple[StillOpen, ...], then: str = "") -> Refusal:
    """The refusal that says everything that is still open."""
    details = tuple(Detail(thing.words) for thing in still_open)
    return Refusal(RefusalCode.DRAFT_UNFINISHED, f"This draft is not finished. {then}".strip(), details)


def _unfinished(draft: Draft, work: Work, settings: DraftSettings) -> Iterator[StillOpen]:
    for piece in work.pieces:
        block = None if piece.source is None else draft.blocks[piece.source]
        if block and block.type is BlockType.PLACEHOLDER and not piece.dropped and shows_nothing(piece.text):
            asked_for = block.content or block.notes or block.key or "what is missing here"
            yield StillOpen(f"write “{asked_for}”, or drop that block", piece.id)
    if work.spot is not None and _spot_check(draft, work) is None:
        yield StillOpen("say whether the block of the spot check looks right, or change it", work.spot)
    for point, answer in unsettled(settings.must_cover, work.covered):
        words = f"say whether the text has “{point}”" if answer is None else f"add “{point}”, which was found missing"
        yield StillOpen(words, point=point)


def _spot_check(draft: Draft, work: Work) -> SpotCheck | None:
    """The answer to the spot check: a change of the block is one, and counts before what was said of it."""
    piece = None if work.spot is None else work.piece(work.spot)
    if piece is None or piece.source is None:
        return None
    is_changed = piece.text != draft.blocks[piece.source].text
    by = piece.dropper if piece.dropped else piece.author if is_changed else None
    if by is not None:
        return SpotCheck(piece.id, True, by.by, by.at)
    if work.looks_right is None:
        return None
    return SpotCheck(piece.id, False, work.looks_right.by, work.looks_right.at)
