"""How a finished draft becomes what its agent sees."""

from handlers.http.actions.resources import (
    CoveredResource,
    DecidedBy,
    FinalBlockResource,
    FinishedDraftResource,
    SpotCheckResource,
)
from oversight.action.decision import Actor
from oversight.action.finished_draft import FinalBlock, FinishedDraft


def decided_by(actor: Actor) -> DecidedBy:
    """Who did something, in the shape of the API."""
    return DecidedBy(kind=actor.kind, id=actor.id, name=actor.name)


def finished_draft_resource(draft: FinishedDraft) -> FinishedDraftResource:
    """The finished draft in the shape of the API."""
    spot = draft.spot_check
    return FinishedDraftResource(
        text=draft.text,
        target=draft.target,
        provenance=tuple(map(_final_block, draft.provenance)),
        spot_check=None if spot is None else SpotCheckResource(block=spot.block, found=spot.found),
        covered=tuple(
            CoveredResource(point=said.point, answer=said.answer, by=decided_by(said.by)) for said in draft.covered
        ),
    )


def _final_block(block: FinalBlock) -> FinalBlockResource:
    return FinalBlockResource(
        block=block.block,
        source=block.source,
        key=block.key,
        origin=block.origin,
        alternative=block.alternative,
        text=block.text,
        digest=block.digest,
        dropped=block.dropped,
        added=block.added,
        moved=block.moved,
        by=None if block.by is None else decided_by(block.by),
        at=block.at,
    )
