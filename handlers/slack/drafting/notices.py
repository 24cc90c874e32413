"""What a person reads above a draft after a press: that it is saved, and what happened meanwhile."""

from blocks.card.drafting_words import block_label
from blocks.kit.text import shown
from blocks.refusal import refusal_field
from handlers.slack.kit.window_state import DraftPage
from oversight.action.refusal import Refusal
from oversight.editing.draft.work import Work
from oversight.usecases.drafting.shared_draft import SharedDraft


def notice(shared: SharedDraft, page: DraftPage, *, saved: str = "") -> str:
    """The most important first, a line for each; empty where there is nothing to say."""
    said = [*_refused(shared.refused), *(_faster(shared) or _meanwhile(shared, page))]
    return "\n".join(said) if said else saved


def _refused(refused: Refusal | None) -> list[str]:
    return [] if refused is None else [f"⚠️ Not all of it is saved. {refusal_field(refused)}"]


def _faster(shared: SharedDraft) -> list[str]:
    """Where the person's own text was not taken just now."""
    before = shared.before.set_aside if shared.before else ()
    own = [one for one in shared.work.set_aside if one.by.id == shared.person.id and one not in before]
    pieces = [piece for one in own if (piece := shared.work.piece(one.block)) is not None]
    if not pieces:
        return []
    labels = ", ".join(block_label(shared.seen, piece) for piece in pieces)
    names = ", ".join(dict.fromkeys(shown(piece.author.by.name) for piece in pieces if piece.author)) or "Somebody"
    return [f"✋ {names} was faster in block {labels}. Your text is not lost: it stands beside the block."]


def _meanwhile(shared: SharedDraft, page: DraftPage) -> list[str]:
    if shared.before is None or shared.before.version == page.work:
        return []
    name = _last_of_others(shared.work, shared.person.id)
    who = shown(name) if name else "Somebody"
    return [f"✏️ {who} changed the draft meanwhile. Look at the preview before you approve it."]


def _last_of_others(work: Work, reader: str) -> str | None:
    theirs = [(piece.at, piece.by.name) for piece in work.pieces if piece.by and piece.at and piece.by.id != reader]
    return max(theirs)[1] if theirs else None
